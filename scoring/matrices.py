"""Frames as matrices of float64 in NumPy's format: texts by their places in a vocabulary, NaN for what is not known.

They come back as categories, which need not be searched for where accounts are parted by them.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO

import numpy as np
import pandas as pd

from scoring.copying import places_in
from scoring.formulas.curves import Floats
from scoring.formulas.series import Ints

Texts = Mapping[str, Sequence[str]]
Matrix = Floats


def packed(frame: pd.DataFrame, columns: Sequence[str], texts: Texts) -> bytes:
    """The columns as a matrix of float64 in NumPy's format; texts by their places in the vocabulary."""
    matrix = np.empty((len(columns), len(frame)))
    for row, name in zip(matrix, columns, strict=True):
        row[:] = _places(frame[name], texts[name]) if name in texts else frame[name].to_numpy(float)
    buffer = BytesIO()
    np.save(buffer, matrix, allow_pickle=False)
    return buffer.getvalue()


def loaded(matrix: bytes | memoryview) -> Matrix:
    """A matrix as `packed` wrote it, a column of the frame in each row."""
    return np.asarray(np.load(BytesIO(matrix), allow_pickle=False))


def framed(matrix: Matrix, columns: Sequence[str], texts: Texts) -> pd.DataFrame:
    """What `packed` was given, in the columns' order."""
    return pd.DataFrame(
        {
            name: pd.Categorical.from_codes(row.astype(np.int64), pd.Index(texts[name])) if name in texts else row
            for row, name in zip(matrix, columns, strict=True)
        },
        copy=False,
    )


def _places(values: pd.Series, vocabulary: Sequence[str]) -> Ints:
    places = places_in(values, vocabulary)
    if (places < 0).any():
        raise ValueError(f"{set(values) - set(vocabulary)} is in no vocabulary of {values.name}.")
    return places
