"""How a list was understood and what would become of it, as a terminal shows it and as JSON: what the wizard's page says of a draft."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from discovery import drafts
from discovery.answers import OPTIONS, SAID
from discovery.drafts import DraftColumn, Understood
from discovery.importing import checking, uploads
from discovery.importing.cells.numbers import looks_like_number
from discovery.importing.checking import Check
from discovery.importing.conventions.readings import Reading
from discovery.importing.fields import Field
from discovery.importing.formats.files import FileFormat, Kind, Tracker
from discovery.importing.kept import format_of
from discovery.importing.mapping import Mapping
from discovery.importing.proposals.sampling import KEPT, Confidence
from discovery.models import CreatorList, Platform

FIRST_PROBLEMS = 20
WAIT: Final = "have a name but no handle, address or id: nothing is stored of them until the page of the import is told whose they are"
SAY: Final = "Say --column NAME=FIELD where that is wrong."


def understanding(creator_list: CreatorList) -> dict[str, Any]:
    """The file's format, each column with what it is taken for, and what is still missing. FileProblem where the file is gone."""
    understood, mapping = drafts.understood(creator_list), Mapping.from_json(creator_list.mapping)
    return {
        "format": _format(format_of(creator_list)),
        "platform": creator_list.platform,
        "platform_reason": understood.platform_reason if creator_list.platform else "",
        "date": str(creator_list.taken_on or ""),
        "date_reason": understood.taken_on_reason if creator_list.taken_on else "",
        "shape": mapping.shape.value,
        "columns": [_column(column, mapping) for column in understood.columns],
        "missing": uploads.still_missing(creator_list),
        "warnings": list(warnings(creator_list, understood)),
    }


def checked(creator_list: CreatorList) -> dict[str, Any]:
    """What the whole file would do, looked through here and now, with its first problems; {} where something is still missing."""
    if uploads.still_missing(creator_list):
        return {}
    checking.begin(creator_list)
    checking.run(creator_list.pk)
    creator_list.refresh_from_db()
    check = checking.current(creator_list) or Check("")
    names = ("problem", "rows", "new_accounts", "known_accounts", "duplicates", "unmatched", "rejected", "left_out", "suppressed")
    problems = [
        {"column": kind.column, "reason": kind.reason, "outcome": str(kind.outcome), "cells": kind.count, "first_line": kind.line}
        for kind in check.kinds[:FIRST_PROBLEMS]
    ]
    return {**{name: getattr(check, name) for name in names}, "problems": problems}


def warnings(creator_list: CreatorList, understood: Understood) -> Iterable[str]:
    """What a person should look at before they believe the import, a sentence each."""
    file_format = format_of(creator_list)
    yield from _unsure(creator_list, understood.columns)
    doubted = defaultdict[str, list[tuple[str, Reading]]](list)
    for column in understood.columns:
        for reading in column.readings:
            if reading.is_open:
                yield _asked(column.name, reading)
            elif reading.is_doubted:
                doubted[reading.kind].append((column.name, reading))
    for asked in doubted.values():
        said = "; ".join(f"“{name}”: {reading.reason}" for name, reading in asked)
        first = asked[0][1]
        yield f"{said}. {_ways(first)}. Until you say: {dict(first.options)[first.value]}."
    if understood.header_doubted:
        yield f"{understood.header_doubted.capitalize()}. Say --header-line 0 if it is."
    if understood.platform_unused:
        yield f"{understood.platform_unused}."
    if understood.day_doubted:
        columns = "".join(f", or --column “{column.name}=taken_on”" for column in understood.offered_days)
        yield f"{understood.day_doubted}. Say --date YYYY-MM-DD{columns}."
    left = [sheet for sheet in file_format.sheets if sheet.name != file_format.sheet and (sheet.rows or sheet.is_hidden)]
    if left:
        named = ", ".join(f"“{sheet.name}” ({'hidden' if sheet.is_hidden else f'{sheet.rows:,} rows'})" for sheet in left)
        yield f"Only the sheet “{file_format.sheet}” is imported; left out: {named}. Say --sheet for another."


def _unsure(creator_list: CreatorList, columns: Iterable[DraftColumn]) -> Iterable[str]:
    """What columns are taken for unsurely, a sentence for each reason; and one of all numbers that are kept as they came."""
    fields, unsure, kept = (
        Mapping.from_json(creator_list.mapping).fields,
        defaultdict[str, list[str]](list),
        defaultdict[str, list[str]](list),
    )
    for column in columns:
        field = fields.get(column.index, Field.IGNORE)
        if column.confidence == Confidence.UNSURE:
            unsure[column.reason].append(f"“{column.name}” is taken for {field.label}")
        elif field == Field.EXTRA and column.confidence == Confidence.LIKELY and _counts(column):
            kept[column.reason.removesuffix(KEPT)].append(f"“{column.name}”")
    yield from (f"{', '.join(taken)}, but unsurely: {reason}. {SAY}" for reason, taken in unsure.items())
    if kept:
        named = "; ".join(f"{', '.join(names)} ({reason})" for reason, names in kept.items())
        yield f"Numbers that are kept as they came: {named}. {SAY}"


