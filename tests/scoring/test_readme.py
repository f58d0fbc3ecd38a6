"""The README's worked example, replayed from the numbers that stand in it."""

import re
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from scoring.formulas.benchmarks import cohorts, publish
from scoring.formulas.kinds import FRAUD_KINDS, KINDS
from scoring.formulas.params import PARAMS
from scoring.formulas.peer_trust import recombine
from scoring.formulas.scores import EPOCH, Scored, scores
from tests.scoring.facts import accounts, read, reference, row

TEXT = (Path(__file__).resolve().parents[2] / "scoring/README.md").read_text()


def table(first_cell: str) -> list[list[str]]:
    """The body of the table whose header starts so."""
    found = re.search(rf"^\| {first_cell} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", TEXT, re.MULTILINE)
    assert found
    return [[cell.strip() for cell in line.strip("| \n").split("|")] for line in found[1].splitlines()]


def number(cell: str) -> float | None:
    return None if cell == "–" else float(cell)


@pytest.fixture(scope="module")
def example() -> Scored:
    columns = ("followers", "following", "posts", "likes", "comments")
    rows = [
        {"day": (date.fromisoformat(day) - EPOCH).days} | dict(zip(columns, map(number, cells), strict=True))
        for day, *cells in table("day")
    ]
    edges = [("instagram", measure, 50_000, *map(float, cells)) for measure, *cells in table("peers' edges at its size")]
    scored_on = re.search(r"scored on (\d{4}-\d\d-\d\d)", TEXT)
    assert scored_on
    benchmarks = publish(cohorts(accounts({})), reference(*edges), PARAMS)
    return scores(read(*rows), benchmarks, date.fromisoformat(scored_on[1]), PARAMS)


@pytest.fixture(scope="module")
def replayed(example: Scored) -> pd.Series:
    return pd.Series(row(recombine(example.accounts, PARAMS)) | row(example.accounts))


def test_the_worked_example_has_the_stated_flags(example: Scored) -> None:
    stated = [(kind, *map(float, cells)) for kind, *cells in table("flag read from it")]
    columns = ["kind", "excess", "answer", "unanswered", "bleed", "deducts"]
    assert [tuple(flag) for flag in example.flags[columns].round(3).itertuples(index=False)] == stated


def test_every_flag_stands_in_the_table_with_what_it_means() -> None:
    assert {kind: means == "fraud" for kind, means, *_rest in table("flag")} == {kind: kind in FRAUD_KINDS for kind in KINDS}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, value, _how in table("result")])
def test_the_worked_example_gives_the_stated_result(name: str, value: str, replayed: pd.Series) -> None:
    places = len(value.partition(".")[2])
    assert round(float(replayed[name]), places) == float(value)


def test_the_stated_weights_are_those_in_force() -> None:
    stated = {name.replace(" ", "_"): int(weight) for name, weight, _needs in table("part")}
    assert stated == PARAMS.weights
