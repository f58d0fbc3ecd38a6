"""The shapes that scores are read from: ramps between knots, and rounding as people do it by hand.

Which knots and heights a part has stands in params.py and parts.py.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
# Binary fractions fall a hair short of a half that is exact in decimals (0.285 · 100): this much is forgiven.
HAIR = 1e-9


def rounded(values: ArrayLike, places: int) -> Floats:
    """Half up to so many decimals, elementwise; NaN stays NaN."""
    scale = 10.0**places
    return np.asarray(np.floor(np.asarray(values, dtype=float) * scale + (0.5 + HAIR)) / scale)


def ramps(x: Floats, knots: Floats, heights: Sequence[float]) -> Floats:
    """Piecewise linear heights over knots that rise, flat beyond the ends; NaN stays NaN.

    `x` has shape (n,); `knots` (k,), or (n, k) where each value has knots of its own.
    """
    share = np.clip((x[:, None] - knots[..., :-1]) / np.diff(knots, axis=-1), 0.0, 1.0)
    return np.asarray(heights[0] + (share * np.diff(heights)).sum(axis=1))


def larger(one: ArrayLike, other: ArrayLike) -> Floats:
    """The larger of both, elementwise, or the one that is known."""
    with np.errstate(invalid="ignore"):
        return np.asarray(np.fmax(np.asarray(one, dtype=float), np.asarray(other, dtype=float)))


def logarithms(values: ArrayLike) -> Floats:
    """Natural logarithms; 0 gives minus infinity, which every curve takes for its left end."""
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(np.asarray(values, dtype=float)))
