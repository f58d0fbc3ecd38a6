"""Wide and dated lists and lists of posts: undone in any order they leave what the rest alone would store; loaded twice, nothing new."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from discovery.importing.fields import Field
from discovery.importing.mapping import Mapping, Shape
from discovery.models import Account, Confirmation, Creator, CreatorList, EarlierValue, Snapshot, Tie
from tests.discovery.importing.lists import forget_all, loaded, undone

pytestmark = pytest.mark.django_db(transaction=True)
FIRST = date(2022, 1, 1)
WIDE = Mapping(
    {0: Field.HANDLE, 1: Field.HANDLE, 2: Field.FOLLOWERS, 3: Field.FOLLOWERS, 4: Field.TAKEN_ON},
    platforms={0: "instagram", 1: "tiktok", 2: "instagram", 3: "tiktok"},
)
POSTS = Mapping({0: Field.HANDLE, 1: Field.POST, 2: Field.FOLLOWERS, 3: Field.LIKES, 4: Field.TAKEN_ON}, shape=Shape.POSTS)
HANDLES = st.none() | st.sampled_from("ab")
NUMBERS = st.none() | st.integers(1, 3)
ROWS = st.lists(st.tuples(HANDLES, HANDLES, NUMBERS, NUMBERS, st.integers(0, 1)), min_size=1, max_size=3)
LISTS = st.lists(st.tuples(st.sampled_from([WIDE, POSTS]), ROWS), min_size=1, max_size=4)
quietly = settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])


def load(given_list: tuple[Mapping, Sequence[tuple[Any, ...]]]) -> CreatorList:
    """A list by its mapping, of rows of five cells; the last is a number of days."""
    mapping, rows = given_list
    lines = [",".join("" if cell is None else str(cell) for cell in (*row[:4], FIRST + timedelta(row[4]))) for row in rows]
    creator_list = loaded("\n".join(("one,two,three,four,five", *lines)), mapping=mapping, platform="instagram")
    assert creator_list.state == CreatorList.State.LOADED, creator_list.message
    return creator_list


def stored() -> Any:
    """Accounts by creator, and their counts."""
    people: dict[int, list[tuple[str, str]]] = {}
    for creator, platform, handle in Account.objects.order_by("platform", "handle").values_list("creator_id", "platform", "handle"):
        people.setdefault(creator, []).append((platform, handle))
    named = ("account__platform", "account__handle", "taken_on", "followers", "likes", "posts_measured", "medians")
    return sorted(people.values()), list(Snapshot.objects.order_by(*named[:3]).values_list(*named))


@quietly
@given(lists=LISTS, data=st.data())
def test_what_is_left_is_what_the_other_lists_alone_would_store(lists: list[Any], data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(lists))))
    forget_all()
    loads = [load(each) for each in lists]
    left = []
    for place in order:
        undone(loads[place])
        left.append(stored())
    for model in (Account, Creator, Snapshot, EarlierValue, Confirmation, Tie):
        assert not model.objects.exists(), model
    for number, after in enumerate(left[:-1], 1):
        forget_all()
        for place in sorted(order[number:]):
            load(lists[place])
        assert stored() == after


@quietly
@given(lists=LISTS)
def test_the_last_list_again_changes_nothing(lists: list[Any]) -> None:
    forget_all()
    loads = [load(each) for each in lists]
    before = list(Account.objects.order_by("pk").values()), list(Snapshot.objects.order_by("pk").values()), stored()
    again = load(lists[-1])
    assert before == (list(Account.objects.order_by("pk").values()), list(Snapshot.objects.order_by("pk").values()), stored())
    assert (again.created, again.updated, again.snapshots) == (0, 0, 0)
    assert again.unchanged == loads[-1].created + loads[-1].updated + loads[-1].unchanged
    assert (again.rows, again.duplicates, again.gathered) == (loads[-1].rows, loads[-1].duplicates, loads[-1].gathered)
