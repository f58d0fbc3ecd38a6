"""The constants: each says its unit and reason, and none can change without a new method version."""

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.formulas.params import FULL_WEIGHT, PARAMS, Params, version

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


def test_weights_together_are_the_full_weight() -> None:
    assert sum(PARAMS.weights.values()) == FULL_WEIGHT
