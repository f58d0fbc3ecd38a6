"""The lease of a list that is being worked on, renewed by a thread, which writes twice a second how far the work has come.

A thread has a database connection of its own, so that others see the progress while the load's transaction is open,
and the lease lives through one long statement. A worker that dies stops renewing: the lease runs out, beat picks the list up.
The same thread sees that somebody cancels the load, and breaks off the statement that is running for it.
"""

import logging
import threading
import time
from datetime import datetime, timedelta
from types import TracebackType
from typing import Final, Self

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from discovery.models import CreatorList, ListProgress
from discovery.models.lists import CreatorListQuerySet

TELL_EVERY_SECONDS = 0.5
# The lease itself is renewed so many times before it would run out. Seldom: each write leaves the list's row in one more version,
# which every row that the load stores is checked against when it commits.
RENEWALS: Final = 4
# Attempts are numbered on and on, since the number says whose the lease is; each queueing begins at a multiple of this.
MOST_ATTEMPTS: Final = 3
# So long a list may wait behind others before it is given to a worker again: in case the message was lost.
SEND_AGAIN_SECONDS: Final = 60
# So often the server looks whether a worker is still there while a statement of its runs.
LOOK_FOR_WORKER_EVERY: Final = "1s"
logger = logging.getLogger(__name__)


def lease_end() -> datetime:
    """Until when a worker that says so now is taken to be alive."""
    return timezone.now() + timedelta(seconds=settings.IMPORT_LEASE_SECONDS)


def send_again_at() -> datetime:
    """When a list that is given to a worker now, and that none has begun with by then, is taken to be lost on the way."""
    return timezone.now() + timedelta(seconds=SEND_AGAIN_SECONDS)


class Cancelled(Exception):
    """Somebody cancelled the work; what it did is rolled back."""


class Lease:
    """Held with `with` by the one worker whose attempt it is; set `stage`, `share_done` and `rows_done` as the work goes on."""

    def __init__(self, list_id: int, attempt: int) -> None:
        self.list_id = list_id
        self.attempt = attempt
        self.stage = ""
        self.share_done = 0.0
        self.rows_done = 0
        self.is_cancelled = False
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._renew, name=f"lease of list {list_id}", daemon=True)

    def __enter__(self) -> Self:
        ListProgress.objects.update_or_create(
            pk=self.list_id, defaults={"attempt": self.attempt, "stage": "", "share_done": 0, "rows_done": 0}
        )
        with connection.cursor() as cursor:
            # Else the server goes on with the statement of a worker that was killed, for minutes, and holds what the next one waits for.
            cursor.execute("SELECT set_config('client_connection_check_interval', %s, false)", [LOOK_FOR_WORKER_EVERY])
        # Of the one who works, to break off what it waits for; this thread's own is another.
        self._working = connection.connection
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()

    def go_on(self) -> None:
        """Cancelled where somebody has cancelled the work."""
        if self.is_cancelled:
            raise Cancelled

    def _renew(self) -> None:
        every = settings.IMPORT_LEASE_SECONDS / RENEWALS
        due = time.monotonic() + every
        while not self._over.wait(TELL_EVERY_SECONDS):
            try:
                self._tell()
                if self.is_cancelled:
                    self._working.cancel()
                if time.monotonic() >= due:
                    self._held().update(lease_until=lease_end())
                    due = time.monotonic() + every
            except DatabaseError:
                logger.warning("The lease of list %s could not be renewed; trying again.", self.list_id, exc_info=True)
                connection.close()
        connection.close()

    def _tell(self) -> None:
        told = ListProgress.objects.filter(pk=self.list_id, attempt=self.attempt)
        told.update(stage=self.stage, share_done=self.share_done, rows_done=self.rows_done)
        self.is_cancelled = self._held().filter(state=CreatorList.State.LOADING, cancel_requested_at__isnull=False).exists()

    def _held(self) -> CreatorListQuerySet:
        """The list while it is still this attempt's: it may have been queued anew, and another worker have it."""
        return CreatorList.objects.filter(pk=self.list_id, attempts=self.attempt).exclude(state=CreatorList.State.QUEUED)
