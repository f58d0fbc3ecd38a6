"""The lease of a list that is being worked on, and how far the work has come: written twice a second by a thread.

A thread has a database connection of its own, so that others see the progress while the load's transaction is open,
and the lease lives through one long statement. A worker that dies stops renewing: the lease runs out, beat picks the list up.
The same thread sees that somebody cancels the load, and breaks off the statement that is running for it.
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
    """Held with `with` by the one worker whose attempt it is; set `stage`, `share_done`, `rows_done`, `bytes_done` as the work goes on."""

    def __init__(self, list_id: int, attempt: int) -> None:
        self.list_id = list_id
        self.attempt = attempt
        self.stage = ""
        self.share_done = 0.0
        self.rows_done = 0
        self.bytes_done = 0
        self.is_cancelled = False
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._renew, name=f"lease of list {list_id}", daemon=True)

    def __enter__(self) -> Self:
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
        while not self._over.wait(RENEW_EVERY_SECONDS):
            try:
                self._write()
                if self.is_cancelled:
                    self._working.cancel()
            except DatabaseError:
                logger.warning("The lease of list %s could not be renewed; trying again.", self.list_id, exc_info=True)
                connection.close()
        connection.close()

    def _write(self) -> None:
        # Only while the list is still this attempt's: it may have been queued anew, and another worker have it.
        held = CreatorList.objects.filter(pk=self.list_id, attempts=self.attempt).exclude(state=CreatorList.State.QUEUED)
        held.update(
            lease_until=lease_end(),
            stage=self.stage,
            share_done=self.share_done,
            rows_done=self.rows_done,
            bytes_done=self.bytes_done,
        )
        self.is_cancelled = held.filter(state=CreatorList.State.LOADING, cancel_requested_at__isnull=False).exists()
