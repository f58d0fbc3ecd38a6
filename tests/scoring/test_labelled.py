"""How well reciprocity alone tells accounts that people judged fake from genuine ones, beside the ratio a marketer would look at.

The labels are on ordinary accounts, not on influencers who bought engagement: a high figure shows no more than that mass followers
are seen. scoring/README.md states these figures; this test reads them there.
"""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from scoring.formulas.features import features
from scoring.formulas.params import PARAMS
from scoring.formulas.parts import reciprocity
from tests.scoring.facts import snapshots

FOLDER = Path(__file__).resolve().parents[2] / "../shared/data/labelled"
README = Path(__file__).resolve().parents[2] / "scoring/README.md"

pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the labelled sets are not on this machine")


def stated(name: str) -> list[float]:
    """The numbers of the README's row about this file."""
    row = re.search(rf"\| {re.escape(name)} \|(.*)\|", README.read_text())
    assert row
    return [float(cell) for cell in re.findall(r"\d\.\d+", row[1])]


def auc(labels: pd.Series, suspicion: pd.Series) -> float:
    """The chance that a fake account looks more suspicious than a genuine one; ties count half."""
    ranks, fake = suspicion.rank(), labels.eq(1)
    return float((ranks[fake].sum() - fake.sum() * (fake.sum() + 1) / 2) / (fake.sum() * (~fake).sum()))


def read(name: str) -> tuple[pd.DataFrame, pd.Series]:
    """The accounts that have followers, and what reciprocity gives them."""
    people = pd.read_csv(FOLDER / name)
    people = people[people["followers"] > 0].reset_index(drop=True)
    rows = [
        {"account_id": place, "followers": followers, "following": following}
        for place, (followers, following) in enumerate(zip(people["followers"], people["following"], strict=True))
    ]
    return people, reciprocity(features(snapshots(*rows), PARAMS), PARAMS)["value"]


@pytest.mark.parametrize("name", ["instagram-followers-srf.csv", "instagram-fake-v1.csv"])
def test_reciprocity_alone_beside_the_naive_ratio(name: str) -> None:
    people, value = read(name)
    naive = people["following"] / (people["following"] + people["followers"])
    measured = [auc(people["is_fake"], -value), auc(people["is_fake"], naive)]
    assert np.round(measured, 3).tolist() == stated(name)


def test_the_share_of_ordinary_people_it_would_accuse() -> None:
    _people, value = read("instagram-humans-with-posts.csv")
    assert [round(float(value.lt(30).mean()), 3)] == stated("instagram-humans-with-posts.csv")
