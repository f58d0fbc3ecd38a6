"""Invented people: a name, a bio, a country, a language and topics that go together, drawn from the tables in `cultures/`.

Names are common ones put together by chance, so one may coincide with somebody's; handles carry a mark so that none does.
What their accounts' counts are is histories.py's.
"""

import tomllib
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

from discovery.importing.cells.handles import ALPHABETS
from discovery.models import Platform

MARK: Final = "sample_"
CULTURES: Final = Path(__file__).with_name("cultures")
SEPARATORS: Final = (" · ", " | ", " ✦ ", " / ")
# How often somebody has a second topic, and how often a bio says a third and a fourth thing.
SECOND_TOPIC, THIRD_THING, FOURTH_THING = 0.3, 0.7, 0.35
# What handles are made of beside the name.
WORDS: Final = {
    "Food": ("kitchen", "eats", "cooks", "table"),
    "Fitness": ("moves", "runs", "fit", "lifts"),
    "Beauty": ("glow", "skin", "curls", "care"),
    "Travel": ("roams", "trips", "trains", "away"),
    "Gaming": ("plays", "games", "gg", "quest"),
    "Parenting": ("family", "nest", "home", "kids"),
    "Tech": ("builds", "fixes", "bits", "lab"),
    "Fashion": ("wears", "style", "sews", "closet"),
}


@dataclass(frozen=True)
class Culture:
    """What a language's creators are called and write, and where they live. Names are `written/latin` where the script is another."""

    language: str
    share: int
    given: list[str]
    family: list[str]
    about: list[str]
    closing: list[str]
    days: list[str]
    cities: dict[str, list[str]]
    topics: dict[str, list[str]] = field(hash=False)
    family_first: bool = False


@dataclass(frozen=True)
class Person:
    """Somebody who does not exist. `given` and `family` are in Latin letters, for handles."""

    name: str
    given: str
    family: str
    bio: str
    country: str
    language: str
    topics: tuple[str, ...]


@cache
def cultures() -> tuple[Culture, ...]:
    return tuple(Culture(**tomllib.loads(path.read_text("utf-8"))) for path in sorted(CULTURES.glob("*.toml")))


def person(random: Random) -> Person:
    """Somebody new: everything about them is of one language and country."""
    culture = random.choices(cultures(), [each.share for each in cultures()])[0]
    country = random.choices(list(culture.cities), [len(cities) for cities in culture.cities.values()])[0]
    topics = tuple(random.sample(sorted(culture.topics), 2 if random.random() < SECOND_TOPIC else 1))
    (given, given_latin), (family, family_latin) = (_spelt(random.choice(names)) for names in (culture.given, culture.family))
    name = f"{family} {given}" if culture.family_first else f"{given} {family}"
    bio = _bio(random, culture, random.choice(culture.cities[country]), topics)
    return Person(name, given_latin, family_latin, bio, country, culture.language, topics)


def handle(random: Random, owner: Person, platform: Platform, taken: set[str]) -> str:
    """A handle that fits the platform's alphabet and is not `taken`, to which it is added."""
    marks, length = ALPHABETS[platform]
    dot = "." if "." in marks else "_"
    word = random.choice(WORDS[owner.topics[0]])
    shapes = ("{given}{dot}{family}", "{given}{family}", "{given}_{word}", "{word}{dot}{given}", "{given}{dot}{word}", "{family}{word}")
    name = random.choice(shapes).format(given=owner.given, family=owner.family, word=word, dot=dot)
    stem = MARK + name[: length - len(MARK) - 4].strip("._")
    found = stem
    while found in taken:
        found = f"{stem}{random.randint(2, 9999)}"
    taken.add(found)
    return found


def _bio(random: Random, culture: Culture, city: str, topics: tuple[str, ...]) -> str:
    """Two to five things said, in the language of the culture."""
    said = [random.choice(culture.topics[topic]) for topic in topics]
    about = random.sample(culture.about, 2 if random.random() < THIRD_THING else 1)
    said += [sentence.format(city=city, day=random.choice(culture.days)) for sentence in about]
    if random.random() < FOURTH_THING:
        said.append(random.choice(culture.closing))
    return random.choice(SEPARATORS).join(said)


def _spelt(name: str) -> tuple[str, str]:
    """The name as written, and in the letters of handles."""
    written, _, latin = name.partition("/")
    plain = unicodedata.normalize("NFKD", (latin or written).replace("ı", "i").replace("ß", "ss"))
    return written, "".join(letter for letter in plain.lower() if letter.isascii() and letter.isalpha())
