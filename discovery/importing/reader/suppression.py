"""Who asked not to be listed: keyed digests of a platform with a handle or an id, and whether a row speaks of one of them.

The digests tell nobody's name: only whoever has SECRET_KEY and a name in hand can ask for it. RowReader asks for every row while
anybody is suppressed; adding people, and erasing what is stored of them, is discovery.erasing's.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from typing import Final

from django.conf import settings
from django.db import connection
from django.utils.crypto import salted_hmac

from discovery.importing.cells.addresses import SEVERAL, Address, community, is_address, read_address
from discovery.importing.cells.ids import ID_LENGTH, stands_for_handle
from discovery.importing.cells.named import split_name_and_handle, without_mark
from discovery.importing.cells.placed import placed
from discovery.importing.cells.wrappings import unwrapped
from discovery.importing.records import Row
from discovery.models import Platform, Suppression

SALT: Final = "discovery.importing.reader.suppression"
# Shared by loads while they read and store, exclusive to whoever suppresses: no load stores what it read before. Any number of its own.
SUPPRESSION_LOCK: Final = 7_102_023
# What stands between the values of a row whose cells could not be told apart.
BETWEEN: Final = re.compile(r'[\r\n\t,;|"]+')


def digest(platform: str, *, handle: str = "", external_id: str = "") -> str:
    """What is kept of a person's handle, in any case, or of the platform's id; give one of the two. 64 hexadecimal digits."""
    return salted_hmac(SALT, _message(platform, handle, external_id), algorithm="sha256").hexdigest()


def suppressed() -> "Suppressed | None":
    """Everybody who is suppressed now; None where nobody is, so that rows cost nothing then."""
    digests = frozenset(Suppression.objects.values_list("digest", flat=True))
    return Suppressed(digests) if digests else None


def hold() -> None:
    """Until the transaction ends nobody is suppressed: what was read without them can be stored without asking again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [SUPPRESSION_LOCK])


class Suppressed:
    """Some of the suppressed, asked about names. A SECRET_KEY that was replaced counts while it stands in SECRET_KEY_FALLBACKS."""

    def __init__(self, digests: frozenset[str]) -> None:
        self._digests = digests
        keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        self._keyed = [salted_hmac(SALT, "", secret=key, algorithm="sha256") for key in keys]

    def are_named(self, platform: str, handle: str, external_id: str) -> bool:
        """Whether the handle or the id is of one of them; blank ones are nobody's."""
        # Who suppresses may have called a handle what is an id: a number on Facebook.
        handles = {handle, external_id if stands_for_handle(external_id, platform) else ""} - {""}
        return any(self._has(_message(platform, each, "")) for each in handles) or bool(
            external_id and self._has(_message(platform, "", external_id))
        )

    def are_in_row(self, row: Row) -> bool:
        """Whether the row is about one of them. Of a rejected row nobody knows whom its cells name: each is asked about."""
        record = row.record
        if self.are_named(record.platform, record.handle, record.external_id):
            return True
        return self.are_in(row.cells if row.errors else filter(is_address, row.cells))

    def are_in(self, cells: Iterable[str], on: Collection[str] = ()) -> bool:
        """Whether a cell, or a piece of one, is a name of theirs: on any platform, rather one row too many than one name kept; or where
        that is known, `on` these alone.
        """
        # A link's parts may stand between what parts a row.
        found = (name for cell in cells for piece in {cell, *BETWEEN.split(cell)} for name in _names(piece, on))
        return any(self.are_named(name.platform, name.handle or name.name, name.external_id) for name in found)

    def _has(self, message: bytes) -> bool:
        for keyed in self._keyed:
            found = keyed.copy()
            found.update(message)
            if found.hexdigest() in self._digests:
                return True
        return False


def _message(platform: str, handle: str, external_id: str) -> bytes:
    kind, name = ("handle", handle.lower()) if handle else ("id", external_id)
    return "\0".join((platform, kind, name)).encode()


def _names(text: str, on: Collection[str] = ()) -> Iterator[Address]:
    """Whom the text may name as a whole: by an address, a handle, or a handle in brackets behind a name."""
    text = "".join(filter(str.isprintable, text)).strip().removeprefix("'")
    text = without_mark(unwrapped(text, prefers_address=True))
    if is_address(text):
        for address in SEVERAL.split(text):
            with suppress(ValueError):
                yield read_address(address)
        return
    if found := placed(text):
        text, on = found.handle, {found.platform} if on and found.platform else on
    if key := community(text) or community(f"r/{text}"):
        yield Address(Platform.REDDIT, external_id=key)
    name = split_name_and_handle(text)[1]
    if is_address(name):
        yield read_address(name)
        return
    name = name.removeprefix("@").strip()
    if name and len(name) <= ID_LENGTH and " " not in name:
        yield from (Address(platform, name, name) for platform in Platform if not on or platform in on)
