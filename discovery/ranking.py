"""The ranked search's order and pages, for page, CSV and API alike: any column, missing values last, ties by account.

Pages go by a signed cursor (value, account, position), never by OFFSET, so a late page costs what the first one does. Rows carry fit and
sweet spot as the search wants them (discovery.sweet_spots). Which accounts are searched is discovery.filters' to say.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.core.signing import BadSignature, dumps, loads
from django.db.models import F, Q, QuerySet, prefetch_related_objects
from django.db.models.expressions import OrderBy

from discovery import sweet_spots
from discovery.sweet_spots import ASKED, SweetSpot
from scoring.formulas.params import PARAMS
from scoring.models import AccountScore
from scoring.words.scores import is_thin

Scores = QuerySet[AccountScore]
PAGE_SIZE = 50
COUNT_CAP = 10_000


class RankingError(ValueError):
    """An order or a page that was asked for does not exist; says so in a sentence."""


class Column(NamedTuple):
    """Something to sort by: the score's field, how people call it, whether the largest is wanted first."""

    field: str
    label: str
    largest_first: bool = True


COLUMNS = {
    "fit": Column("fit", "Fit"),
    "name": Column("handle_key", "Creator", largest_first=False),
    "platform": Column("platform", "Platform", largest_first=False),
    "followers": Column("followers", "Followers"),
    "tier": Column("followers", "Tier"),
    "sweet_spot": Column("sweet_spot", "Sweet spot"),
    "peer_trust": Column("peer_trust", "Peer trust"),
    "confidence": Column("confidence", "Confidence"),
    "rate_vs_peers": Column("rate_vs_peers", "Engagement"),
    "response": Column("response", "Response"),
    "conversation": Column("conversation", "Conversation"),
    "natural_growth": Column("natural_growth", "Natural growth"),
    "steadiness": Column("steadiness", "Steadiness"),
    "reciprocity": Column("reciprocity", "Reciprocity"),
    "growth": Column("growth", "Growth"),
    "flags": Column("flag_count", "Flags"),
    "country": Column("country", "Country", largest_first=False),
    "last_seen": Column("last_seen", "Last seen"),
}
DEFAULT_ORDER = "-fit"
# Text columns are never NULL: there an empty one is missing.
TEXTS = {"handle_key", "platform", "country"}


@dataclass(frozen=True)
class Order:
    """A column and a direction; `name` is how the address says it, as -followers for the largest first.

    `wanted` is the sweet spot by which fit is computed; None where it is the method's own, which is stored.
    """

    name: str
    column: Column
    falling: bool
    wanted: SweetSpot | None = None

    @property
    def field(self) -> str:
        return self.column.field

    @property
    def is_asked(self) -> bool:
        """Whether it goes by what is computed for this search, not by what is stored."""
        return self.wanted is not None and self.field in ASKED

    @property
    def key(self) -> str:
        """What is compared."""
        return ASKED[self.field] if self.is_asked else self.field

    @property
    def missing(self) -> Q:
        return Q(**{self.field: ""}) if self.field in TEXTS else Q(**{f"{self.field}__isnull": True})

    def value(self, score: AccountScore) -> str | float | None:
        """What this order compares, as JSON has it; None where it is missing."""
        value: Any = getattr(score, self.key)
        if isinstance(value, date):
            return value.isoformat()
        return (str(value) or None) if self.field in TEXTS else value


def order_named(name: str, wanted: SweetSpot | None = None) -> Order:
    """The order of that name in the address, as `-fit` or `name`, by this sweet spot; RankingError where there is none."""
    bare = name.removeprefix("-")
    if bare not in COLUMNS:
        raise RankingError(f"There is no column “{bare}” to sort by. Choose one of {', '.join(COLUMNS)}.")
    return Order(name, COLUMNS[bare], name.startswith("-"), None if wanted is None or wanted.is_default else wanted)


class Place(NamedTuple):
    """Where a page ends or begins: a row's value (None: missing) and account, and its rank, from 1."""

    value: str | float | None
    account: int
    position: int


class Ranked(NamedTuple):
    """A row with its rank; `thin` where mainly its size gave it this rank, for little is known of it."""

    position: int
    score: AccountScore
    thin: bool


@dataclass(frozen=True)
class Page:
    """Rows in order, the first one's rank, and the cursors of the pages around; a cursor is "" where there is no such page."""

    rows: Sequence[AccountScore]
    first_position: int
    next_cursor: str
    previous_cursor: str

    @property
    def ranked(self) -> Iterator[Ranked]:
        for position, score in enumerate(self.rows, self.first_position):
            yield Ranked(position, score, is_thin(score, PARAMS))

    @property
    def last_position(self) -> int:
        return self.first_position + len(self.rows) - 1


class Count(NamedTuple):
    """So many accounts; `capped` where there are more than were counted."""

    number: int
    capped: bool


