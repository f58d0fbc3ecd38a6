"""How a column writes what could be read two ways: 12,5 and 12,500; 3.4 per cent or of 1; 01/02/2022; “mil” and “B”; old addresses.

What the cells show is evidence.py's, of a sample or of a whole file. What nothing shows is an open question with both readings in words:
a person answers it in Mapping.chosen, or the counts and rates in doubt are left out; a day in doubt rejects its row.
"""

from collections.abc import Iterable
from collections.abc import Mapping as Dict
from dataclasses import dataclass, replace
from typing import Final, Literal

from discovery.importing.cells.numbers import UNSHOWN, read_count, read_rate
from discovery.importing.cells.units import AMBIGUOUS, MIL, OPEN, B, Meant
from discovery.importing.conventions.addresses import Disagreements, OldAddresses
from discovery.importing.conventions.evidence import Evidence
from discovery.importing.conventions.rates import Rates
from discovery.importing.conventions.spelling import OTHER, Counts, Days
from discovery.importing.formats.files import FileFormat, RawRow
from discovery.importing.mapping import NO_CONVENTION, Convention, Mapping
from discovery.importing.records import Cell

Kind = Literal["decimal_mark", "percent", "day_first", "mil", "b", "scale", "zeros", "old_addresses", "named_by"]
# How a scale is chosen: what a number of the column is multiplied by.
SCALES: Final = {str(10**power): power for power in range(10)}
# What becomes of an open question's cells; of every other kind they are counts.
UNANSWERED: Final[dict[Kind, str]] = {"percent": "rates in doubt are left out", "day_first": "rows in doubt are rejected"}


@dataclass(frozen=True)
class Reading:
    """How a column is read where its values could be read two ways; `value` is "" where that is an open question.

    `options` are (value, what a value of the column is then). `is_chosen` where a person said so. `is_doubted` where a person should look
    at it, though its rows load as `value` says.
    """

    column: int
    kind: Kind
    value: str
    reason: str
    options: tuple[tuple[str, str], ...]
    is_chosen: bool = False
    is_doubted: bool = False

    @property
    def is_open(self) -> bool:
        return not self.value

    @property
    def unanswered(self) -> str:
        """What becomes of the cells in doubt until a person says how they are read."""
        return UNANSWERED.get(self.kind, "counts in doubt are left out")


_OPEN: Final = "the list does not show which of the two it is"


def conventions(mapping: Mapping, file_format: FileFormat, sample: Iterable[RawRow]) -> dict[int, Convention]:
    """What a list's first rows show of how these columns are written."""
    return _evidence(mapping, file_format, sample).conventions()


def readings(mapping: Mapping, file_format: FileFormat, sample: Iterable[RawRow]) -> list[Reading]:
    """How the columns with values that could be read two ways are read by the mapping, and what is still an open question."""
    return readings_in(_evidence(mapping, file_format, sample), mapping.chosen)


def readings_in(evidence: Evidence, chosen: Dict[int, Convention]) -> list[Reading]:
    """A reading for each column with values that could be read two ways, and for what a person chose, from left to right."""
    found: list[Reading] = []
    for index, counts in evidence.counts.items():
        said = chosen.get(index, NO_CONVENTION)
        found += _marks(evidence, index, counts, said.decimal_mark)
        found += _units(evidence, index, counts, said)
        found += _scaled(evidence, index, counts, said)
        found += _zeros(evidence, index, said.zeros)
    for index, rates in evidence.rates.items():
        found += _percents(evidence, index, rates, chosen.get(index, NO_CONVENTION).percent)
    for index, days in evidence.days.items():
        found += _orders(index, days, chosen.get(index, NO_CONVENTION).day_first)
    for index, old in evidence.old_addresses.items():
        found += _old_addresses(index, old, chosen.get(index, NO_CONVENTION).old_addresses)
    for index, named in evidence.disagreements.items():
        found += _named_by(index, named, chosen.get(index, NO_CONVENTION).named_by)
    return sorted(found, key=lambda reading: reading.column)


def with_choice(mapping: Mapping, column: int, kind: Kind, value: str) -> Mapping:
    """The mapping with a person's answer, one of a Reading's option values; "" takes the answer back. ValueError where it is no option."""
    known = {
        "decimal_mark": {*OTHER, ""},
        "percent": {"percent", "share", "row", ""},
        "day_first": {"day", "month", ""},
        "mil": {*AMBIGUOUS[MIL], ""},
        "b": {*AMBIGUOUS[B], ""},
        "scale": {*SCALES, ""},
        "zeros": {"count", "missing", ""},
        "old_addresses": {"handle", "match", ""},
        "named_by": {"neither", "address", "handle", ""},
    }
    if value not in known[kind]:
        raise ValueError(f"“{value}” is no way to read a column")
    before = mapping.chosen.get(column, NO_CONVENTION)
    if kind in ("decimal_mark", "zeros", "old_addresses", "named_by"):
        said = replace(before, **{kind: value})  # type: ignore[arg-type]  # one of those that are known
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


