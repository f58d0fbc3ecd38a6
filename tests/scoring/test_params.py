"""The constants: each says its unit and reason, and none can change without a new method version."""

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.formulas.columns import Features
from scoring.formulas.params import FEATURE_CONSTANTS, FULL_WEIGHT, PARAMS, Params, features_version, version
from tests.scoring.facts import DAY, HEALTHY, read
from tests.scoring.histories import answered, growing, jumped, months

NAMES = [field.name for field in fields(Params)]


def changed(value: Any, by: float) -> Any:
    """The same kind of value, another one."""
    if isinstance(value, tuple):
        return (*value[:-1], changed(value[-1], by))
    return f"{value}{by}" if isinstance(value, str) else value + by


@pytest.mark.parametrize("name", NAMES)
def test_every_constant_has_a_unit_and_a_reason(name: str) -> None:
    metadata = Params.__dataclass_fields__[name].metadata
    assert metadata["unit"]
    assert metadata["reason"]


@given(name=st.sampled_from(NAMES), by=st.floats(0.001, 1000))
def test_changing_any_constant_changes_the_version(name: str, by: float) -> None:
    assert version(replace(PARAMS, **{name: changed(getattr(PARAMS, name), by)})) != version(PARAMS)


def test_the_version_is_the_same_for_the_same_constants_and_fits_its_column() -> None:
    assert version(Params()) == version(PARAMS)
    assert len(version(PARAMS)) <= 40


def every_feature(params: Params) -> Features:
    """Accounts of which every constant that features read says something."""
    even = growing()
    bought = jumped(even, 5, 0.3)
    hollow = jumped(growing(rate=0.08), 5, 0.3)
    bled = [count + (22_000 - 2_300 * min(9, place - 2) if place >= 2 else 0) for place, count in enumerate(even)]
    wild = {"likes": [900.0 * (1 + place % 3) for place in range(12)], "comments": 40.0}
    wobbling = [50_001 * 1.02**place * (1.02 if place % 2 else 0.99) for place in range(12)]
    accounts: list[list[dict[str, Any]]] = [
        months(*bought, **answered(even), following=[500, 3_000, 700] * 4),
        months(*hollow, **answered(even)),
        months(*bled, **wild),
        months(*bled[:7], likes=[None] * 4 + [900.0, 950.0, 990.0], comments=40.0),
        months(*jumped(even[:7], 5, 0.2), likes=900.0, comments=40.0),
        months(*wobbling[:6], *(count * 1.4 for count in wobbling[6:]), **wild),
        months(*[124_000] * 5, 130_000, 131_000, platform="youtube"),
        months(*[124_000] * 5, 131_000, 131_000),
        months(50_001, 50_700, 61_000, **wild)[1:],
        [{"day": DAY - 20 + 10 * place, "followers": 9_001 + 10 * place} for place in range(3)],
        [{"platform": "tiktok", "followers": 9_001, "likes": 900, "comments": 0, "views": 1_050}],
        [{"followers": 10_500, "likes": 3.0, "comments": 2.0}, {"day": DAY - 1, "followers": 9_001, "likes": 1_400, "comments": 0}],
        months(*jumped(even[:7], 5, 0.3), likes=[None] * 4 + [900.0, 950.0, 990.0], comments=40.0),
        [HEALTHY | {"views": 90_000.0}],
        [{"followers": 10_500, "likes": 4.0, "comments": 2.0}],
        months(*jumped(even[:7], 4, 0.3), likes=[None, None, 900.0, 950.0, 990.0, 900.0, 930.0], comments=40.0),
        months(*[124_110] * 5, 131_220, 131_220),
        months(*even[:5], following=[500, 1_500, 700, 700, 700]),
        months(*even[:5], following=[500, 1_000, 600, 600, 600]),
        months(*even, likes=900.0, comments=[2.0] * 6 + [5.0] * 6),
        [{"day": DAY - 240 + 20 * place, "followers": count} for place, count in enumerate(bled)],
        [{"day": DAY - 800 + 100 * place, "followers": count} for place, count in enumerate(bled[:9])],
    ]
    return read(*(row | {"account_id": place} for place, rows in enumerate(accounts) for row in rows), params=params)


def moved(name: str) -> Params:
    """Another value of this constant, of the kind that makes a difference."""
    value: Any = getattr(PARAMS, name)
    if isinstance(value, tuple):
        other: Any = (*value, "instagram") if isinstance(value[0], str) else tuple(2 * each for each in value)
    else:
        other = value + 2 if isinstance(value, int) and value < 10 else value * 3
    changes: dict[str, Any] = {name: other}
    return replace(PARAMS, **changes)


def is_same(one: Features, other: Features) -> bool:
    return one.accounts.equals(other.accounts) and one.events.equals(other.events)


@pytest.mark.parametrize("name", NAMES)
def test_features_depend_on_their_constants_and_on_no_other(name: str) -> None:
    same = is_same(every_feature(moved(name)), every_feature(PARAMS))
    assert same is (name not in FEATURE_CONSTANTS)
    assert (features_version(moved(name)) == features_version(PARAMS)) is (name not in FEATURE_CONSTANTS)


def test_weights_together_are_the_full_weight() -> None:
    assert sum(PARAMS.weights.values()) == FULL_WEIGHT
