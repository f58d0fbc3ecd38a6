"""A column's name as words that can be compared: `60_day_eng_rate` is 60, day, eng, rate. What they mean columns.py says.

The words of all languages stand in column_words.py.
"""

import re
from functools import lru_cache
from itertools import pairwise
from typing import Final

from discovery.importing.cells.platforms import PLATFORM_WORDS as SPELT_PLATFORMS
from discovery.importing.cells.units import unit_in_name
from discovery.importing.names.column_words import plain, split, without_phrases
from discovery.importing.names.misspelt import corrected, expanded

# As names of columns are compared.
PLATFORM_WORDS: Final = {plain(word): platform for word, platform in SPELT_PLATFORMS.items()}
# Before a platform's name these say where, and nothing of what: Abonnés sur Instagram, Подписчики на YouTube.
_WHERE: Final = frozenset(map(plain, ["in", "on", "auf", "bei", "en", "sur", "em", "no", "na", "su", "в", "на"]))
# What a count may be divided by; fans/followers are the same thing by two names.
_PEOPLE: Final = "".join(rf"(?<!{word})(?<!{word} )" for word in ("fans", "subs", "followers", "subscribers", "abonnenten", "seguidores"))
_PER: Final = re.compile(rf"{_PEOPLE}[/÷]\s*\(?(?=(?:(?:post|video|reel|beitrag|follower|view|subscriber)s?|abonnenten|seguidores)\b)")
# Between words that are written together: likesAvg, Top3, TikTok号, IGHandle.
_APART: Final = re.compile(
    r"(?<=[a-zа-я])(?=[A-ZА-Я])|(?<=[^\W\d_]{3})(?=\d)|(?<=[A-Za-z])(?=[\u3400-\u9fff\uac00-\ud7a3])"
    r"|(?:(?<=\bIG)|(?<=\bTT)|(?<=\bYT)|(?<=\bFB))(?=[A-Za-z]{3})"
)
# Platforms with a capital within, perhaps before another word: TikTokhandle. A TikToker is somebody.
_OF_TWO: Final = re.compile(r"(?P<platform>TikTok|YouTube|LinkedIn|SnapChat|BlueSky|BiliBili)(?P<before>(?=[A-Z]|(?!e?rs?\b)[a-z]{3}))?")
# Whose a platform is said to be.
ACCOUNTS: Final = frozenset({"profile", "profiles", "account", "accounts", "handle", "handles", "username", "usernames", "user", "users"})
# Of a column's or a file's name; a cell that is longer is asked about too, and names none.
LONGEST_NAME: Final = 255


def words_of(name: str) -> list[str]:
    """A column's name as plain words: likesAvg is likes, avg. The number of a repeated name is no word."""
    return [_meant(name, word) for word in _words_of(name)]


def misspelt_in(name: str) -> list[tuple[str, str]]:
    """The words of a column's name that are cut or have a letter amiss, each with the word that it is taken for."""
    return [(word, meant) for word in _words_of(name) if (meant := _meant(name, word)) != word]


def _meant(name: str, word: str) -> str:
    meant = corrected(word)
    return expanded(word) if meant == word and "." in name and f"{word}." in plain(name) else meant


@lru_cache(maxsize=4_096)
def _words_of(name: str) -> tuple[str, ...]:
    text = unit_in_name(re.sub(r" \(\d+\)$", "", name[:LONGEST_NAME])).rest
    text = _OF_TWO.sub(lambda found: found["platform"].lower() + " " * (found["before"] is not None), text)
    text = _APART.sub(" ", text)
    text = _PER.sub(" per ", plain(text))
    text = re.sub(r"\b[dl]['’]", "", text)
    apart = " ".join(re.findall(r"[^\W_]+|[#№%@∅⌀]", text))
    found = [piece for word in without_phrases(apart).split() for piece in (split(word) if word not in PLATFORM_WORDS else (word,))]
    return tuple(word for word, following in pairwise([*found, ""]) if word not in _WHERE or following not in PLATFORM_WORDS)


def says_who_they_are(name: str) -> bool:
    """Whether the name calls people by their platform, wherever it is that the list has them: youtubers, on Twitter."""
    said = [word for word in words_of(name) if word in PLATFORM_WORDS and word != "twitter"]
    return bool(said) and all(word.endswith(("er", "ers")) for word in said)


def says_community(name: str) -> bool:
    """Whether the name calls what is in its column communities on Reddit."""
    return bool({"subreddit", "subreddits"} & set(words_of(name)))


def platforms_in(name: str) -> set[str]:
    """The platforms a column's or a file's name speaks of; a lone x may be anything but beside whose it is: x-profiles."""
    said = words_of(name)
    is_told = any(word in ACCOUNTS for word in said)
    # A kick-off is none.
    named = [word for word, after in pairwise([*said, ""]) if word in PLATFORM_WORDS and after != "off"]
    return {str(PLATFORM_WORDS[word]) for word in named if len(word) > 1 or is_told}
