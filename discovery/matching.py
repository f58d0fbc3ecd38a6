"""Rows to be matched: a loaded list's rows that have a name and neither handle nor id, and the accounts a person says they are of.

What is matched becomes a list of its own that continues the first, with the same columns, source and choices and a column for the handle,
and is loaded like any other. No row is matched by itself: names are many people's. In a history, or a list of posts, the rows of one name
are one account's, and are matched together.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple, cast

from django.db import transaction
from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.fields.json import KeyTextTransform

from discovery import tasks
from discovery.activity import record
from discovery.importing import uploads
from discovery.importing.cells.named import split_name_and_handle
from discovery.importing.fields import IDENTITIES, Field
from discovery.importing.formats.files import RawRow
from discovery.importing.kept import format_of, reader_of
from discovery.importing.mapping import NO_CONVENTION, Mapping, Shape
from discovery.importing.reader.rows import RowReader
from discovery.importing.records import Outcome
from discovery.models import Account, Activity, CreatorList, Platform, RowReport, User
from discovery.models.creators import words_query

ROWS: Final = 20
SUGGESTED: Final = 5
NAMING: Final = IDENTITIES | {Field.TITLE}
# What a row says of whose it is.
TELLING: Final = (
    *IDENTITIES,
    *(Field.TITLE, Field.MIDDLE_NAME, Field.FAMILY_NAME, Field.PLATFORM, Field.COUNTRY, Field.LANGUAGE),
)
# So much of a history is of one row for each day of a name.
ONCE_A_DAY: Final = 0.95
State = CreatorList.State
# A row: the file's line it stands on, and its cells, since a line of a tracker holds several.
Place = tuple[int, tuple[str, ...]]


@dataclass(frozen=True)
class MatchRow:
    """A row that waits: the name in it, its platform, and known accounts there that the name may be of, the largest first.

    `rows` is how many of its list say the same of whose they are, and wait with it.
    """

    report: RowReport
    name: str
    platform: str
    suggestions: list[Account]
    rows: int = 1

    @property
    def platform_label(self) -> str:
        return str(Platform(self.platform).label)


class MatchPage(NamedTuple):
    """Rows that wait, in the file's order; `after` is the next page's place, None where there is none."""

    rows: list[MatchRow]
    after: int | None


@dataclass(frozen=True)
class Match:
    """What a person says of a row: the account's handle, or else the platform's id."""

    report: int
    handle: str = ""
    external_id: str = ""


def waiting(creator_list: CreatorList) -> QuerySet[RowReport]:
    """The list's rows that no list which is there still has matched; in the file's order."""
    gone = Q(state__in=[State.FAILED, State.UNDONE])
    living = CreatorList.objects.filter(pk=OuterRef("matched_in")).exclude(gone)
    return creator_list.reports.filter(~Exists(living), outcome=Outcome.UNMATCHED).order_by("pk")


def page(creator_list: CreatorList, *, after: int) -> MatchPage:
    """The next rows behind the one with id `after`, of several that are matched together the first. Rows of people who asked not to be
    listed are left out.
    """
    if telling := _telling(creator_list):
        groups = _groups(waiting(creator_list), telling).filter(first__gt=after).order_by("first")
        counts = dict(groups.values_list("first", "rows")[: ROWS + 1])
    else:
        counts = dict.fromkeys(waiting(creator_list).filter(pk__gt=after).values_list("pk", flat=True)[: ROWS + 1], 1)
    shown = list(counts)[:ROWS]
    reports = creator_list.reports.in_bulk(shown)
    return MatchPage(_rows_of(creator_list, [reports[pk] for pk in shown], counts), shown[-1] if len(counts) > ROWS else None)


def _rows_of(creator_list: CreatorList, reports: Sequence[RowReport], counts: dict[int, int]) -> list[MatchRow]:
    named = _named(creator_list, reports)
    suggested = _suggestions(named)
    return [MatchRow(report, name, platform, suggested.get(report.pk, []), counts[report.pk]) for report, name, platform in named]


def _telling(creator_list: CreatorList) -> list[int]:
    """The columns that say whose a row is, where an account has many rows, for days or posts; none where two rows are two accounts.

    A list with a day in each row is a history where most names come again, and hardly one of them twice on a day: else two of a name are
    two people. It stays one, be most of it matched.
    """
    mapping = Mapping.from_json(creator_list.mapping)
    if mapping.platforms:
        return []
    telling = mapping.columns_of(*TELLING)
    if mapping.shape == Shape.POSTS:
        return telling
    days = mapping.columns_of(Field.TAKEN_ON)
    if not days:
        return []
    unmatched = creator_list.reports.filter(outcome=Outcome.UNMATCHED)
    groups = _groups(unmatched, telling).annotate(days=Count(KeyTextTransform(days[0], "cells"), distinct=True))
    found = groups.aggregate(all=Count("first"), again=Count("first", filter=Q(days__gt=1)), all_rows=Sum("rows"), all_days=Sum("days"))
    is_history = found["again"] and found["again"] * 2 >= found["all"] and found["all_days"] >= ONCE_A_DAY * found["all_rows"]
    return telling if is_history else []


def _groups(rows: QuerySet[RowReport], telling: Sequence[int]) -> "QuerySet[Any, Any]":
    """Of rows to be matched, those that say the same of whose they are: the `first` one's id, and how many `rows`."""
    told = {f"told_{index}": KeyTextTransform(index, "cells") for index in telling}
    groups = rows.order_by().annotate(**told).values("part", *told)
    return cast("QuerySet[Any, Any]", groups.annotate(first=Min("pk"), rows=Count("pk")))


