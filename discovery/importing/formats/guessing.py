"""Guesses which old encoding a text is in: the one that makes the likeliest text of its bytes, by the letters of the languages it is for.

A word is of one language; capitals, signs and other scripts in the middle of one are unlikely. What each language is made of stands in
alphabets.py; text that says its encoding, or is Unicode, is encodings.py's.
"""

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from math import exp, log
from typing import Final

from discovery.importing.formats.alphabets import EAST_ASIAN, EAST_ASIAN_SIGNS, SIGNS, SINGLE_BYTE, Alphabet, EastAsian, Encoding

# So many bytes of cells with characters beyond ASCII are looked at.
ENOUGH: Final = 6_000
CELL_ENDS: Final = re.compile(rb'[,;\t\r\n"]+')
DIGITS: Final = re.compile(rb"[0-9]+")
# What groups a number's digits, or stands before its sign of per cent or of a currency; and what does so in any language.
WITHIN_NUMBER: Final = re.compile(r"(?<=[0-9])[^\x00-\x7f\ufffd](?=[0-9%€])")
NUMBER_SIGNS: Final = "\u00a0’"
WORD: Final = re.compile(r"[^\x00-\x40\[-`{-\x7f\ufffd]+")
# How much of a text's characters beyond ASCII are signs, and of its letters capitals.
OF_SIGNS, OF_CAPITALS, OF_EAST_ASIAN_SIGNS = 0.04, 0.12, 0.05
# How likely each of these is, as a logarithm.
ASCII: Final = log(1 / 60)
FOREIGN_LETTER, FOREIGN_SIGN, UNDECODED = log(3e-5), log(1e-6), log(1e-9)
INNER_CAPITAL, INNER_SIGN, OTHER_SCRIPT, ODD_IN_NUMBER = log(0.01), log(0.02), log(0.01), log(1e-4)
# How often the languages' shares of a text are found anew from its words.
ROUNDS: Final = 4
# The first of the commonest characters of a script of thousands is about twice as common as the one on this place.
EVENNESS: Final = 60


def likeliest(lines: bytes) -> str:
    """Python's name of the likeliest encoding of text that is not ASCII."""
    cells = _telling(lines)
    scores = {encoding.name: _of_languages(cells, encoding) for encoding in SINGLE_BYTE}
    scores |= {script.name: _of_script(cells, script) for script in EAST_ASIAN}
    return max(scores, key=lambda name: scores[name])


def _telling(lines: bytes) -> bytes:
    """Cells with characters beyond ASCII, each once: a country that is said in every row tells no more than once.

    Nor does what stands between the digits of any number.
    """
    cells: dict[bytes, bytes] = {}
    size = 0
    for cell in CELL_ENDS.split(lines):
        if not cell.isascii() and (written := DIGITS.sub(b"0", cell)) not in cells:
            cells[written] = cell
            size += len(cell)
        if size > ENOUGH:
            break
    return b"\n".join(cells.values())


def _of_languages(cells: bytes, encoding: Encoding) -> float:
    """How likely the text is (a logarithm), each of its words being in one of the encoding's languages."""
    text = cells.decode(encoding.name, errors="replace")
    words = Counter(word for word in WORD.findall(text) if not word.isascii())
    alphabets = list(encoding.languages.values())
    known = [_letters(alphabet) for alphabet in alphabets]
    by_language = [
        ([sum(letters[each] for each in word if not each.isascii()) for letters in known], times) for word, times in words.items()
    ]
    return (
        encoding.rarity
        + ASCII * sum(map(str.isascii, text))
        + UNDECODED * text.count("\ufffd")
        + sum(times * _oddity(word) for word, times in words.items())
        + ODD_IN_NUMBER * sum(sign not in NUMBER_SIGNS for sign in WITHIN_NUMBER.findall(text))
        + _mixed(by_language, [alphabet.weight for alphabet in alphabets])
    )


