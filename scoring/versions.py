"""The methods that this installation scored by, newest first, and what each chose in place of the release's constants.

Which one is in force is scoring.method's to say.
"""

from dataclasses import dataclass

from scoring.constants import written
from scoring.formulas.params import PARAMS
from scoring.models import MethodVersion


@dataclass(frozen=True)
class Version:
    """A method; `chosen` are (constant, its value, the release's) as written."""

    row: MethodVersion
    chosen: list[tuple[str, str, str]]


def versions() -> list[Version]:
    return [Version(row, _chosen(row)) for row in MethodVersion.objects.select_related("created_by")]


def _chosen(row: MethodVersion) -> list[tuple[str, str, str]]:
    return [(name, written(value), written(getattr(PARAMS, name, "–"))) for name, value in sorted(row.chosen.items())]
