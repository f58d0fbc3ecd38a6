"""Signs of life of workers and beat, kept in Redis by Redis' own clock, so that those of several machines compare.

Each queue has a sorted set {node name: when it was last heard of}; beat counts as a queue of its own name. Written by celery.py,
read by readiness.py, metrics.py and probe.py. Needs neither Django nor Celery, so that a probe costs little.
"""

from collections.abc import Iterable

from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

BEAT = "beat"
# A worker is heard of every 2 seconds, beat whenever it sends the task that is due every 15.
STALE_SECONDS = 60.0
# Sooner than a restart is due, nobody is sent where no worker is.
READY_SECONDS = 15.0
# Forgotten after that: machines come and go.
FORGOTTEN_SECONDS = 24 * 60 * 60
ANSWER_SECONDS = 2.0


def connect(url: str) -> "Redis":
    """A client that gives up after ANSWER_SECONDS, at once and without trying again."""
    return Redis.from_url(
        url, socket_timeout=ANSWER_SECONDS, socket_connect_timeout=ANSWER_SECONDS, retry=Retry(NoBackoff(), 0), decode_responses=True
    )


def beat(redis: "Redis", node: str, queues: Iterable[str]) -> None:
    """Note that `node` (a worker's name, as work@host) is alive and serves `queues`."""
    now = _now(redis)
    pipeline = redis.pipeline(transaction=False)
    for queue in queues:
        pipeline.zadd(_key(queue), {node: now})
        pipeline.zremrangebyscore(_key(queue), 0, now - FORGOTTEN_SECONDS)
    pipeline.execute()


def age(redis: "Redis", queue: str) -> float | None:
    """Seconds since anybody who serves the queue was heard of; None where nobody was within a day."""
    newest = redis.zrange(_key(queue), 0, 0, desc=True, withscores=True)
    return max(0.0, _now(redis) - float(newest[0][1])) if newest else None


def age_of(redis: "Redis", queue: str, node: str) -> float | None:
    """The same of one node."""
    at = redis.zscore(_key(queue), node)
    return None if at is None else max(0.0, _now(redis) - at)


def _key(queue: str) -> str:
    return f"heartbeats:{queue}"


def _now(redis: "Redis") -> float:
    seconds, microseconds = redis.time()
    return float(seconds) + float(microseconds) / 1e6
