"""What a history shows, as a marketer would say it, what it needs, and what would change it."""

from typing import Any

import pytest

from scoring.formulas.params import PARAMS
from scoring.formulas.parts import GROWTH_CODES, STEADY_CODES
from scoring.words.advice import change
from scoring.words.parts import figures
from tests.scoring.facts import DAY
from tests.scoring.words.said import sentence

GROWN = {
    "code": "even",
    "growth": 0.018,
    "largest_share": 0.14,
    "largest_from": DAY - 60,
    "largest_to": DAY - 30,
    "snapshots": 12.0,
    "days": 330.0,
}


def test_natural_growth_is_said_as_a_marketer_would() -> None:
    assert sentence("natural_growth", GROWN, "Instagram") == (
        "Its followers grew 1.8 % a month, without odd jumps. The largest step, from Sept. 21, 2026 to Oct. 21, 2026, owns 14.0 % of all"
        " growth."
    )
    assert sentence("natural_growth", GROWN | {"growth": -0.002, "largest_share": 1.0}, "Instagram").startswith("It lost 0.20 %")


@pytest.mark.parametrize("code", ["even", *GROWTH_CODES])
def test_every_way_to_grow_has_its_sentence_and_says_what_would_change_it(code: str) -> None:
    numbers = GROWN | {"code": code, "odd_growth": 0.2, "hollow_growth": 0.4, "dropped": 0.9}
    for said in (sentence("natural_growth", numbers, "Instagram"), change("natural_growth", numbers, PARAMS)):
        assert said.endswith(".")
        assert "%(" not in said
    assert figures("natural_growth", numbers)


@pytest.mark.parametrize("code", ["steady", *STEADY_CODES])
def test_every_way_to_go_on_has_its_sentence_and_says_what_would_change_it(code: str) -> None:
    days = {"lone_likes_day": DAY, "lone_talk_day": DAY, "quiet_days": 120.0}
    numbers = {"code": code, "rate_spread": 0.2, "lone_likes": 0.7, "lone_talk": 0.7, "snapshots": 8.0} | days
    for said in (sentence("steadiness", numbers, "Instagram"), change("steadiness", numbers, PARAMS)):
        assert said.endswith(".")
        assert "%(" not in said
    assert figures("steadiness", numbers)


@pytest.mark.parametrize(
    ("part", "numbers", "said"),
    [
        (
            "natural_growth",
            {"code": "few_followers", "snapshots": 1.0},
            "Needs three dated snapshots with followers; it has one: import a newer list.",
        ),
        (
            "natural_growth",
            {"code": "short_growth", "snapshots": 4.0, "days": 3.0},
            "Needs follower counts over at least 14 days; those it has span 3 days: import a newer list.",
        ),
        ("steadiness", {"code": "few_rates", "snapshots": 0.0}, "Needs three snapshots with engagement; it has none: import a newer list."),
    ],
)
def test_too_short_a_history_says_what_it_needs_and_has(part: str, numbers: dict[str, Any], said: str) -> None:
    assert sentence(part, numbers, "Instagram") == said
    assert change(part, numbers, PARAMS)
