"""An account's history as its page shows it: every snapshot with the rate that scoring reads in it, and a series for the chart; and the
newest counts of many accounts. It judges nothing: what a snapshot says of engagement is scoring's to say. Pages and API show it next.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from discovery.models import Account, Snapshot
from scoring.formulas.engagement import measured
from scoring.formulas.params import PARAMS
from scoring.formulas.scores import EPOCH
from scoring.frames import read_snapshots


@dataclass(frozen=True)
class Dated:
    """A snapshot and its engagement rate (0.034 for 3.4 %) with its definition; None and "" where scoring reads none in it.

    `medians` are of those averages that are over the snapshot's `posts_measured`, {its field: median}.
    """

    snapshot: Snapshot
    rate: float | None
    definition: str
    medians: dict[str, float]


@dataclass(frozen=True)
class Series:
    """What the chart draws, oldest first: seconds since 1970, followers, rates in percent; None where it is not known."""

    times: list[int]
    followers: list[int | None]
    rates: list[float | None]


@dataclass(frozen=True)
class Counts:
    """What scores keep no copy of; None where no snapshot states it."""

    following: int | None = None
    posts: int | None = None


def latest_counts(account_ids: Sequence[int]) -> dict[int, Counts]:
    """Each account's following and posts as its newest snapshot that states them says, {account id: Counts}; one query for each of both."""
    following, posts = (_latest(name, account_ids) for name in ("following", "posts"))
    return {pk: Counts(following.get(pk), posts.get(pk)) for pk in account_ids}


def _latest(name: str, account_ids: Sequence[int]) -> dict[int, int]:
    stated = Snapshot.objects.filter(account__in=account_ids, **{f"{name}__isnull": False})
    newest = stated.order_by("account_id", "-taken_on", "-source_id").distinct("account_id")
    return dict(newest.values_list("account_id", name))


def history(account: Account) -> list[Dated]:
    """Every snapshot of the account, newest first; on one day the source that was added last comes first."""
    rates = _rates(account)
    snapshots = account.snapshots.select_related("source", "creator_list").order_by("-taken_on", "-source_id")
    found = [(snapshot, rates.get((snapshot.source_id, snapshot.taken_on), (None, ""))) for snapshot in snapshots]
    return [Dated(snapshot, rate, definition, _medians(snapshot)) for snapshot, (rate, definition) in found]


def _medians(snapshot: Snapshot) -> dict[str, float]:
    """Without those whose average another list states by now, of whatever posts."""

    def stater(name: str) -> int | None:
        found: int | None = snapshot.field_lists.get(name, snapshot.creator_list_id)
        return found

    return {name: median for name, median in snapshot.medians.items() if stater(name) == stater("posts_measured")}


def series(dated: Sequence[Dated]) -> Series:
    """One point a day of a history; where sources differ, the one that scoring takes."""
    a_day = {row.snapshot.taken_on: row for row in reversed(dated)}
    times = [int(datetime.combine(day, time(), UTC).timestamp()) for day in a_day]
    rates = [None if row.rate is None else round(row.rate * 100, 3) for row in a_day.values()]
    return Series(times, [row.snapshot.followers for row in a_day.values()], rates)


def _rates(account: Account) -> dict[tuple[int, date], tuple[float, str]]:
    """{(source, day): (rate, definition)} of the snapshots that have a rate and may be scored."""
    known = measured(read_snapshots([account.pk]), PARAMS).dropna(subset=["rate"])
    columns = (known[name] for name in ("source_id", "day", "rate", "measure"))
    return {(int(source), EPOCH + timedelta(days=day)): (rate, measure) for source, day, rate, measure in zip(*columns, strict=True)}