def _together(creator_list: CreatorList, report: RowReport, telling: Sequence[int]) -> QuerySet[RowReport]:
    """The rows that are matched with this one, itself among them: those that say the same in the columns that tell."""
    rows = waiting(creator_list).filter(**({"part": report.part} if telling else {"pk": report.pk}))
    for index in telling:
        rows = rows.filter(**({f"cells__{index}": report.cells[index]} if index < len(report.cells) else {f"cells__{index}__isnull": True}))
    return rows


def beside_names(creator_list: CreatorList, reports: Sequence[RowReport]) -> list[tuple[RowReport, str]]:
    """Each report beside the name in its row where that is to be matched, else ""; no name of people who asked not to be listed."""
    unmatched = [report for report in reports if report.outcome == Outcome.UNMATCHED]
    names = {report.pk: name for report, name, _ in _named(creator_list, unmatched)} if unmatched else {}
    return [(report, names.get(report.pk, "")) for report in reports]


@transaction.atomic
def match(*, creator_list: CreatorList, matches: Sequence[Match], by: User | None) -> CreatorList:
    """Queue a list of these rows with their accounts, and return it. uploads.NotReady where one of them waits no more."""
    chosen = {each.report: each for each in matches}
    reports = list(waiting(creator_list).filter(pk__in=chosen).select_for_update(of=("self",)))
    if len(reports) < len(chosen):
        raise uploads.NotReady("One of these rows was matched meanwhile. Look at the page again.")
    telling = _telling(creator_list)
    together = {each.pk: (each, chosen[report.pk]) for report in reports for each in _together(creator_list, report, telling)}
    # What is said of a row itself counts.
    together |= {report.pk: (report, chosen[report.pk]) for report in reports}
    text, mapping = _continued(creator_list, [together[pk] for pk in sorted(together)])
    name = f"{creator_list.name.rsplit('.', 1)[0][:200]}, matched.csv"
    made = uploads.create_list(file=io.BytesIO(text.encode()), name=name, source_name=creator_list.source.name, uploaded_by=by)
    made.continues = creator_list
    made.save(update_fields=["continues"])
    uploads.choose(list_id=made.pk, mapping=mapping, platform=creator_list.platform, taken_on=creator_list.taken_on)
    creator_list.reports.filter(pk__in=together).update(matched_in=made.pk)
    record(Activity.Action.IMPORT_UPLOADED, made, by=by)
    tasks.queue_list(made.pk, by=by)
    return made


def _named(creator_list: CreatorList, reports: Sequence[RowReport]) -> list[tuple[RowReport, str, str]]:
    reader = reader_of(creator_list)
    return [(report, *name) for report in reports if (name := _name_in(reader, report))]


def _name_in(reader: RowReader, report: RowReport) -> tuple[str, str] | None:
    """The name in the row and its platform; None of a person who asked not to be listed meanwhile."""
    rows = (row for row in reader.read(RawRow(report.line, report.cells)) if row.part == report.part and not row.is_suppressed)
    row = next(rows, None)
    return (row.record.title, row.record.platform) if row and row.record.platform else None


