"""One row an account from its snapshots, and the events in its history that are worth a second look.

Each feature comes from the latest snapshot that has it, with that snapshot's own followers and day, so nothing is mixed
across days. On one day the source that was added last counts. Next: benchmarks.py, parts.py and flags.py, which read nothing else.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from scoring.formulas import growth
from scoring.formulas.columns import FEATURE_COLUMNS, FEATURE_TEXTS, PLATFORMS, SET_ASIDE, Features
from scoring.formulas.curves import Floats
from scoring.formulas.dismissals import Dismissal, dismissals, marks
from scoring.formulas.engagement import Engagement, averaged_posts, engagement, numbers
from scoring.formulas.following import swings
from scoring.formulas.kinds import BITS, EVENT_COLUMNS, EVENT_TEXTS, NUMBERS
from scoring.formulas.params import Params
from scoring.formulas.series import NOWHERE, Days, Flags, Ints, counts, days_of, earliest, latest, taken
from scoring.formulas.steadiness import Dated, posting, spreads, steps

Columns = dict[str, Floats | Ints]


class _History(NamedTuple):
    """The rows of some accounts, sorted by account, day and source; `account` is each row's account by number, of `size`."""

    rows: pd.DataFrame
    read: Engagement
    account: Ints
    days: Days
    size: int
    dismissed: list[Dismissal]


def features(snapshots: pd.DataFrame, dismissed: pd.DataFrame, params: Params) -> Features:
    """What parts, flags and scores are made of, with benchmarks beside.

    In: SNAPSHOT_COLUMNS; `day` counts from 1970-01-01. An account without a snapshot has one row whose `day` is NaN. `dismissed`:
    flags that a person dismissed, kinds.DISMISSAL_COLUMNS; what they were read from is left out of their part.

    Out, of accounts: platform, snapshots (distinct days of which a scored number is known), span_days and last_day of those,
    followers (NaN where no snapshot states them); rate, measure, interactions, missing, rate_followers, rate_day;
    comments_per_100_likes, talk_followers, talk_likes (of all posts averaged), talk_day; following, following_followers,
    following_day; growth_snapshots (days with followers), growth_from (the first), growth_days (their span),
    growth_followers (on the first), growth_per_day (the usual log growth), growth_spread, largest_share (of all growth, of the
    interval largest_from to largest_to), hollow_growth (log followers that brought no reactions); steady_snapshots (days with a rate
    of `measure`), rate_spread, lone_likes, lone_talk and their days, posts_per_30_days, quiet_days. Of events: what kinds.py says.
    """
    ids, rows, account = _sorted(snapshots)
    days = days_of(account, numbers(rows, "day"))
    history = _History(rows, engagement(rows, params), account, days, len(ids), dismissals(dismissed, ids))
    rate_bits, following_bits = (_set_aside(history, kind) for kind in ("response_out_of_band", "mass_following"))
    rated, followed = ~np.isnan(history.read.rate), _sized(history) & ~np.isnan(numbers(rows, "following"))
    known = _latest(history, rated & ~rate_bits, rated, followed & ~following_bits, params)
    grown, jumped = _growth(history, params)
    steady = _steadiness(history, rated & ~rate_bits, known["measure"].astype(np.int64), params)
    found = [
        ("growth_spike", jumped),
        ("mass_following", _swings(history, params)),
        ("mass_following", _dismissed_rows(history, followed & following_bits, "mass_following")),
        ("response_out_of_band", _dismissed_rows(history, rated & rate_bits, "response_out_of_band")),
        ("likes_near_views", _near_views(history, params)),
    ]
    accounts = pd.DataFrame({**known, **grown, **steady}, index=pd.Index(ids, name="account_id"))
    return Features(_named(accounts, FEATURE_TEXTS)[list(FEATURE_COLUMNS)], _events(found, ids))


