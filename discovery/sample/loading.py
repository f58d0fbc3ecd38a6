"""Brings the sample in by the way of any list, as one CSV. Whether a database should get it is decided here too.

What the file says is listing.py's, loading and scoring it discovery.tasks'; taking it away again is removing.py's.
"""

from typing import Final

from django.utils import timezone

from discovery import lists
from discovery.models import Account, Activity, CreatorList
from discovery.sample.listing import ACCOUNTS, sample_file

SOURCE: Final = "Sample data (invented)"
FILE: Final = "sample-creators.csv"


def is_there() -> bool:
    """Whether the sample was loaded, or is on its way: a load that broke off is picked up by a worker, a draft by nobody."""
    return CreatorList.objects.of_sample().exclude(state=CreatorList.State.DRAFT).exists()


def is_wanted(asked: bool | None = None) -> bool:
    """Whether to load it: as somebody asked, though never twice; else where the database is empty and nobody removed it from there.

    Who removed it does not want it back at the next start.
    """
    if asked is not None:
        return asked and not is_there()
    removed = Activity.objects.filter(action=Activity.Action.SAMPLE_REMOVED)
    return not (Account.objects.exists() or is_there() or removed.exists())


def draft_sample(accounts: int = ACCOUNTS) -> CreatorList:
    """The sample up to today, ready to load: discovery.tasks.load_now. uploads.NotReady where its source's name is a real one's."""
    file = sample_file(timezone.localdate(), accounts)
    return lists.upload(file=file, name=FILE, source_name=SOURCE, by=None, is_sample=True)
