"""evaluate_scoring, as one types it, on small draws and a small set; and the goals on the real sets where they are."""

import json
import re
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from scoring.evaluation.report import LABELS_ARE, NEEDED
from scoring.evaluation.running import STATISTICS
from scoring.evaluation.trials import NAIVE, RATE, RATIO, RISE, naive
from scoring.formulas.params import METHOD_VERSION

LABELLED = """is_fake,posts,following,followers
1,0,7000,20
1,1,6000,0
1,2,200,100
0,50,300,400
0,90,600,100
"""
PEOPLE = """followers,following,posts,post_likes,post_comments,post_unixtimes
500,300,2,60|40,4|2,1500000000|1490000000
400,4000,0,,,
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    (folder / "labelled").mkdir()
    (folder / "labelled" / "some.csv").write_text(LABELLED)
    (folder / "labelled" / "people.csv").write_text(PEOPLE)
    return folder


@pytest.fixture(scope="module")
def found(data: Path) -> dict[str, Any]:
    out = StringIO()
    call_command("evaluate_scoring", data=data, accounts=60, seed=4, json=True, stdout=out, stderr=StringIO())
    return dict(json.loads(out.getvalue()))


def test_it_says_under_which_method_and_seed(found: dict[str, Any]) -> None:
    assert [found[name] for name in ("method_version", "accounts", "seed", "false_alarms")] == [METHOD_VERSION, 60, 4, 0.05]


def test_a_set_has_the_baselines_and_every_statistic(found: dict[str, Any]) -> None:
    [labelled] = found["sets"]
    areas = {area["statistic"]: area for area in labelled["areas"]}
    assert list(areas) == [RATIO, RATE, *STATISTICS]
    assert [labelled["name"], labelled["fake"], labelled["genuine"]] == ["some.csv", 3, 2]
    # 0.997, 1.0 and 0.667 against 0.429 and 0.857.
    assert areas[RATIO]["area"]["value"] == pytest.approx(5 / 6)
    assert areas[RATE]["area"]["value"] is None
    assert areas[RATE]["left_out"] == {"not known": 5}
    # The account without followers is left out, and the ratio is read on the same four.
    assert [areas["reciprocity"][key] for key in ("fake", "genuine", "left_out")] == [2, 2, {"no_following": 1}]
    assert areas["reciprocity"]["ratio"]["value"] == pytest.approx(3 / 4)


def test_genuine_people_are_counted_as_false_alarms(found: dict[str, Any]) -> None:
    [people] = found["people"]
    alarms = {alarm["statistic"]: alarm for alarm in people["alarms"]}
    assert people["people"] == 2
    assert alarms["reciprocity"]["share"]["value"] == 0.5
    assert alarms["response"]["people"] == 1
    assert alarms["response"]["left_out"] == {"no_engagement": 1}
    assert "natural_growth" not in alarms


def test_every_scheme_stands_in_both_histories_at_three_strengths(found: dict[str, Any]) -> None:
    assert len(found["histories"]) == 2
    for history in found["histories"]:
        cells = [(cell["scheme"], cell["strength"]) for cell in history["cells"]]
        assert len(cells) == len(set(cells)) == 26
        frauds = {cell["scheme"] for cell in history["cells"] if cell["is_fraud"]}
        assert frauds == {"bought followers", "drip-fed followers", "bought likes", "pods", "follow-unfollow"}
        for cell in history["cells"]:
            assert list(cell["caught"]) == [*STATISTICS, *NAIVE]
            assert set(cell["by_platform"]) <= {"instagram", "tiktok", "youtube"}
            share = cell["caught"]["peer_trust"]
            assert 0 <= share["low"] <= share["value"] <= share["high"] <= 1


def test_frauds_are_set_against_what_looks_like_them(found: dict[str, Any]) -> None:
    contrasts = found["histories"][0]["contrasts"]
    assert [(each["fraud"], each["innocent"], each["strength"]) for each in contrasts] == [
        ("bought followers", innocent, share) for share in (0.1, 0.2, 0.5) for innocent in ("press", "giveaway")
    ]
    # Nobody follows anybody for it: the following tells nothing of a purchase.
    assert all(each["areas"]["reciprocity"]["low"] <= 0.5 <= each["areas"]["reciprocity"]["high"] for each in contrasts[:2])
    assert list(contrasts[0]["areas"]) == [*STATISTICS, *NAIVE]


def test_goals_say_what_is_met(found: dict[str, Any]) -> None:
    goals = {goal["name"]: goal for goal in found["goals"]}
    assert len(goals) == 4
    for goal in goals.values():
        side, number = goal["goal"].split()
        assert goal["is_met"] == (
            goal["value"] is not None and (goal["value"] >= float(number) if side == ">=" else goal["value"] <= float(number))
        )


def test_one_seed_prints_one_result_as_tables_too(data: Path, found: dict[str, Any]) -> None:
    out = StringIO()
    call_command("evaluate_scoring", data=data, accounts=60, seed=4, stdout=out, stderr=StringIO())
    printed = out.getvalue()
    assert LABELS_ARE in printed
    assert "some.csv: 3 fake, 2 genuine." in printed
    for goal in found["goals"]:
        assert re.search(rf"{re.escape(goal['name'])} +{goal['value']:.3f} ", printed)
    bought = next(cell for cell in found["histories"][0]["cells"] if (cell["scheme"], cell["strength"]) == ("bought followers", 0.2))
    row = next(line for line in printed.splitlines() if line.startswith("| bought followers, 20% of the account in a month "))
    assert f"| {bought['flagged']['value']:.0%} (" in row


def test_without_data_it_says_what_it_needs_and_runs_the_simulation() -> None:
    out, progress = StringIO(), StringIO()
    call_command("evaluate_scoring", accounts=12, stdout=out, stderr=progress)
    assert NEEDED in out.getvalue()
    assert NEEDED in progress.getvalue()
    assert LABELS_ARE not in out.getvalue()
    assert "| bought followers, 20% of the account in a month " in out.getvalue()
    assert out.getvalue().rstrip().endswith(("met", "MISSED"))


def test_a_folder_without_sets_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="has no labelled"):
        call_command("evaluate_scoring", data=tmp_path, stdout=StringIO(), stderr=StringIO())


def test_the_naive_numbers_are_read_from_the_snapshots_alone() -> None:
    columns = {
        "account_id": np.array([1, 1, 1, 2]),
        "day": np.array([0.0, 30, 45, 0]),
        "followers": np.array([1_000.0, 1_100, 1_210, 0]),
        "likes": np.array([10.0, 10, 100, 5]),
        "comments": np.array([1.0, 1, 21, 1]),
    }
    read = naive(columns)
    assert read[RATE].tolist()[0] == pytest.approx(0.1)
    # 10 % in half a month are twice as steep as 10 % in a whole one.
    assert read[RISE].tolist()[0] == pytest.approx(-2 * np.log(1.1))
    assert read.loc[2].isna().all()
