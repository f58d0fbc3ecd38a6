"""`.venv/bin/python -m tests.proofs.sensitivity`: how far the figures on injected fraud hang on our picture of accounts.

One constant of the simulation is changed at a time, and everything drawn, judged and counted anew: clean accounts, benchmarks and
thresholds too. The method stays as it is. Prints the table that stands in scoring/README.md; takes about a minute of one core.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple
from unittest.mock import patch

import numpy as np

from scoring.evaluation import organic, schemes, simulation
from scoring.evaluation.measures import Estimate
from scoring.evaluation.report import GOAL_FRAUD, GOAL_STRENGTH, GROWTH_PART
from scoring.evaluation.running import VERSION
from scoring.evaluation.schemes import SCHEMES
from scoring.evaluation.simulation import HISTORIES, draw
from scoring.evaluation.trials import CLEAN, FALSE_ALARMS, HistoryResult, try_history

# Nobody has looked at it while the method's constants were chosen.
SEED: Final = 707
ACCOUNTS: Final = 1_500
# What is imported by name stands in several of them.
GENERATOR: Final = (organic, schemes, simulation)
TRIED: Final = {name: SCHEMES[name]._replace(strengths=(GOAL_STRENGTH,)) for name in (GOAL_FRAUD, "press", "giveaway")} | {
    CLEAN: SCHEMES[CLEAN]
}
# What was counted of a month's growth, and organic.py is drawn after, is its 95 % quantile among accounts of this size.
SWIFT: Final = 0.95
COUNTED_SIZES: Final = (10_000, 100_000)
HEAD: Final = (
    "changed",
    f"{GOAL_FRAUD} seen by {GROWTH_PART}",
    "press flagged",
    "giveaway flagged",
    "nobody cheats, flagged",
    f"{GOAL_FRAUD} told from press, area",
    "a swift month",
)


class Variant(NamedTuple):
    """A constant of the generator and what it is instead; none for the picture as it is."""

    constant: str = ""
    value: Any = None


class Measured(NamedTuple):
    """A row: the estimates, and how swift the picture's clean accounts grow in a swift month."""

    estimates: tuple[Estimate, ...]
    swift: float


UNCHANGED: Final = Variant()
VARIANTS: Final = (
    # How accounts grow.
    Variant("BURSTS_A_YEAR", 2.0),
    Variant("BURSTS_A_YEAR", 0.5),
    Variant("BURST_LEAST", 0.03),
    Variant("BURST_TAIL", 1.1),
    Variant("BURST_DAYS", 12.0),
    Variant("BURST_LEAVE", 0.4),
    Variant("GROWTH_SPREAD", 1.2),
    Variant("GROWTH_SPREAD", 0.6),
    Variant("PACE_SPREAD", 1.0),
    Variant("PACE_SPREAD", 0.8),
    Variant("PACE_SPREAD", 0.3),
    # How many answer, and how evenly.
    Variant("LIKES_A_NEWCOMER", 10.0),
    Variant("LIKES_A_NEWCOMER", 2.5),
    Variant("VIRAL_TALK", 0.1),
    Variant("VIRAL_TALK", 1.0),
    Variant("DRIFT", 0.2),
    Variant("LAG_DAYS", 10.0),
    Variant("LAG_DAYS", 60.0),
    Variant("ELASTICITY", 0.7),
    Variant("POST_SPREAD", (0.45, 1.05)),
    Variant("POST_SPREAD", (0.15, 0.35)),
    Variant("TALK_NOISE", 1.8),
    # What is done to them, and what befalls them.
    Variant("DELIVERY_DAYS", (2.0, 5.0)),
    Variant("DELIVERY_DAYS", (20.0, 30.0)),
    Variant("CLEANING", (0.0, 0.01)),
    Variant("PRESS_DAYS", (1.0, 2.0)),
    Variant("PRESS_LEAVE", (0.2, 0.4)),
    Variant("PRESS_LIFT", (1.0, 3.0)),
    Variant("PRESS_LIFT", (0.0, 1.0)),
    Variant("GIVEAWAY_DAYS", (1.0, 2.0)),
    Variant("GIVEAWAY_LEAVE", (0.5, 0.8)),
    Variant("GIVEAWAY_ANSWER", 0.0),
    Variant("ENTRY_LIKES", (0.1, 0.3)),
    Variant("ENTRY_COMMENTS", (0.15, 0.75)),
    Variant("ENTRY_COMMENTS", (0.05, 0.3)),
)


