"""What each column of a list is: chosen by a person or proposed, saved with the list as JSON, and checked before anything loads.

How a mapping is proposed stands in proposing.py; how a row is read by it in rows.py.
"""

from collections import Counter
from collections.abc import Mapping as Dict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Final, Literal, Self

from django.db import models

from discovery.importing.cells.named import read_account
from discovery.importing.cells.units import Meant
from discovery.importing.fields import COUNT_LIMITS, IDENTITIES, OF_ONE_ACCOUNT, RATE_DEFINITIONS, REPEATABLE, Field, RateBase
from discovery.models import Platform


class Shape(models.TextChoices):
    """What a row of the list is."""

    ACCOUNTS = "accounts", "Each row is an account, or one person’s accounts"
    POSTS = "posts", "Each row is a post: an account's are averaged"


@dataclass(frozen=True)
class Convention:
    """What a column's values, taken together, show of one that could be read two ways; None, "", 0 and numbers.UNSHOWN where nothing does.

    `mil` and `b` are the powers of ten that the column means by “mil” and “B”, `scale` the one that its name multiplies plain numbers by;
    `rate_base` is what the row's own counts are divided by, where they go with its rates; `hides_likes` where a 3 in it stands for likes
    that are hidden, `hides_views` where a 0 in it stands for views that nobody counted; `rounds_ids` where its long ids all end in zeros;
    `year_first` where 26.10.31 is a day of 2026. What no value shows, a person said: `zeros`, whether 0 is a count or missing;
    `old_addresses`, whether the names in YouTube's addresses from before handles are handles or left to be matched; and `named_by`, which
    counts where a row's address and its handle name two accounts.
    """

    decimal_mark: str = ""
    percent: bool | None = None
    day_first: bool | None = None
    mil: int = 0
    b: int = 0
    scale: int | None = None
    rate_base: RateBase = ""
    hides_likes: bool = False
    hides_views: bool = False
    rounds_ids: bool = False
    year_first: bool = False
    zeros: Literal["", "count", "missing"] = ""
    old_addresses: Literal["", "handle", "match"] = ""
    named_by: Literal["", "neither", "address", "handle"] = ""

    def meant(self, *, is_whole: bool) -> Meant:
        """What the column means by its units; “B” in a column of people is no billion before it is shown to be."""
        return Meant(self.mil, self.b or (0 if is_whole else 9), self.scale or 0)


# Its name in what is saved.
CONFIRMED: Final = "confirmed"
LABELS: Final = dict(Platform.choices)
NO_CONVENTION: Final = Convention()
# What is true of a day, and what says something of a row as it stands.
OF_A_DAY: Final = frozenset({*COUNT_LIMITS, *RATE_DEFINITIONS})
NO_ACCOUNT: Final = (
    "No column could name an account: choose the one that holds the handle, the profile's address, the platform's id, or at least the "
    "name; or say whose all rows are, if they are of one account."
)
NO_PLATFORM: Final = "No column names the platform: choose which one the list is about. On any other network no account can be stored."
OF_NAMES: Final = "The list has names alone, and no accounts: choose the platform on which these names are to be matched to accounts."
OF_A_ROW: Final = frozenset({Field.TAKEN_ON, Field.EXTRA, Field.POST, Field.IGNORE})


