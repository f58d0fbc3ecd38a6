"""The proof on the simulation's constants, at a tiny size: each constant is there and reaches the accounts, and the README has each row."""

import re
from pathlib import Path

import numpy as np
import pytest

from scoring.evaluation import organic, schemes, simulation
from scoring.evaluation.report import GOAL_FRAUD
from scoring.evaluation.simulation import HISTORIES, Columns, draw
from scoring.evaluation.trials import CLEAN, try_history
from tests.proofs import sensitivity
from tests.proofs.sensitivity import HEAD, TRIED, UNCHANGED, VARIANTS, Variant, figures, measured, named, pictured

README = Path(__file__).resolve().parents[3] / "scoring/README.md"
# Enough that some of them have a burst.
DRAWN = 60
SIZE, SEED = 24, 5


def drawn() -> dict[str, Columns]:
    return {name: draw(scheme, scheme.strengths[0], HISTORIES[0], DRAWN, SEED) for name, scheme in TRIED.items()}


def unlike(first: dict[str, Columns], second: dict[str, Columns]) -> set[str]:
    """The schemes whose accounts are not the same in both."""
    return {
        name
        for name, columns in first.items()
        if not all(np.array_equal(values, second[name][column], equal_nan=values.dtype.kind == "f") for column, values in columns.items())
    }


@pytest.fixture(scope="module")
def usual() -> dict[str, Columns]:
    return drawn()


@pytest.mark.parametrize("variant", VARIANTS, ids=named)
def test_each_constant_changes_the_accounts_it_is_about_and_is_put_back(variant: Variant, usual: dict[str, Columns]) -> None:
    with pictured(variant):
        changed = unlike(drawn(), usual)
    if any(hasattr(module, variant.constant) for module in (organic, simulation)):
        assert changed == set(TRIED)
    else:
        assert len(changed) == 1
        assert CLEAN not in changed
    assert not unlike(drawn(), usual)


def test_a_constant_is_changed_wherever_it_is_read() -> None:
    with pictured(Variant("LEAVING_DAYS", 10.0)):
        assert [module.LEAVING_DAYS for module in (organic, schemes)] == [10.0, 10.0]


def test_a_constant_that_is_not_there_is_an_error() -> None:
    with pytest.raises(AttributeError, match="no BURSTS_A_WEEK"), pictured(Variant("BURSTS_A_WEEK", 1.0)):
        pass


def test_the_first_row_is_what_the_evaluation_says_and_a_changed_picture_is_not() -> None:
    first = measured(UNCHANGED, SIZE, SEED)
    # As text: where a figure is not known it is NaN, which equals nothing.
    assert str(first.estimates) == str(figures(try_history(HISTORIES[0], SIZE, SEED)))
    assert measured(Variant("BURST_LEAST", 0.5), SIZE, SEED).swift > 2 * first.swift


def test_a_fraud_whose_look_alikes_are_not_tried_is_set_against_nothing() -> None:
    assert not try_history(HISTORIES[0], SIZE, SEED, {GOAL_FRAUD: TRIED[GOAL_FRAUD]}).contrasts


def test_it_prints_a_row_a_picture(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sensitivity, "VARIANTS", VARIANTS[:2])
    monkeypatch.setattr("sys.argv", ["sensitivity", "--accounts", str(SIZE), "--seed", str(SEED)])
    sensitivity.main()
    _method, _blank, head, _line, *rows = capsys.readouterr().out.splitlines()
    assert head == f"| {' | '.join(HEAD)} |"
    assert [row.split(" | ")[0] for row in rows] == [f"| {named(variant)}" for variant in (UNCHANGED, *VARIANTS[:2])]
    assert all(row.count(" | ") == len(HEAD) - 1 for row in rows)


def test_the_readme_has_a_row_for_each_picture() -> None:
    found = re.search(rf"^\| {re.escape(' | '.join(HEAD))} \|\n\|[-|]+\|\n((?:\|.*\n)+)", README.read_text(), re.MULTILINE)
    assert found
    assert [row.split(" | ")[0] for row in found[1].splitlines()] == [f"| {named(variant)}" for variant in (UNCHANGED, *VARIANTS)]
