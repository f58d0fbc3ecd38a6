"""Words of columns' names that are cut, or have a letter amiss: suscribers, folowers, engagment. Only a word that is no other is corrected.

Two words are alike where one letter is too many, missing or another one, or two neighbours are swapped: their optimal string alignment
distance is 1. A letter missing here and one too many there is another word: an integration is no interaction.
"""

from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

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
    one_amiss = extract(word, words(*MEANINGS), scorer=OSA.distance, score_cutoff=1, limit=None)
    found = {known for known, _, _ in one_amiss if _is_near(word, known)}
    meant = {tuple(meaning for meaning in MEANINGS if known in words(meaning)) for known in found}
    return min(found) if len(meant) == 1 else word


@lru_cache(maxsize=4_096)
def expanded(word: str) -> str:
    """The known word that begins so, where a point behind it says that it is cut: Polub., Koment.; itself where none or several do."""
    if len(word) < SHORTEST_CUT or word in ALL or word in OTHER_DAYS:
        return word
    found = {meaning: min(known) for meaning in MEANINGS if (known := {each for each in words(meaning) if each.startswith(word)})}
    return next(iter(found.values())) if len(found) == 1 else word


def _is_near(word: str, known: str) -> bool:
    """Whether of two words with a letter amiss neighbours are swapped, or they are long and end alike."""
    is_long = min(len(word), len(known)) >= SHORTEST and known.isalpha()
    return sorted(word) == sorted(known) or (is_long and word[-SAME_END:] == known[-SAME_END:])
