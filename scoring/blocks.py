"""Blocks of accounts by id, and what was read of each block's histories, kept as matrices between recomputes.

A block is read anew where the formulas' constants changed, where accounts came or went, and for the accounts whose facts changed. Those
are kept beside the block's matrices, which are large, until they are a tenth of it. scoring.planning says when.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from django.db import connection
from psycopg2 import sql

from scoring import copying, frames
from scoring.formulas.benchmarks import PEER_COLUMNS, PEER_TEXTS, cohorts
from scoring.formulas.columns import FEATURE_COLUMNS, FEATURE_TEXTS, Features
from scoring.formulas.kinds import EVENT_COLUMNS, EVENT_TEXTS
from scoring.formulas.params import Params, features_version
from scoring.formulas.series import Ints
from scoring.histories import read_features
from scoring.matrices import Matrix, framed, loaded, packed
from scoring.models import FeatureBlock

# Accounts of so many successive ids. What is kept of a block is some ten megabytes; per account, larger ones cost less.
SIZE: Final = 32_768
# So many at once are counted faster than one by one, in some tens of megabytes.
PEER_BLOCKS: Final = 4
# Once more of a block's accounts than this are kept beside it, it is written anew with them: each reading joins the two.
MOST_BESIDE: Final = SIZE // 10
TABLE: Final = FeatureBlock._meta.db_table  # noqa: SLF001  # as Django documents it
ACCOUNTS: Final = ["account_id", *FEATURE_COLUMNS]
PEERS: Final = ["account_id", *PEER_COLUMNS]


class Census(NamedTuple):
    """How many accounts a block has, and the sum of their ids: two blocks with the same are taken to hold the same accounts."""

    accounts: int
    ids_sum: int


def number_of(account_id: int) -> int:
    """The block that the account is in."""
    return account_id // SIZE


def ids_of(number: int) -> range:
    """The ids that the block's accounts may have."""
    return range(number * SIZE, (number + 1) * SIZE)


def census() -> dict[int, Census]:
    """Every block that has accounts, {its number: its census}; one pass over the index of ids."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id / %s, count(*), sum(id)::bigint FROM discovery_account GROUP BY 1 ORDER BY 1", [SIZE])
        return {number: Census(accounts, ids_sum) for number, accounts, ids_sum in cursor.fetchall()}


def kept(params: Params) -> dict[int, Census]:
    """Every block whose features are kept and were read by these constants."""
    rows = FeatureBlock.objects.filter(version=features_version(params)).values_list("number", "accounts", "ids_sum")
    return {number: Census(accounts, ids_sum) for number, accounts, ids_sum in rows}


def by_block(account_ids: Iterable[int]) -> dict[int, list[int]]:
    """The ids by their blocks."""
    found: dict[int, list[int]] = {}
    for account_id in account_ids:
        found.setdefault(number_of(account_id), []).append(account_id)
    return found


def refresh(number: int, changed: Sequence[int] | None, params: Params) -> None:
    """Keep features of now: of all the block's accounts where `changed` is None, else of those, of whichever blocks they are, and of
    accounts that came or went in these.
    """
    if changed is None:
        _keep(number, read_features(ids_of(number), params), params)
        return
    wanted = {number: list[int]()} | by_block(changed)
    before = kept(params)
    same = {each for each in wanted if before.get(each) == _counted(each)}
    together = sorted({account_id for each in same for account_id in wanted[each]})
    made = read_features(together, params)
    for each, ids in wanted.items():
        if each not in same:
            _renew(each, ids, params)
        elif ids:
            _keep_beside(each, _those(made, np.array(ids)), params)


def read(number: int, params: Params) -> Features | None:
    """The block's features as they are kept; None where none are, or others than these constants give."""
    columns = "features, events, beside_features, beside_events"
    condition = sql.SQL("number = {} AND version = {}").format(sql.Literal(number), sql.Literal(features_version(params)))
    found = copying.read_bytes(sql.SQL("SELECT {} FROM {} WHERE {}").format(sql.SQL(columns), sql.Identifier(TABLE), condition))
    if not found:
        return None
    features, events, beside_features, beside_events = found
    if not beside_features:
        return _features(loaded(features), loaded(events))
    # A block's accounts are the same as long as any are kept beside it, and stand in the order of their ids.
    whole, beside = loaded(features), loaded(beside_features)
    whole[:, np.searchsorted(whole[0], beside[0])] = beside
    old = loaded(events)
    both = np.hstack([old[:, ~np.isin(old[0], beside[0])], loaded(beside_events)])
    return _features(whole, both[:, np.argsort(both[0], kind="stable")])


def forget(account_ids: Iterable[int]) -> None:
    """Keep nothing of these accounts: the next recompute reads their blocks anew."""
    FeatureBlock.objects.filter(number__in=by_block(account_ids)).delete()


