"""The method that scores are made by: the release's constants, and those that this installation chose in their place.

What the constants mean stands in scoring.formulas.params; scores name their version, so an old one can be replayed by what it was made of.
"""

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from typing import Any, Final, NamedTuple

from django.db import transaction

from discovery.models import User
from scoring.formulas.params import PARAMS, PARTS, Params, version
from scoring.models import MethodVersion

# What an installation may choose; everything else comes with the release.
CHOSEN: Final = (*(f"{part}_weight" for part in PARTS), "micro_from", "macro_from", "celebrity_from")


class Method(NamedTuple):
    """A method's constants and the version that scores name it by."""

    params: Params
    version: str


class MethodError(ValueError):
    """A choice of constants that makes no method; says so in a sentence."""


def in_force() -> Method:
    """What the next recompute scores by: this release's constants, with those of the newest choice. One query."""
    newest = MethodVersion.objects.first()
    return _with(newest.chosen if newest else {})


def stored(method: Method) -> MethodVersion:
    """The row of this method, made where there is none: a release brings constants that nobody chose."""
    known, before = MethodVersion.objects.filter(version=method.version).first(), MethodVersion.objects.first()
    chosen = before.chosen if before else {}
    return known or MethodVersion.objects.create(
        version=method.version, params=asdict(method.params), chosen=chosen, note="Came with this release."
    )


@transaction.atomic
def choose(chosen: Mapping[str, float], *, by: User | None, note: str) -> MethodVersion:
    """Put other weights and cuts in force, all of CHOSEN; MethodError where they make no method. Request a recompute next."""
    _check(chosen)
    standard = asdict(PARAMS)
    # As the release has them: 30 and 30.0 would be two versions.
    differing = {name: type(standard[name])(value) for name, value in chosen.items() if value != standard[name]}
    method = _with(differing)
    return MethodVersion.objects.create(version=method.version, params=asdict(method.params), chosen=differing, created_by=by, note=note)


def of(version_name: str) -> Params | None:
    """The constants of a version, where these formulas can replay it; None where another release made it."""
    if version_name == version(PARAMS):
        return PARAMS
    row = MethodVersion.objects.filter(version=version_name).first()
    if row is None or {each.name for each in fields(Params)} != set(row.params):
        return None
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in row.params.items()}
    params = Params(**values)
    return params if version(params) == version_name else None


def _with(chosen: Mapping[str, Any]) -> Method:
    """A constant that this release does not know any more is left out."""
    params = replace(PARAMS, **{name: value for name, value in chosen.items() if name in CHOSEN})
    return Method(params, version(params))


def _check(chosen: Mapping[str, float]) -> None:
    if set(chosen) != set(CHOSEN):
        raise MethodError(f"Give each of {', '.join(CHOSEN)}.")
    weights = [chosen[f"{part}_weight"] for part in PARTS]
    if min(weights) < 0 or sum(weights) != sum(PARAMS.weights.values()):
        raise MethodError(f"The weights must not be negative and together make {sum(PARAMS.weights.values())}, not {sum(weights):g}.")
    if not 0 < chosen["micro_from"] < chosen["macro_from"] < chosen["celebrity_from"]:
        raise MethodError("The cuts must rise: micro, macro, celebrity.")
