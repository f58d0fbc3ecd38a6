"""Cells that name several accounts of one person, beside what is nobody's account: their own sites, shops, addresses to write to."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from discovery.importing.cells.addresses import SEVERAL, is_address, is_profile
from discovery.importing.cells.numbers import is_missing

BETWEEN: Final = re.compile(r"[|;,\n]")
# Before an @, with its platform before it or without.
BEFORE_AT: Final = re.compile(r"(?<![\s:：])\s++(?=(?:[^\s:：@＠]{1,30}[:：]\s?)?[@＠])")
HOST: Final = r"(?:[\w-]+\.)+"
# A handle may be anna.de, but hardly ends as these do.
SITE: Final = re.compile(rf"https?://\S+|{HOST}[a-z]{{2,}}/\S*|{HOST}(?:com|net|org|ru|info|biz|shop|store|online|site)", re.IGNORECASE)
BESIDE_SITES: Final = re.compile(rf"{HOST}[a-z]{{2,}}", re.IGNORECASE)
MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def pieces_of(cell: str) -> Iterator[str]:
    """What a cell says of each account: handles and addresses, maybe beside a platform's name."""
    for text in chain.from_iterable(map(BETWEEN.split, SEVERAL.split(cell))):
        # IG: @anna is one, @anna @berg are two.
        pieces = BEFORE_AT.split(text) if text.count("@") > 1 else [text]
        yield from (piece for piece in map(str.strip, pieces) if not is_missing(piece))


def are_links(cell: str) -> bool:
    """Whether a cell holds nothing but addresses: of profiles, sites, shops."""
    accounts, others = told_apart(cell)
    return bool(accounts or others) and all(map(is_profile, accounts))


def told_apart(cell: str) -> tuple[list[str], list[str]]:
    """(what may name an account, what is somebody's own site, a shop or an address to write to) in a cell. Beside a site, whatever is spelt
    as one is.
    """
    pieces = list(pieces_of(cell))
    accounts = [piece for piece in pieces if is_profile(piece) or not _is_elsewhere(piece)]
    others = [piece for piece in pieces if not is_profile(piece) and _is_elsewhere(piece)]
    if any(is_address(piece) or SITE.fullmatch(piece) for piece in pieces):
        spelt = {piece for piece in accounts if not is_profile(piece) and BESIDE_SITES.fullmatch(piece)}
        accounts, others = [piece for piece in accounts if piece not in spelt], [*others, *sorted(spelt)]
    return accounts, others


def _is_elsewhere(piece: str) -> bool:
    return is_address(piece) or SITE.fullmatch(piece) is not None or MAIL.fullmatch(piece) is not None
