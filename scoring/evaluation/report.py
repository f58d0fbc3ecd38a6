"""The evaluation as tables to read and as one JSON object, with its goals. What is counted: trials.py."""

from collections.abc import Callable
from math import isnan
from pathlib import Path
from typing import Any, NamedTuple

from scoring.evaluation.labelled import read_sets
from scoring.evaluation.measures import UNKNOWN, Estimate, wilson
from scoring.evaluation.running import LOW, STATISTICS, VERSION
from scoring.evaluation.simulation import HISTORIES
from scoring.evaluation.trials import (
    CLEAN,
    FALSE_ALARMS,
    NAIVE,
    RATIO,
    Cell,
    HistoryResult,
    PeopleResult,
    SetResult,
    try_history,
    try_people,
    try_set,
)

# Chosen before anything was measured: the part that reads what each goal is about.
LABELS_PART, GROWTH_PART = "reciprocity", "natural_growth"
GOAL_FRAUD, GOAL_STRENGTH, GOAL_RECALL, GOAL_FALSE_ALARMS = "bought followers", 0.2, 0.9, 0.1
SPIKES = ("giveaway", "press")
BY_PLATFORM = ((GOAL_FRAUD, GOAL_STRENGTH), (CLEAN, 0))
NEEDED = (
    "No labelled sets: name a folder with labelled/*.csv by --data. Columns: followers, following, posts; and is_fake (1 or 0), or for "
    "people known to be genuine post_likes, post_comments, post_unixtimes (numbers joined by bars, the newest first)."
)
LABELS_ARE = (
    "The labels are on ordinary accounts, not on influencers who bought engagement: a high figure shows that fake accounts are seen, "
    "not that every fraud is. Nobody has published labels for the latter."
)
Tell = Callable[[str], None]


class Goal(NamedTuple):
    """A figure beside its goal; `goal` says which side of it is good."""

    name: str
    value: float
    goal: str
    is_met: bool


class Result(NamedTuple):
    """Everything one run measured."""

    accounts: int
    seed: int
    sets: list[SetResult]
    people: list[PeopleResult]
    histories: list[HistoryResult]

    def goals(self) -> list[Goal]:
        """What is required of the method, on the sets that were given and the monthly history."""
        areas = {each.name: next(area for area in each.areas if area.statistic == LABELS_PART) for each in self.sets}
        gains = [_at_least(f"{LABELS_PART}'s AUC less the ratio's, {name}", area.gain.value, 0) for name, area in areas.items()]
        monthly = self.histories[0].cells
        bought = self.histories[0].cell(GOAL_FRAUD, GOAL_STRENGTH)
        recall = _at_least(f"recall of {_title(bought)}, by {GROWTH_PART}", bought.caught[GROWTH_PART].value, GOAL_RECALL)
        spikes = [_at_most(f"flagged as fraud, {name}", _flagged(monthly, name).value, GOAL_FALSE_ALARMS) for name in SPIKES]
        return [*gains, recall, *spikes]

    def to_json(self) -> dict[str, Any]:
        found = {"sets": self.sets, "people": self.people, "histories": self.histories, "goals": self.goals()}
        head = {"method_version": VERSION, "accounts": self.accounts, "seed": self.seed, "false_alarms": FALSE_ALARMS}
        return head | {name: _plain(value) for name, value in found.items()}

    def to_text(self) -> str:
        """Tables in Markdown, each with what it says before it, and the goals."""
        labelled = [_set_table(each) for each in self.sets] + [_people_table(each) for each in self.people]
        goals = [f"{goal.name:<80}{goal.value:>9.3f}   goal {goal.goal:<8}{'met' if goal.is_met else 'MISSED'}" for goal in self.goals()]
        head = (
            f"Method {VERSION}; {self.accounts:,} simulated accounts a row, seed {self.seed}. In brackets 95 % intervals, of the accounts "
            "counted; how sure the thresholds are is not in them."
        )
        platforms = [_platform_table(cell) for name, strength in BY_PLATFORM for cell in [self.histories[0].cell(name, strength)]]
        known = [LABELS_ARE, *labelled] if labelled else [NEEDED]
        histories = [table(each) for each in self.histories for table in (_history_table, _contrast_table)]
        return "\n\n".join([head, *known, *histories, *platforms, "\n".join(goals)])


def run(data: Path | None, accounts: int, seed: int, tell: Tell) -> Result:
    """Measure all of it, one after another; `tell` gets a line as each begins. ValueError names what is wrong with the data."""
    labelled = read_sets(data) if data else []
    tell("Labelled sets …" if labelled else NEEDED)
    sets = [try_set(each) for each in labelled if each.is_fake.any()]
    people = [try_people(each) for each in labelled if not each.is_fake.any()]
    histories = []
    for history in HISTORIES:
        tell(f"{history.name} …")
        histories.append(try_history(history, accounts, seed))
    return Result(accounts, seed, sets, people, histories)


