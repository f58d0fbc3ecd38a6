"""Writers of scores take turns by an advisory lock of the database.

It must never be taken while rows of facts are locked: its holder may be waiting for just those.
"""

from typing import Final

from django.db import connection

WRITERS_LOCK: Final = 7_205_759


def take_turn(lock: int) -> None:
    """Wait for whoever holds this lock now; held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])