def _marks(evidence: Evidence, index: int, counts: Counts, chosen: str) -> Iterable[Reading]:
    cell = next(iter(counts.doubted.values()), None)
    if cell is None and not chosen:
        return
    mark, reason = evidence.mark(index)
    options = tuple((each, _as_count(cell, each)) for each in ((",", ".") if cell and "." in cell.text else (".", ",")))
    decided = "" if mark == UNSHOWN else mark
    yield Reading(index, "decimal_mark", chosen or decided, "you said so" if chosen else reason or _OPEN, options, bool(chosen))


def _units(evidence: Evidence, index: int, counts: Counts, chosen: Convention) -> Iterable[Reading]:
    for unit, said in ((MIL, chosen.mil), (B, chosen.b)):
        cell = counts.units.first.get(unit)
        power, reason = evidence.unit(index, unit)
        # What is a billion wherever nothing speaks against it, nobody need look at.
        if (cell is None or power == 9) and not said:
            continue
        powers = AMBIGUOUS[unit]
        options = tuple((word, f"{cell.text if cell else f'1 {unit}'} is in {word}s") for word in powers)
        word = next((word for word, each in powers.items() if each == (said or power)), "")
        kind: Kind = "mil" if unit == MIL else "b"
        yield Reading(index, kind, word, "you said so" if said else reason or _OPEN, options, bool(said))


def _scaled(evidence: Evidence, index: int, counts: Counts, said_of_it: Convention) -> Iterable[Reading]:
    (power, reason), chosen = evidence.scale(index), said_of_it.scale
    if not power and chosen is None:
        if counts.is_whole and (cell := counts.doubted.get(said_of_it.decimal_mark)):
            # A whole number with decimals is in a unit that nothing says.
            options = tuple((str(10**each), _as_count(cell, said_of_it.decimal_mark, each)) for each in (3, 6))
            yield Reading(index, "scale", "", f"{cell} has decimals: it is in thousands or more", options)
        return
    small, mark = counts.in_a_unit(), evidence.mark(index)[0]
    powers = (3, 6) if small else (evidence.scales[index] or chosen or 3, 0)
    options = tuple((str(10**each), _as_count(small or counts.unitless, mark, each)) for each in powers)
    said = power if chosen is None else chosen
    value = "" if said == OPEN else str(10**said)
    yield Reading(index, "scale", value, reason if chosen is None else "you said so", options, chosen is not None)


def _zeros(evidence: Evidence, index: int, chosen: str) -> Iterable[Reading]:
    found = evidence.zeros(index)
    if not found and not chosen:
        return
    reason = "you said so"
    if found and not chosen:
        reason = f"{found.zeros} of {found.numbers} are 0, and half of the others over {found.middle:,.0f}: perhaps 0 means not known"
    options = (("missing", "0 is not known, and left missing"), ("count", "0 is a count of 0"))
    yield Reading(index, "zeros", chosen or "count", reason, options, bool(chosen), is_doubted=not chosen)


def _percents(evidence: Evidence, index: int, rates: Rates, chosen: bool | None) -> Iterable[Reading]:
    if rates.first is None and chosen is None:
        return
    judged = evidence.judged(index)
    said = judged.percent if chosen is None else chosen
    by_row = [("row", "each as its row's own counts say")] if judged.is_by_row else []
    options = (("percent", _as_rate(rates.first, True)), ("share", _as_rate(rates.first, False)), *by_row)
    value = "row" if judged.is_by_row else ""
    value = value if said is None else "percent" if said else "share"
    yield Reading(index, "percent", value, judged.reason if chosen is None else "you said so", options, chosen is not None)


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


def _old_addresses(index: int, old: OldAddresses, chosen: str) -> Iterable[Reading]:
    if not old.count and not chosen:
        return
    are = "is" if old.count == 1 else "are"
    found = f"{old.count:,} of the addresses {are} from before handles (youtube.com/user/NAME), first on line {old.line}"
    reason = "you said so" if chosen else f"{found}: most of those channels have NAME as their handle now, but not all"
    options = (("match", "such rows are left to be matched"), ("handle", "NAME is taken as the handle"))
    yield Reading(index, "old_addresses", chosen or "match", reason, options, bool(chosen), is_doubted=not chosen)


def _named_by(index: int, named: Disagreements, chosen: str) -> Iterable[Reading]:
    if not named.count and not chosen:
        return
    rows = "1 row names" if named.count == 1 else f"{named.count:,} rows name"
    reason = "you said so" if chosen else f"{rows} one account by the address and another by the handle, first on line {named.line}"
    options = (
        ("neither", "such rows are rejected"),
        ("address", "the address says whose the row is"),
        ("handle", "the handle says whose the row is"),
    )
    yield Reading(index, "named_by", chosen or "neither", reason, options, bool(chosen), is_doubted=not chosen)


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
