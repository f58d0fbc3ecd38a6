"""How a column writes what could be read two ways: 12,5 and 12,500; 3.4 per cent or of 1; 01/02/2022; “mil” and “B”.

Evidence is gathered row by row, of a sample or of a whole file, in memory that does not grow. What nothing shows is an open
question with both readings in words: a person answers it in Mapping.chosen, or the cells in doubt reject their rows.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Dict
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from discovery.importing.columns import says_percent, speaks
from discovery.importing.dates import EAST_ASIAN_LETTERS
from discovery.importing.fields import COUNT_LIMITS, HIDDEN_LIKES, LARGE, RATE_DEFINITIONS, WHOLE_COUNTS, Field
from discovery.importing.files import FileFormat, RawRow
from discovery.importing.ids import Ids
from discovery.importing.mapping import NO_CONVENTION, Convention, Mapping
from discovery.importing.numbers import MISSING, UNSHOWN, read_count, read_rate
from discovery.importing.rates import COUNTED, Judgement, Rates
from discovery.importing.records import Cell
from discovery.importing.spelling import OTHER, Counts, Days, only, why_mark
from discovery.importing.units import AMBIGUOUS, BILLION, MIL, OPEN, B, Meant, unit_in_name
from discovery.importing.wrappings import trimmed, unwrapped

Kind = Literal["decimal_mark", "percent", "day_first", "mil", "b", "scale"]
# In which “mil” is a thousand, or a million. In Italian it may be short for either.
LANGUAGES: Final = {
    "thousand": frozenset({"es", "pt", "ca", "gl"}),
    "million": frozenset({"cs", "sk", "ro", "hr", "sl", "sr", "bs"}),
    "turkish": frozenset({"tr"}),
}
# How a scale is chosen: what a number of the column is multiplied by.
SCALES: Final = {str(10**power): power for power in range(10)}
# So often, and so many times as often as 1, 2, 4 and 5 together, 3 stands among large accounts where it means hidden likes.
OFTEN_HIDDEN, TIMES_AS_OFTEN = 5, 3


@dataclass(frozen=True)
class Reading:
    """How a column is read where its values could be read two ways; `value` is "" where that is an open question.

    `options` are (value, what a value of the column is then). `is_chosen` where a person said so.
    """

    column: int
    kind: Kind
    value: str
    reason: str
    options: tuple[tuple[str, str], ...]
    is_chosen: bool = False

    @property
    def is_open(self) -> bool:
        return not self.value


class Evidence:
    """What the cells of a list show of how its columns are written. Add rows in the file's order, then ask.

    What it keeps does not grow with the rows: it may be given a whole file.
    """

    def __init__(self, mapping: Mapping, file_format: FileFormat) -> None:
        self._names, fields = file_format.columns, mapping.fields
        self._whole = {index for index, chosen in fields.items() if chosen in WHOLE_COUNTS}
        self._scales = {index: unit_in_name(name).power for index, name in enumerate(self._names)}
        counted = [index for index, chosen in fields.items() if chosen in COUNT_LIMITS]
        # Of thousands there may be a part.
        self._counts = {index: Counts(index in self._whole and not self._scales[index]) for index in counted}
        self._rates = {index: Rates(chosen, _counted(mapping, index)) for index, chosen in fields.items() if chosen in RATE_DEFINITIONS}
        self._is_east_asian = any(map(EAST_ASIAN_LETTERS.search, self._names))
        self._days = {index: Days(self._is_east_asian) for index, chosen in fields.items() if chosen == Field.TAKEN_ON}
        self._columns: list[tuple[int, Counts | Days]] = [*self._counts.items(), *self._days.items()]
        self._ids = {index: Ids() for index, chosen in fields.items() if chosen == Field.EXTERNAL_ID}
        self._followers = [index for index, chosen in fields.items() if chosen == Field.FOLLOWERS]
        self._few_likes = {index: dict.fromkeys("12345", 0) for index, chosen in fields.items() if chosen == Field.LIKES}

    def add(self, row: RawRow) -> None:
        """Look at one row; one that cannot be told into its columns shows nothing."""
        if row.problem or len(row.cells) > len(self._names):
            return
        for index, column in self._columns:
            if text := _value(row, index):
                column.add(Cell(text, row.line))
        for index, rates in self._rates.items():
            if text := _value(row, index):
                rates.add(Cell(text, row.line), row.cells)
        for index, ids in self._ids.items():
            ids.add(_value(row, index))
        for index, counted in self._few_likes.items():
            text = row.cells[index].strip() if index < len(row.cells) else ""
            if text in counted and self._is_large(row.cells):
                counted[text] += 1

    def conventions(self) -> dict[int, Convention]:
        """How each column is written, as its own values show, else those of the list's other numbers; without those that show nothing."""
        found = {
            **{index: self._convention(index)[0] for index in self._counts},
            **{
                index: Convention(percent=judged.percent, rate_base=judged.base)
                for index in self._rates
                for judged in [self._judged(index)]
            },
            **{index: Convention(rounds_ids=ids.are_rounded) for index, ids in self._ids.items()},
            **{index: Convention(day_first=days.day_first()[0], year_first=days.year_first) for index, days in self._days.items()},
        }
        return {index: convention for index, convention in found.items() if convention != NO_CONVENTION}

    def readings(self, chosen: Dict[int, Convention]) -> list[Reading]:
        """A reading for each column with values that could be read two ways, and for what a person chose, from left to right."""
        found: list[Reading] = []
        for index, counts in self._counts.items():
            found += self._marks(index, counts, chosen.get(index, NO_CONVENTION).decimal_mark)
            found += self._units(index, counts, chosen.get(index, NO_CONVENTION))
            found += self._scaled(index, counts, chosen.get(index, NO_CONVENTION).scale)
        for index, rates in self._rates.items():
            found += self._percents(index, rates, chosen.get(index, NO_CONVENTION).percent)
        for index, days in self._days.items():
            found += _orders(index, days, chosen.get(index, NO_CONVENTION).day_first)
        return sorted(found, key=lambda reading: reading.column)

    def _is_large(self, cells: Sequence[str]) -> bool:
        for index in self._followers:
            try:
                number = read_count(cells[index] if index < len(cells) else "", ".", Meant(scale=self._scales[index]))
            except ValueError:
                continue
            if number:
                return number.value >= LARGE
        return False

    def _convention(self, index: int) -> tuple[Convention, str]:
        mark, reason = self._mark(index)
        found = Convention(decimal_mark=mark, hides_likes=self._hides_likes(index), scale=self._scale(index)[0] or None)
        # Of billions a cell is by itself, unless the column shows them to be none.
        billions = self._unit(index, B)[0]
        return replace(found, mil=self._unit(index, MIL)[0], b=billions if billions < 9 else 0), reason

    def _unit(self, index: int, unit: str) -> tuple[int, str]:
        """What an ambiguous unit of the column multiplies by, and why."""
        counts = self._counts[index]
        if unit not in counts.units.first:
            return 0, ""
        # Its own name counts before the others'.
        names = sorted(self._names, key=lambda name: name != self._names[index])
        spoken = {meant: next((name for name in names if speaks(name, languages)), "") for meant, languages in LANGUAGES.items()}
        return counts.units.power(unit, spoken, index in self._whole)

    def _scale(self, index: int) -> tuple[int, str]:
        """The power of ten that the column's name multiplies by, and why; OPEN where its values contradict that."""
        power, largest = self._scales[index], self._counts[index].largest
        if not power:
            return 0, ""
        if largest and int(largest.text) * 10**power > BILLION:
            return OPEN, f"the column's name multiplies by {10**power:,}, but {largest} would be over a billion"
        return power, "the column's name says so"

    def _mark(self, index: int) -> tuple[str, str]:
        """The column's decimal mark and why. Of a whole count that shows nothing 1,234 can only be a thousand; of another it is open."""
        counts = self._counts[index]
        mark, reason = counts.mark()
        if mark or len(counts.shown) > 1:
            both = " and ".join(why_mark(cell, each) for each, cell in sorted(counts.shown.items(), reverse=True))
            return mark or UNSHOWN, reason or f"{both}: they contradict each other"
        elsewhere = {other: (each.mark() if isinstance(each, Counts) else only(each.shown)) for other, each in self._numbers()}
        shown = {mark: (other, reason) for other, (mark, reason) in reversed(elsewhere.items()) if mark}
        if len(shown) == 1:
            ((mark, (other, reason)),) = shown.items()
            return mark, f"as in “{self._names[other]}”, where {reason}"
        return ("", "") if counts.is_whole and not counts.doubted else (UNSHOWN, "")

    def _numbers(self) -> Iterable[tuple[int, "Counts | Rates"]]:
        return [*self._counts.items(), *self._rates.items()]

    def _judged(self, index: int) -> Judgement:
        """What the column's rates are; where nothing of it tells, as in another of which its rows do."""
        judged = self._judged_alone(index)
        if judged.percent is not None or judged.base:
            return judged
        others = [(other, self._judged_alone(other)) for other in self._rates if other != index]
        told = [(other, each) for other, each in others if each.base and each.percent is not None]
        if not told or len({each.percent for _, each in told}) > 1:
            return judged
        other, each = told[0]
        return Judgement(each.percent, f"as in “{self._names[other]}”, where {each.reason}")

    def _judged_alone(self, index: int) -> Judgement:
        return self._rates[index].judge(says_percent(self._names[index]), self._as_number)

    def _as_number(self, index: int, cell: str) -> float | None:
        """What a cell of counts says, as its column is read; None where it says nothing that can be told."""
        convention, text = self._convention(index)[0], unwrapped(trimmed(cell), prefers_address=False)
        try:
            number = read_count(text, convention.decimal_mark, convention.meant(is_whole=index in self._whole))
        except ValueError:
            return None
        return number.value if number else None

    def _hides_likes(self, index: int) -> bool:
        few = self._few_likes.get(index, {})
        threes = few.get(str(HIDDEN_LIKES), 0)
        return threes >= OFTEN_HIDDEN and threes >= TIMES_AS_OFTEN * (sum(few.values()) - threes)

    def _marks(self, index: int, counts: Counts, chosen: str) -> Iterable[Reading]:
        cell = next(iter(counts.doubted.values()), None)
        if cell is None and not chosen:
            return
        mark, reason = self._mark(index)
        options = tuple((each, _as_count(cell, each)) for each in ((",", ".") if cell and "." in cell.text else (".", ",")))
        decided = "" if mark == UNSHOWN else mark
        yield Reading(index, "decimal_mark", chosen or decided, "you said so" if chosen else reason or _OPEN, options, bool(chosen))

    def _units(self, index: int, counts: Counts, chosen: Convention) -> Iterable[Reading]:
        for unit, said in ((MIL, chosen.mil), (B, chosen.b)):
            cell = counts.units.first.get(unit)
            power, reason = self._unit(index, unit)
            # What is a billion wherever nothing speaks against it, nobody need look at.
            if (cell is None or power == 9) and not said:
                continue
            powers = AMBIGUOUS[unit]
            options = tuple((word, f"{cell.text if cell else f'1 {unit}'} is in {word}s") for word in powers)
            word = next((word for word, each in powers.items() if each == (said or power)), "")
            kind: Kind = "mil" if unit == MIL else "b"
            yield Reading(index, kind, word, "you said so" if said else reason or _OPEN, options, bool(said))

    def _scaled(self, index: int, counts: Counts, chosen: int | None) -> Iterable[Reading]:
        power, reason = self._scale(index)
        if not power and chosen is None:
            return
        named = self._scales[index] or chosen or 0
        mark = self._mark(index)[0]
        options = tuple((str(10**each), _as_count(counts.unitless, mark, each)) for each in (named, 0))
        said = power if chosen is None else chosen
        value = "" if said == OPEN else str(10**said)
        yield Reading(index, "scale", value, reason if chosen is None else "you said so", options, chosen is not None)

    def _percents(self, index: int, rates: Rates, chosen: bool | None) -> Iterable[Reading]:
        if rates.first is None and chosen is None:
            return
        judged = self._judged(index)
        said = judged.percent if chosen is None else chosen
        by_row = [("row", "each as its row's own counts say")] if judged.is_by_row else []
        options = (("percent", _as_rate(rates.first, True)), ("share", _as_rate(rates.first, False)), *by_row)
        value = "row" if judged.is_by_row else ""
        value = value if said is None else "percent" if said else "share"
        yield Reading(index, "percent", value, judged.reason if chosen is None else "you said so", options, chosen is not None)


