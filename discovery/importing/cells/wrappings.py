"""Takes off what exports and copying wrap around a cell's text: HTML, a spreadsheet's formula of a link or a text, characters that
nobody sees.
"""

import html
import re
from typing import Final
from urllib.parse import unquote

from discovery.importing.cells.addresses import is_profile
from discovery.importing.cells.handles import EDGES
from discovery.importing.cells.platforms import PLATFORM_WORDS

# Of formatting alone: <script> in a name is what somebody wrote there, and is shown as such.
TAG: Final = re.compile(
    r"</?(?P<name>a|abbr|b|big|br|center|div|em|font|h[1-6]|i|img|li|ol|p|small|span|strong|sub|sup|td|tr|u|ul)\b[^<>]*>", re.IGNORECASE
)
# A page's link around the text, as tables copied or scraped from one hold it.
ANCHOR: Final = re.compile(r"""<a\b[^<>]*?\bhref\s*=\s*["']?(?P<address>[^"'\s<>]+)[^<>]*>(?P<label>.*)</a>""", re.IGNORECASE | re.DOTALL)
BLOCKS: Final = frozenset({"br", "div", "li", "p", "td", "tr"})
ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# =HYPERLINK("https://…";"@anna"), as exports that were never opened in a spreadsheet hold it.
LINK: Final = re.compile(r'=HYPERLINK\(\s*"(?P<address>(?:https?://|www\.)[^"]*)"\s*(?:[,;]\s*"(?P<label>[^"]*)"\s*)?\)', re.IGNORECASE)

# A link as chat assistants write tables, maybe with its source behind it: [text](address) ([site][1]).
MARKDOWN: Final = re.compile(r"\[(?P<label>[^\[\]]*)\]\((?P<address>https?://[^\s()]+)\)(?:\s*\([^()]*\))?")
# What links are called by that name nobody.
LABELS: Final = frozenset(
    {
        *("link", "links", "url", "here", "page", "website", "site", "web", "profile", "account", "channel", "view", "visit", "open", "go"),
        *("watch", "follow", "subscribe", "see", "my", "the", "to", "on", "full", "more", "click"),
        *("ver", "perfil", "voir", "profil", "lien", "enlace", "канал", "ссылка", "профиль", "zum", "ansehen", "kanal"),
        *("频道", "链接", "チャンネル", "링크", *PLATFORM_WORDS),
    }
)
# **Anna**
BOLD: Final = re.compile(r"\*\*(?P<text>[^*]+)\*\*")
# `anna_tea`, as Markdown sets off what is typed.
CODE: Final = re.compile(r"`([^`]+)`")
# 'Anna''s teas', as a database's dump quotes it.
QUOTED: Final = re.compile(r"'((?:[^']|'')+)'")
# ="0012345678", which keeps a spreadsheet from making a number of it.
GUARD: Final = re.compile(r'="([^"]*)"')


def trimmed(cell: str) -> str:
    """A cell without white space around it, nor marks of byte order and of the direction of writing."""
    text = cell.strip()
    return text if text.isprintable() else text.strip(EDGES).strip()


def may_be_wrapped(text: str) -> bool:
    """Whether a text needs a closer look: no plain one does."""
    return "<" in text or text.startswith(("=", "[", "**", "'", "/@", "`")) or ("&" in text and ";" in text)


def unwrapped(text: str, prefers_address: bool, with_label: bool = False) -> str:
    """A text without tags and with its entities resolved; of a link the label, or its address where a profile's is wanted, `with_label`
    behind the label that may be a name; /@anna, as YouTube's pages link to @anna, is that.
    """
    if not may_be_wrapped(text):
        return text
    if text.startswith("/@"):
        return trimmed(unquote(text[1:]))
    if guarded := GUARD.fullmatch(text):
        return trimmed(guarded[1])
    if quoted := QUOTED.fullmatch(text):
        return trimmed(quoted[1].replace("''", "'"))
    if text.startswith("**"):
        text = trimmed(BOLD.sub(lambda found: found["text"], text))
    if code := CODE.fullmatch(text):
        return trimmed(code[1])
    if found := LINK.fullmatch(text) or ANCHOR.fullmatch(text) or MARKDOWN.fullmatch(text):
        address, label = found["address"], found["address"] if found["label"] is None else found["label"]
        if prefers_address and is_profile(address):
            text = f"{label.strip()} {address}" if with_label and _may_be_name(label, address) else address
        else:
            text = label
    text = TAG.sub(lambda found: " " if found["name"].casefold() in BLOCKS else "", text)
    return trimmed(ENTITY.sub(lambda found: CONTROL.sub("\ufffd", html.unescape(found[0])), text))


def _may_be_name(label: str, address: str) -> bool:
    """Whether a link's text says more than its address does, and than that it is a link."""
    said = label.strip().casefold()
    words = re.findall(r"[^\W_]+", said)
    is_told = not said.startswith(("@", "＠")) and not LABELS.issuperset(words) and not all(map(str.isdecimal, words))
    return is_told and "://" not in said and not is_profile(label.strip()) and said not in re.split("[/@?]", unquote(address).casefold())