def _at_least(name: str, value: float, goal: float) -> Goal:
    return Goal(name, value, f">= {goal:g}", value >= goal)


def _at_most(name: str, value: float, goal: float) -> Goal:
    return Goal(name, value, f"<= {goal:g}", value <= goal)


def _flagged(cells: list[Cell], scheme: str) -> Estimate:
    """The share flagged over all strengths of a scheme."""
    these = [cell for cell in cells if cell.scheme == scheme]
    if any(isnan(cell.flagged.value) for cell in these):
        return UNKNOWN
    return wilson(round(sum(cell.flagged.value * cell.accounts for cell in these)), sum(cell.accounts for cell in these))


def _set_table(result: SetResult) -> str:
    head = f"{result.name}: {result.fake} fake, {result.genuine} genuine. The area under the curve, and the ratio's on the same accounts."
    names = ["statistic", "AUC", f"AUC of {RATIO}", "difference", "fake / genuine", "left out"]
    rows = [
        [area.statistic, _short(area.area), _short(area.ratio), _short(area.gain), f"{area.fake} / {area.genuine}", _reasons(area.left_out)]
        for area in result.areas
    ]
    return _table(head, names, rows)


def _people_table(result: PeopleResult) -> str:
    head = f"{result.name}: {result.people} genuine people. False alarms: a part under {LOW:g} points, or a flag. Growth is not known here."
    rows = [[alarm.statistic, _short(alarm.share), str(alarm.people), _reasons(alarm.left_out)] for alarm in result.alarms]
    return _table(head, ["statistic", "share accused", "people", "left out"], rows)


def _history_table(result: HistoryResult) -> str:
    head = (
        f"{result.name}. Per cent that each statistic catches, its threshold set to {FALSE_ALARMS:.0%} false alarms on clean accounts "
        "of another draw. From growth on nobody cheats: small is good."
    )
    names = ["scheme", *STATISTICS, *NAIVE, "any fraud flag", "that or low trust"]
    rows = [
        [_title(cell), *(_percent(share) for share in [*(cell.caught[name] for name in [*STATISTICS, *NAIVE]), cell.flagged, cell.accused])]
        for cell in result.cells
    ]
    return _table(head, names, rows)


def _platform_table(cell: Cell) -> str:
    """What the thresholds, which are the same on all platforms, give on each."""
    names = ["platform", *STATISTICS, *NAIVE]
    return _table(
        f"{_title(cell).capitalize()}, by platform.",
        names,
        [[platform, *(_percent(caught[name]) for name in names[1:])] for platform, caught in cell.by_platform.items()],
    )


def _contrast_table(result: HistoryResult) -> str:
    head = f"{result.name}. How well each statistic tells a fraud from an innocent cause of the same strength: areas; a half is not at all."
    names = ["fraud", "innocent", "strength", *STATISTICS, *NAIVE]
    rows = [
        [each.fraud, each.innocent, f"{each.strength:.0%}", *(_short(each.areas[name]) for name in names[3:])] for each in result.contrasts
    ]
    return _table(head, names, rows)


def _title(cell: Cell) -> str:
    strength = f"{cell.strength:.0%}" if cell.unit.startswith("of ") else f"{cell.strength:,g}"
    return f"{cell.scheme}, {strength} {cell.unit}" if cell.unit else cell.scheme


def _short(estimate: Estimate) -> str:
    return "–" if isnan(estimate.value) else f"{estimate.value:.2f} ({estimate.low:.2f}…{estimate.high:.2f})"


def _percent(share: Estimate) -> str:
    return "–" if isnan(share.value) else f"{share.value:.0%} ({100 * share.low:.0f}–{100 * share.high:.0f})"


def _reasons(left_out: dict[str, int]) -> str:
    return ", ".join(f"{count} {code}" for code, count in left_out.items()) or "none"


def _table(head: str, names: list[str], rows: list[list[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(names, *rows, strict=True)]
    lines = [
        [cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in [names, ["-" * width for width in widths], *rows]
    ]
    return "\n".join([head, "", *(f"| {' | '.join(line)} |" for line in lines)])


def _plain(value: Any) -> Any:
    """Named tuples as objects; what is not known, which JSON cannot say as a number, as null."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return _plain(value._asdict())
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return None if isinstance(value, float) and not abs(value) < float("inf") else value
