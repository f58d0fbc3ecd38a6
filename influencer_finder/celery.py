"""The Celery application. Tasks live in discovery.tasks and scoring.tasks; the schedule in settings.

Celery says through signals alone when a worker is alive and a task begins: here they keep the heartbeats of heartbeats.py and carry the
request's id into the lines that its tasks log. The work itself is called by name.
"""

import logging
import logging.config
import os
import socket
from contextvars import Token
from typing import Any

from celery import Celery, Task
from celery.signals import after_task_publish, beat_init, before_task_publish, heartbeat_sent, setup_logging, task_postrun, task_prerun
from django.conf import settings
from redis import RedisError

from influencer_finder import heartbeats, logs

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "influencer_finder.settings")

app = Celery("influencer_finder")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["discovery", "scoring"])

logger = logging.getLogger(__name__)


@setup_logging.connect
def log_as_the_web_process_does(loglevel: int | str | None = None, **_: Any) -> None:
    """Celery's own format would be another one."""
    logging.config.dictConfig(settings.LOGGING)
    logging.captureWarnings(True)
    if loglevel:
        logging.getLogger().setLevel(loglevel)


@heartbeat_sent.connect
def tell_that_the_worker_lives(sender: Any, **_: Any) -> None:
    """Every 2 seconds, in the worker's main process: also while its pool is busy, and not if it hangs. `sender` is Celery's Heart."""
    _tell(sender.eventer.hostname, list(app.amqp.queues.consume_from))


@beat_init.connect
def tell_that_beat_lives(**_: Any) -> None:
    """Whenever beat, which this process then is, has sent a task."""
    after_task_publish.connect(_beat_has_sent, weak=False)


def _beat_has_sent(**_: Any) -> None:
    _tell(f"{heartbeats.BEAT}@{socket.gethostname()}", [heartbeats.BEAT])


def _tell(node: str, queues: list[str]) -> None:
    try:
        with heartbeats.connect(settings.REDIS_URL) as redis:
            heartbeats.beat(redis, node, queues)
    except RedisError as error:
        logger.warning("no heartbeat: Redis does not answer (%s)", type(error).__name__)


@before_task_publish.connect
def send_the_request_along(headers: dict[str, Any], **_: Any) -> None:
    if request_id := logs.current("request_id"):
        headers["request_id"] = request_id


_tokens: dict[str, Token[logs.Facts]] = {}


@task_prerun.connect
def log_as_this_task(task_id: str, task: Task[..., Any], **_: Any) -> None:
    _tokens[task_id] = logs.enter(request_id=task.request.get("request_id"), task=task.name, task_id=task_id)


@task_postrun.connect
def log_as_no_task(task_id: str, **_: Any) -> None:
    logs.leave(_tokens.pop(task_id))
