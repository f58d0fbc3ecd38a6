"""What is counted for Prometheus: requests and answers by django-prometheus, and a few gauges of our own, read when they are asked for.

Several web processes count into files of PROMETHEUS_MULTIPROC_DIR, which are added up here; gunicorn.conf.py makes that folder.
"""

import os
from collections.abc import Iterator

from django.conf import settings
from django.db.models import Count
from prometheus_client import REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from redis import Redis

from discovery.models import Account, CreatorList
from influencer_finder import heartbeats
from influencer_finder.readiness import queue_names


def exposition() -> bytes:
    """Everything that is counted, in Prometheus' text format."""
    ours = CollectorRegistry()
    ours.register(Gauges())
    return generate_latest(_counted()) + generate_latest(ours)


def _counted() -> CollectorRegistry:
    if not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the package's own gap
    return registry


class Gauges(Collector):
    """The state of the data and the queues now, the same whichever process is asked."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield GaugeMetricFamily("influencer_finder_accounts", "Accounts in the database.", value=Account.objects.count())
        yield self._imports()
        with heartbeats.connect(settings.REDIS_URL) as redis:
            yield self._waiting(redis)
            yield self._ages(redis)

    def describe(self) -> list[GaugeMetricFamily]:
        """Registering must not ask the database."""
        return []

    def _imports(self) -> GaugeMetricFamily:
        family = GaugeMetricFamily("influencer_finder_imports", "Creator lists by state.", labels=["state"])
        counts = dict(CreatorList.objects.values_list("state").annotate(Count("pk")))
        for state in CreatorList.State.values:
            family.add_metric([state], counts.get(state, 0))
        return family

    def _waiting(self, redis: "Redis") -> GaugeMetricFamily:
        family = GaugeMetricFamily("influencer_finder_queue_length", "Tasks that wait for a worker.", labels=["queue"])
        for name in queue_names():
            family.add_metric([name], redis.llen(name))
        return family

    def _ages(self, redis: "Redis") -> GaugeMetricFamily:
        text = "Seconds since a worker of the queue, or beat, was heard of; missing where none was within a day."
        family = GaugeMetricFamily("influencer_finder_heartbeat_age_seconds", text, labels=["queue"])
        for name in (*queue_names(), heartbeats.BEAT):
            if (age := heartbeats.age(redis, name)) is not None:
                family.add_metric([name], age)
        return family
