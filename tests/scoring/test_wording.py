"""What a page says of a score: sentences for every code, the steps recombine, and nothing is left to the template."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import translation

from discovery.models import Account
from scoring import flag_sentences, method, recompute, replay, sentences
from scoring.advice import change
from scoring.flag_sentences import explain_flag
from scoring.formulas.kinds import FRAUD_KINDS, KINDS
from scoring.formulas.params import PARAMS, PARTS
from scoring.formulas.parts import GROWTH_CODES, STEADY_CODES
from scoring.models import AccountScore
from scoring.sentences import BEYOND, MISSING, STANDING, figures
from scoring.wording import PartExplanation, ScoreExplanation
from scoring.written import decimal, fixed, percent
from tests.factories import make_account, make_snapshot
from tests.scoring.facts import DAY

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
PEERS = {"below_average": 0.008, "average": 0.016, "above_average": 0.02, "high": 0.05}
RATE = {"rate": 0.034, "measure": "per_follower", "followers": 9e4, "ratio": 2.125, "own_accounts": 1, "reference": "A table, 2025"} | PEERS


def sentence(part: str, numbers: dict[str, Any], platform: str) -> str:
    return sentences.sentence(part, numbers, platform, PARAMS)


def of_score(score: AccountScore) -> ScoreExplanation:
    return replay.explained(score)


def explained(account: Account | None = None, **snapshot: Any) -> ScoreExplanation:
    scored = make_snapshot(account or make_account(), **snapshot).account
    recompute.refresh([scored.pk], now=NOW)
    return of_score(scored.score)


def part(explanation: ScoreExplanation, key: str) -> PartExplanation:
    return next(part for part in explanation.parts if part.key == key)


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


@pytest.mark.parametrize(("value", "written"), [(1234.5, "1,235"), (12.34, "12.3"), (2.125, "2.1"), (0.418, "0.42"), (0, "0")])
def test_numbers_have_the_decimals_that_say_something(value: float, written: str) -> None:
    assert decimal(value) == written


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [(56.5, 0, "57"), (57.5, 0, "58"), (0.25, 1, "0.3"), (0.285, 2, "0.29"), (1234567, 0, "1,234,567"), (-0.04, 1, "0.0"), (2, 2, "2.00")],
)
def test_a_half_is_rounded_up_as_by_hand(value: float, places: int, written: str) -> None:
    assert fixed(value, places) == written


def test_numbers_follow_the_reader_s_language() -> None:
    with translation.override("de"):
        assert percent(0.034) == "3,4 %"


@pytest.mark.django_db
def test_a_part_says_all_that_the_page_needs() -> None:
    explanation = explained(following=600)
    response = part(explanation, "response")
    assert (response.label, response.weight, response.present) == ("Response", 30, True)
    assert response.share == pytest.approx(30 / 65)
    assert [figure.label for figure in response.figures] == [
        "Engagement per follower",
        "Peers: below average from",
        "Peers: average from",
        "Peers: above average from",
        "Peers: high from",
        "Compared with",
        "Counted on",
    ]
    assert response.figures[0].value == "1.6 %"
    assert response.figures[-2].value.endswith("; 1 account of one's own in the band")
    assert response.figures[-1].value == "Nov. 20, 2026"
    assert sum(share for share in (each.share for each in explanation.parts) if share is not None) == pytest.approx(1)
    assert (explanation.tier, explanation.thin, explanation.current) == ("Micro", False, True)
    assert explanation.tier_description == "From 5,000 to 500,000 followers: large enough to matter, small enough to be a peer."


@pytest.mark.django_db
def test_the_tier_is_said_by_the_cuts_that_made_the_score() -> None:
    old = explained()
    method.choose({name: getattr(PARAMS, name) for name in method.CHOSEN} | {"macro_from": 90_000}, by=None, note="Smaller")
    recompute.recompute_all()
    score = AccountScore.objects.get()
    assert (old.tier, of_score(score).tier) == ("Micro", "Macro")
    assert of_score(score).tier_description == "From 90,000 to 1,000,000 followers: beyond a peer's reach, not yet a star's."


@pytest.mark.django_db
def test_missing_parts_say_why() -> None:
    explanation = explained(comments=None, engagements=900)
    assert part(explanation, "reciprocity").sentence == "No following count, so reciprocity is not known."
    assert (
        part(explanation, "conversation").sentence
        == "Likes, comments and followers are not all known of one day, so conversation is not known."
    )
    missing = [each for each in explanation.parts if not each.present]
    assert [each.key for each in missing] == ["conversation", "natural_growth", "steadiness", "reciprocity"]
    assert {(each.value, each.share) for each in missing} == {(None, None)}


@pytest.mark.django_db
def test_little_known_is_said_to_be_ranked_by_size() -> None:
    explanation = explained(comments=None, engagements=900)
    assert explanation.thin
    assert explanation.summary == "Ranked mainly by size: add history, so that more than its size is known."


@pytest.mark.django_db
@pytest.mark.parametrize(("snapshot", "start"), [({"likes": None, "comments": None}, "Not enough data"), ({"following": 9}, "Peer trust")])
def test_the_summary_says_what_there_is(snapshot: dict[str, Any], start: str) -> None:
    assert explained(**snapshot).summary.startswith(start)


@pytest.mark.django_db
def test_the_steps_end_in_the_stored_score() -> None:
    account = make_account()
    make_snapshot(account, taken_on=NOW.date().replace(month=7), following=500)
    steps = {step.key: step for step in explained(account, following=600).steps}
    score = AccountScore.objects.get()
    assert [steps[key].value for key in ("coverage", "confidence", "peer_trust", "fit")] == [
        score.coverage,
        score.confidence,
        score.peer_trust,
        score.fit,
    ]
    assert steps["coverage"].working == "(30 + 20 + 15) / 100"
    assert steps["weighted_mean"].working == f"(30 · {score.response} + 20 · {score.conversation} + 15 · {score.reciprocity}) / 65"
    assert steps["history"].working == "0.5 + 0.5 · min(1, (2 − 1) / 5) · min(1, 123 / 150 days)"
    assert steps["freshness"].working == "max(0.5, 2^(−0 / 180 days))"
    assert steps["peer_trust"].working.startswith(f"50 + {score.confidence}")


@pytest.mark.django_db
def test_without_engagement_the_steps_say_what_caps_them() -> None:
    explanation = explained(likes=None, comments=None, following=600)
    steps = {step.key: step for step in explanation.steps}
    assert explanation.summary.startswith(
        "Ranked mainly by size: it has no engagement that can be compared, so its trust is at most the neutral 50."
    )
    assert (steps["weighted_mean"].working, steps["weighted_mean"].value) == ("min(50, (15 · 65.0) / 15)", 50)
    assert (steps["confidence"].working, steps["confidence"].value) == ("min(0.075, 0.150 · 0.500 · 1.000)", 0.075)
    assert (steps["peer_trust"].working, steps["peer_trust"].text) == ("50 + 0.075 · (50.000 − 50) − 0.0", "50.0")


@pytest.mark.django_db
def test_an_account_without_any_part_has_steps_without_numbers() -> None:
    account = make_account()
    recompute.refresh([account.pk], now=NOW)
    explanation = of_score(account.score)
    assert {step.key: step.value for step in explanation.steps if step.value is not None} == {
        "coverage": 0,
        "history": 0.5,
        "freshness": 0.5,
        "confidence": 0,
    }
    assert explanation.summary.startswith("Not enough data")


@pytest.mark.django_db
def test_an_earlier_method_s_score_is_told_apart() -> None:
    score = make_snapshot().account
    recompute.refresh([score.pk], now=NOW)
    AccountScore.objects.update(method_version="0-earlier")
    explanation = of_score(AccountScore.objects.get())
    assert (explanation.current, explanation.replayed) == (False, False)
    assert part(explanation, "response").sentence == str(MISSING["unexplained"])


@pytest.mark.django_db
def test_our_own_hypotheses_are_labelled() -> None:
    explanation = explained()
    assert "hypothesis" in explanation.house
    assert {step.key for step in explanation.steps if "house" in step.label} >= {"weighted_mean", "history", "trust_low", "size_factor"}
    assert [each.key for each in explanation.parts] == list(PARTS)


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


@pytest.mark.django_db
def test_every_part_says_what_would_change_it_or_what_it_needs() -> None:
    assert all(each.change for each in explained(following=600).parts)


SPIKE = {
    "kind": "growth_spike",
    "from_day": DAY - 30,
    "to_day": DAY,
    "growth": 0.1823,
    "usual": 0.0392,
    "gained": 10_020.0,
    "a_day": 334.0,
    "answer": -0.01,
    "bleed": 0.05,
    "low_day": DAY + 60,
    "target": 10_000.0,
    "dismissed": False,
    "deducts": 0.0,
}


def test_a_spike_is_said_with_its_dates_and_numbers() -> None:
    said = explain_flag(SPIKE, PARAMS)
    assert said.sentence == "From Oct. 21, 2026 to Nov. 20, 2026 it gained 10,020 followers, 20.0 %, where 4.0 % would be usual."
    assert (said.label, said.fraud, said.deducts, said.from_day) == ("Growth spike", False, 0, DAY - 30)
    assert "giveaway" in said.innocent
    assert explain_flag(SPIKE | {"a_day": 5_400.0}, PARAMS).sentence.endswith("cannot come from Instagram advertising (HypeAuditor).")


@pytest.mark.parametrize(
    ("kind", "numbers", "end"),
    [
        ("round_step", {"deducts": 10.0}, "That is close to exactly 10,000, a size that followers are sold in."),
        ("spike_then_bleed", {}, "By Jan. 19, 2027 it had lost 4.9 % of its followers again."),
        ("spike_without_response", {}, "Likes and comments a post changed by -1.00 % beside their usual growth."),
        ("mass_following", {"following": 4_000.0, "followers": 6_000.0}, "it follows 4,000 accounts and has 6,000 followers."),
        (
            "mass_following",
            {"following_before": 3_000.0, "following": 700.0, "dropped": 0.77},
            "it went from following 3,000 accounts to 700, having followed many anew.",
        ),
        ("response_out_of_band", {"rate": 0.12, "lowest": 0.003, "highest": 0.025}, "4.8 times what already counts as high (2.5 %)."),
        (
            "response_out_of_band",
            {"rate": 0.0006, "lowest": 0.003, "highest": 0.025},
            "only 20.0 % of what already counts as low (0.30 %).",
        ),
        ("likes_near_views", {"likes": 1_500.0, "views": 1_600.0}, "1,500 likes and 1,600 views: hardly anybody likes without watching."),
        ("stale", {"age_days": 120.0}, "Its last snapshot, of Nov. 20, 2026, is 120 days old."),
    ],
)
def test_every_kind_of_flag_has_its_sentence(kind: str, numbers: dict[str, Any], end: str) -> None:
    said = explain_flag(SPIKE | {"kind": kind} | numbers, PARAMS)
    assert said.sentence.endswith(end)
    assert (said.fraud, bool(said.innocent)) == (kind in FRAUD_KINDS, True)
    assert said.consequence.startswith("It takes 10 points" if said.deducts else "It ")
    assert explain_flag(SPIKE | {"kind": kind, "dismissed": True} | numbers, PARAMS).consequence.startswith("Dismissed")


def test_every_kind_of_flag_has_its_words() -> None:
    assert set(flag_sentences.LABELS) == set(flag_sentences.INNOCENT) == set(KINDS)
