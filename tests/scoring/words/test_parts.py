"""Each part as a marketer would say it: a sentence for every code, and what would change it."""

import pytest

from scoring.formulas.params import PARAMS
from scoring.words.advice import change
from scoring.words.parts import BEYOND, MISSING, STANDING, figures
from tests.scoring.words.said import RATE, sentence


def test_response_is_said_as_a_marketer_would() -> None:
    assert sentence("response", RATE | {"code": "high"}, "Instagram") == (
        "Its followers react 2.1 times as often as those of similar Instagram accounts: 3.4 % of them to a post, where 1.6 % to 2.0 % is"
        " average. That is high among its peers."
    )
    assert sentence("response", RATE | {"code": "low", "measure": "per_view"}, "TikTok").startswith("Its viewers react 2.1 times")


@pytest.mark.parametrize("name", ["response", "conversation"])
@pytest.mark.parametrize("code", [*STANDING, "beyond"])
def test_every_standing_has_its_sentence(name: str, code: str) -> None:
    said = sentence(name, RATE | {"comments_per_100_likes": 4.0, "code": code}, "Instagram")
    assert said.endswith(str(STANDING.get(code) or BEYOND[name]))
    assert "%(" not in said


@pytest.mark.parametrize("code", ["ordinary", "mass_ratio", "mass_count", "aloof"])
def test_every_way_to_follow_has_its_sentence(code: str) -> None:
    said = sentence("reciprocity", {"code": code, "following": 1234.0, "followers": 5000.0, "ratio": 0.2468}, "Instagram")
    assert said.startswith("It follows 1,234 accounts")


@pytest.mark.parametrize("code", MISSING)
def test_what_is_missing_is_said(code: str) -> None:
    assert sentence("response", {"code": code}, "Instagram") == str(MISSING[code])
    assert figures("response", {"code": code}) == []


def test_conversation_names_how_many_it_is_compared_with() -> None:
    numbers = {"code": "high", "comments_per_100_likes": 2.7, "ratio": 2.1, "average": 1.3, "above_average": 1.9, "own_accounts": 3412}
    assert sentence("conversation", numbers, "Instagram") == (
        "Its followers comment 2.1 times as often per like as those of 3,412 similar Instagram accounts: 2.7 comments per 100 likes, where"
        " 1.3 to 1.9 is average. That is high among its peers."
    )


def test_conversation_says_where_little_was_counted() -> None:
    numbers = {
        "code": "below_average",
        "measure": "comments_per_100_likes",
        "ratio": 0.25,
        "average": 4.0,
        "above_average": 8.0,
        "day": 20_000,
    }
    numbers |= {"comments_per_100_likes": 1.0, "counted_likes": 200.0}
    said = sentence("conversation", numbers | {"taken_as": 2.0}, "Instagram")
    assert "Of some 200 likes that were counted this proves little, so it is taken as 2.0. That is below average among its peers." in said
    assert ("Taken as", "2.0") in [(figure.label, figure.value) for figure in figures("conversation", numbers | {"taken_as": 2.0})]
    unseen = numbers | {"taken_as": 1.01}
    assert "proves little" not in sentence("conversation", unseen, "Instagram")
    assert "Taken as" not in [figure.label for figure in figures("conversation", unseen)]


@pytest.mark.parametrize("code", [*STANDING, "beyond"])
@pytest.mark.parametrize("part_name", ["response", "conversation"])
def test_response_and_conversation_say_from_where_on_they_would_be_best(part_name: str, code: str) -> None:
    said = change(part_name, RATE | {"code": code}, PARAMS)
    assert said.endswith(".")
    if code == "average":
        assert said == ("It would be 90 from 5.0 % on." if part_name == "response" else "It would be 90 from 0.05 on.")


@pytest.mark.parametrize("code", ["ordinary", "mass_ratio", "mass_count", "aloof"])
def test_reciprocity_says_what_would_change_it(code: str) -> None:
    assert change("reciprocity", {"code": code}, PARAMS).endswith(".")


@pytest.mark.parametrize("code", MISSING)
def test_what_is_missing_says_what_is_needed(code: str) -> None:
    assert change("response", {"code": code}, PARAMS)
