"""The handle that a cell names: bare or with an @, in an address, or beside the name of whose it is.

What is no handle is never made into one: it is a name, to be matched by a person, or an error.
"""

import re
from typing import Final

from discovery.importing.cells.addresses import Address, is_address, is_profile, read_address
from discovery.importing.cells.handles import EDGES, TITLE_LENGTH, fits, fits_a_script, is_unseen, looks_like_handle, small, why_unfit
from discovery.importing.cells.ids import YOUTUBE_ID, stands_for_handle
from discovery.importing.cells.platforms import read_platform
from discovery.models import Platform

# A name with the handle in any brackets behind it; or, with an @, behind a bar, a dash or nothing; or before the name. A dash without
# a space is a part of the handle.
NAME_AND_HANDLE: Final = re.compile(
    r"(?P<name>.*\S)\s*[(\[{<（［【〔「]\s*+[@＠]?(?P<handle>[^\s()\[\]{}<>（）［］【】〔〕「」]+)\s*[)\]}>）］】〕」]\s*", re.DOTALL
)
NAME_AND_AT: Final = re.compile(r"(?P<name>.*[^\s|·•,;:/–—-])\s*+[|·•,;:/–—-]?\s*+(?<!\w)[@＠](?P<handle>\S+)", re.DOTALL)
# A channel's id is told by itself, and may stand right behind the name: MenT@UCk-1Oa5qkBUXNKYdK95os8g.
NAME_AND_ID: Final = re.compile(rf"(?P<name>.*\S)\s*[@＠(\[|]\s*(?P<handle>{YOUTUBE_ID.pattern})[)\]]?", re.DOTALL)
AT_AND_NAME: Final = re.compile(
    r"[@＠](?P<handle>[^\s|(]+?)(?:(?:\s*[|·•]|\s+[–—-]|[–—-](?=\s))\s*(?P<name>\S.*)|\s*\((?P<bracketed>[^()]+)\))", re.DOTALL
)
# With a footnote's mark, anna*, or a bracket that was cut off.
MARKED: Final = re.compile(r"(?P<handle>[@＠]?[\w.-]+)\s?[*†‡)\]]{1,3}")
# Copied from an address together with what is asked of it: anna?igshid=…
QUERY: Final = re.compile(r"(?<=[\w.])/?\?[\w.]+=\S*$")
# As programs' lists have it: anna.b   # Anna Berg – food.
REMARKED: Final = re.compile(r"(?P<handle>[^\s#]+)\s+#\s+(?P<name>\S.*)")
AT: Final = re.compile(r"[@＠]")
DASH: Final = re.compile(r"\s[–—-]\s")
# A profile's page as browsers call it: Anna (@anna) • Instagram photos and videos, (3) Anna (@anna) / X.
OF_PAGE: Final = re.compile(
    r"(?<=\s)[•·|/–-] (?:(?P<on>Instagram|TikTok|Threads|X|Twitter|Twitch|Snapchat|Pinterest)(?: photos and videos| profile|, Say more)?)$"
)
LONGEST_ENDING: Final = 40
CALLED_BY_NAME: Final = frozenset({"YouTube", "Facebook"})
HANDLES_MARKS: Final = re.compile(r"[._\d]")
# The same without the handle: (7) Anna Berg - YouTube, Anna • Instagram photos and videos.
NAMED_PAGE: Final = re.compile(
    r"(?P<name>\S.{0,200}?)\s+[•·|–-]\s+(?P<on>YouTube|Instagram|TikTok|Twitch|Threads|Facebook|Pinterest)(?P<more> photos and videos)?"
)
UNREAD: Final = re.compile(r"\(\d{1,3}\+?\)\s+")


def read_handle(text: str, platform: str) -> str:
    """A cell's handle, without @; "" where the cell holds a name instead. ValueError says why it is neither."""
    text = text.strip(EDGES)
    if is_address(text):
        return _handle_at(read_address(text), platform)
    text = QUERY.sub("", text)
    on, handle = Platform(platform), small(text.removeprefix("@").removeprefix("＠").strip(EDGES))
    if fits(handle, on) or (text.startswith(("@", "＠")) and fits_a_script(handle, on)):
        return handle
    if fits("".join(character for character in handle if not is_unseen(character)), on):
        raise ValueError("has an invisible character in it: type the handle anew")
    if len(text) <= TITLE_LENGTH and not text.startswith(("@", "＠")) and _is_name(text):
        return ""
    raise ValueError(why_unfit(on))


