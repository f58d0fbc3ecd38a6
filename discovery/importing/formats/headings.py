"""What a heading is, by itself: a text alone in its row that names a platform, a country or a tier, as people write and draw them.

Which of a list's rows are headings, and what they say of the rows below them, is sections.py's to tell.
"""

import re
from collections.abc import Sequence
from typing import Final

from discovery.importing.cells.addresses import is_address
from discovery.importing.cells.numbers import looks_like_number
from discovery.importing.cells.places import country_code
from discovery.importing.cells.platforms import read_platform
from discovery.importing.fields import REASON_COLUMN
from discovery.importing.names.column_words import plain
from discovery.importing.names.name_words import platforms_in
from discovery.models import Platform

# What headings are of, each with a column of its own, called so. A list has one kind beside its platforms: of sections any may be called.
PLATFORM, COUNTRY, TIER, SECTION = "Platform", "Country", "Tier", "Section"
# A heading is no longer, and its words but for a platform's are these.
LONGEST: Final = 120
FILLING: Final = frozenset(
    {
        *("account", "accounts", "bloggers", "channel", "channels", "creator", "creators", "handles", "influencer"),
        *("influencers", "kol", "kols", "list", "our", "page", "pages", "platform", "profile", "profiles", "section"),
        *("talent", "talents", "the", "tier", "top", "users", "youtubers", "tiktokers", "instagrammers", "streamers"),
        *("kanäle", "konten", "liste", "créateurs", "comptes", "influenceurs", "chaînes", "cuentas", "creadores", "canales"),
        *("contas", "criadores", "canais", "аккаунты", "блогеры", "каналы", "список", "계정", "채널", "크리에이터", "인플루언서"),
    }
)
TIERS: Final = frozenset(
    {"nano", "micro", "mid", "midtier", "middle", "macro", "mega", "celebrity", "celebrities", "celeb", "celebs", "mikro", "makro"}
)
# As lists of handles alone may have them without more.
WHOLE_NAMES: Final = frozenset(name for name in Platform.values if len(name) > 1)
# What people draw around a heading, and between its words.
DRAWN: Final = " \t\r\n-–—=_*#|:.;,<>~+•▶►"
BETWEEN: Final = re.compile(r"[\s()\[\]|:&,/–—-]+")
HEADING: Final = "is a platform's name alone in its row: a heading, not an account; if it is one, write it with an @"


def heads(cells: Sequence[str], columns: Sequence[str]) -> str:
    """The platform that a row of one cell, and else nothing but why it was rejected before, names alone; "" where it is an account's.

    A list of nothing but handles may have such a one, and not only as a heading: a platform's whole name is told there to be sure.
    """
    width = len(columns) - (plain(columns[-1]) == REASON_COLUMN)
    filled = list(filter(None, cells[:width]))
    if len(filled) != 1:
        return ""
    if width == 1:
        return read_platform(filled[0]) if filled[0].casefold() in WHOLE_NAMES else ""
    return platform_of(filled[0])


def may_head(columns: Sequence[Sequence[str]], names: Sequence[str]) -> set[int]:
    """The rows of a batch, given by its columns, in which one cell alone may say something: a quick look, that nearly all need."""
    width = len(names) - (plain(names[-1]) == REASON_COLUMN)
    if width == 1:
        named = WHOLE_NAMES & {*map(str.casefold, columns[0])}
        return {row for row, cell in enumerate(columns[0]) if cell.casefold() in named} if named else set()
    with_blanks, full = [], 0
    for column in columns[:width]:
        if "" in column:
            with_blanks.append(column)
        else:
            full += 1
        # Two columns without a blank: no row is of one cell.
        if full > 1:
            return set()
    return {row for row, cells in enumerate(zip(*with_blanks, strict=True)) if cells.count("") >= width - 1}


def alone_in(cells: Sequence[str], header: Sequence[str]) -> str | None:
    """The one text in a row besides the columns' names once more, "" where there are these alone; else None.

    A cell that is merged over others may stand in each of them.
    """
    said = set(filter(None, cells))
    if len(said) > 1 and said.isdisjoint(header):
        # Nearly every row.
        return None
    filled = [(index, text) for index, cell in enumerate(cells) if (text := cell.strip())]
    said = {text for index, text in filled if text not in header[index : index + 1]}
    return None if len(said) > 1 or not filled else next(iter(said), "")


def is_bare(text: str) -> bool:
    """Whether it could be a heading at all: no handle with an @, no address, no number."""
    return bool(text) and len(text) <= LONGEST and not text.startswith(("@", "＠")) and not is_address(text) and not looks_like_number(text)


def platform_of(text: str) -> str:
    """The one platform that a heading names beside filling words: --- TikTok ---, Instagram micro (12):; "" where it names none."""
    if len(text) > LONGEST or text.startswith(("@", "＠")):
        return ""
    words = [word for word in BETWEEN.split(text.strip(DRAWN).casefold()) if word and not looks_like_number(word)]
    telling = [word for word in words if word not in FILLING and word not in TIERS]
    named = [word for word in telling if read_platform(word)]
    if len(named) == 1 and len(telling) > 1:
        rest = " ".join(word for word in telling if word != named[0])
        return read_platform(named[0]) if _is_country(rest) else ""
    joined = "".join(telling)
    return read_platform(joined) if joined.isalnum() else ""


def platform_in(text: str) -> str:
    """The one platform that a heading of several words speaks of, whatever else it says; "" where there is none."""
    spoken = platforms_in(text) if " " in text.strip() else set()
    return platform_of(text) or (spoken.pop() if len(spoken) == 1 else "")


def is_of(kind: str, text: str) -> bool:
    """Whether a heading may be of a kind beside the platforms: any may be a section's."""
    return {PLATFORM: False, COUNTRY: _is_country(text), TIER: _is_tier(text), SECTION: True}[kind]


def _is_tier(text: str) -> bool:
    words = [word for word in BETWEEN.split(text.strip(DRAWN).casefold()) if word not in FILLING and not looks_like_number(word)]
    return "".join(words) in TIERS


def _is_country(text: str) -> bool:
    """By its name: two letters are a handle sooner."""
    return len(text) > 2 and bool(country_code(text.strip(DRAWN)))
