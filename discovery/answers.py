"""What a person answers of a draft in words, as a command line has it: which column is what, and how columns are read.

The page asks the same with forms (discovery.forms.imports). Keeping the answers is discovery.importing.uploads'.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

from discovery.importing import uploads
from discovery.importing.answering import with_what_follows
from discovery.importing.cells.platforms import read_platform
from discovery.importing.conventions.readings import Kind, with_choice
from discovery.importing.fields import ADDRESSED, Field
from discovery.importing.kept import format_of
from discovery.importing.mapping import Mapping, Shape
from discovery.models import CreatorList

# How people say it beside the fields' own names and labels.
ALSO: Final = {
    "name": Field.TITLE,
    "url": Field.PROFILE_URL,
    "link": Field.PROFILE_URL,
    "id": Field.EXTERNAL_ID,
    "date": Field.TAKEN_ON,
    "er": Field.ENGAGEMENT_RATE,
    "keep": Field.EXTRA,
    "leave out": Field.IGNORE,
}
SAID: Final[dict[tuple[str, str], str]] = {
    **{("decimal_mark", word): mark for word, mark in (("point", "."), ("dot", "."), ("comma", ","))},
    ("scale", "one"): "1",
    **{("scale", word): "1000" for word in ("thousand", "thousands")},
    **{("scale", word): "1000000" for word in ("million", "millions")},
}
# By what could be read two ways: the command line's option that answers it, and how.
OPTIONS: Final[dict[Kind, tuple[str, str]]] = {
    "day_first": ("day-order", "day or month, whichever stands first in 01/02/2022"),
    "percent": ("rates", "percent, share (of 1), or row, where each row is told by its counts"),
    "decimal_mark": ("decimal-mark", "point or comma"),
    "mil": ("mil", "thousand or million"),
    "b": ("b", "thousand or billion"),
    "zeros": ("zeros", "missing or count, where many are 0 among thousands"),
    "old_addresses": ("old-addresses", "handle or match, what the name in youtube.com/user/NAME is, or youtube.com/c/NAME"),
    "named_by": ("named-by", "address, handle or neither, where they name two accounts: neither rejects the row"),
    "scale": ("scale", "thousand or million where its values are in it, else one"),
}
# What the first rows need not show: an answer that names no column is of all of these fields.
OF_FIELDS: Final[dict[Kind, tuple[Field, ...]]] = {"old_addresses": ADDRESSED, "named_by": (Field.PROFILE_URL,)}


class Answer(NamedTuple):
    """One answer; `column` is the name of one or its number from 1, "" for every column that could be read two ways."""

    column: str
    value: str


class Answers(NamedTuple):
    """All that was said; `readings` are (kind, answer)."""

    columns: Sequence[Answer] = ()
    readings: Sequence[tuple[Kind, Answer]] = ()
    shape: str = ""
    account: str = ""


def answer(text: str, *, names_column: bool) -> Answer:
    """`Channel=name` as an answer; `month` alone is of every column, unless one must be named. ValueError where it is none."""
    column, is_named, value = text.rpartition("=")
    if not value.strip() or (is_named and not column.strip()) or (names_column and not is_named):
        raise ValueError(f"“{text}” is no answer: write COLUMN=VALUE, as “Channel=title”")
    return Answer(column.strip(), value.strip())


def answered(creator_list: CreatorList, mapping: Mapping, answers: Answers, platform: str) -> Mapping:
    """The draft's mapping with the answers; `platform` is what is said of rows that name none.

    ValueError where a column, a field or a way to read is not there. How columns are read is asked of the fields as they are after the
    answers: keep these first.
    """
    columns = format_of(creator_list).columns
    spoken_of: dict[int, object] = {}
    for said in answers.columns:
        column = _column(said.column, columns)
        spoken_of[column] = said
        mapping = _with_field(mapping, column, said.value)
    mapping = with_what_follows(creator_list, mapping, platform, spoken_of)
    if answers.shape:
        mapping = replace(mapping, shape=Shape(answers.shape))
    mapping = replace(mapping, account=answers.account.strip() or mapping.account)
    for kind, of_kind in groupby(answers.readings, key=itemgetter(0)):
        # One answer may raise the next question: whole counts with decimals are in a unit.
        asked = {reading.column: reading for reading in uploads.readings_of(creator_list, mapping) if reading.kind == kind}
        for _, said in of_kind:
            for column in [_column(said.column, columns)] if said.column else {*asked, *mapping.columns_of(*OF_FIELDS.get(kind, ()))}:
                reading = asked.get(column)
                # A file's own evidence stands against an answer that is of no column in particular; an earlier answer does not.
                if said.column or reading is None or reading.is_open or reading.is_doubted or reading.is_chosen:
                    mapping = with_choice(mapping, column, kind, SAID.get((kind, said.value.casefold()), said.value.casefold()))
    return mapping


def _column(name: str, columns: Sequence[str]) -> int:
    """The place of a column that is called so, else of that number."""
    plain = " ".join(name.split()).casefold()
    found = [index for index, column in enumerate(columns) if column.casefold() == plain]
    if not found and name.isdecimal() and 0 < int(name) <= len(columns):
        return int(name) - 1
    if not found:
        raise ValueError(f"No column is called “{name}”: there are {', '.join(columns)}.")
    return found[0]


def _with_field(mapping: Mapping, column: int, text: str) -> Mapping:
    """`handle`, or `handle@tiktok` where the column is of one platform's accounts."""
    name, _, on = text.partition("@")
    platform = read_platform(on) if on else mapping.platforms.get(column, "")
    if on and not platform:
        raise ValueError(f"“{on}” is no platform we know.")
    field = _field(name)
    platforms = {index: each for index, each in mapping.platforms.items() if index != column}
    if platform and field != Field.IGNORE:
        platforms[column] = platform
    confirmed = mapping.confirmed | {column}
    return replace(mapping, fields={**mapping.fields, column: field}, platforms=platforms, confirmed=confirmed)


def _field(name: str) -> Field:
    plain = " ".join(name.casefold().replace("_", " ").split())
    spelt = {each.value.replace("_", " "): each for each in Field} | {each.label.casefold(): each for each in Field}
    if found := spelt.get(plain) or ALSO.get(plain):
        return found
    raise ValueError(f"“{name}” is nothing that a column can be: give one of {', '.join(Field.values)}.")