def _sorted(snapshots: pd.DataFrame) -> tuple[Ints, pd.DataFrame, Ints]:
    """The account ids, rising; the rows by account, day and source, a row without a day last; each row's account by number."""
    account, day, source = (snapshots[name].to_numpy() for name in ("account_id", "day", "source_id"))
    rows = snapshots.take(np.lexsort((source.astype(float), day.astype(float), account)))
    ids, numbered = np.unique(rows["account_id"].to_numpy(np.int64), return_inverse=True)
    return ids, rows, numbered


def _sized(history: _History) -> Flags:
    return np.asarray(numbers(history.rows, "followers") > 0)


def _set_aside(history: _History, kind: str) -> Flags:
    """The rows of days of which a person dismissed this flag."""
    if not history.dismissed:
        return np.zeros(len(history.account), dtype=bool)
    day = numbers(history.rows, "day")
    return np.asarray((marks(history.dismissed, history.account, day, day) & BITS[kind]) != 0)


def _latest(history: _History, rated: Flags, ever_rated: Flags, followed: Flags, params: Params) -> Columns:
    """LATEST; texts as places in FEATURE_TEXTS."""
    rows, read, account, count = history.rows, history.read, history.account, history.size
    day, followers = numbers(rows, "day"), numbers(rows, "followers")
    every = np.ones(len(account), dtype=bool)
    rate, ever, talk, follow = (latest(account, known, count) for known in (rated, ever_rated, ~np.isnan(read.talk), followed))
    reason = np.where(ever == NOWHERE, read.missing[latest(account, every, count)], FEATURE_TEXTS["missing"].index(SET_ASIDE))
    return {
        "platform": _platforms(rows["platform"])[earliest(account, every, count)],
        **_known_days(history),
        "followers": taken(followers, latest(account, ~np.isnan(followers), count)),
        "missing": np.where(rate == NOWHERE, reason, 0),
        "measure": np.append(read.measure, 0)[rate],
        "rate": taken(read.rate, rate),
        "interactions": taken(read.interactions, rate),
        "rate_followers": taken(followers, rate),
        "rate_day": taken(day, rate),
        "comments_per_100_likes": taken(read.talk, talk),
        "talk_followers": taken(followers, talk),
        "talk_likes": taken(read.likes * averaged_posts(numbers(rows, "posts"), params), talk),
        "talk_day": taken(day, talk),
        "following": taken(numbers(rows, "following"), follow),
        "following_followers": taken(followers, follow),
        "following_day": taken(day, follow),
    }


def _platforms(texts: pd.Series) -> Ints:
    return np.asarray(pd.Categorical(texts, categories=list(PLATFORMS)).codes, dtype=np.int64)


def _known_days(history: _History) -> Columns:
    """On how many days a scored number is known, over how long, and the last."""
    known = np.flatnonzero(_by_day(history, np.where(history.read.known, 1.0, np.nan)) == 1)
    account, every = history.days.account[known], np.ones(len(known), dtype=bool)
    first, last = (taken(history.days.day[known], of(account, every, history.size)) for of in (earliest, latest))
    return {"snapshots": counts(account, history.size), "span_days": np.nan_to_num(last - first), "last_day": last}


def _by_day(history: _History, values: Floats) -> Floats:
    """The values by day, the last source's where several state them."""
    return history.days.last(values, ~np.isnan(values) & (history.days.of_row != NOWHERE))


def _growth(history: _History, params: Params) -> tuple[Columns, Columns]:
    followers, counted, comments = (
        _by_day(history, values) for values in (numbers(history.rows, "followers"), history.read.counted, history.read.comments)
    )
    read = growth.sizes(history.days, followers, counted, comments)
    between = growth.intervals(read, history.dismissed)
    usual, spread = growth.usual_growth(between, history.size, params)
    scatter = growth.reaction_spread(read, usual, params)
    first_rows = earliest(history.account, np.ones(len(history.account), dtype=bool), history.size)
    by_platform = np.asarray(history.rows["platform"].iloc[first_rows].isin(params.rounded_platforms))
    rounded = growth.rounded_counts(read, by_platform, params)
    return (
        dict(growth.histories(read, between, usual, spread, scatter, params)),
        growth.jumps(read, between, usual, spread, scatter, rounded, params),
    )


