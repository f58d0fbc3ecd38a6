"""What a row becomes: a record to store, and the problems found on the way to it. rows.py reads them, loading.py stores them."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple

from discovery.models import RowReport

Outcome = RowReport.Outcome
# Of a row about a person who asked not to be listed: it is counted, and nothing of it is kept.
SUPPRESSED: Final = "suppressed"


class Cell(NamedTuple):
    """A value as it stands in the file, and the line it stands on."""

    text: str
    line: int

    def __str__(self) -> str:
        return f"{self.text} on line {self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell; `value` is cut to what a page can show."""

    column: str
    value: str
    reason: str

    def to_json(self) -> dict[str, str]:
        return {"column": self.column, "value": self.value, "reason": self.reason}


@dataclass(slots=True)
class Record:
    """One row as it will be stored; None and "" where the list says nothing. Rates are shares: 0.034 for 3.4 %."""

    platform: str = ""
    handle: str = ""
    external_id: str = ""
    title: str = ""
    bio: str = ""
    country: str = ""
    language: str = ""
    topics: list[str] = field(default_factory=list)
    taken_on: date | None = None
    followers: int | None = None
    following: int | None = None
    posts: int | None = None
    likes: float | None = None
    comments: float | None = None
    shares: float | None = None
    views: float | None = None
    engagements: float | None = None
    engagement_rate: float | None = None
    rate_definition: str = ""
    post: str = ""
    extra: dict[str, str] = field(default_factory=dict)

    def stated(self) -> dict[str, Any]:
        """What would be stored, {name: value}, without what is missing."""
        named = {name: getattr(self, name) for name in self.__slots__}
        return {name: value for name, value in named.items() if value not in (None, "", [], {})}


@dataclass(slots=True)
class Row:
    """What a file's row says of one account. `errors` reject it, `remarks` do not.

    `part` is the platform where the file's row speaks of accounts on several, else "".
    """

    line: int
    cells: list[str]
    record: Record = field(default_factory=Record)
    errors: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    part: str = ""
    is_suppressed: bool = False

    @property
    def outcome(self) -> str | None:
        """A RowReport.Outcome, or SUPPRESSED; None where it simply loads."""
        if self.is_suppressed:
            return SUPPRESSED
        if self.errors:
            return Outcome.REJECTED
        if not self.record.handle and not self.record.external_id:
            return Outcome.UNMATCHED
        return Outcome.NOTED if self.remarks else None

    @property
    def problems(self) -> list[Problem]:
        return self.errors + self.remarks
