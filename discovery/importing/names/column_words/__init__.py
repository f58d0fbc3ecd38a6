"""The words of columns' names, by what they mean and by language, as exports and sheets write them. columns.py reads names with them.

A word is written as people write it; it is compared without case and accents. `xx` are words of no one language: abbreviations, JSON's.
The tables themselves stand beside this: counts, rates, accounts, descriptions, others; phrases; days.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

from discovery.importing.names.column_words import accounts, counts, days, descriptions, others, phrases, publishing, rates

# Each meaning's words, {language: words}. Chinese, Japanese, Korean and Thai words are found inside longer ones.
WORDS: Final = counts.WORDS | rates.WORDS | accounts.WORDS | descriptions.WORDS | others.WORDS | publishing.WORDS
_UNSPACED: Final = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
# Letters of their own that people also write without their stroke.
_STROKES: Final = str.maketrans("ıłđ", "ild")


def plain(text: str) -> str:
    """A text without case, accents and other marks on its letters: Abonnés is abonnes."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_STROKES)).casefold()
    return unicodedata.normalize("NFC", "".join(character for character in apart if unicodedata.category(character)[0] != "M"))


@cache
def words(*meanings: str) -> frozenset[str]:
    """The words of these meanings in all languages, in plain spelling."""
    return frozenset(plain(word) for meaning in meanings for texts in WORDS[meaning].values() for word in texts.split())


def words_in(languages: frozenset[str]) -> frozenset[str]:
    """The words of these languages alone, in plain spelling: of no other, nor of none."""
    found: dict[str, set[str]] = {}
    for texts in WORDS.values():
        for language, text in texts.items():
            for word in text.split():
                found.setdefault(plain(word), set()).add(language)
    return frozenset(word for word, where in found.items() if where <= languages)


OTHER_DAYS: Final = frozenset(plain(word) for text in days.OTHERS.values() for word in text.split())
# In plain spelling, the longest first: of `người theo dõi` no shorter phrase is found.
_PHRASES: Final = {" ".join(re.findall(r"[^\W_]+", plain(phrase))): meant for phrase, meant in phrases.PHRASES.items()}
_PHRASE: Final = re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, sorted(_PHRASES, key=len, reverse=True)))})(?!\S)")
ALL: Final = words(*WORDS)
_LONGEST_FIRST: Final = sorted((word for word in ALL if _UNSPACED.search(word)), key=len, reverse=True)
_UNSPACED_WORD: Final = re.compile("|".join(map(re.escape, _LONGEST_FIRST)))
# Pieces of which a longer word is made up: followercount, engagementrate.
_PIECE_LENGTH: Final = 3


def without_phrases(text: str) -> str:
    """Plain words with a space between each, known ones in place of what stands for them."""
    return _PHRASE.sub(lambda found: _PHRASES[found[0]], text)


@lru_cache(maxsize=4_096)
def split(word: str) -> tuple[str, ...]:
    """The known words of which one is made up, as in 평균좋아요수 and followercount; the word itself where it is not, or is known."""
    if word in ALL:
        return (word,)
    if _UNSPACED.search(word):
        apart = _UNSPACED_WORD.sub(lambda found: f" {found[0]} ", word).split()
        return tuple(apart) if len(apart) > 1 else (word,)
    for end in range(len(word) - _PIECE_LENGTH, _PIECE_LENGTH - 1, -1):
        # Looked up first, and each end once: a name in one long word would be taken apart in every way there is.
        if word[:end] in ALL and ALL.issuperset(rest := split(word[end:])):
            return (word[:end], *rest)
    return (word,)