def _asked(name: str, reading: Reading) -> str:
    """What could be read two ways, why, and the options that settle it; which, only the person knows."""
    return f"“{name}” could be read two ways, since {reading.reason}: {_ways(reading)}. Say which, else {reading.unanswered}."


def _ways(reading: Reading) -> str:
    """What a value is each way, with the option that says so."""
    option = OPTIONS[reading.kind][0]
    words = {(kind, value): word for (kind, word), value in reversed(SAID.items())}
    return "; or ".join(f"{shown} (--{option} {words.get((reading.kind, value), value)})" for value, shown in reading.options)


def lines_of(understood: dict[str, Any]) -> Iterable[str]:
    """The same as a terminal shows it."""
    yield f"The file: {understood['format']['said']}"
    for column in understood["columns"]:
        sure = f" [{column['confidence']}]" if column["confidence"] else ""
        on = f" on {Platform(column['platform']).label}" if column["platform"] else ""
        shown = f"  e.g. {', '.join(column['samples'])}" if column["samples"] else ""
        yield f"{column['number']:>3}  {column['name']} → {column['label']}{on}{sure}: {column['reason']}{shown}"
        yield from (f"     {reading['kind']}: {reading['value'] or 'open'} ({reading['reason']})" for reading in column["readings"])
    if understood["platform"]:
        yield f"Rows that name no platform are on {Platform(understood['platform']).label}{_because(understood['platform_reason'])}."
    if understood["date"]:
        yield f"Counts without a day are of {understood['date']}{_because(understood['date_reason'])}."
    yield from understood["missing"]


def _because(reason: str) -> str:
    return f": {reason}" if reason else ""


def lines_of_check(check: dict[str, Any]) -> Iterable[str]:
    if not check:
        return
    if check["problem"]:
        yield check["problem"]
        return
    counted = ("rows", "new_accounts", "known_accounts", "duplicates", "unmatched", "rejected", "left_out", "suppressed")
    yield "Would load: " + ", ".join(f"{check[name]:,} {name.replace('_', ' ')}" for name in counted)
    if check["unmatched"]:
        yield f"{check['unmatched']:,} {WAIT}."
    for each in check["problems"]:
        yield f"  {each['outcome']}: {each['column'] or 'the row'} {each['reason']} ({each['cells']:,}, first on line {each['first_line']})"


def _column(column: DraftColumn, mapping: Mapping) -> dict[str, Any]:
    field = mapping.fields.get(column.index, Field.IGNORE)
    readings = [
        {"kind": each.kind, "value": each.value, "reason": each.reason, "options": dict(each.options), "said": each.is_chosen}
        for each in column.readings
    ]
    return {
        "number": column.index + 1,
        "name": column.name,
        "field": field.value,
        "label": str(field.label),
        "platform": mapping.platforms.get(column.index, ""),
        "confidence": str(column.confidence or ""),
        "reason": column.reason,
        "samples": column.samples,
        "readings": readings,
    }


def _format(file_format: FileFormat) -> dict[str, Any]:
    header = f"columns' names on line {file_format.header_line}" if file_format.header_line else "without columns' names"
    written = {
        Kind.TEXT: f"text, {file_format.encoding}, {file_format.delimiter!r} between columns, {header}",
        Kind.WORKBOOK: f"a workbook, sheet “{file_format.sheet}”, {header}",
        Kind.JSON: "JSON",
    }
    objects = f"; objects in the cells of {', '.join(file_format.objects)}" if file_format.objects else ""
    objects += " stay as they came" if objects and not file_format.objects_apart else ""
    headed = f"; headings between the rows say: {', '.join(file_format.sections)}" if file_format.sections else ""
    names = ("encoding", "delimiter", "header_line", "sheet", "objects_apart")
    said: dict[str, Any] = {"said": written[file_format.kind] + objects + headed + _tracked(file_format.tracker)}
    said |= {"kind": str(file_format.kind), "objects": list(file_format.objects)}
    return said | {name: getattr(file_format, name) for name in names}


def _tracked(tracker: Tracker | None) -> str:
    """That a table is a tracker, and which of its columns are left out as totals; "" where it is none."""
    left_out = ", ".join(f"“{name}”" for name in tracker.totals) if tracker else ""
    return f"; a column for each account, a row for each day{left_out and f'; left out as totals: {left_out}'}" if tracker else ""


def _counts(column: DraftColumn) -> bool:
    return bool(column.samples) and all(map(looks_like_number, column.samples))
