"""The methods that this installation scored by, newest first: what each chose in place of the release's constants, and what it moved.

Which one is in force is scoring.method's to say; what moved is measured by scoring.movement.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from discovery.models import Account
from scoring.constants import written
from scoring.formulas.params import PARAMS
from scoring.models import MethodVersion, ScoringRun
from scoring.words.scores import LABELS
from scoring.words.written import fixed

# A smaller change of a mean is written as none.
SEEN = 0.005


@dataclass(frozen=True)
class Moved:
    """What a recompute by another version moved, as written; `farthest` are (account, peer trust before, after)."""

    before: str
    accounts: int
    tiers: int
    up: int
    down: int
    trust: str
    fit: str
    parts: list[tuple[str, str]]
    farthest: list[tuple[Account, float, float]]


@dataclass(frozen=True)
class Version:
    """A method; `chosen` are (constant, its value, the release's) as written. `moved` is None where no recompute moved anything."""

    row: MethodVersion
    chosen: list[tuple[str, str, str]]
    moved: Moved | None


def versions() -> list[Version]:
    """Three queries."""
    rows = MethodVersion.objects.select_related("created_by")
    # The first run by a version is what moved scores from the one before.
    runs = ScoringRun.objects.filter(state=ScoringRun.State.DONE, method__isnull=False).exclude(summary={}).order_by("-pk")
    summaries = {run.method_id: run.summary for run in runs}
    moves = dict(zip(summaries, moved(summaries.values()), strict=True))
    return [Version(row, _chosen(row), moves.get(row.pk)) for row in rows]


def moved(summaries: Iterable[Mapping[str, Any]]) -> list[Moved]:
    """Summaries of runs in words; one query."""
    found = list(summaries)
    accounts = Account.objects.in_bulk([each["account"] for summary in found for each in summary["farthest"]])
    return [_moved(summary, accounts) for summary in found]


def _moved(summary: Mapping[str, Any], accounts: Mapping[int, Account]) -> Moved:
    farthest = [(accounts[each["account"]], each["before"], each["after"]) for each in summary["farthest"] if each["account"] in accounts]
    return Moved(
        before=summary["from"],
        accounts=summary["accounts"],
        tiers=summary["tiers"],
        up=summary["trust_up"],
        down=summary["trust_down"],
        trust=_signed(summary["trust_mean"]),
        fit=_signed(summary["fit_mean"]),
        parts=[(str(LABELS[part]), _signed(change)) for part, change in summary["parts"].items() if change and abs(change) >= SEEN],
        farthest=farthest,
    )


def _signed(change: float | None) -> str:
    """+0.3, −0.2; a dash where nothing can be compared."""
    if change is None:
        return "–"
    size = fixed(abs(change), 2)
    return f"{'+' if change > 0 else '−' if change < 0 else '±'}{size}"


def _chosen(row: MethodVersion) -> list[tuple[str, str, str]]:
    return [(name, written(value), written(getattr(PARAMS, name, "–"))) for name, value in sorted(row.chosen.items())]
