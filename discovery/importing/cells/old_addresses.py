"""YouTube's addresses from before handles, youtube.com/user/NAME and youtube.com/c/NAME: the name in one that may be a handle.

Most of these channels were given that name as their handle in 2022, but not all: whether it is taken as such, a person says.
"""

import re
from typing import Final

from discovery.importing.cells.addresses import NO_PROFILE, read_address
from discovery.importing.cells.handles import fits_a_script
from discovery.importing.cells.ids import SPELT_AS_YOUTUBES
from discovery.importing.cells.numbers import is_missing, looks_like_number
from discovery.models import Platform

# A quick look, for which nearly every address needs no closer one.
MAY_BE_OLD: Final = re.compile(r"youtube\.com\S*?/(?:c|user)/", re.IGNORECASE)
# What YouTube lets a handle be today. One without letters looks like a number of a telephone, which none may.
MAY_BE_HANDLE: Final = re.compile(r"(?=.*[a-z])[a-z0-9._-]{3,30}", re.IGNORECASE | re.ASCII)


def old_name(text: str) -> str:
    """The name in such an address, where it is spelt as a handle may be; "" where it is not, and of every other text."""
    if not MAY_BE_OLD.search(text):
        return ""
    try:
        name = read_address(text).name
    except ValueError:
        return ""
    may_be_one = MAY_BE_HANDLE.fullmatch(name) or (not name.isascii() and fits_a_script(name, Platform.YOUTUBE))
    return name if may_be_one and not _is_something_else(name) else ""


def _is_something_else(name: str) -> bool:
    """Whether a count, a channel's id, a page of the platform or a word for nothing stands where the name should be."""
    is_page, is_id = name.casefold() in NO_PROFILE, SPELT_AS_YOUTUBES.match(name) is not None
    return is_page or is_id or is_missing(name) or looks_like_number(name)
