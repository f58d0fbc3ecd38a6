"""Reads what a batch of plain rows says of one account, by the column: of all of a list's columns, or of those of its part.

batches.py puts accounts together to rows, and has the RowReader read what is not plain here.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from math import isnan, nan
from operator import add, mul
from typing import Final

from discovery.importing.cells.addresses import is_address
from discovery.importing.cells.handles import TITLE_LENGTH
from discovery.importing.cells.ids import DAMAGED, ROUNDED, TOLD_AS_YOUTUBES, why_of_others
from discovery.importing.cells.numbers import is_missing
from discovery.importing.conventions.rates import FAR, may_be_in_doubt
from discovery.importing.fields import COUNT_LIMITS, HIDDEN_LIKES, RATE_DEFINITIONS, WHOLE_COUNTS, Field, RateBase
from discovery.importing.mapping import NO_CONVENTION
from discovery.importing.names.name_words import says_community
from discovery.importing.reader.rows import RowReader
from discovery.importing.reader.suppression import Suppressed
from discovery.importing.storing.plain import (
    Convert,
    Remembered,
    Text,
    are_filled,
    count_texts,
    handle_text,
    id_text,
    numbers_in,
    prose_text,
    rows_without,
)
from discovery.importing.storing.staging import staged_extra, staged_values

# Where a plain list's columns go in staging.
STAGED_AS: Final[dict[Field, tuple[str, ...]]] = {
    **{field: (field.value,) for field in (Field.PLATFORM, Field.HANDLE, Field.EXTERNAL_ID, Field.TITLE, Field.BIO, Field.POST)},
    **{field: (field.value,) for field in (Field.COUNTRY, Field.LANGUAGE, Field.TOPICS, Field.TAKEN_ON, *COUNT_LIMITS)},
    **dict.fromkeys(RATE_DEFINITIONS, ("engagement_rate", "rate_definition")),
}
IDENTITIES: Final = (Field.HANDLE, Field.EXTERNAL_ID)
AT: Final = ("@", "＠")
DAMAGED_OR_ROUNDED: Final = re.compile(rf"{DAMAGED.pattern}|{ROUNDED.pattern}", DAMAGED.flags)


class AccountReader:
    """Reads what rows say of one account: all of a list's columns, or those of its part."""

    def __init__(self, reader: RowReader) -> None:
        self._reader = reader
        fields = {index: field for index, field in reader.mapping.fields.items() if field != Field.IGNORE}
        self._extra = [index for index, field in fields.items() if field == Field.EXTRA]
        self._fields = {index: field for index, field in fields.items() if field != Field.EXTRA}
        named = [STAGED_AS.get(field, ()) for field in self._fields.values()]
        self._constant = [*(["part"] if reader.part else []), *(name for name in ("platform", "taken_on") if (name,) not in named)]
        self._remembered = {index: Remembered(self._reading(index)) for index in fields}
        # What each of its texts is, in staging's columns.
        self.groups = [*((name,) for name in self._constant), *named, *([("extra",)] if self._extra else [])]
        chosen = reader.mapping.chosen
        # Of rates that a person spoke of nothing is in doubt.
        rates = [index for index in reader.mapping.columns_of(*RATE_DEFINITIONS) if chosen.get(index, NO_CONVENTION).percent is None]
        self._bases = {base for index in rates if (base := reader.mapping.convention(index).rate_base)}
        are_communities = any(says_community(reader.columns[index]) for index in reader.mapping.columns_of(Field.HANDLE))
        is_plain = _is_plain(self._fields.values()) and not are_communities
        self.is_plain = is_plain and all(getattr(reader, name) for name in self._constant)

    def texts(self, cells: Sequence[tuple[str, ...]]) -> list[Sequence[Text]]:
        """A list for each of its groups, as long as the rows."""
        texts: list[Sequence[Text]] = [[str(getattr(self._reader, name))] * len(cells[0]) for name in self._constant]
        texts += [self._column(index, field, cells) for index, field in self._fields.items()]
        return [*texts, self._extras(cells)] if self._extra else texts

    def odd(self, cells: Sequence[tuple[str, ...]], texts: Sequence[Sequence[Text]], are_there: Sequence[bool]) -> set[int]:
        """Rows where it is there and not plain, or counted although it is not."""
        odd = {row for row in rows_without(texts) if are_there[row]}
        if not all(are_there):
            counted = are_filled(self._reader.counted, cells)
            odd |= {row for row, is_there in enumerate(are_there) if counted[row] and not is_there}
        for base in self._bases:
            odd |= self._off(base, texts)
        return odd

    def _off(self, base: RateBase, texts: Sequence[Sequence[Text]]) -> set[int]:
        """Rows whose rate is far off what they count."""
        likes, comments, engagements, divisors = (self._figures(name, texts) for name in ("likes", "comments", "engagements", base))
        rates = numbers_in(next(texts[place] for place, group in enumerate(self.groups) if group[0] == "engagement_rate"))
        counted = (rates, likes, comments, engagements, divisors)
        totals = engagements if self._texts_of("engagements", texts) else map(add, likes, comments)
        # Most rows are near at a glance; where something is missing (NaN) none is.
        perhaps = [
            row
            for row, (product, total) in enumerate(zip(map(mul, rates, divisors), totals, strict=True))
            if not product <= FAR * total <= FAR * FAR * product
        ]
        return {row for row in perhaps if _is_off(*(figures[row] for figures in counted))}

    def _figures(self, name: str, texts: Sequence[Sequence[Text]]) -> list[float]:
        """The numbers of a column of staging; NaN where there is none."""
        column = self._texts_of(name, texts)
        return numbers_in(column) if column else [nan] * len(texts[0])

    def named(self, hidden: Suppressed, texts: Sequence[Sequence[Text]]) -> set[int]:
        """Rows where it may be of somebody who asked not to be listed, by handle or id."""
        blank = [""] * len(texts[0])
        platforms, handles, ids = (self._texts_of(name, texts) or blank for name in ("platform", "handle", "external_id"))
        named = enumerate(zip(platforms, handles, ids, strict=True))
        return {row for row, (platform, handle, key) in named if hidden.are_named(platform or "", handle or "", key or "")}

    def _texts_of(self, name: str, texts: Sequence[Sequence[Text]]) -> Sequence[Text] | None:
        """The texts of a column of staging that is a list's column by itself, or the same in every row."""
        return texts[self.groups.index((name,))] if (name,) in self.groups else None

    def _column(self, index: int, field: Field, cells: Sequence[tuple[str, ...]]) -> Sequence[Text]:
        column, remembered = cells[index], self._remembered[index]
        if field == Field.HANDLE:
            return [handle_text(cell, platform) for cell, platform in zip(column, self._platforms(cells), strict=True)]
        if field == Field.EXTERNAL_ID:
            return self._ids(index, cells)
        if field in (Field.TITLE, Field.BIO):
            return [prose_text(cell, TITLE_LENGTH if field == Field.TITLE else None) for cell in column]
        if field in COUNT_LIMITS:
            return self._counts(index, field, column)
        return [remembered[cell] for cell in column]

    def _ids(self, index: int, cells: Sequence[tuple[str, ...]]) -> Sequence[Text]:
        column, remembered = cells[index], self._remembered[index]
        alone = Field.HANDLE not in self._fields.values()
        damaged = DAMAGED_OR_ROUNDED if self._reader.mapping.convention(index).rounds_ids else DAMAGED
        # Which platform's the id is says another column, so that it is not read by itself.
        by_platform = Field.PLATFORM in self._fields.values()
        # Nor does an address, or a handle, which name more than an id.
        ids = [
            id_text(cell, damaged)
            or (
                None
                if alone or cell.lstrip().startswith(AT) or is_address(cell) or (by_platform and not is_missing(cell))
                else remembered[cell]
            )
            for cell in column
        ]
        if not (youtubes := set(TOLD_AS_YOUTUBES.findall("\n".join(column)))):
            return ids
        named = zip(column, self._platforms(cells), ids, strict=True)
        return [None if cell in youtubes and why_of_others(cell, on or "") else text for cell, on, text in named]

    def _counts(self, index: int, field: Field, column: Sequence[str]) -> Sequence[Text]:
        convention, remembered = self._reader.mapping.convention(index), self._remembered[index]
        if convention.scale:
            texts: Sequence[Text] = [remembered[cell] for cell in column]
        else:
            texts = count_texts(column, field in WHOLE_COUNTS, convention.decimal_mark in ("", "."), remembered)
        hides_zero = convention.hides_views or convention.zeros == "missing"
        hidden = {*([HIDDEN_LIKES] if convention.hides_likes else []), *([0] if hides_zero else [])}
        return [None if _may_be_hidden(text, hidden) else text for text in texts] if hidden else texts

    def _platforms(self, cells: Sequence[tuple[str, ...]]) -> Sequence[Text]:
        column = next((index for index, field in self._fields.items() if field == Field.PLATFORM), None)
        if column is None:
            return [self._reader.platform] * len(cells[0])
        return [self._remembered[column][cell] for cell in cells[column]]

    def _extras(self, cells: Sequence[tuple[str, ...]]) -> list[Text]:
        """The columns that are kept as they came, as one JSON object a row."""
        columns = [[self._remembered[index][cell] for cell in cells[index]] for index in self._extra]
        return [None if None in values else f"{{{', '.join(filter(None, values))}}}" for values in zip(*columns, strict=True)]

    def _reading(self, index: int) -> Convert:
        """How the RowReader reads a cell of this column; None where it rejects it, remarks on it, or misses it where it must be."""
        field = self._reader.mapping.fields[index]
        names = STAGED_AS.get(field, ())

        def read(cell: str) -> Text:
            row = self._reader.read_cell(index, cell)
            if row.problems or not (row.record.platform or field != Field.PLATFORM) or not (row.record.taken_on or field != Field.TAKEN_ON):
                return None
            return staged_extra(row.record.extra)[1:-1] if field == Field.EXTRA else "\t".join(staged_values(row.record, names))

        return read


def _is_plain(fields: Iterable[Field]) -> bool:
    """Whether each column is one value of the row's one account, and one of them its handle or id."""
    named = Counter(name for field in fields for name in STAGED_AS.get(field, ("",)))
    return "" not in named and max(named.values(), default=0) == 1 and any(field.value in named for field in IDENTITIES)


def _is_off(rate: float, likes: float, comments: float, engagements: float, divisor: float) -> bool:
    """As rates.counted_rate and settle have it, of numbers that are NaN where they are missing."""
    if isnan(engagements):
        engagements = likes if isnan(comments) else likes + comments
    return divisor > 0 and may_be_in_doubt(rate, engagements / divisor)


def _may_be_hidden(text: Text, hidden: set[int]) -> bool:
    """Whether a count is one that stands for hidden likes or views, if the rest of the row agrees."""
    return text is not None and text[:1].isdecimal() and float(text) in hidden
