"""Words of columns' names that are cut, or have a letter amiss: suscribers, folowers, engagment. Only a word that is no other is corrected.

Two words are alike where one letter is too many, missing or another one, or two neighbours are swapped. A letter missing here and one too
many there is another word: an integration is no interaction.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from discovery.importing.names.column_words import ALL, OTHER_DAYS, words

# What is looked for: what is counted, and how accounts are called.
MEANINGS: Final = ("followers", "following", "posts", "likes", "comments", "shares", "views", "engagement", "average", "handle", "platform")
# Of shorter words too many are alike: reviews and previews, county and country.
SHORTEST: Final = 7
# Of these no more than two neighbours may be swapped: lieks, veiws.
SHORTEST_SWAPPED: Final = 5
# Of an abbreviation so many letters are left at least.
SHORTEST_CUT: Final = 4
# The same word in another form differs in its end: followed is no misspelt follower.
SAME_END: Final = 2


@lru_cache(maxsize=4_096)
def corrected(word: str) -> str:
    """The known word that it nearly is; the word itself where it is known, or may be none or several."""
    if len(word) < SHORTEST_SWAPPED or word in ALL or word in OTHER_DAYS or not word.isalpha():
        return word
    found = {known for known in _near(word) if known[-SAME_END:] == word[-SAME_END:]} if len(word) >= SHORTEST else set[str]()
    found |= words(*MEANINGS) & _swapped(word)
    meant = {tuple(meaning for meaning in MEANINGS if known in words(meaning)) for known in found}
    return min(found) if len(meant) == 1 else word


@lru_cache(maxsize=4_096)
def expanded(word: str) -> str:
    """The known word that begins so, where a point behind it says that it is cut: Polub., Koment.; itself where none or several do."""
    if len(word) < SHORTEST_CUT or word in ALL or word in OTHER_DAYS:
        return word
    found = {meaning: min(known) for meaning in MEANINGS if (known := {each for each in words(meaning) if each.startswith(word)})}
    return next(iter(found.values())) if len(found) == 1 else word


def _near(word: str) -> Iterator[str]:
    index = _index()
    for shorter in _with_one_less(word):
        yield from (known for known in index.get(shorter, ()) if _is_one_amiss(word, known))


def _is_one_amiss(word: str, known: str) -> bool:
    """Of two words that are the same after one letter less in either, or in one of them."""
    apart = sum(left != right for left, right in zip(word, known, strict=False))
    return len(word) != len(known) or apart == 1 or word in _swapped(known)


@cache
def _index() -> dict[str, set[str]]:
    """{a known word, whole or with a letter less: the words that it may be}."""
    index: dict[str, set[str]] = {}
    for known in words(*MEANINGS):
        if len(known) >= SHORTEST and known.isalpha():
            for shorter in _with_one_less(known):
                index.setdefault(shorter, set()).add(known)
    return index


def _swapped(word: str) -> set[str]:
    return {word[:place] + word[place + 1] + word[place] + word[place + 2 :] for place in range(len(word) - 1)}


def _with_one_less(word: str) -> set[str]:
    return {word} | {word[:place] + word[place + 1 :] for place in range(len(word))}