def count(scores: Scores, cap: int = COUNT_CAP) -> Count:
    """How many there are, counted no further than `cap`."""
    number = scores.order_by()[: cap + 1].count()
    return Count(min(number, cap), number > cap)


def everything(scores: Scores, order: Order) -> Iterator[AccountScore]:
    """Every score in order, with its account, read in chunks."""
    for segment in _segments(scores, order, None, forward=True):
        yield from (_as_wanted(score, order) for score in segment.select_related("account").iterator(chunk_size=2_000))


def page(scores: Scores, order: Order, *, after: str = "", before: str = "", size: int = PAGE_SIZE) -> Page:
    """The first `size` scores, or those right after or before a cursor; RankingError where the cursor is not one of this order's."""
    if after and before:
        raise RankingError("A page is either after a place or before it: remove one of the two from the address.")
    forward = not before
    place = _place(order, after or before) if after or before else None
    rows: list[AccountScore] = []
    for segment in _segments(scores, order, place, forward=forward):
        short = size + 1 - len(rows)
        rows += _nearest(segment, order, place, short, forward=forward)[:short]
        if len(rows) > size:
            break
    # Their accounts only now: joined before, all of them would be read where no index has the order.
    prefetch_related_objects(rows, "account")
    return _page([_as_wanted(score, order) for score in rows], order, place, forward=forward, size=size)


def _as_wanted(score: AccountScore, order: Order) -> AccountScore:
    """The score, saying the fit and the sweet spot that the search wants; not to be saved."""
    if order.wanted is not None:
        for field, asked in ASKED.items():
            setattr(score, field, getattr(score, asked))
    return score


def _nearest(segment: Scores, order: Order, place: Place | None, size: int, *, forward: bool) -> Scores:
    """The segment, narrowed to what the indexes find of it where it is walked from the best, or back to the best from a place."""
    if order.wanted is None or not order.is_asked or not order.falling or not segment.query.order_by[1:]:
        return segment
    if forward:
        return sweet_spots.bounded(segment, order.wanted, order.field, size)
    value = place.value if place else None
    return sweet_spots.at_least(segment, order.wanted, order.field, value) if isinstance(value, float) else segment


def _page(rows: list[AccountScore], order: Order, place: Place | None, *, forward: bool, size: int) -> Page:
    """Rows as they were walked, one too many where there is more that way, as a page in reading order."""
    more, rows = len(rows) > size, rows[:size]
    if not rows:
        return Page([], 1, "", "")
    if forward:
        first = place.position + 1 if place else 1
        follows, precedes = more, place is not None
    else:
        rows.reverse()
        # Accounts may have come and gone since the cursor was made: the first page begins at 1 all the same.
        first = max(1, place.position - len(rows)) if place and more else 1
        follows, precedes = True, more
    last = first + len(rows) - 1
    return Page(rows, first, _cursor(order, rows[-1], last) if follows else "", _cursor(order, rows[0], first) if precedes else "")


def _segments(scores: Scores, order: Order, place: Place | None, *, forward: bool) -> list[Scores]:
    """What lies beyond `place`, nearest first: accounts with a value and those without are walked apart, so that each walk
    begins in an index right at the place and missing values come last whatever the direction.
    """
    if order.wanted is not None:
        scores = sweet_spots.annotated(scores, order.wanted)
    falling, tie = order.falling == forward, "account_id" if forward else "-account_id"
    valued = scores.exclude(order.missing).order_by(_by_value(order, falling=falling), tie)
    missing = scores.filter(order.missing).order_by(tie)
    if place is None:
        return [valued, missing]
    beyond = Q(**{f"account_id__{'gt' if forward else 'lt'}": place.account})
    if place.value is None:
        return [missing.filter(beyond), *([] if forward else [valued])]
    side = "lt" if falling else "gt"
    # The first condition alone is what an index can start from.
    rest = valued.filter(Q(**{f"{order.key}__{side}e": place.value}), Q(**{f"{order.key}__{side}": place.value}) | beyond)
    return [rest, *([missing] if forward else [])]


def _by_value(order: Order, *, falling: bool) -> OrderBy:
    """Spelt as the indexes have it: numbers fall with NULLs last, texts rise; nothing here is NULL."""
    value = F(order.key)
    if order.field in TEXTS:
        return value.desc() if falling else value.asc()
    return value.desc(nulls_last=True) if falling else value.asc(nulls_first=True)


def _cursor(order: Order, score: AccountScore, position: int) -> str:
    return dumps(Place(order.value(score), score.account_id, position), salt=_salt(order))


def _place(order: Order, cursor: str) -> Place:
    try:
        return Place(*loads(cursor, salt=_salt(order)))
    except BadSignature as error:
        raise RankingError("This page's address was cut short or belongs to another order. Start again from the first page.") from error


def _salt(order: Order) -> str:
    """A cursor of one order, by one sweet spot, means nothing in another."""
    return f"discovery.ranking {order.name} {order.wanted.query if order.wanted else ''}".rstrip()