@dataclass(frozen=True)
class Mapping:
    """Column index (from 0) to field; columns that are not named are left out. Several may be topics, or one count.

    `conventions` are as the values show them, `chosen` as a person said, who wins. `platforms` are of columns that speak of the row's
    account on that platform alone: {index: platform}; where there are any, a row is of an account on each, its part there, or where a
    column says the row's platform, they are of rows on theirs alone. Of the other
    columns, names and descriptions are of all parts; identities and counts are of the platform that was chosen for what names none.
    `days` are of columns whose counts were taken on a day of their own, {index: day}: a row is of its account on each of these.
    `account` is the handle, or the platform's id, of the one account that all rows are of, where no column names any.
    `confirmed` are columns of which a person said that they are what they were taken for; it changes nothing in how they are read.
    """

    fields: Dict[int, Field]
    conventions: Dict[int, Convention] = field(default_factory=dict)
    chosen: Dict[int, Convention] = field(default_factory=dict)
    platforms: Dict[int, str] = field(default_factory=dict)
    shape: Shape = Shape.ACCOUNTS
    days: Dict[int, date] = field(default_factory=dict)
    confirmed: frozenset[int] = frozenset()
    account: str = ""

    def columns_of(self, *fields: Field) -> list[int]:
        """The columns of these fields, from left to right."""
        return sorted(index for index, chosen in self.fields.items() if chosen in fields)

    @property
    def names_accounts(self) -> bool:
        """Whether a column names whose a row is, be it by a name alone."""
        return bool(self.columns_of(*IDENTITIES, Field.TITLE))

    def convention(self, column: int) -> Convention:
        """How the column is read: as a person said, else as its values show."""
        found, chosen = self.conventions.get(column, NO_CONVENTION), self.chosen.get(column, NO_CONVENTION)
        return Convention(
            decimal_mark=chosen.decimal_mark or found.decimal_mark,
            percent=found.percent if chosen.percent is None else chosen.percent,
            day_first=found.day_first if chosen.day_first is None else chosen.day_first,
            mil=chosen.mil or found.mil,
            b=chosen.b or found.b,
            scale=found.scale if chosen.scale is None else chosen.scale,
            rate_base=found.rate_base,
            hides_likes=found.hides_likes,
            hides_views=found.hides_views,
            rounds_ids=found.rounds_ids,
            year_first=found.year_first,
            zeros=chosen.zeros,
            old_addresses=chosen.old_addresses,
            named_by=chosen.named_by,
        )

    def parts(self, platform: str) -> list[str]:
        """The platforms on which a row has an account each, from left to right; none where a row is of one account.

        `platform` is what was chosen for what names none.
        """
        if not self.platforms or self.columns_of(Field.PLATFORM):
            return []
        telling = (index for index, chosen in sorted(self.fields.items()) if chosen not in (Field.FURTHER, Field.EXTRA, Field.IGNORE))
        named = (self.platforms.get(index, platform if self.fields[index] in OF_ONE_ACCOUNT else "") for index in telling)
        return list(dict.fromkeys(filter(None, named)))

    def placed_on(self, platform: str) -> Self:
        """With the platform that was chosen for what names none where columns speak of several, so that all of an account's are of one."""
        if not platform or not self.parts(platform):
            return self
        unplaced = (index for index, chosen in self.fields.items() if chosen in OF_ONE_ACCOUNT and index not in self.platforms)
        return replace(self, platforms={**self.platforms, **dict.fromkeys(unplaced, platform)})

    def part(self, part: str, platform: str) -> Self:
        """The columns that speak of a row's account on `part`; its own stand instead of those of all."""
        own = {index: chosen for index, chosen in self.fields.items() if self._platform_of(index, platform) == part}
        said = self.own_fields(part, platform) - REPEATABLE
        of_all = {index: chosen for index, chosen in self.fields.items() if self._platform_of(index, platform) is None}
        return replace(self, fields=own | {index: chosen for index, chosen in of_all.items() if chosen not in said}, platforms={})

    def own_fields(self, part: str, platform: str) -> frozenset[Field]:
        """What is said on `part` alone."""
        return frozenset(chosen for index, chosen in self.fields.items() if self._platform_of(index, platform) == part)

    def _platform_of(self, index: int, platform: str) -> str | None:
        """Whose part the column is, "" where that is still to be chosen; None where it is of all."""
        return self.platforms.get(index, platform if self.fields[index] in OF_ONE_ACCOUNT else None)

    def other_days(self, taken_on: date | None) -> list[date]:
        """The days besides the row's own on which it counts something, from the newest on."""
        told = {day for index, day in self.days.items() if self.fields.get(index) in OF_A_DAY}
        return sorted(told - {taken_on}, reverse=True)

    def as_of(self, taken_on: date | None) -> Self:
        """The columns that are of the row's own day."""
        own = {
            index: chosen for index, chosen in self.fields.items() if chosen not in OF_A_DAY or self.days.get(index, taken_on) == taken_on
        }
        return replace(self, fields=own, days={})

    def of_day(self, day: date) -> Self:
        """The columns that count something on another day, with those that say whose it is."""
        own = {index: chosen for index, chosen in self.fields.items() if chosen in OF_A_DAY and self.days.get(index) == day}
        of_all = {index: chosen for index, chosen in self.fields.items() if chosen not in (*OF_A_DAY, *OF_A_ROW)}
        return replace(self, fields=own | of_all, days={})

    @property
    def says_of_a_day(self) -> bool:
        """Whether a column holds what is true of a day that it does not name: counts, and rates. What is kept beside none is of today."""
        return bool(set(self.columns_of(*OF_A_DAY)) - set(self.days))

    def to_json(self) -> dict[str, Any]:
        return {
            "fields": {str(index): chosen.value for index, chosen in self.fields.items()},
            "conventions": _conventions_to_json(self.conventions),
            "chosen": _conventions_to_json(self.chosen),
            "platforms": {str(index): platform for index, platform in self.platforms.items()},
            "shape": self.shape.value,
            "days": {str(index): day.isoformat() for index, day in self.days.items()},
            CONFIRMED: sorted(self.confirmed),
            "account": self.account,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(
            {int(index): Field(chosen) for index, chosen in data.get("fields", {}).items()},
            _conventions_from_json(data.get("conventions", {})),
            _conventions_from_json(data.get("chosen", {})),
            {int(index): platform for index, platform in data.get("platforms", {}).items()},
            Shape(data.get("shape", Shape.ACCOUNTS)),
            {int(index): date.fromisoformat(day) for index, day in data.get("days", {}).items()},
            frozenset(data.get(CONFIRMED, [])),
            data.get("account", ""),
        )


def _conventions_to_json(conventions: Dict[int, Convention]) -> dict[str, Any]:
    return {str(index): asdict(convention) for index, convention in conventions.items()}


def _conventions_from_json(data: dict[str, Any]) -> dict[int, Convention]:
    return {int(index): Convention(**convention) for index, convention in data.items()}


def missing(mapping: Mapping, platform: str, taken_on: date | None, columns: Sequence[str] = ()) -> list[str]:
    """What still stands in the way of loading, a sentence each; none when it can be loaded.

    `platform` and `taken_on` are what was chosen for rows that name none, "" and None where nothing was. `columns` are the list's names of
    its columns, which sentences then say; else the fields'.
    """
    sentences = []
    if not mapping.names_accounts:
        sentences += _missing_of_account(mapping.account, platform)
    if mapping.platforms and not mapping.columns_of(Field.PLATFORM):
        sentences += _missing_of_parts(mapping, platform, columns)
    elif not platform and not mapping.columns_of(Field.PLATFORM, Field.PROFILE_URL):
        are_names = mapping.columns_of(Field.TITLE) and not mapping.columns_of(*IDENTITIES)
        sentences.append(OF_NAMES if are_names else NO_PLATFORM)
    if taken_on is None and mapping.says_of_a_day and not mapping.columns_of(Field.TAKEN_ON):
        sentences.append("No column has a date: say on which day the counts were taken.")
    return sentences + _repeated(mapping, platform)


def _missing_of_account(account: str, platform: str) -> list[str]:
    """What is missing where no column names an account, and all rows may be of one."""
    if not account:
        return [NO_ACCOUNT]
    try:
        if platform:
            read_account(account, platform)
    except ValueError as error:
        return [f"“{account}” {error}."]
    return []


def _missing_of_parts(mapping: Mapping, platform: str, columns: Sequence[str]) -> list[str]:
    """What is missing where columns speak of several platforms."""
    sentences = []
    if not platform:
        fields = sorted(mapping.own_fields("", "") & OF_ONE_ACCOUNT)
        unclear = [f"“{Field(name).label}”" for name in fields]
        if columns:
            unclear = [f"“{columns[index]}”" for index in mapping.columns_of(*fields) if index not in mapping.platforms]
        if len(unclear) == 1:
            sentences.append(f"{unclear[0]} is said of one account: choose on which platform that is, or keep it as it came.")
        elif unclear:
            named = f"{', '.join(unclear[:-1])} and {unclear[-1]}"
            sentences.append(f"{named} are said of one account: choose on which platform that is, or keep them as they came.")
    parts = {part: mapping.part(part, platform).columns_of(*IDENTITIES) for part in mapping.parts(platform)}
    sentences += [
        f"No column names the account on {LABELS.get(part, part)}: choose the one that does, or keep what is said of it as it came."
        for part, identities in parts.items()
        if not identities and any(parts.values()) and Field.TITLE not in mapping.own_fields(part, platform)
    ]
    return sentences


def _repeated(mapping: Mapping, platform: str) -> list[str]:
    """Fields that several columns are where there may be one: for each account of a row, since platforms may have their own."""
    sentences = []
    for part in mapping.parts(platform) or [""]:
        view, own = (mapping.part(part, platform), mapping.own_fields(part, platform)) if part else (mapping, frozenset[Field]())
        where = f" on {LABELS.get(part, part)}"
        sentences += [
            f"{count} columns are mapped to “{chosen.label}”{where if chosen in own else ''}: choose one, and keep the others as they came."
            for (chosen, *_), count in Counter(
                (chosen, view.days.get(index), view.platforms.get(index)) for index, chosen in view.fields.items()
            ).items()
            if count > 1 and chosen not in REPEATABLE
        ]
    return list(dict.fromkeys(sentences))
