"""Each part's working on the account page: computed anew from what is written there, it gives the part."""

import math
import re
from datetime import date

import pytest
from django.test import Client

from scoring.formulas.params import PARAMS, PARTS
from scoring.models import AccountScore
from scoring.recompute import refresh
from scoring.replay import explained
from scoring.words.workings import Curve, exact, working
from tests.discovery.flagged import make_flagged
from tests.factories import TODAY, make_account, make_snapshot

MATHS = {"ln": math.log, "log10": math.log10, "exp": math.exp, "max": max, "min": min}
# As the page rounds: a part to a tenth, from numbers of five digits.
HALF_A_TENTH = 0.05 + 0.01


def by_hand(formula: str) -> float:
    """What somebody with a pocket calculator gets."""
    typed = formula.replace("½", "0.5").replace("²", "**2").replace("·", "*").replace("−", "-").replace("^", "**").replace(",", "")
    return float(eval(typed, {"__builtins__": {}}, MATHS))  # noqa: S307  # our own formula, of digits and the functions above


def grown(*followers: int, likes: float = 1_500.0, comments: float = 60.0, following: int = 500) -> AccountScore:
    """The score of an account with a count on the first of each month until November."""
    account = make_account()
    for month, count in enumerate(followers, start=11 - len(followers)):
        make_snapshot(
            account, taken_on=date(2026, month, 1), followers=count, likes=likes, comments=comments, following=following, posts=month
        )
    refresh([account.pk])
    return AccountScore.objects.get(account=account)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "counts",
    [
        {"likes": 1_500.0},
        {"likes": 90.0, "comments": 1.0},
        {"likes": 30_000.0, "comments": 3_000.0},
        {"likes": 2_300.0, "comments": 400.0, "following": 4_000},
        {"following": 3},
        {"following": 60_000},
    ],
)
@pytest.mark.parametrize(
    "followers", [(60_000, 60_700, 61_000, 61_900), (60_000, 60_700, 81_000, 75_900), (60_000, 58_000, 55_000, 52_000)]
)
def test_every_part_can_be_computed_by_hand(followers: tuple[int, ...], counts: dict[str, float]) -> None:
    score = grown(*followers, **counts)  # type: ignore[arg-type]  # following is a whole number above
    for part in explained(score).parts:
        assert part.value is not None
        assert by_hand(part.working.formula) == pytest.approx(part.value, abs=HALF_A_TENTH), part.key
        assert part.working.about


@pytest.mark.django_db
def test_where_little_was_counted_the_benefit_of_the_doubt_can_be_computed_too() -> None:
    score = grown(60_000, likes=40.0, comments=1.0)
    part = next(part for part in explained(score).parts if part.key == "conversation")
    assert part.value is not None
    assert by_hand(part.working.formula) == pytest.approx(part.value, abs=HALF_A_TENTH)
    mean, _, taken = part.working.about.partition("benefit of the doubt: ")[2].partition(" = ")
    assert by_hand(mean) == pytest.approx(float(taken), abs=0.0001)
    assert taken in part.working.formula


@pytest.mark.django_db
def test_of_several_curves_the_lowest_counts_and_all_are_told() -> None:
    told = {part.key: part.working.about for part in explained(make_flagged().score).parts}
    heights = [float(height) for height in re.findall(r": ([\d.]+)", told["natural_growth"])]
    growth = next(part for part in explained(AccountScore.objects.get()).parts if part.key == "natural_growth")
    assert len(heights) == 3
    assert growth.value is not None
    assert growth.value <= min(heights)


@pytest.mark.django_db
def test_the_sweet_spot_has_its_step() -> None:
    score = grown(12_481)
    step = next(step for step in explained(score).steps if step.key == "sweet_spot")
    assert by_hand(step.working) == pytest.approx(score.sweet_spot, abs=0.0006)


def test_a_missing_part_has_no_working(as_viewer: Client) -> None:
    account = make_account("short")
    make_snapshot(account, taken_on=TODAY)
    refresh([account.pk])
    page = as_viewer.get(account.get_absolute_url()).content.decode()
    score = AccountScore.objects.get()
    known = [part for part in PARTS if getattr(score, part) is not None]
    assert page.count("comes out:") == len(known) < len(PARTS)


def test_where_a_small_account_follows_many_its_number_fades_with_size() -> None:
    numbers = {"following": 4_000.0, "followers": 70_000.0, "ratio": 4 / 70}
    said = working("reciprocity", numbers, PARAMS)
    assert said.formula.startswith("13.721 + 0.48543")
    assert "fades as followers grow" in said.about


@pytest.mark.parametrize(
    ("x", "height", "formula"),
    [
        (0.5, 10, "10"),
        (1, 10, "10 + 10 · (1 − 1) / (3 − 1)"),
        (2, 15, "10 + 10 · (2 − 1) / (3 − 1)"),
        (3, 20, "20"),
        (4, 20, "20"),
        (6, 17.5, "20 − 5 · (6 − 5) / (7 − 5)"),
        (7, 15, "15"),
        (9, 15, "15"),
    ],
)
def test_a_curve_is_read_between_its_knots_and_flat_beyond(x: float, height: float, formula: str) -> None:
    curve = Curve("", x, (1, 3, 5, 7), (10, 20, 20, 15))
    assert (curve.height, curve.formula) == (height, formula)


@pytest.mark.parametrize(
    ("number", "written"), [(0, "0"), (0.3, "0.3"), (0.711213, "0.71121"), (1.0, "1"), (12_481, "12,481"), (1_234_567, "1,234,567")]
)
def test_numbers_are_written_as_exactly_as_it_takes(number: float, written: str) -> None:
    assert exact(number) == written
