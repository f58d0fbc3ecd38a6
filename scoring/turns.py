"""Writers of scores take turns by an advisory lock of the database.

It must never be taken while rows of facts are locked: its holder may be waiting for just those.
"""

from typing import Final

from django.db import connection

WRITERS_LOCK: Final = 7_205_759
# The first of the slots in which indexes are built.
INDEXERS_LOCK: Final = 7_205_800


def take_slot(first: int, slots: int) -> bool:
    """Whether one of so many slots was free, which is held until the transaction ends."""
    with connection.cursor() as cursor:
        for lock in range(first, first + slots):
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [lock])
            if cursor.fetchone() == (True,):
                return True
    return False


def take_turn(lock: int) -> None:
    """Wait for whoever holds this lock now; held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])
