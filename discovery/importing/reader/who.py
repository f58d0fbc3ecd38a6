"""Reads who a row is about: its platform, and the handle, the address, the id or the name of its account there."""

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from discovery.importing.cells.addresses import PAGE_ID, SEVERAL, addresses_in, community, is_address, is_profile, platform_at, read_address
from discovery.importing.cells.handles import TITLE_LENGTH, fits
from discovery.importing.cells.ids import (
    LOST,
    SPELT_AS_YOUTUBES,
    UPLOADS_ID,
    channel_of_uploads,
    is_rounded,
    stands_for_handle,
    whole_id,
    why_of_others,
)
from discovery.importing.cells.named import (
    AT,
    name_on_page,
    platform_of_page,
    read_account,
    read_handle,
    split_name_and_handle,
    without_mark,
)
from discovery.importing.cells.numbers import is_missing
from discovery.importing.cells.old_addresses import old_name
from discovery.importing.cells.placed import placed
from discovery.importing.cells.platforms import platform_in_cell
from discovery.importing.fields import ADDRESSED, IDENTITIES, Field
from discovery.importing.mapping import Mapping, Shape
from discovery.importing.names.name_words import says_community
from discovery.importing.records import Problem, Row, problem_at
from discovery.models import Platform

# The end of an address on Facebook, which names an account by its id.
OF_PROFILE: Final = re.compile(r"/?profile\.php\?id=(?P<id>\d{5,20})", re.ASCII)
FURTHER: Final = "has further addresses, which are taken for the same person's accounts, without counts"
FURTHER_OF_POSTS: Final = "has further addresses, of which nothing is stored"
# An organization's page on LinkedIn, as its address goes on: company/anna.
ORGANIZATION_PATH: Final = re.compile(r"/?(?:company|school|showcase)/", re.IGNORECASE)
OLD_ADDRESS: Final = "is an address from before handles, which names none"
TAKEN_AS_HANDLE: Final = "is an address from before handles: its name is taken as the handle, as was said"


