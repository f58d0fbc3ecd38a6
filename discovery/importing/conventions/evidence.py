"""What the cells of a list show of how its columns are written, gathered row by row in memory that does not grow.

spelling.py and rates.py look at one column each; here and in marks.py they are weighed against each other and the columns' names.
readings.py says it to people, and asks what nothing shows.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from statistics import median
from typing import Final

from discovery.importing.cells.dates import EAST_ASIAN_LETTERS
from discovery.importing.cells.ids import Ids
from discovery.importing.cells.numbers import LONGEST_BAD, MISSING, read_count, shown_mark, unit_of
from discovery.importing.cells.units import BILLION, MIL, OPEN, B, Meant, unit_in_name
from discovery.importing.cells.wrappings import trimmed, unwrapped
from discovery.importing.conventions.addresses import disagreements_in, old_addresses_in
from discovery.importing.conventions.marks import Marks
from discovery.importing.conventions.rates import COUNTED, MOST_RATES, Judgement, Rates
from discovery.importing.conventions.spelling import Counts, Days
from discovery.importing.conventions.zeros import Zeros, zeros_among
from discovery.importing.fields import COUNT_LIMITS, HIDDEN_LIKES, LARGE, RATE_DEFINITIONS, WHOLE_COUNTS, Field, most_of
from discovery.importing.formats.files import FileFormat, RawRow
from discovery.importing.mapping import NO_CONVENTION, Convention, Mapping
from discovery.importing.names.columns import says_average, says_percent, speaks
from discovery.importing.records import Cell

# In which “mil” is a thousand, or a million. In Italian it may be short for either.
LANGUAGES: Final = {
    "thousand": frozenset({"es", "pt", "ca", "gl"}),
    "million": frozenset({"cs", "sk", "ro", "hr", "sl", "sr", "bs"}),
    "turkish": frozenset({"tr"}),
}
# So often, and so many times as often as 1, 2, 4 and 5 together, 3 stands among large accounts where it means hidden likes.
# Likes of a post that are so many times the followers, in so much of so many rows at least, show that the followers are perhaps thousands.
TIMES_FOLLOWERS, MOSTLY, FEWEST = 5, 0.8, 3
# Fewer of the followers like a post of hardly any account.
LOWEST_LIKES: Final = 0.0001
ZEROS: Final = frozenset({"0", "0.0", "0,0", "0.00", "0,00"})
LOOSELY: Final = Meant(mil=3)
OFTEN_HIDDEN, TIMES_AS_OFTEN = 5, 3


class Evidence:
    """What the cells of a list show of how its columns are written. Add rows in the file's order, then ask.

    What it keeps does not grow with the rows: it may be given a whole file.
    """

    def __init__(self, mapping: Mapping, file_format: FileFormat) -> None:
        self.names, fields = file_format.columns, mapping.fields
        self._whole = {index for index, chosen in fields.items() if chosen in WHOLE_COUNTS}
        self.scales = {index: unit_in_name(name).power for index, name in enumerate(self.names)}
        counted = [index for index, chosen in fields.items() if chosen in COUNT_LIMITS]
        # Of thousands there may be a part.
        self.counts = {
            index: Counts(
                index in self._whole and not self.scales[index], most_of(fields[index]), is_followers=fields[index] == Field.FOLLOWERS
            )
            for index in counted
        }
        self.rates = {index: Rates(chosen, _counted(mapping, index)) for index, chosen in fields.items() if chosen in RATE_DEFINITIONS}
        self._is_east_asian = any(map(EAST_ASIAN_LETTERS.search, self.names))
        self.days = {index: Days(self._is_east_asian) for index, chosen in fields.items() if chosen == Field.TAKEN_ON}
        self._columns: list[tuple[int, Counts | Days]] = [*self.counts.items(), *self.days.items()]
        self._ids = {index: Ids() for index, chosen in fields.items() if chosen == Field.EXTERNAL_ID}
        self._followers = [index for index, chosen in fields.items() if chosen == Field.FOLLOWERS]
        # Of followers with an average of likes beside them, both cells of the first rows: {followers: (likes, cells)}.
        self._beside: dict[int, tuple[int, list[tuple[str, str]]]] = {
            index: (likes, [])
            for index in self._followers
            if (likes := _counted(mapping, index).get(Field.LIKES)) is not None and says_average(self.names[likes])
        }
        # Of what is kept as it came, the first cell for each decimal mark that the first rows show.
        self._shown_in_others: dict[int, dict[str, Cell]] = {index: {} for index, chosen in fields.items() if chosen == Field.EXTRA}
        plainly = {index for index in counted if not self.scales[index] and not says_average(self.names[index])}
        self._marks = Marks(self.names, self.counts, self.rates, self._shown_in_others, plainly)
        # Views with likes beside them, {views: likes}, and those that are none where something was liked.
        liked = {index: _counted(mapping, index).get(Field.LIKES) for index, chosen in fields.items() if chosen == Field.VIEWS}
        self._liked = {index: likes for index, likes in liked.items() if likes is not None}
        self._unseen: set[int] = set()
        # Counts that may be 0 where nobody knows them, each with its first cells. Many follow nobody.
        self._may_be_zero: dict[int, list[str]] = {index: [] for index in counted if fields[index] != Field.FOLLOWING}
        self.old_addresses, self.disagreements = old_addresses_in(mapping), disagreements_in(mapping)
        self._rows = 0
        self._is_tracker = file_format.tracker is not None
        self._few_likes = {index: dict.fromkeys("12345", 0) for index, chosen in fields.items() if chosen == Field.LIKES}

    def add(self, row: RawRow) -> None:
        """Look at one row; one that cannot be told into its columns shows nothing."""
        if row.problem or len(row.cells) > len(self.names):
            return
        for index, column in self._columns:
            if text := _value(row, index):
                column.add(Cell(text, row.line))
        for index, rates in self.rates.items():
            if text := _value(row, index):
                rates.add(Cell(text, row.line), row.cells)
        for old in self.old_addresses.values():
            old.add(row)
        for named in self.disagreements.values():
            named.add(row)
        self._add_beside(row)

    def _add_beside(self, row: RawRow) -> None:
        """What is looked at for something else than its spelling."""
        self._rows += 1
        if self._rows <= MOST_RATES:
            for index, shown in self._shown_in_others.items():
                if mark := shown_mark(text := _value(row, index)):
                    shown.setdefault(mark, Cell(text, row.line))
            for index, first in self._may_be_zero.items():
                first.append(_value(row, index)[:LONGEST_BAD])
            self._unseen |= {
                views for views, likes in self._liked.items() if _value(row, views) in ZEROS and _plainly(_value(row, likes), ".", LOOSELY)
            }
        for index, ids in self._ids.items():
            ids.add(_value(row, index))
        for index, (likes, cells) in self._beside.items():
            if len(cells) < MOST_RATES:
                cells.append((_value(row, index)[:LONGEST_BAD], _value(row, likes)[:LONGEST_BAD]))
        for index, counted in self._few_likes.items():
            text = row.cells[index].strip() if index < len(row.cells) else ""
            if text in counted and self._is_large(row.cells):
                counted[text] += 1

    def conventions(self) -> dict[int, Convention]:
        """How each column is written, as its own values show, else those of the list's other numbers; without those that show nothing."""
        found = {
            **{index: self.convention(index)[0] for index in self.counts},
            **{index: Convention(percent=judged.percent, rate_base=judged.base) for index in self.rates for judged in [self.judged(index)]},
            **{index: Convention(rounds_ids=ids.are_rounded) for index, ids in self._ids.items()},
            **{index: Convention(day_first=days.day_first()[0], year_first=days.year_first) for index, days in self.days.items()},
        }
        return {index: convention for index, convention in found.items() if convention != NO_CONVENTION}

    def zeros(self, index: int) -> Zeros | None:
        """The column's zeros, where they are more than what is next to 0, among thousands: perhaps nobody knows what they stand for."""
        cells = self._may_be_zero.get(index, []) if index not in self._unseen else []
        numbers = [number for cell in cells if (number := self._as_number(index, cell)) is not None]
        return zeros_among(numbers, are_followers=index in self._followers, are_tracked=self._is_tracker)

    def _is_large(self, cells: Sequence[str]) -> bool:
        for index in self._followers:
            try:
                number = read_count(cells[index] if index < len(cells) else "", ".", Meant(scale=self.scales[index]))
            except ValueError:
                continue
            if number:
                return number.value >= LARGE
        return False

    def convention(self, index: int) -> tuple[Convention, str]:
        mark, reason = self.mark(index)
        found = Convention(
            decimal_mark=mark, hides_likes=self._hides_likes(index), hides_views=index in self._unseen, scale=self.scale(index)[0] or None
        )
        # Of billions a cell is by itself, unless the column shows them to be none.
        billions = self.unit(index, B)[0]
        return replace(found, mil=self.unit(index, MIL)[0], b=billions if billions < 9 else 0), reason

    def unit(self, index: int, unit: str) -> tuple[int, str]:
        """What an ambiguous unit of the column multiplies by, and why."""
        power, reason = self._spoken_unit(index, unit)
        is_open = not power and unit in self.counts[index].units.first
        return self._mil_by_likes(index) if is_open and unit == MIL else (power, reason)

    def _spoken_unit(self, index: int, unit: str) -> tuple[int, str]:
        """What the column's own units and the list's language say of it."""
        counts = self.counts[index]
        if unit not in counts.units.first:
            return 0, ""
        # Its own name counts before the others'.
        names = sorted(self.names, key=lambda name: name != self.names[index])
        spoken = {meant: next((name for name in names if speaks(name, languages)), "") for meant, languages in LANGUAGES.items()}
        return counts.units.power(unit, spoken, index in self._whole)

    def scale(self, index: int) -> tuple[int, str]:
        """The power of ten that the column's name multiplies by, and why; OPEN where its values contradict that, or show one
        that nothing says.
        """
        power, largest = self.scales[index], self.counts[index].largest
        if cell := self.counts[index].in_a_unit():
            return OPEN, f"{cell} has decimals, and all are as small: they are in thousands or more"
        if not power:
            return self._perhaps_thousands(index)
        if women := self._of_women(index):
            return OPEN, f"beside “{women}” this may be of men, not in millions"
        if largest and int(largest.text) * 10**power > BILLION:
            return OPEN, f"the column's name multiplies by {10**power:,}, but {largest} would be over a billion"
        return power, "the column's name says so"

    def _mil_by_likes(self, index: int) -> tuple[int, str]:
        """What “mil” is, by the likes beside such followers: of a post there are fewer, but not next to none."""
        likes, _ = self._beside.get(index, (0, []))
        rates = [liked / followers for text, followers, liked in self._pairs(index) if unit_of(text) == MIL]
        if len(rates) < FEWEST:
            return 0, ""
        if median(rates) > 1:
            return 6, f"as thousands they would be fewer than “{self.names[likes]}”"
        if median(rates) < LOWEST_LIKES * 1_000:
            return 3, f"as millions they would have next to no “{self.names[likes]}”"
        return 0, ""

    def _pairs(self, index: int) -> list[tuple[str, float, float]]:
        """(cell, followers, likes of a post) of the first rows that have both; mil as a thousand."""
        likes, cells = self._beside.get(index, (0, []))
        marks = self.mark(index)[0], self.mark(likes)[0] if likes in self.counts else ""
        read = [(one, _plainly(one, marks[0], LOOSELY), _plainly(other, marks[1], LOOSELY)) for one, other in cells]
        return [(text, followers, liked) for text, followers, liked in read if followers and liked]

    def _of_women(self, index: int) -> str:
        """The column beside Followers (M) that is called Followers (F); "" where there is none."""
        rest = unit_in_name(self.names[index]).rest.casefold()
        beside = {f"{rest} ({letter})" for letter in "fw"} if self.names[index].casefold() == f"{rest} (m)" else set[str]()
        return next((name for name in self.names if name.casefold() in beside), "")

    def _perhaps_thousands(self, index: int) -> tuple[int, str]:
        """Whether followers are so few beside the likes of a post that they may be thousands, and why; 0 where they are not."""
        likes, _ = self._beside.get(index, (0, []))
        pairs = [(followers, liked) for text, followers, liked in self._pairs(index) if not unit_of(text)]
        often = sum(liked > TIMES_FOLLOWERS * followers for followers, liked in pairs)
        if len(pairs) < FEWEST or often < MOSTLY * len(pairs):
            return 0, ""
        return OPEN, f"“{self.names[likes]}” are more than {TIMES_FOLLOWERS} times as many in most rows: perhaps these are thousands"

    def mark(self, index: int) -> tuple[str, str]:
        """The column's decimal mark and why."""
        return self._marks.of(index, self._spoken_unit(index, MIL)[0])

    def judged(self, index: int) -> Judgement:
        """What the column's rates are; where nothing of it tells, as in another of which its rows do."""
        judged = self._judged_alone(index)
        if judged.percent is not None or judged.base:
            return judged
        others = [(other, self._judged_alone(other)) for other in self.rates if other != index]
        told = [(other, each) for other, each in others if each.base and each.percent is not None]
        if not told or len({each.percent for _, each in told}) > 1:
            return judged
        other, each = told[0]
        return Judgement(each.percent, f"as in “{self.names[other]}”, where {each.reason}")

    def _judged_alone(self, index: int) -> Judgement:
        return self.rates[index].judge(says_percent(self.names[index]), self._as_number)

    def _as_number(self, index: int, cell: str) -> float | None:
        """What a cell of counts says, as its column is read; None where it says nothing that can be told."""
        convention, text = self.convention(index)[0], unwrapped(trimmed(cell), prefers_address=False)
        return _plainly(text, convention.decimal_mark, convention.meant(is_whole=index in self._whole))

    def _hides_likes(self, index: int) -> bool:
        few = self._few_likes.get(index, {})
        threes = few.get(str(HIDDEN_LIKES), 0)
        return threes >= OFTEN_HIDDEN and threes >= TIMES_AS_OFTEN * (sum(few.values()) - threes)


def _plainly(text: str, mark: str, meant: Meant) -> float | None:
    """A number for comparing; None where it is none."""
    try:
        number = read_count(text, mark, meant)
    except ValueError:
        return None
    return number.value if number else None


def _value(row: RawRow, index: int) -> str:
    """A cell's text, "" where it says nothing."""
    text = unwrapped(trimmed(row.cells[index]), prefers_address=False) if index < len(row.cells) else ""
    return "" if text.casefold() in MISSING else text


def _counted(mapping: Mapping, rate: int) -> dict[Field, int]:
    """The first column of each count that a rate can be compared with: of the same platform and day, where columns speak of several."""

    def of(index: int) -> tuple[str | None, date | None]:
        return mapping.platforms.get(index), mapping.days.get(index)

    same = [(index, chosen) for index, chosen in sorted(mapping.fields.items()) if chosen in COUNTED and of(index) == of(rate)]
    return {chosen: index for index, chosen in reversed(same)}