_OPEN: Final = "nothing in the list shows which"


def conventions(mapping: Mapping, file_format: FileFormat, sample: Iterable[RawRow]) -> dict[int, Convention]:
    """What a list's first rows show of how these columns are written."""
    return _evidence(mapping, file_format, sample).conventions()


def readings(mapping: Mapping, file_format: FileFormat, sample: Iterable[RawRow]) -> list[Reading]:
    """How the columns with values that could be read two ways are read by the mapping, and what is still an open question."""
    return _evidence(mapping, file_format, sample).readings(mapping.chosen)


def with_choice(mapping: Mapping, column: int, kind: Kind, value: str) -> Mapping:
    """The mapping with a person's answer, one of a Reading's option values; "" takes the answer back. ValueError where it is no option."""
    known = {
        "decimal_mark": {*OTHER, ""},
        "percent": {"percent", "share", "row", ""},
        "day_first": {"day", "month", ""},
        "mil": {*AMBIGUOUS[MIL], ""},
        "b": {*AMBIGUOUS[B], ""},
        "scale": {*SCALES, ""},
    }
    if value not in known[kind]:
        raise ValueError(f"“{value}” is no way to read a column")
    before = mapping.chosen.get(column, NO_CONVENTION)
    if kind == "decimal_mark":
        said = replace(before, decimal_mark=value)
    elif kind == "percent":
        said = replace(before, percent={"percent": True, "share": False}.get(value))
    elif kind == "day_first":
        said = replace(before, day_first=value == "day" if value else None)
    elif kind == "scale":
        said = replace(before, scale=SCALES.get(value))
    elif kind == "mil":
        said = replace(before, mil=AMBIGUOUS[MIL].get(value, 0))
    else:
        said = replace(before, b=AMBIGUOUS[B].get(value, 0))
    chosen = {**mapping.chosen, column: said}
    return replace(mapping, chosen={index: each for index, each in chosen.items() if each != NO_CONVENTION})


