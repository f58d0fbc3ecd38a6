"""How far a list's load has come, told while it runs: for commands that load one in their own process."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from django.db import connection

from discovery.models import CreatorList, ListProgress

LOOK_EVERY_SECONDS = 1.0


@contextmanager
def told(list_id: int, tell: Callable[[str], None]) -> Iterator[None]:
    """`tell` gets a phrase whenever there is a new one, as `loading 40 %`, from a thread that looks every second."""
    over = Event()
    thread = Thread(target=_tell, args=(list_id, over, tell))
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _tell(list_id: int, over: Event, tell: Callable[[str], None]) -> None:
    """Read the progress as the page does: from the list, on this thread's own connection."""
    told_last = ""
    while not over.wait(LOOK_EVERY_SECONDS):
        phrase = _phrase(CreatorList.objects.get(pk=list_id))
        if phrase != told_last:
            tell(phrase)
        told_last = phrase
    connection.close()


def _phrase(creator_list: CreatorList) -> str:
    if creator_list.state == CreatorList.State.LOADED:
        return "scoring"
    told = ListProgress.objects.filter(pk=creator_list.pk, attempt=creator_list.attempts).first() or ListProgress()
    doing = "reading" if told.stage in ("", ListProgress.Stage.READING) else "storing"
    return f"{doing} {told.share_done:.0%}"
