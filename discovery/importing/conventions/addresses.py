"""What a column of addresses leaves to ask, once for all of its rows: what the name in an address from before handles is, and whose a row
is that another column's handle says to be of another account.

What becomes of such rows is the reader's to say.
"""

from discovery.importing.cells.addresses import read_address
from discovery.importing.cells.ids import is_rounded
from discovery.importing.cells.named import read_handle, split_name_and_handle, without_mark
from discovery.importing.cells.numbers import is_missing
from discovery.importing.cells.old_addresses import old_name
from discovery.importing.cells.platforms import platform_in_cell
from discovery.importing.cells.wrappings import trimmed, unwrapped
from discovery.importing.fields import ADDRESSED, IDENTITIES, Field
from discovery.importing.formats.files import RawRow
from discovery.importing.mapping import Mapping
from discovery.models import Platform


class OldAddresses:
    """Counts the rows that one column names by an address from before handles alone; `line` is the first one's.

    Which names these are, cells.old_addresses tells. Add rows in the file's order.
    """

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


class Disagreements:
    """Counts the rows in which one column's address and a handle name two accounts; `line` is the first one's.

    Add rows in the file's order. Nobody is named: what is counted is kept with the list.
    """

    def __init__(self, mapping: Mapping, index: int) -> None:
        self.count, self.line = 0, 0
        self._index = index
        on = mapping.platforms.get(index)
        handles = mapping.columns_of(Field.HANDLE, Field.NAME_AND_HANDLE)
        # What is of accounts on other platforms may well be called otherwise.
        self._beside = [other for other in handles if mapping.platforms.get(other) == on]
        self._platforms = mapping.columns_of(Field.PLATFORM)

    def add(self, row: RawRow) -> None:
        if not self._beside or is_missing(address := _text(row, self._index)):
            return
        whole = address.casefold().rstrip("/")
        for handle in (_text(row, index) for index in self._beside):
            bare = handle.casefold().removeprefix("@")
            # In nearly every row the address ends in the handle: no need for a closer look.
            if not whole.endswith((f"/{bare}", f"@{bare}")) and self._differ(row, address, handle):
                self.count += 1
                self.line = self.line or row.line
                return

    def _differ(self, row: RawRow, address: str, handle: str) -> bool:
        """Whether both name an account on the row's platform, and not the same one."""
        try:
            read = read_address(address)
            named = read_handle(without_mark(split_name_and_handle(handle)[1]), read.platform)
        except ValueError:
            return False
        said = {platform_in_cell(_text(row, index)) for index in self._platforms} - {""}
        return bool(read.handle and named) and read.handle.lower() != named.lower() and said <= {read.platform}


def old_addresses_in(mapping: Mapping) -> dict[int, OldAddresses]:
    """{index: what is yet to be counted} for the columns in which addresses on YouTube may stand."""
    return {index: OldAddresses(mapping, index) for index in mapping.columns_of(*ADDRESSED) if _is_here(mapping, index)}


def disagreements_in(mapping: Mapping) -> dict[int, Disagreements]:
    """{index: what is yet to be counted} for the columns of addresses."""
    return {index: Disagreements(mapping, index) for index in mapping.columns_of(Field.PROFILE_URL)}


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