def read_peers(numbers: Sequence[int]) -> Iterator[pd.DataFrame]:
    """What blocks tell of their accounts as peers of others, PEER_BLOCKS at a time: PEER_COLUMNS."""
    for start in range(0, len(numbers), PEER_BLOCKS):
        yield pd.concat([_peers(number) for number in numbers[start : start + PEER_BLOCKS]], ignore_index=True)


def _peers(number: int) -> pd.DataFrame:
    query = sql.SQL("SELECT peers, beside_features, beside_peers FROM {} WHERE number = {}")
    peers, features, beside = copying.read_bytes(query.format(sql.Identifier(TABLE), sql.Literal(number)))
    whole = loaded(peers)
    if features:
        whole = np.hstack([whole[:, ~np.isin(whole[0], loaded(features)[0])], loaded(beside)])
    return framed(whole[1:], PEER_COLUMNS, PEER_TEXTS)


def _counted(number: int) -> Census:
    ids = ids_of(number)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), coalesce(sum(id), 0)::bigint FROM discovery_account WHERE id >= %s AND id < %s", [ids.start, ids.stop]
        )
        return Census(*cursor.fetchone())


def _renew(number: int, changed: Sequence[int], params: Params) -> None:
    """Write the block anew, as accounts came or went: what is kept of those that stay and did not change is not read again."""
    old = read(number, params)
    if old is None:
        _keep(number, read_features(ids_of(number), params), params)
        return
    ids = frames.read_accounts(ids_of(number))["account_id"].to_numpy()
    stays = np.setdiff1d(np.intersect1d(old.accounts.index.to_numpy(), ids), np.array(changed, dtype=np.int64))
    _keep(number, _joined(_those(old, stays), read_features(np.setdiff1d(ids, stays).tolist(), params)), params)


def _keep(number: int, made: Features, params: Params) -> None:
    """Write the block anew, with nothing beside it."""
    FeatureBlock.objects.filter(pk=number).delete()
    present = made.accounts.index.to_numpy()
    features, events, peers = _packed(made)
    row = {
        "number": number.to_bytes(8, "big"),
        "version": features_version(params).encode(),
        "accounts": len(present).to_bytes(4, "big"),
        "ids_sum": int(present.sum()).to_bytes(8, "big"),
        "features": features,
        "events": events,
        "peers": peers,
        "beside_features": b"",
        "beside_events": b"",
        "beside_peers": b"",
    }
    copying.write_bytes(TABLE, list(row), list(row.values()))


def _keep_beside(number: int, made: Features, params: Params) -> None:
    """Keep these accounts of the block beside what is kept of it, or write it anew where they have become many."""
    kept_beside = FeatureBlock.objects.filter(pk=number).values_list("beside_features", "beside_events").first()
    if kept_beside is None:
        _keep(number, read_features(ids_of(number), params), params)
        return
    features, events = kept_beside
    beside = _replaced(_features(loaded(features), loaded(events)), made) if features else made
    if len(beside.accounts) > MOST_BESIDE and (whole := read(number, params)) is not None:
        _keep(number, _replaced(whole, made), params)
        return
    features, events, peers = _packed(beside)
    FeatureBlock.objects.filter(pk=number).update(beside_features=features, beside_events=events, beside_peers=peers)


def _features(accounts: Matrix, events: Matrix) -> Features:
    of_accounts = framed(accounts, ACCOUNTS, FEATURE_TEXTS).astype({"account_id": np.int64})
    return Features(of_accounts.set_index("account_id"), framed(events, EVENT_COLUMNS, EVENT_TEXTS).astype({"account_id": np.int64}))


def _packed(made: Features) -> tuple[bytes, bytes, bytes]:
    """Accounts, events, and what they are as peers."""
    peers = cohorts(made.accounts)
    return (
        packed(made.accounts.reset_index(), ACCOUNTS, FEATURE_TEXTS),
        packed(made.events, EVENT_COLUMNS, EVENT_TEXTS),
        packed(peers.assign(account_id=peers.index), PEERS, PEER_TEXTS),
    )


def _those(features: Features, ids: Ints) -> Features:
    accounts, events = features
    return Features(accounts[accounts.index.isin(ids)], events[events["account_id"].isin(ids)])


def _replaced(old: Features, new: Features) -> Features:
    """Both, the new in the place of the old where it is of the same account."""
    return _joined(_those(old, np.setdiff1d(old.accounts.index.to_numpy(), new.accounts.index.to_numpy())), new)


def _joined(some: Features, others: Features) -> Features:
    """Of different accounts."""
    accounts = pd.concat([some.accounts, others.accounts]).sort_index()
    events = pd.concat([some.events, others.events], ignore_index=True)
    return Features(accounts, events.sort_values(["account_id", "from_day", "to_day", "kind"], kind="stable", ignore_index=True))
