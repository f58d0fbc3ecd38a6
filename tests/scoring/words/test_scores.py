"""What a page says of a whole score: the steps recombine, and nothing is left to the template."""

from datetime import UTC, datetime
from typing import Any

import pytest

from discovery.models import Account
from scoring import method, recompute, replay
from scoring.formulas.params import PARAMS, PARTS
from scoring.models import AccountScore
from scoring.words.parts import MISSING
from scoring.words.scores import PartExplanation, ScoreExplanation
from tests.factories import make_account, make_snapshot

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def of_score(score: AccountScore) -> ScoreExplanation:
    return replay.explained(score)


def explained(account: Account | None = None, **snapshot: Any) -> ScoreExplanation:
    scored = make_snapshot(account or make_account(), **snapshot).account
    recompute.refresh([scored.pk], now=NOW)
    return of_score(scored.score)


def part(explanation: ScoreExplanation, key: str) -> PartExplanation:
    return next(part for part in explanation.parts if part.key == key)


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
    assert response.figures[-2].value.endswith("; 1 account of this size in your lists")
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


@pytest.mark.django_db
def test_every_part_says_what_would_change_it_or_what_it_needs() -> None:
    assert all(each.change for each in explained(following=600).parts)
