"""What a column called Engagement counts, which may be a rate or the engagements themselves: its values tell, and what stands beside it."""

from collections.abc import Sequence
from typing import Final

from discovery.importing.cells.numbers import Number, is_percentage
from discovery.importing.fields import Field
from discovery.importing.names import columns as names
from discovery.importing.proposals.sampling import LIKELY, MOST, SOME, UNSURE, Column, as_number

# What is over it for most of a list is no rate in per cent.
HIGHEST_RATE: Final = 100
# Engagements are mostly more than so much of the followers.
FEW_OF_FOLLOWERS: Final = 0.001


def told_from_rate(column: Column) -> Field:
    """`Engagement` alone is a rate where its values are percentages or below 1."""
    is_rate = column.share(lambda value: is_percentage(value) or (as_number(value) or Number(1, 1)).value < 1) >= MOST
    return Field.ENGAGEMENT_RATE if is_rate else Field.ENGAGEMENTS


def settle_engagements(columns: Sequence[Column]) -> None:
    """Engagements that are fewer than the likes among them are none: a rate in per cent where they could be one, else kept as they came.

    Where nothing counts likes, so few of so many followers are asked about.
    """
    by_field = {column.field: column for column in reversed(columns)}
    found, likes, followers = (by_field.get(field) for field in (Field.ENGAGEMENTS, Field.LIKES, Field.FOLLOWERS))
    if found is None:
        return
    could_be_rate = 0 < found.middle() <= HIGHEST_RATE and Field.ENGAGEMENT_RATE not in by_field
    if likes and _are_fewer(found, likes):
        if could_be_rate:
            found.take(Field.ENGAGEMENT_RATE, f"fewer than “{likes.name}”, which engagements are not: a rate", LIKELY)
        else:
            found.leave(f"fewer than “{likes.name}”, which engagements are not", UNSURE)
    elif could_be_rate and not names.says_average(found.name) and found.share(_has_fraction) >= SOME:
        found.take(Field.ENGAGEMENT_RATE, "nobody counts in fractions: rather a rate in per cent", UNSURE)
    elif not likes and could_be_rate and followers and found.middle() < FEW_OF_FOLLOWERS * followers.middle():
        found.take(Field.ENGAGEMENT_RATE, f"next to nothing beside “{followers.name}”, so that it is rather a rate in per cent", UNSURE)


def _has_fraction(value: str) -> bool:
    number = as_number(value)
    return number is not None and number.value != int(number.value)


def _are_fewer(one: Column, other: Column) -> bool:
    """Whether most rows have a smaller number in it; a column of zeros says nothing."""
    pairs = [
        (a.value, b.value)
        for left, right in zip(one.cells, other.cells, strict=True)
        if (a := one.number(left)) and (b := other.number(right))
    ]
    return bool(pairs) and sum(a < b for a, b in pairs) >= MOST * len(pairs)
