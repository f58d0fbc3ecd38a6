"""Remembers how the columns of a header were mapped, and takes it up for the next list with the same header.

A header is known by its columns' names, regardless of case, white space and order: who exports from the same tool again may have moved
a column, and a mapping is of names. Values are not remembered: how columns are written is looked at anew, and what a person once said
of that holds only while the new values show nothing else.
"""

import hashlib
import json
from collections.abc import Mapping as Dict
from collections.abc import Sequence
from dataclasses import replace

from django.utils import timezone

from discovery.importing.cells.numbers import UNSHOWN
from discovery.importing.cells.platforms import read_platform
from discovery.importing.fields import REASON_COLUMN, Field
from discovery.importing.formats.files import FileFormat, RawRow
from discovery.importing.mapping import NO_CONVENTION, Convention, Mapping
from discovery.importing.names.columns import is_unnamed
from discovery.importing.names.name_words import platforms_in
from discovery.models import CreatorList, SavedMapping


def remember(creator_list: CreatorList) -> None:
    """Keep the list's mapping for the next one with its header, in place of what was kept before. The sample's is nobody's to keep."""
    file_format = FileFormat.from_json(creator_list.file_format)
    columns = file_format.columns
    if creator_list.source.is_sample or not _has_names(file_format):
        return
    SavedMapping.objects.update_or_create(
        header=_digest(columns),
        defaults={
            "columns": list(columns),
            # Whose a list is says nothing of the next one.
            "mapping": creator_list.mapping | {"account": ""},
            "platform": creator_list.platform,
            "saved_at": timezone.now(),
            "saved_by": creator_list.uploaded_by,
        },
    )


def remembered(file_format: FileFormat) -> SavedMapping | None:
    """How the columns of this header were mapped last; None where none was, or where it does not fit.

    A tracker's columns are all called the same: what its accounts are and what is counted, its own values and names say.
    """
    columns = file_format.columns
    if not _has_names(file_format) or file_format.tracker:
        return None
    saved = SavedMapping.objects.filter(header=_digest(columns)).first()
    return saved if saved and _places(saved.columns, columns) is not None else None


def applied(saved: SavedMapping, columns: Sequence[str]) -> Mapping:
    """The saved mapping, for these columns wherever they stand now. ValueError where one is gone."""
    places = _places(saved.columns, columns)
    if places is None:
        raise ValueError("The saved mapping is of other columns.")
    mapping = Mapping.from_json(saved.mapping)
    fields = {places[index]: field for index, field in mapping.fields.items() if index in places}
    # A file of rejected rows that was mended has our own last column.
    fields |= {index: Field.IGNORE for index, name in enumerate(columns) if index not in fields and _plain(name) == REASON_COLUMN}
    return replace(
        mapping,
        fields=dict(sorted(fields.items())),
        conventions={},
        chosen={places[index]: chosen for index, chosen in mapping.chosen.items() if index in places},
        platforms={places[index]: platform for index, platform in mapping.platforms.items() if index in places},
        days={places[index]: day for index, day in mapping.days.items() if index in places},
        confirmed=frozenset(places[index] for index in mapping.confirmed if index in places),
    )


def still_holding(chosen: Dict[int, Convention], shown: Dict[int, Convention]) -> dict[int, Convention]:
    """What a person said of columns of an earlier list, without what this list's values contradict."""
    held = {index: _without_contradiction(said, shown.get(index, NO_CONVENTION)) for index, said in chosen.items()}
    return {index: said for index, said in held.items() if said != NO_CONVENTION}


def says_other_platforms(mapping: Mapping, columns: Sequence[str], sample: Sequence[RawRow]) -> bool:
    """Whether a column that is kept as it came and said each row's platform, which counts were put on, says another in this list."""
    said = {index: on for index, on in mapping.platforms.items() if mapping.fields.get(index) == Field.EXTRA}
    return any(
        read_platform(row.cells[index]) not in ("", on)
        for index, on in said.items()
        if not platforms_in(columns[index])
        for row in sample
        if index < len(row.cells)
    )


def _has_names(file_format: FileFormat) -> bool:
    """Whether there is a header at all: columns that are numbered are the same columns in no other file."""
    return not all(map(is_unnamed, file_format.own_columns))


def _without_contradiction(said: Convention, shown: Convention) -> Convention:
    return Convention(
        decimal_mark=said.decimal_mark if shown.decimal_mark in ("", UNSHOWN, said.decimal_mark) else "",
        percent=said.percent if shown.percent in (None, said.percent) else None,
        day_first=said.day_first if shown.day_first in (None, said.day_first) else None,
        mil=said.mil if shown.mil in (0, said.mil) else 0,
        b=said.b if shown.b in (0, said.b) else 0,
        scale=said.scale,
        zeros=said.zeros,
        old_addresses=said.old_addresses,
        named_by=said.named_by,
    )


def _places(before: Sequence[str], now: Sequence[str]) -> dict[int, int] | None:
    """{a column's index before: its index now}; None where one of the names is gone, or stands twice."""
    old, new = _named(before), _named(now)
    if set(old) - set(new) or len(new) != len(_without_reason(now)):
        return None
    return {index: new[name] for name, index in old.items()}


def _named(columns: Sequence[str]) -> dict[str, int]:
    return {_plain(name): index for index, name in enumerate(_without_reason(columns))}


def _without_reason(columns: Sequence[str]) -> Sequence[str]:
    """The columns without our own of a file of rejected rows, which stands last."""
    return columns[:-1] if len(columns) > 1 and _plain(columns[-1]) == REASON_COLUMN else columns


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _digest(columns: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(sorted(map(_plain, _without_reason(columns))), ensure_ascii=False).encode()).hexdigest()
