"""Kinds of flags for people: each once, by the constants in force."""

from dataclasses import replace

from scoring.formulas.kinds import FRAUD_KINDS
from scoring.formulas.params import PARAMS
from scoring.words.flag_kinds import described
from scoring.words.flags import LABELS


def test_every_kind_is_described() -> None:
    kinds = described(PARAMS)
    assert [kind.label for kind in kinds] == [str(label) for label in LABELS.values()]
    assert all(kind.meaning and kind.acts and kind.innocent for kind in kinds)
    assert sum(kind.fraud for kind in kinds) == len(FRAUD_KINDS)


def test_its_numbers_are_those_in_force() -> None:
    by_label = {kind.label: kind for kind in described(replace(PARAMS, stale_days=120, deduction_points=7, round_targets=(2_000, 3_000)))}
    assert "120 days" in by_label["Stale"].meaning
    assert "exactly 2,000 or 3,000 followers" in by_label["Round step"].meaning
    assert by_label["Round step"].acts == "It acts through natural growth. It takes 7 points of peer trust."
    assert by_label["Stale"].acts == "It lowers the confidence by its age, and deducts nothing."
    assert by_label["Likes near views"].acts == "It takes 7 points of peer trust."
