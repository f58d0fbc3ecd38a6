"""The method in force: the release's constants, and what an installation chose in their place."""

from dataclasses import replace
from typing import Any

import pytest

from discovery.models import User
from scoring import method
from scoring.formulas.params import METHOD_VERSION, PARAMS, PARTS, version
from scoring.models import MethodVersion

pytestmark = pytest.mark.django_db


def chosen(**changes: float) -> dict[str, float]:
    return {name: getattr(PARAMS, name) for name in method.CHOSEN} | changes


def test_the_release_s_own_constants_are_in_force_where_nobody_chose() -> None:
    assert method.in_force() == (PARAMS, METHOD_VERSION)
    assert method.stored(method.in_force()).params["micro_from"] == 5_000
    assert method.stored(method.in_force()) == MethodVersion.objects.get()


def test_a_choice_is_in_force_and_says_who_made_it(admin: User) -> None:
    method.choose(chosen(micro_from=10_000, macro_from=100_000.0), by=admin, note="The market's cuts")
    expected = replace(PARAMS, micro_from=10_000, macro_from=100_000)
    assert method.in_force() == (expected, version(expected))
    row = MethodVersion.objects.get()
    assert (row.chosen, row.created_by, row.note) == ({"micro_from": 10_000, "macro_from": 100_000}, admin, "The market's cuts")


def test_going_back_to_the_release_s_constants_is_its_version_again() -> None:
    method.choose(chosen(response_weight=20, conversation_weight=30), by=None, note="")
    method.choose(chosen(), by=None, note="")
    assert method.in_force().version == METHOD_VERSION


def test_a_version_gives_its_constants_back() -> None:
    made = method.choose(chosen(response_weight=20, conversation_weight=30), by=None, note="")
    assert method.of(made.version) == replace(PARAMS, response_weight=20, conversation_weight=30)
    assert method.of(METHOD_VERSION) == PARAMS


def test_another_release_s_version_cannot_be_replayed() -> None:
    made = method.choose(chosen(micro_from=10_000), by=None, note="")
    assert method.of("1-unknown") is None
    MethodVersion.objects.filter(pk=made.pk).update(params={**made.params, "of_long_ago": 1})
    assert method.of(made.version) is None
    MethodVersion.objects.filter(pk=made.pk).update(params={**made.params, "sweet_width": 0.7})
    assert method.of(made.version) is None


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"response_weight": 31}, "together make 100, not 101"),
        ({"response_weight": -1, "conversation_weight": 51}, "not be negative"),
        ({"micro_from": 500_000}, "must rise"),
        ({"micro_from": 0}, "must rise"),
    ],
)
def test_what_makes_no_method_is_refused(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(method.MethodError, match=says):
        method.choose(chosen(**changes), by=None, note="")
    assert not MethodVersion.objects.exists()


def test_nothing_else_can_be_chosen() -> None:
    with pytest.raises(method.MethodError, match="Give each of"):
        method.choose({"sweet_width": 1.0}, by=None, note="")
    assert len(method.CHOSEN) == len(PARTS) + 3