def _mixed(words: list[tuple[list[float], int]], weights: list[float]) -> float:
    """How likely words are that are each in one of several languages, the shares of which are found from the words themselves."""
    shares = [weight / sum(weights) for weight in weights]
    total = 0.0
    for _ in range(ROUNDS):
        total, said = 0.0, list(shares)
        for likely, times in words:
            best = max(likely)
            parts = [share * exp(each - best) for share, each in zip(shares, likely, strict=True)]
            total += times * (best + log(sum(parts)))
            said = [before + times * part / sum(parts) for before, part in zip(said, parts, strict=True)]
        shares = [each / sum(said) for each in said]
    return total


class _Letters(dict[str, float]):
    """{character: how likely it is in a language's text}, also for those that the language does not use."""

    def __missing__(self, character: str) -> float:
        self[character] = FOREIGN_LETTER if character.isalpha() else FOREIGN_SIGN
        return self[character]


@cache
def _letters(alphabet: Alphabet) -> _Letters:
    letters = dict.fromkeys(alphabet.letters)
    ranks = {letter: 1 / place for place, letter in enumerate(letters, 2)}
    known = _Letters({sign: log(OF_SIGNS / len(SIGNS)) for sign in SIGNS})
    for letter, rank in ranks.items():
        share = rank / sum(ranks.values())
        # Names begin with any letter, so that capitals are more even.
        known[letter.upper()] = log((1 - OF_SIGNS) * OF_CAPITALS * (share + 1 / len(ranks)) / 2)
        known[letter] = log((1 - OF_SIGNS) * (1 - OF_CAPITALS) * share)
    return known


@cache
def _oddity(word: str) -> float:
    """What is unlikely in a word, whatever its language."""
    score = 0.0
    for before, here in pairwise(word):
        if before.islower() and here.isupper():
            score += INNER_CAPITAL
        elif before.isalpha() and here.isalpha() and _script(before) != _script(here):
            score += OTHER_SCRIPT
    for before, here, after in zip(word, word[1:], word[2:], strict=False):
        if before.isalpha() and after.isalpha() and not here.isalpha() and here not in "’·":
            score += INNER_SIGN
    return score


def _script(letter: str) -> int:
    """A number for the letter's script: 0 is Latin, 1 Greek, 2 Cyrillic."""
    code = ord(letter)
    return 0 if code < 0x250 or 0x1E00 <= code < 0x1F00 else 1 if code < 0x400 else 2 if code < 0x530 else code // 0x100


def _of_script(cells: bytes, script: EastAsian) -> float:
    """How likely the text is (a logarithm) in a script of thousands of characters."""
    common = _common(script)
    text = Counter(cells.decode(script.name, errors="replace"))
    return script.rarity + sum(times * common[character] for character, times in text.items())


class _Common(dict[str, float]):
    """{character: how likely it is in a script's text}, also for those that are rarer than those named."""

    def __init__(self, script: EastAsian) -> None:
        super().__init__()
        self._script = script
        for characters, share in script.common:
            ranks = {character: 1 / place for place, character in enumerate(dict.fromkeys(characters), EVENNESS)}
            self.update({character: log(share * rank / sum(ranks.values())) for character, rank in ranks.items()})
        self.update({sign: log(OF_EAST_ASIAN_SIGNS / len(EAST_ASIAN_SIGNS)) for sign in EAST_ASIAN_SIGNS})
        self["\ufffd"] = UNDECODED

    def __missing__(self, character: str) -> float:
        code = character.encode(self._script.ordered, errors="ignore")
        lead = code[0] if len(code) == 2 else 0
        share, number = next((level[2:] for level in self._script.levels if level[0] <= lead <= level[1]), self._script.rest)
        self[character] = ASCII if character.isascii() else log(share / number)
        return self[character]


@cache
def _common(script: EastAsian) -> _Common:
    return _Common(script)