def _steadiness(history: _History, rated: Flags, measure: Ints, params: Params) -> Columns:
    """Rates of other definitions than the account's latest are left out."""
    same = rated & (history.read.measure == measure[history.account])
    followers = numbers(history.rows, "followers")
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        likes_rate = history.read.likes / followers
        talk = (history.read.comments + params.step_few) / history.read.likes
    talked = _measurable(likes_rate) & _measurable(history.read.talk)
    found = [
        (history.read.rate, same & _measurable(history.read.rate)),
        (likes_rate, talked),
        (talk, talked),
    ]
    rates, liked, talks = (_by_day(history, np.where(known, values, np.nan)) for values, known in found)
    posts = _by_day(history, numbers(history.rows, "posts"))
    return {
        **spreads(*_dated(history, rates), history.size),
        **steps(*_dated(history, liked), talks[~np.isnan(liked)], history.size, params),
        **posting(*_dated(history, posts), history.size),
    }


def _measurable(values: Floats) -> Flags:
    """Whether each has a logarithm."""
    return np.asarray((values > 0) & (values < np.inf))


def _dated(history: _History, values: Floats) -> tuple[Dated, Floats]:
    known = ~np.isnan(values)
    return Dated(history.days.account[known], history.days.day[known]), values[known]


def _swings(history: _History, params: Params) -> Columns:
    dated, following = _dated(history, _by_day(history, numbers(history.rows, "following")))
    return swings(dated, following, history.dismissed, history.size, params)


def _dismissed_rows(history: _History, at: Flags, kind: str) -> Columns:
    """What a dismissed flag was read from, so that it is still given."""
    rows, read = history.rows[at], history.read
    day = numbers(rows, "day")
    return {
        "account": history.account[at],
        "from_day": day,
        "to_day": day,
        "followers": numbers(rows, "followers"),
        "following": numbers(rows, "following"),
        "rate": read.rate[at],
        "measure": read.measure[at],
        "dismissals": np.full(len(rows), BITS[kind]),
    }


def _near_views(history: _History, params: Params) -> Columns:
    """The accounts whose latest likes and views are near each other."""
    with np.errstate(over="ignore"):
        ratio = history.read.likes / history.read.views
    last = latest(history.account, ~np.isnan(ratio), history.size)
    last = last[last != NOWHERE]
    at = last[ratio[last] >= params.near_views]
    account, day = history.account[at], numbers(history.rows, "day")[at]
    return {
        "account": account,
        "from_day": day,
        "to_day": day,
        "likes": history.read.likes[at],
        "views": history.read.views[at],
        "likes_per_view": ratio[at],
        "dismissals": marks(history.dismissed, account, day, day),
    }


def _events(found: list[tuple[str, Columns]], ids: Ints) -> pd.DataFrame:
    """One frame of all, by account, days and kind."""
    frames = [pd.DataFrame({**columns, "kind": EVENT_TEXTS["kind"].index(kind)}) for kind, columns in found]
    events = pd.concat([frame for frame in frames if len(frame)] or frames, ignore_index=True).reindex(columns=["account", *EVENT_COLUMNS])
    order = np.lexsort([events[name].to_numpy(float) for name in ("kind", "to_day", "from_day", "account")])
    sorted_events = events.take(order).reset_index(drop=True)
    measure, account_id = sorted_events["measure"].fillna(0), ids[sorted_events["account"].to_numpy(np.int64)]
    named = _named(sorted_events.assign(measure=measure, account_id=account_id), EVENT_TEXTS)[list(EVENT_COLUMNS)]
    return named.astype(dict.fromkeys((*NUMBERS, "from_day", "to_day", "dismissals"), float))


def _named(frame: pd.DataFrame, texts: dict[str, tuple[str, ...]]) -> pd.DataFrame:
    """The columns of places in closed vocabularies as the texts themselves."""
    named = {name: np.array(words, dtype=object)[frame[name].to_numpy(np.int64)] for name, words in texts.items()}
    return frame.assign(**{name: pd.Series(values, index=frame.index, dtype=object) for name, values in named.items()})