def read_account(text: str, platform: str) -> tuple[str, str]:
    """(handle, platform's id), one of them blank, of the account on the platform that a text names by either, or by its address.

    ValueError where it names none.
    """
    text = text.strip(EDGES)
    address = read_address(text) if is_address(text) else None
    if address and address.external_id and address.platform == platform:
        return "", address.external_id
    if stands_for_handle(text, platform):
        return "", text
    if not (handle := read_handle(text, platform)):
        raise ValueError("is a name, not a handle")
    return handle, ""


def without_mark(text: str) -> str:
    """A handle without a footnote's mark, or a bracket that was cut off, behind it; any other text as it is."""
    marked = MARKED.fullmatch(text)
    return marked["handle"] if marked else text


def split_name_and_handle(text: str) -> tuple[str, str]:
    """`마스카 (newmasca)` and `마스카 | @newmasca` are ("마스카", "newmasca"); a cell without either is ("", the cell).

    A profile's address beside a name is in the handle's place: `Mia https://x.com/miab` is ("Mia", "https://x.com/miab").
    """
    text = text.strip()
    if "/" in text and (beside := _beside_address(text)):
        return beside
    if is_address(text) or "://" in text:
        return "", text
    if of_page := _of_page(text):
        text = UNREAD.sub("", text[: of_page.start()], count=1)
    if remarked := REMARKED.fullmatch(text):
        return DASH.split(remarked["name"], maxsplit=1)[0].strip(), remarked["handle"]
    # Of @anna (Berg) the one with the @ is the handle.
    is_before = text.startswith(("@", "＠")) and not AT.search(text, 1) and AT_AND_NAME.fullmatch(text)
    found = NAME_AND_ID.fullmatch(text) or (not is_before and (NAME_AND_HANDLE.fullmatch(text) or NAME_AND_AT.fullmatch(text)))
    if found:
        return found["name"].rstrip(" |·•,;:/–—-"), found["handle"]
    if found := AT_AND_NAME.fullmatch(text):
        return (found["name"] or found["bracketed"]).strip(), found["handle"]
    return "", text


def platform_of_page(text: str) -> str:
    """The platform whose page the text is the title of; "" where it is none."""
    of_page = _of_page(text.strip())
    return read_platform(of_page["on"]) if of_page else ""


def name_on_page(text: str) -> tuple[str, str]:
    """Whose page the text is the title of, where that says no handle, and the platform; ("", "") of every other text."""
    text = text.strip()
    found = NAMED_PAGE.fullmatch(text) if not AT.search(text) and "/" not in text else None
    # anna_b - TikTok is a handle and where it is.
    is_page = found and (found["more"] or UNREAD.match(text) or not looks_like_handle(found["name"]))
    if found and found["on"] in CALLED_BY_NAME and not HANDLES_MARKS.search(found["name"]) and not found["name"].islower():
        # Their pages' titles are names, be they of one word.
        is_page = True
    return (UNREAD.sub("", found["name"], count=1), read_platform(found["on"])) if found and is_page else ("", "")


def _beside_address(text: str) -> tuple[str, str] | None:
    """The name and the address that begins or ends the text; None where neither end is a profile's."""
    ends = text.split(maxsplit=1), text.rsplit(maxsplit=1)[::-1]
    for address, name in (end for end in ends if len(end) == 2):
        address, name = address.strip("()[]<>:,;|"), _without_marks(name)
        if name and "/" in address and is_profile(address):
            return name, address
    return None


def _without_marks(name: str) -> str:
    """The name without what parts it from the address, and without brackets that are not its own: Anna (https://…)."""
    name = name.strip(" <>|·•,;:/–—-")
    is_whole = name.count("(") == name.count(")") and name.count("[") == name.count("]")
    return name if is_whole and not name.startswith(("(", "[")) else name.strip(" ()[]<>|·•,;:/–—-")


def _of_page(text: str) -> re.Match[str] | None:
    return OF_PAGE.search(text, max(0, len(text) - LONGEST_ENDING)) if "(@" in text else None


def _handle_at(address: Address, platform: str) -> str:
    if address.platform != platform:
        raise ValueError(f"is an address on {Platform(address.platform).label}, but the row is about {Platform(platform).label}")
    if address.name:
        raise ValueError("is an address from before handles, which names none: map the column as Profile address")
    if not address.handle:
        raise ValueError("is the address of a platform's id, not of a handle: map the column as Profile address")
    return address.handle


def _is_name(text: str) -> bool:
    """What people are called: words apart, or letters and signs beyond any handle's."""
    return not text.isascii() or any(character.isspace() for character in text)
