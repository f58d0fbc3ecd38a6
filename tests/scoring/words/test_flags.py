"""Each kind of flag has its words: what was seen, what else it may be, what it takes."""

from typing import Any

import pytest

from scoring.formulas.kinds import FRAUD_KINDS, KINDS
from scoring.formulas.params import PARAMS
from scoring.words import flags
from scoring.words.flags import explain_flag
from tests.scoring.facts import DAY

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
    assert set(flags.LABELS) == set(flags.INNOCENT) == set(KINDS)