def _evidence(mapping: Mapping, file_format: FileFormat, sample: Iterable[RawRow]) -> Evidence:
    evidence = Evidence(mapping, file_format)
    for row in sample:
        evidence.add(row)
    return evidence


def _orders(index: int, days: Days, chosen: bool | None) -> Iterable[Reading]:
    if days.doubted is None and chosen is None:
        return
    leads, reason = days.day_first()
    said = leads if chosen is None else chosen
    shown = days.doubted.text if days.doubted else "01/02/2022"
    first, second = shown.replace("-", "/").split("/")[:2]
    options = (("day", f"{shown} is day {first} of month {second}"), ("month", f"{shown} is day {second} of month {first}"))
    value = "" if said is None else "day" if said else "month"
    yield Reading(index, "day_first", value, "you said so" if chosen is not None else reason or _OPEN, options, chosen is not None)


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


def _as_count(cell: Cell | None, mark: str, scale: int = 0) -> str:
    text = cell.text if cell else "12,500"
    try:
        number = read_count(text, mark if mark in OTHER else ".", Meant(mil=3, scale=scale))
    except ValueError:
        return ""
    return f"{text} is {f'{number.value:,}'.replace(',', ' ')}" if number else ""


def _as_rate(cell: Cell | None, percent: bool) -> str:
    text = cell.text if cell else "0.5"
    number = read_rate(text, percent)
    return f"{text} is {number.value * 100:,.10g} %" if number else ""