def _suggestions(named: Iterable[tuple[RowReport, str, str]]) -> dict[int, list[Account]]:
    """{report's id: accounts of that platform with the name's words in theirs, or the name in one word}, all in two queries."""
    asked = [_accounts_named(report.pk, name, platform) for report, name, platform in named if words_query(name)]
    if not asked:
        return {}
    found = list(asked[0].union(*asked[1:], all=True)) if len(asked) > 1 else list(asked[0])
    accounts = Account.objects.select_related("score").in_bulk({account for _, account in found})
    suggested: dict[int, list[Account]] = {}
    for report, account in found:
        suggested.setdefault(report, []).append(accounts[account])
    return {report: sorted(each, key=_followers, reverse=True) for report, each in suggested.items()}


def _accounts_named(report: int, name: str, platform: str) -> "QuerySet[Account, tuple[int, int]]":
    query, joined = words_query(name), words_query("".join(filter(str.isalnum, name)))
    found = Account.objects.filter(Q(search=query) | Q(search=joined), platform=platform)
    return found.order_by(F("score__followers").desc(nulls_last=True), "pk").values_list(Value(report), "pk")[:SUGGESTED]


def _followers(account: Account) -> int:
    score = getattr(account, "score", None)
    return (score.followers or 0) if score else 0


def _continued(creator_list: CreatorList, matched: Sequence[tuple[RowReport, Match]]) -> tuple[str, Mapping]:
    """The rows as a file with the accounts in columns of their own, and the mapping of its columns."""
    columns, before = list(format_of(creator_list).columns), Mapping.from_json(creator_list.mapping)
    parts = list(dict.fromkeys(report.part for report, _ in matched))
    has_ids = any(not match.handle for _, match in matched)
    added = [(part, field) for part in parts for field in ((Field.HANDLE, Field.EXTERNAL_ID) if has_ids else (Field.HANDLE,))]
    said = {(_place(report), report.part): match for report, match in matched}
    lines = {report.line for report, _ in matched}
    others = creator_list.reports.filter(line__in=lines, outcome=Outcome.UNMATCHED).exclude(part="")
    # Another account of the row that waits still, or was matched before, is not to wait in the new list, too.
    still = [(_place(report), report.part) for report in others if (_place(report), report.part) not in said]
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow([*columns, *(f"matched {field.label.lower()} {part}".strip() for part, field in added)])
    for place in dict.fromkeys(_place(report) for report, _ in matched):
        padded = [*place[1], *[""] * len(columns)][: len(columns)]
        for index in (index for other, part in still if other == place for index in _own_columns(before, part, NAMING)):
            padded[index] = ""
        writer.writerow([*padded, *(_account_cell(before, padded, said.get((place, part)), part, field) for part, field in added)])
    return output.getvalue(), _mapping_with(before, creator_list.platform, len(columns), added)


def _place(report: RowReport) -> Place:
    return report.line, tuple(report.cells)


def _account_cell(before: Mapping, cells: Sequence[str], match: Match | None, part: str, field: Field) -> str:
    """Who the row is of on this part: as matched, else as its own columns say."""
    if match:
        return match.handle if field == Field.HANDLE else "" if match.handle else match.external_id
    for index in _own_columns(before, part, (field,)):
        return cells[index]
    for index in _own_columns(before, part, (Field.NAME_AND_HANDLE,)) if field == Field.HANDLE else ():
        return split_name_and_handle(cells[index])[1]
    return ""


def _mapping_with(before: Mapping, platform: str, width: int, added: Sequence[tuple[str, Field]]) -> Mapping:
    """The first list's mapping, its ways to read columns settled; who a row is of is said by the added columns."""
    fields, platforms = dict(before.fields), dict(before.platforms)
    for index, (part, field) in enumerate(added, width):
        for own in _own_columns(before, part, (field, Field.NAME_AND_HANDLE) if field == Field.HANDLE else (field,)):
            has_title = bool(before.part(part, platform).columns_of(Field.TITLE) if part else before.columns_of(Field.TITLE))
            fields[own] = Field.EXTRA if has_title or field == Field.EXTERNAL_ID else Field.TITLE
        fields[index] = field
        if part:
            platforms[index] = part
    settled = {index: convention for index in before.fields if (convention := before.convention(index)) != NO_CONVENTION}
    return replace(before, fields=fields, platforms=platforms, chosen=settled)


def _own_columns(mapping: Mapping, part: str, fields: Iterable[Field]) -> list[int]:
    """The columns of these fields, of those that name somebody, that speak of the part."""
    return [index for index in mapping.columns_of(*NAMING.intersection(fields)) if mapping.platforms.get(index, "") == part]
