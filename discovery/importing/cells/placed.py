"""Handles with the platform that they are on beside them: manuelaxavier - IG, @anna (TikTok), IG: @anna; or with a word that says what
they are, user_login:anna. Of what stands there else nothing is said.
"""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from discovery.importing.cells.handles import looks_like_handle
from discovery.importing.cells.platforms import read_platform

# Behind a dash or a slash with blanks around it, since handles may have dashes and addresses slashes; behind a bar; or in brackets.
PLACED: Final = re.compile(r"(?P<handle>[^\s|/(]+)(?:\s+[-–—·:/]\s+|\s*\|\s*|\s*\()(?P<on>[^()|/]+?)\)?", re.DOTALL)
# Before a colon; an address's is before a slash.
SAID: Final = re.compile(r"(?P<on>[^\W\d][^:：/|@]*?)\s*[:：]\s*(?P<handle>[^\s|/(:：]+)")
HANDLES: Final = re.compile(r"(?:user|account|screen)[ _-]?(?:login|name)|handle|login|user|account|nick(?:name)?", re.IGNORECASE)
LONGEST: Final = 100


class Placed(NamedTuple):
    """A handle, as it is written, and its platform; "" where what stands beside it says that it is one, and not where."""

    handle: str
    platform: str


@lru_cache(maxsize=1_024)
def placed(text: str) -> Placed | None:
    """The handle and the platform that a cell says together; None where it does not."""
    found = (PLACED.fullmatch(text) or SAID.fullmatch(text)) if len(text) <= LONGEST else None
    if not found or not looks_like_handle(found["handle"]):
        return None
    platform = read_platform(found["on"])
    is_told = bool(platform) or (found.re is SAID and HANDLES.fullmatch(found["on"]) is not None)
    return Placed(found["handle"], platform) if is_told else None
