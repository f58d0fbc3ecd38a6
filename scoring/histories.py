"""Features of accounts, read from their histories now, in pieces that bound a worker's memory.

What features are stands in scoring.formulas.features; what is kept of them between recomputes in scoring.blocks.
"""

from typing import Final

import pandas as pd

from scoring import frames
from scoring.formulas.columns import Features
from scoring.formulas.features import features
from scoring.formulas.params import Params

# Histories are read in pieces of about so many snapshots, which bounds the memory of a worker however long they are. The first piece
# has FIRST accounts and tells how long they are, and none has more than GROWTH times those of the one before.
PIECE_SNAPSHOTS: Final = 300_000
FIRST: Final = 2_048
GROWTH: Final = 8


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
