"""Puts a cell together that its delimiter took apart, where just one way fits the columns: Smith, John,@jsmith,12000.

What fits no way, or several, is left to be rejected as it came.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

from discovery.importing.cells.addresses import is_profile
from discovery.importing.cells.dates import looks_like_date
from discovery.importing.cells.handles import looks_like_handle
from discovery.importing.cells.numbers import is_missing, looks_like_number
from discovery.importing.cells.places import country_code
from discovery.importing.cells.platforms import platform_in_cell
from discovery.importing.fields import COUNT_LIMITS, RATE_DEFINITIONS, Field
from discovery.importing.formats.files import RawRow
from discovery.importing.mapping import Mapping

# More delimiters than these in a cell are more than one slip.
MOST_APART: Final = 3
# A shorter one is a count, as likely.
SHORTEST_ID: Final = re.compile(r"[^\s,;|]{6,}")
BETWEEN: Final = re.compile(r"[,;|\t]")


def _looks_like_handle(text: str) -> bool:
    """A number there is one that stood behind it, as likely."""
    return looks_like_handle(text) and not looks_like_number(text)


def _are_numbers(text: str) -> bool:
    return all(map(looks_like_number, BETWEEN.split(text)))


LOOKS: Final[dict[Field, Callable[[str], object]]] = {
    Field.PROFILE_URL: is_profile,
    Field.HANDLE: _looks_like_handle,
    Field.EXTERNAL_ID: lambda text: SHORTEST_ID.fullmatch(text) is not None,
    Field.PLATFORM: platform_in_cell,
    Field.COUNTRY: country_code,
    Field.TAKEN_ON: looks_like_date,
    **dict.fromkeys((*COUNT_LIMITS, *RATE_DEFINITIONS), _are_numbers),
}
JOINED: Final = "has a cell with the delimiter in it and no quotes around"
BRACKETS: Final = ("()", "[]", "{}", "（）", "【】", "“”", "«»")


class Joiner:
    """Joins cells of one list's rows that have too many, with the `delimiter` that stood between them; with "" none."""

    def __init__(self, width: int, mapping: Mapping, delimiter: str) -> None:
        self._width, self._delimiter = width, delimiter
        self._numbers = set(mapping.columns_of(*COUNT_LIMITS, *RATE_DEFINITIONS))
        self._looks = [(index, LOOKS[field]) for index, field in mapping.fields.items() if field in LOOKS]

    def joined(self, row: RawRow) -> RawRow | None:
        """The row with as many cells as there are columns, and a remark on the one that was put together; None where that is not told."""
        cells, apart = row.cells, len(row.cells) - self._width
        if not self._delimiter or not 0 < apart <= MOST_APART or row.problem or not any(map(str.strip, cells[self._width :])):
            return None
        # A stray delimiter took no cell apart.
        is_whole = [all(map(str.strip, cells[place : place + apart + 1])) for place in range(self._width)]
        whole = [self._delimiter.join(cells[place : place + apart + 1]) for place in range(self._width)]
        ways = [[*cells[:place], text, *cells[place + apart + 1 :]] for place, text in enumerate(whole)]
        fitting = [place for place, way in enumerate(ways) if is_whole[place] and self._fits(way)]
        if self._numbers.intersection(fitting):
            # 7000,9 are two numbers as likely, of which one has no column.
            return None
        if len(fitting) > 1:
            # (tea, cakes) is one.
            fitting = [place for place in fitting if all(map(_is_closed, ways[place]))]
        if len(fitting) != 1:
            return None
        reason = f"{JOINED}: “{whole[fitting[0]]}” is one, since the row fits its columns no other way"
        return row._replace(cells=ways[fitting[0]], remark=reason)

    def _fits(self, way: Sequence[str]) -> bool:
        return all(is_missing(way[index].strip()) or looks(way[index].strip()) for index, looks in self._looks)


def _is_closed(text: str) -> bool:
    return all(text.count(opening) == text.count(closing) for opening, closing in BRACKETS)
