"""Cells that name several accounts of one person, beside what is nobody's account: their own sites, shops, addresses to write to."""

import re
from collections.abc import Iterable
from itertools import chain
from typing import Final

from discovery.importing.cells.addresses import SEVERAL, is_address, is_profile
from discovery.importing.cells.numbers import is_missing

BETWEEN: Final = re.compile(r"[|;,\n]")
BEFORE_AT: Final = re.compile(r"\s+(?=[@＠])")
HOST: Final = r"(?:[\w-]+\.)+"
# A handle may be anna.de, but hardly ends as these do.
SITE: Final = re.compile(rf"https?://\S+|{HOST}[a-z]{{2,}}/\S*|{HOST}(?:com|net|org|ru|info|biz|shop|store|online|site)", re.IGNORECASE)
BESIDE_SITES: Final = re.compile(rf"{HOST}[a-z]{{2,}}", re.IGNORECASE)
MAIL: Final = re.compile(r"[^@\s]+@[\w-]+(?:\.[\w-]+)+")


def pieces_of(cell: str) -> Iterable[str]:
    """What a cell says of each account: handles and addresses, maybe beside a platform's name."""
    for text in chain.from_iterable(map(BETWEEN.split, SEVERAL.split(cell))):
        # IG: @anna is one, @anna @berg are two.
        pieces = BEFORE_AT.split(text) if text.count("@") > 1 else [text]
        yield from (piece for piece in map(str.strip, pieces) if not is_missing(piece))


def are_links(cell: str) -> bool:
    """Whether a cell holds nothing but addresses: of profiles, sites, shops."""
    pieces = list(pieces_of(cell))
    return bool(pieces) and all(is_profile(piece) or is_elsewhere(piece, cell) for piece in pieces)


def is_elsewhere(piece: str, cell: str) -> bool:
    """Whether a piece of the cell is no account's; beside a site, whatever is spelt as one."""
    if is_profile(piece):
        return False
    if is_address(piece) or SITE.fullmatch(piece) or MAIL.fullmatch(piece):
        return True
    return BESIDE_SITES.fullmatch(piece) is not None and any(is_address(each) or SITE.fullmatch(each) for each in pieces_of(cell))
