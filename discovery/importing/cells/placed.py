"""Handles with the platform that they are on behind them: manuelaxavier - IG, @anna (TikTok). Of what stands there else nothing is said."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from discovery.importing.cells.handles import looks_like_handle
from discovery.importing.cells.platforms import read_platform

# Behind a dash or a slash with blanks around it, since handles may have dashes and addresses slashes; behind a bar; or in brackets.
PLACED: Final = re.compile(r"(?P<handle>[^\s|/(]+)(?:\s+[-–—·:/]\s+|\s*\|\s*|\s*\()(?P<on>[^()|/]+?)\)?", re.DOTALL)
LONGEST: Final = 100


class Placed(NamedTuple):
    """A handle, as it is written, and its platform."""

    handle: str
    platform: str


@lru_cache(maxsize=1_024)
def placed(text: str) -> Placed | None:
    """The handle and the platform that a cell says together; None where it does not."""
    found = PLACED.fullmatch(text) if len(text) <= LONGEST else None
    if not found or not looks_like_handle(found["handle"]) or not (platform := read_platform(found["on"])):
        return None
    return Placed(found["handle"], platform)