@contextmanager
def pictured(variant: Variant) -> Iterator[None]:
    """The generator with this constant changed wherever it is read; AttributeError where there is none of this name."""
    with ExitStack() as stack:
        for module in _holders(variant.constant) if variant.constant else ():
            stack.enter_context(patch.object(module, variant.constant, variant.value))
        yield


def measured(variant: Variant, accounts: int, seed: int) -> Measured:
    """TRIED on so many accounts each, twelve monthly snapshots, with the generator so changed."""
    with pictured(variant):
        result = try_history(HISTORIES[0], accounts, seed, TRIED)
        return Measured(figures(result), swift_month(accounts, seed))


def figures(result: HistoryResult) -> tuple[Estimate, ...]:
    """The estimates of HEAD in its order."""
    bought, clean = result.cell(GOAL_FRAUD, GOAL_STRENGTH), result.cell(CLEAN, 0)
    innocent = [result.cell(name, GOAL_STRENGTH) for name in ("press", "giveaway")]
    against_press = next(each for each in result.contrasts if (each.innocent, each.strength) == ("press", GOAL_STRENGTH))
    return bought.caught[GROWTH_PART], *(cell.flagged for cell in [*innocent, clean]), against_press.areas[GROWTH_PART]


def swift_month(accounts: int, seed: int) -> float:
    """What one in twenty months of an account between COUNTED_SIZES exceeds, as a share of its followers, where nobody cheats; NaN where
    no account has the size.
    """
    followers = draw(SCHEMES[CLEAN], 0, HISTORIES[0], accounts, seed)["followers"].astype(float).reshape(accounts, -1)
    before, least, most = followers[:, :-1], *COUNTED_SIZES
    grown = (followers[:, 1:] / before - 1)[(before >= least) & (before < most)]
    return float(np.quantile(grown, SWIFT)) if len(grown) else float("nan")


def named(variant: Variant) -> str:
    """What is changed, from what to what."""
    if not variant.constant:
        return "nothing"
    was = getattr(_holders(variant.constant)[0], variant.constant)
    return f"`{variant.constant}` {_shown(was)} → {_shown(variant.value)}"


def _holders(constant: str) -> list[Any]:
    holders = [module for module in GENERATOR if hasattr(module, constant)]
    if not holders:
        raise AttributeError(f"The generator has no {constant}.")
    return holders


def _shown(value: Any) -> str:
    return "…".join(f"{each:.3g}" for each in (value if isinstance(value, tuple) else (value,)))


def _short(estimate: Estimate) -> str:
    return "–" if np.isnan(estimate.value) else f"{estimate.value:.3f} ({estimate.low:.3f}–{estimate.high:.3f})"


def _percent(share: float) -> str:
    return "–" if np.isnan(share) else f"{share:.1%}"


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    parser = ArgumentParser(description="Measures how far the figures on injected fraud hang on the simulation's constants.")
    parser.add_argument("--accounts", type=int, default=ACCOUNTS, help=f"Simulated accounts a cell (default: {ACCOUNTS}).")
    parser.add_argument("--seed", type=int, default=SEED, help=f"One seed gives one table (default: {SEED}).")
    options = parser.parse_args()
    _say(
        f"Method {VERSION}, {datetime.now(UTC):%Y-%m-%d}; {options.accounts:,} accounts a cell, seed {options.seed}, {HISTORIES[0].name}; "
        f"{GOAL_STRENGTH:.0%} of the account, {GROWTH_PART} at {FALSE_ALARMS:.0%} false alarms. In brackets 95 % intervals of the accounts "
        "counted; how sure the thresholds are is not in them.\n"
    )
    _say(f"| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}")
    for variant in (UNCHANGED, *VARIANTS):
        found = measured(variant, options.accounts, options.seed)
        _say(f"| {' | '.join([named(variant), *map(_short, found.estimates), _percent(found.swift)])} |")


if __name__ == "__main__":
    main()
