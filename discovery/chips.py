"""What a ranked search asks for: a chip for each filter, which leads to the search without it. discovery.filters has what they find."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from django.http import QueryDict
from django_countries import countries

from discovery.models import CreatorList, Platform
from scoring.flagged import flag_choices
from scoring.formulas.params import PARTS
from scoring.models import Tier
from scoring.wording import LABELS


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
    "sweet_centre": lambda value: f"Sweet spot at {value}",
    "sweet_width": lambda value: f"Width {value}",
    "size_share": lambda value: f"Size share {value}",
}


def chips(asked: QueryDict) -> list[Chip]:
    """One for each value of a valid search."""
    return [
        Chip(text(value), _without(asked, name, value)) for name, text in CHIPS.items() for value in asked.getlist(name) if value.strip()
    ]


def _without(asked: QueryDict, name: str, value: str) -> str:
    """The search without one value, on its first page."""
    rest = asked.copy()
    rest.setlist(name, [other for other in asked.getlist(name) if other != value])
    for page in ("after", "before"):
        rest.pop(page, None)
    return rest.urlencode()
