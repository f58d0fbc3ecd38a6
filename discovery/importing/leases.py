"""The lease of a list that is being worked on, and how far the work has come: written twice a second by a thread.

A thread has a database connection of its own, so that others see the progress while the load's transaction is open,
and the lease lives through one long statement. A worker that dies stops renewing: the lease runs out, beat picks the list up.
"""

import logging
import threading
from datetime import datetime, timedelta
from types import TracebackType
from typing import Final, Self

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from discovery.models import CreatorList

RENEW_EVERY_SECONDS = 0.5
# Attempts are numbered on and on, since the number says whose the lease is; each queueing begins at a multiple of this.
MOST_ATTEMPTS: Final = 3
# So long a list may wait behind others before it is given to a worker again: in case the message was lost.
SEND_AGAIN_SECONDS: Final = 60
logger = logging.getLogger(__name__)


def lease_end() -> datetime:
    """Until when a worker that says so now is taken to be alive."""
    return timezone.now() + timedelta(seconds=settings.IMPORT_LEASE_SECONDS)


def send_again_at() -> datetime:
    """When a list that is given to a worker now, and that none has begun with by then, is taken to be lost on the way."""
    return timezone.now() + timedelta(seconds=SEND_AGAIN_SECONDS)


class Lease:
    """Held with `with` by the one worker whose attempt it is; set `bytes_done` as the work goes on."""

    def __init__(self, list_id: int, attempt: int) -> None:
        self.list_id = list_id
        self.attempt = attempt
        self.bytes_done = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._renew, name=f"lease of list {list_id}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()

    def _renew(self) -> None:
        while not self._over.wait(RENEW_EVERY_SECONDS):
            try:
                # Only while the list is still this attempt's: it may have been queued anew, and another worker have it.
                held = CreatorList.objects.filter(pk=self.list_id, attempts=self.attempt)
                held.exclude(state=CreatorList.State.QUEUED).update(lease_until=lease_end(), bytes_done=self.bytes_done)
            except DatabaseError:
                logger.warning("The lease of list %s could not be renewed; trying again.", self.list_id, exc_info=True)
                connection.close()
        connection.close()
