"""Every constant of a method for people to read, in groups, with its unit and reason, and the release's value where another was chosen.

The constants themselves are scoring.formulas.params'.
"""

from dataclasses import dataclass, fields

from django.utils.formats import number_format

from scoring.formulas.params import PARAMS, Params

# The heading of the constants from each of these on, in the order of Params.
HEADINGS = {
    "micro_from": "Tiers",
    "sweet_centre": "Sweet spot",
    "per_view_platforms": "Which counts are believed",
    "bands": "Peers and benchmarks",
    "response_weight": "Weights of the parts",
    "silence_factor": "Response and conversation",
    "following_ratios": "Reciprocity",
    "unremarkable": "Natural growth",
    "steady_least_snapshots": "Steadiness",
    "spike_least": "Flags",
    "neutral_trust": "From the parts to peer trust",
    "size_share": "Fit",
    "part_places": "Rounding",
}


@dataclass(frozen=True)
class Constant:
    """One constant as it is written. `standard` is the release's value where the installation chose another, else ""."""

    name: str
    value: str
    unit: str
    reason: str
    standard: str


@dataclass(frozen=True)
class Group:
    heading: str
    constants: list[Constant]


def described(params: Params) -> list[Group]:
    """All of them, none twice."""
    groups: list[Group] = []
    for each in fields(params):
        if each.name in HEADINGS:
            groups.append(Group(HEADINGS[each.name], []))
        value, standard = getattr(params, each.name), getattr(PARAMS, each.name)
        chosen = "" if value == standard else written(standard)
        groups[-1].constants.append(Constant(each.name, written(value), each.metadata["unit"], each.metadata["reason"], chosen))
    return groups


def written(value: object) -> str:
    """1,000,000; several in a row, apart."""
    if isinstance(value, tuple | list):
        return " · ".join(written(each) for each in value)
    return number_format(value, force_grouping=True) if isinstance(value, int | float) else str(value)
