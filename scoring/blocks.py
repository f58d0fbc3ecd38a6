"""Blocks of accounts by id, and what was read of each block's histories, kept as matrices between recomputes.

A block is read anew where the formulas' constants changed, where accounts came or went, and for the accounts whose facts changed.
What features are stands in scoring.formulas.features; scoring.runs says when.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from django.db import connection
from psycopg2 import sql

from scoring import copying, frames
from scoring.copying import places_in
from scoring.formulas.benchmarks import PEER_COLUMNS, PEER_TEXTS, cohorts
from scoring.formulas.features import FEATURE_COLUMNS, FEATURE_TEXTS, Features, features
from scoring.formulas.kinds import EVENT_COLUMNS, EVENT_TEXTS
from scoring.formulas.params import Params, features_version
from scoring.formulas.series import Ints
from scoring.models import FeatureBlock

# Accounts of so many successive ids. What is kept of a block is some ten megabytes; per account, larger ones cost less.
SIZE: Final = 32_768
# So many at once are counted faster than one by one, in some tens of megabytes.
PEER_BLOCKS: Final = 4
# Histories are read in pieces of about so many snapshots, which bounds the memory of a worker however long they are. The first piece of
# a block has FIRST accounts and tells how long they are, and none has more than GROWTH times those of the one before.
PIECE_SNAPSHOTS: Final = 300_000
FIRST: Final = 2_048
GROWTH: Final = 8
TABLE: Final = FeatureBlock._meta.db_table  # noqa: SLF001  # as Django documents it
Texts = Mapping[str, Sequence[str]]


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


def make(number: int, changed: Sequence[int] | None, params: Params) -> None:
    """Keep the block's features: those of `changed` accounts and of new ones are read anew, all of them where it is None."""
    old = None if changed is None else read(number, params)
    if old is None:
        made = read_features(ids_of(number), params)
    else:
        ids = frames.read_accounts(ids_of(number))["account_id"].to_numpy()
        stays = np.setdiff1d(np.intersect1d(old.accounts.index.to_numpy(), ids), np.array(changed, dtype=np.int64))
        made = _merged(old, stays, read_features(np.setdiff1d(ids, stays).tolist(), params))
    FeatureBlock.objects.filter(pk=number).delete()
    present = made.accounts.index.to_numpy()
    kept = {
        "number": number.to_bytes(8, "big"),
        "version": features_version(params).encode(),
        "accounts": len(present).to_bytes(4, "big"),
        "ids_sum": int(present.sum()).to_bytes(8, "big"),
        "features": packed(made.accounts.reset_index(), ["account_id", *FEATURE_COLUMNS], FEATURE_TEXTS),
        "events": packed(made.events, EVENT_COLUMNS, EVENT_TEXTS),
        "peers": packed(cohorts(made.accounts), PEER_COLUMNS, PEER_TEXTS),
    }
    copying.write_bytes(TABLE, list(kept), list(kept.values()))


def read(number: int, params: Params) -> Features | None:
    """The block's features as they are kept; None where none are, or others than these constants give."""
    found = copying.read_bytes(
        sql.SQL("SELECT features, events FROM {} WHERE number = {} AND version = {}").format(
            sql.Identifier(TABLE), sql.Literal(number), sql.Literal(features_version(params))
        )
    )
    if not found:
        return None
    accounts = unpacked(found[0], ["account_id", *FEATURE_COLUMNS], FEATURE_TEXTS).astype({"account_id": np.int64})
    events = unpacked(found[1], EVENT_COLUMNS, EVENT_TEXTS).astype({"account_id": np.int64})
    return Features(accounts.set_index("account_id"), events)


def forget(account_ids: Iterable[int]) -> None:
    """Keep nothing of these accounts: the next recompute reads their blocks anew."""
    FeatureBlock.objects.filter(number__in=by_block(account_ids)).delete()


def read_peers(numbers: Sequence[int]) -> Iterator[pd.DataFrame]:
    """What blocks tell of their accounts as peers of others, PEER_BLOCKS at a time: PEER_COLUMNS."""
    for start in range(0, len(numbers), PEER_BLOCKS):
        yield pd.concat([_peers(number) for number in numbers[start : start + PEER_BLOCKS]], ignore_index=True)


def _peers(number: int) -> pd.DataFrame:
    query = sql.SQL("SELECT peers FROM {} WHERE number = {}").format(sql.Identifier(TABLE), sql.Literal(number))
    (peers,) = copying.read_bytes(query)
    return unpacked(peers, PEER_COLUMNS, PEER_TEXTS)


def read_features(accounts: frames.Accounts, params: Params) -> Features:
    """The features of these accounts, whose ids rise, read from their histories now."""
    pieces, start, size = list[Features](), 0, FIRST
    while start < len(accounts) or not pieces:
        piece = accounts[start : start + size]
        snapshots = frames.read_snapshots(piece)
        pieces.append(features(snapshots, frames.read_dismissals(piece), params))
        start += len(piece)
        size = min(size * GROWTH, max(1, len(piece) * PIECE_SNAPSHOTS // max(1, len(snapshots))))
    if len(pieces) == 1:
        return pieces[0]
    return Features(
        pd.concat([piece.accounts for piece in pieces]),
        pd.concat([piece.events for piece in pieces], ignore_index=True),
    )


def packed(frame: pd.DataFrame, columns: Sequence[str], texts: Texts) -> bytes:
    """The columns as a matrix of float64 in NumPy's format; texts by their places in the vocabulary."""
    matrix = np.empty((len(columns), len(frame)))
    for row, name in zip(matrix, columns, strict=True):
        row[:] = _places(frame[name], texts[name]) if name in texts else frame[name].to_numpy(float)
    buffer = BytesIO()
    np.save(buffer, matrix, allow_pickle=False)
    return buffer.getvalue()


def unpacked(matrix: bytes | memoryview, columns: Sequence[str], texts: Texts) -> pd.DataFrame:
    """What `packed` was given, in the columns' order."""
    rows = np.load(BytesIO(matrix), allow_pickle=False)
    return pd.DataFrame(
        {
            name: np.array(texts[name], dtype=object)[row.astype(np.int64)] if name in texts else row
            for row, name in zip(rows, columns, strict=True)
        },
        copy=False,
    )


def _places(values: pd.Series, vocabulary: Sequence[str]) -> Ints:
    places = places_in(values, vocabulary)
    if (places < 0).any():
        raise ValueError(f"{set(values) - set(vocabulary)} is in no vocabulary of {values.name}.")
    return places


def _merged(old: Features, stays: Ints, new: Features) -> Features:
    accounts = pd.concat([old.accounts.loc[stays], new.accounts]).sort_index()
    events = pd.concat([old.events[old.events["account_id"].isin(stays)], new.events], ignore_index=True)
    return Features(accounts, events.sort_values(["account_id", "from_day", "to_day", "kind"], kind="stable", ignore_index=True))
