"""Tells workers that there is something to do. A lost message loses nothing: beat asks the database every few seconds."""

import logging
from typing import Final

from celery import current_app
from kombu.exceptions import OperationalError

WORK: Final = "scoring.tasks.work_at_runs"
logger = logging.getLogger(__name__)


def wake(count: int) -> None:
    """Have up to so many workers look for units of a run. Where the broker is down this is logged and no more."""
    try:
        for _ in range(count):
            current_app.send_task(WORK)
    except OperationalError as error:
        logger.warning("no worker was woken: the broker does not answer (%s)", type(error).__name__)
