"""How many rows a column names by an address from before handles alone, so that a person is asked once what that name is.

Which names these are, cells.old_addresses tells; what becomes of their rows is the reader's to say.
"""

from discovery.importing.cells.ids import is_rounded
from discovery.importing.cells.named import read_handle, split_name_and_handle
from discovery.importing.cells.numbers import is_missing
from discovery.importing.cells.old_addresses import old_name
from discovery.importing.cells.wrappings import trimmed, unwrapped
from discovery.importing.fields import IDENTITIES, Field
from discovery.importing.formats.files import RawRow
from discovery.importing.mapping import Mapping
from discovery.models import Platform


class OldAddresses:
    """Counts the rows that one column names so, and nothing else; `line` is the first one's. Add rows in the file's order."""

    def __init__(self, mapping: Mapping, index: int) -> None:
        self.count, self.line = 0, 0
        self._index = index
        # What is of accounts on other platforms names none on this one.
        others = set(mapping.columns_of(*IDENTITIES)) - {index}
        self._beside = [(other, mapping.fields[other]) for other in sorted(others) if _is_here(mapping, other)]

    def add(self, row: RawRow) -> None:
        if old_name(_text(row, self._index)) and not any(_names(field, _text(row, index)) for index, field in self._beside):
            self.count += 1
            self.line = self.line or row.line


def old_addresses_in(mapping: Mapping) -> dict[int, OldAddresses]:
    """{index: what is yet to be counted} for the columns of addresses."""
    return {index: OldAddresses(mapping, index) for index in mapping.columns_of(Field.PROFILE_URL) if _is_here(mapping, index)}


def _is_here(mapping: Mapping, index: int) -> bool:
    """Whether the column may speak of the row's account on YouTube."""
    return mapping.platforms.get(index, Platform.YOUTUBE) == Platform.YOUTUBE


def _text(row: RawRow, index: int) -> str:
    return unwrapped(trimmed(row.cells[index]), prefers_address=True) if index < len(row.cells) else ""


def _names(field: Field, text: str) -> bool:
    """Whether a cell of another column names the row's account. One that is wrong rejects the row: nothing is to be asked of it."""
    if is_missing(text):
        return False
    if field == Field.EXTERNAL_ID:
        return not is_rounded(text)
    try:
        return bool(read_handle(split_name_and_handle(text)[1], Platform.YOUTUBE))
    except ValueError:
        return True
