"""What a row becomes: a record to store, and the problems found on the way to it. rows.py reads them, loading.py stores them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple

from discovery.models import RowReport

Outcome = RowReport.Outcome
# Of a row about a person who asked not to be listed: it is counted, and nothing of it is kept.
SUPPRESSED: Final = "suppressed"
VALUE_LENGTH: Final = 200
# Control characters but tab and line breaks; surrogates stand for bytes that the encoding does not know.
CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
UNDECODED: Final = re.compile(r"[\ud800-\udfff]")


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


def problem_at(columns: Sequence[str], index: int, value: str, reason: str) -> Problem:
    """What is wrong with a cell of the column with this index; one beyond the columns is of none."""
    shown = UNDECODED.sub("\ufffd", CONTROL.sub("\ufffd", value[:VALUE_LENGTH]))
    return Problem(columns[index] if index < len(columns) else "", shown, reason)


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
    """What a file's row says of one account. `errors` reject it, or say why it is left out, `remarks` do not.

    `part` is the platform where the file's row speaks of accounts on several, else "".
    """

    line: int
    cells: list[str]
    record: Record = field(default_factory=Record)
    errors: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    part: str = ""
    is_suppressed: bool = False
    is_left_out: bool = False

    def keep(self, column: str, text: str, problem: Problem) -> None:
        """Keep a cell as it came, with the reason why it is not read."""
        self.record.extra[column] = text
        self.remarks.append(problem)

    @property
    def outcome(self) -> str | None:
        """A RowReport.Outcome, or SUPPRESSED; None where it simply loads."""
        if self.is_suppressed:
            return SUPPRESSED
        if self.errors:
            return Outcome.LEFT_OUT if self.is_left_out else Outcome.REJECTED
        if not self.record.handle and not self.record.external_id:
            return Outcome.UNMATCHED
        return Outcome.NOTED if self.remarks else None

    @property
    def problems(self) -> list[Problem]:
        return self.errors + self.remarks