class WhoReader:
    """Reads the cells that name accounts, of a list or its `part` of the columns; ValueError where one rejects its row."""

    def __init__(self, columns: Sequence[str], mapping: Mapping, part: str) -> None:
        self._columns, self._mapping, self._part = columns, mapping, part
        self._named_by = next((said for index in mapping.columns_of(Field.PROFILE_URL) if (said := mapping.convention(index).named_by)), "")
        self.takes_old_names = any(self._takes_old_names(index) for index in mapping.columns_of(*ADDRESSED))

    def platform(self, row: Row, index: int, text: str) -> None:
        if platform := platform_in_cell(text):
            row.record.platform = platform
        elif any(map(is_profile, self._said(row, Field.HANDLE, Field.PROFILE_URL))):
            row.remarks.append(self._problem(index, text, "is no platform we know: the row's address says where its account is"))
        else:
            row.record.platform = ""
            raise ValueError(f"is no platform we know: those are {', '.join(Platform.labels)}")

    def address(self, row: Row, index: int, text: str) -> None:
        if text.startswith(("@", "＠")) and row.record.platform:
            self.handle(row, index, text)
            return
        if self._is_page_of(row, index, text):
            return
        try:
            address = read_address(text)
        except ValueError as error:
            on = platform_at(text)
            row.record.platform = row.record.platform or on
            if on not in ("", row.record.platform) or not self._said(
                row, Field.HANDLE, Field.NAME_AND_HANDLE, Field.EXTERNAL_ID, Field.TITLE
            ):
                raise
            # What else names somebody does so still, be it that the name waits to be matched.
            row.remarks.append(self._problem(index, text, f"{error}: left out"))
            return
        if row.record.platform not in ("", address.platform) and (self._part or self._says_platform(row)):
            whose = "the column is of" if self._part else "the row says"
            raise ValueError(f"is on {Platform(address.platform).label}, but {whose} {Platform(row.record.platform).label}")
        row.record.platform, row.record.handle, row.record.external_id, row.record.title = address
        if address.name:
            row.remarks.append(self._problem(index, text, OLD_ADDRESS))
        if SEVERAL.search(text) and (further := addresses_in(text)[1:]):
            named = ", ".join(each.handle or each.external_id for each in further)
            reason = f"{FURTHER_OF_POSTS if self._mapping.shape == Shape.POSTS else FURTHER}: {named}"
            row.remarks.append(self._problem(index, text, reason))

    def name_and_handle(self, row: Row, index: int, text: str) -> None:
        if placed(text):
            self.handle(row, index, text)
            return
        if self._is_page_of(row, index, text):
            return
        self._place_on_page(row, text)
        name, handle = split_name_and_handle(text)
        if is_address(handle):
            self.address(row, index, handle)
        elif not is_missing(handle):
            self.handle(row, index, handle)
        row.record.title = name[:TITLE_LENGTH] or row.record.title

    def handle(self, row: Row, index: int, text: str) -> None:
        """A name in a handle's place is a title, unless the list has one; the row waits to be matched.

        An address says where its account is, unless the row does.
        """
        if self._is_page_of(row, index, text):
            return
        self._place_on_page(row, text)
        name, beside = split_name_and_handle(text) if "/" in text else ("", "")
        if name and is_address(beside):
            self.handle(row, index, beside)
            row.record.title = name[:TITLE_LENGTH]
            return
        text = self._without_place(row, text)
        if row.record.platform in ("", Platform.YOUTUBE) and SPELT_AS_YOUTUBES.match(text):
            # Nobody's handle is spelt so, and its channel is told by it.
            row.record.platform = Platform.YOUTUBE
            self.external_id(row, index, text)
            return
        if key := _id_for_handle(text, row.record.platform) or self._community(row, index, text):
            row.record.external_id = key
            return
        if (bare := without_mark(text)) != text:
            row.remarks.append(self._problem(index, text, "has a mark behind it, which is left off"))
            text = bare
        if is_address(text):
            address = read_address(text)
            if not (self._part or row.record.handle or self._says_platform(row)):
                row.record.platform = address.platform
            if address.external_id:
                self._place(row, address.platform)
                row.record.external_id = row.record.external_id or address.external_id
                return
        if row.record.platform:
            self._handle_there(row, index, text)

    def _community(self, row: Row, index: int, text: str) -> str:
        """The id of the community on Reddit that the cell names, by itself or under such a column's name; "" where it names none."""
        is_called_so = row.record.platform == Platform.REDDIT and says_community(self._columns[index])
        key = community(text) or (community(f"r/{text}") if is_called_so else "")
        if key and row.record.platform in ("", Platform.REDDIT):
            row.record.platform = Platform.REDDIT
            return key
        return ""

    def _handle_there(self, row: Row, index: int, text: str) -> None:
        """The handle on the row's platform, as it stands in the cell, be it beside a name."""
        name, beside = split_name_and_handle(text) if AT.search(text) else ("", text)
        if name and fits(beside, row.record.platform):
            row.record.title, text = name[:TITLE_LENGTH], beside
        try:
            handle = read_handle(text, row.record.platform)
        except ValueError as error:
            if not (row.record.handle or row.record.external_id):
                raise
            row.remarks.append(self._problem(index, text, f"{error}: left out, since the address names the account"))
            return
        if handle and row.record.handle and handle.lower() != row.record.handle.lower():
            handle = self._of_two(row, index, handle)
        row.record.handle = handle or row.record.handle
        if not handle:
            row.record.title = text
            row.remarks.append(self._problem(index, text, "is a name, not a handle"))

    def _of_two(self, row: Row, index: int, handle: str) -> str:
        """The handle that counts, of a row whose address has another: as a person said."""
        differs = f"is another handle than the address's, {row.record.handle}"
        if self._named_by not in ("address", "handle"):
            raise ValueError(f"{differs}: say which of the two columns counts, or correct one of them")
        row.remarks.append(self._problem(index, handle, f"{differs}: the {self._named_by} is taken, as was said"))
        return handle if self._named_by == "handle" else row.record.handle

    def _without_place(self, row: Row, text: str) -> str:
        """The text without the platform beside the handle in it, which is the row's then."""
        found = None if is_address(text) else placed(text)
        if found:
            self._place(row, found.platform)
        return found.handle if found else text

    def _is_page_of(self, row: Row, index: int, text: str) -> bool:
        """Whether the cell is the title of somebody's page, which tells their name alone. Of a row whose account is told already, it does
        not say where that is.
        """
        name, on = name_on_page(text)
        if name:
            if not (row.record.handle or row.record.external_id):
                self._place(row, on)
            row.record.title = name[:TITLE_LENGTH]
            row.remarks.append(self._problem(index, text, "is the title of a page: a name, not a handle"))
        return bool(name)

    def _place_on_page(self, row: Row, text: str) -> None:
        if on := platform_of_page(text):
            self._place(row, on)

    def _place(self, row: Row, platform: str) -> None:
        """What stands beside a handle says where it is, if it does, unless the column or the row says otherwise."""
        if not platform:
            return
        if row.record.platform not in ("", platform) and (self._part or self._says_platform(row)):
            whose = "the column is of" if self._part else "the row says"
            raise ValueError(f"is on {Platform(platform).label}, but {whose} {Platform(row.record.platform).label}")
        row.record.platform = platform

    def _says_platform(self, row: Row) -> bool:
        return any(map(platform_in_cell, self._said(row, Field.PLATFORM)))

    def is_somebody(self, row: Row) -> bool:
        """Whether something stands in the cells that name accounts, be it to be read only once a platform is known."""
        return bool(self._mapping.account) or bool(self._said(row, *IDENTITIES, Field.TITLE))

    def _said(self, row: Row, *fields: Field) -> list[str]:
        """What stands in the row's cells of these fields, and says something."""
        cells = (row.cells[index].strip() for index in self._mapping.columns_of(*fields) if index < len(row.cells))
        return [cell for cell in cells if not is_missing(cell)]

    def external_id(self, row: Row, index: int, text: str) -> None:
        if not text.strip("0"):
            # What programs write where there is none.
            return
        if text.startswith(("@", "＠")):
            self.handle(row, index, text)
        elif is_address(text):
            self._address_for_id(row, index, text)
        elif is_rounded(text, self._mapping.convention(index).rounds_ids):
            row.remarks.append(self._problem(index, text, LOST))
        elif row.record.platform == Platform.YOUTUBE and UPLOADS_ID.fullmatch(text):
            row.record.external_id = channel_of_uploads(text)
            row.remarks.append(self._problem(index, text, f"is the list of a channel's uploads: the channel is {row.record.external_id}"))
        elif why := why_of_others(text, row.record.platform):
            raise ValueError(why)
        else:
            key = community(text) if row.record.platform == Platform.REDDIT else ""
            row.record.external_id = key or whole_id(text)

    def _address_for_id(self, row: Row, index: int, text: str) -> None:
        """The account that an address in an id's place names, where it is not another one than the row's own."""
        record = row.record
        if (record.handle or record.external_id) and not is_profile(text):
            row.remarks.append(self._problem(index, text, "is the address of no account: left out"))
            return
        handle, key, title, on = record.handle, record.external_id, record.title, record.platform
        self.address(row, index, text)
        is_another = (handle or key) and record.platform != on
        is_another = is_another or (handle and record.handle.lower() not in ("", handle.lower()))
        if is_another or (key and record.external_id not in ("", key)):
            record.platform, record.handle, record.external_id = on, handle, key
            record.title = title
            row.remarks.append(self._problem(index, text, "is the address of another account than the row's: left out"))
        record.handle, record.external_id = handle or record.handle, record.external_id or key
        # An old address's name beside a handle is not the row's.
        record.title = title if handle else title or record.title

    def only_account(self, row: Row) -> None:
        """The account that all rows are of, as a person said."""
        try:
            row.record.handle, row.record.external_id = read_account(self._mapping.account, row.record.platform)
        except ValueError as error:
            row.errors.append(Problem("", self._mapping.account, str(error)))

    def old_name(self, row: Row, index: int, text: str) -> None:
        """The name in an address from before handles, where a person said that it is one: of a row that nothing else names by now."""
        record = row.record
        if row.errors or record.handle or record.external_id or not self._takes_old_names(index) or not (name := old_name(text)):
            return
        record.handle, record.title = name, "" if record.title == name else record.title
        row.remarks.remove(self._problem(index, text, OLD_ADDRESS))
        row.remarks.append(self._problem(index, text, TAKEN_AS_HANDLE))

    def _takes_old_names(self, index: int) -> bool:
        return self._mapping.convention(index).old_addresses == "handle"

    def title(self, row: Row, index: int, text: str) -> None:
        row.record.title = text[:TITLE_LENGTH]
        if len(text) > TITLE_LENGTH:
            row.remarks.append(self._problem(index, text, f"is cut to {TITLE_LENGTH} characters"))

    def family_name(self, row: Row, index: int, text: str) -> None:
        """Behind the first name, which the title is so far."""
        self.title(row, index, f"{row.record.title} {text}".strip())

    def _problem(self, index: int, value: str, reason: str) -> Problem:
        return problem_at(self._columns, index, value, reason)


def _id_for_handle(text: str, platform: str) -> str:
    """The id that stands in a handle's place, on a platform where nobody is called so; "" where the text is none."""
    if platform == Platform.LINKEDIN and ORGANIZATION_PATH.match(text):
        with suppress(ValueError):
            return read_address(f"https://www.linkedin.com/{text.lstrip('/')}").external_id
    page = PAGE_ID.fullmatch(text) if platform == Platform.FACEBOOK and "-" in text else None
    if found := OF_PROFILE.fullmatch(text) or page:
        return found["id"]
    return text if stands_for_handle(text, platform) else ""
