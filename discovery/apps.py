"""The discovery app. Importing the Celery application here makes it the one that every process queues tasks with."""

from django.apps import AppConfig

from influencer_finder.celery import app as celery_app

__all__ = ["DiscoveryConfig", "celery_app"]


class DiscoveryConfig(AppConfig):
    name = "discovery"
    verbose_name = "Discovery"
