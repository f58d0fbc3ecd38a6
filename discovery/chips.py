"""What a ranked search asks for: a chip for each filter, which leads to the search without it, and the topics its words may mean.

discovery.filters has what they find.
"""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from django.http import QueryDict
from django_countries import countries

from discovery.filters import topics_in_use
from discovery.models import CreatorList, Platform
from scoring.flagged import flag_choices
from scoring.formulas.params import PARTS
from scoring.models import Tier
from scoring.words.scores import LABELS

# A shorter word begins too many topics; more than so many are no suggestion.
LEAST_LETTERS = 3
MOST_TOPICS = 5


class Chip(NamedTuple):
    """An active filter, and the query string of the same search without it."""

    text: str
    query: str


def _at_least(part: str, value: str) -> str:
    return f"{LABELS[part]} ≥ {value}"


CHIPS: dict[str, Callable[[str], str]] = {
    "words": lambda value: f"“{value}”",
    "platform": lambda value: Platform(value).label,
    "tier": lambda value: Tier(value).label,
    "followers_from": lambda value: f"Followers ≥ {value}",
    "followers_to": lambda value: f"Followers ≤ {value}",
    "peer_trust_from": lambda value: f"Peer trust ≥ {value}",
    "confidence_from": lambda value: f"Confidence ≥ {value}",
    **{f"{part}_from": partial(_at_least, part) for part in PARTS},
    "growth_from": lambda value: f"Growth ≥ {value} % in 30 days",
    "flags": lambda value: dict(flag_choices())[value],
    "country": lambda value: countries.name(value),
    "topic": lambda value: f"Topic: {value}",
    "list": lambda value: f"From the list {CreatorList.objects.get(pk=value)}",
    "sweet_centre": lambda value: f"Wanted size {value}",
    "sweet_width": lambda value: f"Width {value}",
    "size_share": lambda value: f"Size share {value}",
}


def chips(asked: QueryDict) -> list[Chip]:
    """One for each value of a valid search."""
    return [
        Chip(text(value), _without(asked, name, value)) for name, text in CHIPS.items() for value in asked.getlist(name) if value.strip()
    ]


def topics_named(asked: QueryDict) -> list[Chip]:
    """Topics that a word of the search begins, each with the query string of a search by it instead of the words.

    Words are not looked for among topics, which lists state by themselves: who types “travel” may well mean those.
    """
    words = [word for word in asked.get("words", "").casefold().split() if len(word) >= LEAST_LETTERS]
    if not words or asked.get("topic"):
        return []
    topics = [topic for topic, _label in topics_in_use([]) if any(part.startswith(tuple(words)) for part in topic.casefold().split())]
    return [Chip(topic, _by_topic(asked, topic)) for topic in topics[:MOST_TOPICS]]


def _by_topic(asked: QueryDict, topic: str) -> str:
    by_topic = asked.copy()
    for name in ("words", "after", "before"):
        by_topic.pop(name, None)
    by_topic["topic"] = topic
    return by_topic.urlencode()


def _without(asked: QueryDict, name: str, value: str) -> str:
    """The search without one value, on its first page."""
    rest = asked.copy()
    rest.setlist(name, [other for other in asked.getlist(name) if other != value])
    for page in ("after", "before"):
        rest.pop(page, None)
    return rest.urlencode()
