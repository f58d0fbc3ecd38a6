"""A shortlist of the marketer's, and an entry on it."""

import pytest

from discovery.models import Entry, Shortlist, User
from tests.factories import make_account, make_campaign, make_entry, make_shortlist


@pytest.fixture
def shortlist(marketer: User) -> Shortlist:
    return make_shortlist(make_campaign(marketer, name="Spring launch"), name="Wave one")


@pytest.fixture
def entry(shortlist: Shortlist) -> Entry:
    return make_entry(shortlist, make_account("ana.runs"), note="two reels", cost=300)
