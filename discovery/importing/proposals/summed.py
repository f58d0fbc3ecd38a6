"""Likes and comments that are sums over several posts, though nothing says so: the stated engagement rate shows it.

Where (likes + comments) / followers is five times the rate in nearly every row, they were added up over five posts. They are kept as they
came, and a person is asked; so is one where they are any other constant number of times off. What is a hundred times off is a percentage
taken for a share, or the other way round, which is rates.py's.
"""

from collections.abc import Sequence
from statistics import median
from typing import Final

from discovery.importing.cells.numbers import Number, read_rate
from discovery.importing.fields import Field
from discovery.importing.names import columns as names
from discovery.importing.proposals.sampling import UNSURE, Column

# So many rows at least show a factor, so much of them the same: some count fewer posts than the rest. So far apart may they be,
# and from a whole number of posts: rates are rounded.
FEWEST: Final = 3
OFTEN: Final = 0.8
APART: Final = 0.05
FROM_WHOLE: Final = 0.02
# No further off, the rate is what the averages make, or nearly.
NEAR: Final = 1.15
HUNDRED: Final = 100
SUMMED: Final = (Field.LIKES, Field.COMMENTS, Field.ENGAGEMENTS)


def leave_sums(columns: Sequence[Column]) -> None:
    """Keep what is summed over several posts as it came, and be unsure of what contradicts the rate in the same way in nearly every row."""
    by_field = {column.field: column for column in reversed(columns)}
    rate = next((by_field[field] for field in (Field.ENGAGEMENT_RATE_PER_FOLLOWER, Field.ENGAGEMENT_RATE) if field in by_field), None)
    summed = [by_field[field] for field in SUMMED if field in by_field]
    if rate is None or not summed or Field.FOLLOWERS not in by_field:
        return
    times = _times(rate, by_field)
    if (posts := by_field.get(Field.POSTS)) and _are_all(times, _figures(posts)):
        for column in summed:
            column.leave(f"“{posts.name}” times what “{rate.name}” says, so that it is a sum over all posts, not an average", UNSURE)
        return
    factor = _factor([each for each in times if each])
    whole = round(factor)
    for column in summed if factor else []:
        if whole > 1 and abs(factor / whole - 1) <= FROM_WHOLE:
            column.leave(f"{whole} times what “{rate.name}” says, so that it is rather a sum over {whole} posts than an average", UNSURE)
        else:
            column.confidence = UNSURE
            column.reason += f"; but {factor:.3g} times what “{rate.name}” says, in nearly every row"


def _times(rate: Column, by_field: dict[Field, Column]) -> list[float]:
    """How many times its stated rate each row's (likes + comments) / followers is; 0 where one of them is missing."""
    pairs = zip(_shares(rate), _counted(by_field), strict=True)
    return [counted / stated if stated and counted else 0.0 for stated, counted in pairs]


def _are_all(times: Sequence[float], posts: Sequence[float]) -> bool:
    """Whether the rows' likes are so many times too many as they have posts."""
    pairs = [(each, count) for each, count in zip(times, posts, strict=True) if each and count > 1]
    same = sum(abs(each / count - 1) <= APART for each, count in pairs)
    return len(pairs) >= FEWEST and same >= OFTEN * len(pairs)


def _factor(times: Sequence[float]) -> float:
    """What nearly all of these are; 0 where they differ, or are once, or a hundred times, what they should be."""
    factor = median(times) if len(times) >= FEWEST else 1.0
    is_right = any(1 / NEAR <= factor * off <= NEAR for off in (1, HUNDRED, 1 / HUNDRED))
    if is_right or sum(abs(each / factor - 1) <= APART for each in times) < OFTEN * len(times):
        return 0.0
    return factor


def _shares(rate: Column) -> list[float]:
    """The column's rates as shares, 0 where there is none: plain ones are percentages where most are over 1, or the name says so."""
    plain = [number.value for number in map(_rate, rate.values) if number and not number.percent]
    scale = HUNDRED if plain and (names.says_percent(rate.name) or median(plain) > 1) else 1
    read = map(_rate, rate.cells)
    return [(number.value / (1 if number.percent else scale)) if number else 0.0 for number in read]


def _rate(text: str) -> Number | None:
    try:
        return read_rate(text, percent=False)
    except ValueError:
        return None


def _counted(by_field: dict[Field, Column]) -> list[float]:
    """What each row makes of its own counts, as a share; 0 where it does not."""
    figures = {field: _figures(by_field[field]) for field in (*SUMMED, Field.FOLLOWERS) if field in by_field}
    nothing = [0.0] * len(figures[Field.FOLLOWERS])
    added = [sum(pair) for pair in zip(figures.get(Field.LIKES, nothing), figures.get(Field.COMMENTS, nothing), strict=True)]
    engagements = figures.get(Field.ENGAGEMENTS, added)
    return [each / followers if followers else 0.0 for each, followers in zip(engagements, figures[Field.FOLLOWERS], strict=True)]


def _figures(column: Column) -> list[float]:
    return [number.value if (number := column.number(cell)) else 0.0 for cell in column.cells]
