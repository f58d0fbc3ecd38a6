"""Trackers as people keep them by hand: a row for each day, a column for each account, a count in each cell.

Each count becomes a row of its own, with its day and its account, so that everything after reads a dated list like any other. Whether a
table is a tracker is found once, in its first rows; the file's format keeps it. What is counted proposals/tracked.py says.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Final

from django.conf import settings
from django.utils import timezone

from discovery.importing.cells.addresses import is_profile
from discovery.importing.cells.dates import doubted_order, is_written_as_day, looks_like_date, month_alone, read_date, shown_order
from discovery.importing.cells.numbers import is_missing
from discovery.importing.cells.places import country_code, language_code
from discovery.importing.cells.totals import is_total
from discovery.importing.fields import WHOLE_COUNTS, Field
from discovery.importing.formats.column_names import looks_like_data, means_something, unique_names
from discovery.importing.formats.delimited import too_many_rows
from discovery.importing.formats.files import FileFormat, RawRow, Tracker
from discovery.importing.names import columns as names
from discovery.importing.names.column_words import plain, words
from discovery.importing.names.name_words import platforms_in, words_of
from discovery.importing.names.of_posts import says_another_day

# A tracker is told by so many rows, and kept on so many days at least.
LOOKED_AT: Final = 500
FEWEST_DAYS: Final = 2
# One account's column may be anything, unless it is called by an @ or an address.
FEWEST_ACCOUNTS: Final = 2
# So much of the days, and of the counts, must be such; of one column's so much, where others are.
NEARLY_ALL, MOST, HALF = 0.9, 0.6, 0.5
# The columns of what comes out; the day's keeps its name.
DAY, ACCOUNT, COUNT = "Date", "account", "count"
# How people write counts: in digits, perhaps with their thousands parted, or in a unit. Money, shares, prices and changes are none.
A_COUNT: Final = re.compile(
    r"\d+|\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+|\d+[.,]0+|\d+(?:[.,]\d+)?\s?(?:k|m|mn|mil|tsd|tys|mio|mln|mlj|тыс|млн|万|萬|만|千|천)\.?",
    re.IGNORECASE,
)
# What people searched for, and where, as Google Trends has it.
SEARCHED: Final = re.compile(r".+: \(.+\)")
CLOCK: Final = re.compile(r"[ T]\d\d?:\d\d.*", re.DOTALL)
# The number of a name that comes again, as unique_names has it.
AGAIN: Final = re.compile(r"(.+) \(\d+\)")
# What is measured beside followers, or of whom: no accounts are called by such words alone.
MEASURED: Final = frozenset(
    map(
        plain,
        [
            *("impressions", "click", "clicks", "visit", "visits", "visitors", "user", "users", "session", "sessions"),
            *("pageviews", "page", "new", "lost", "gained", "gain", "gains", "loss", "losses", "net", "growth"),
            *("change", "changes", "diff", "difference", "delta", "increase", "decrease", "daily", "weekly", "monthly"),
            *("organic", "paid", "unfollows", "unfollowers", "unsubscribes", "active", "spend", "spent", "ad", "ads"),
            *("ctr", "cpc", "cpm", "roas", "roi", "conversion", "conversions", "sales", "orders", "leads", "downloads"),
            *("installs", "plays", "streams", "listeners", "watch", "time", "hours", "minutes", "duration", "bounce"),
            *("rate", "open", "high", "low", "close", "adj", "volume", "price", "score", "rank", "index", "value"),
            *("goal", "target", "actual", "min", "max", "std", "total", "sum", "other", "others", "all", "rest"),
            *("saves", "saved", "bookmarks", "reactions", "replies", "mentions", "hashtags", "tags", "profile"),
            *("website", "link", "bio", "interactions", "reposts", "retweets", "quotes", "male", "female", "men"),
            *("women", "unknown", "day", "week", "month", "quarter", "year", "hour", "minute", "weekday", "monday"),
            *("tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "wed", "thu", "fri"),
            *("sat", "sun", "neu", "neue", "zuwachs", "wachstum", "veränderung", "differenz", "klicks", "besuche"),
            *("nutzer", "sitzungen", "umsatz", "männer", "frauen", "tag", "woche", "monat", "jahr", "wochentag", "ziel"),
            *("verluste", "impressionen", "wert", "preis", "nouveaux", "croissance", "clics", "visites", "jour"),
            *("semaine", "mois", "hommes", "femmes", "nuevos", "crecimiento", "visitas", "día", "semana", "mes"),
            *("hombres", "mujeres", "novos", "crescimento", "cliques", "dia", "mês", "q1", "q2", "q3", "q4"),
            *("reel", "reels", "story", "stories", "shorts", "carousel", "carousels", "exits", "taps", "stream", "streamed", "viewers"),
            *("viewer", "peak", "traffic", "signups", "sent", "opened", "gifts", "diamonds", "temperature", "humidity", "revenue"),
        ],
    )
)
# What many a column of one account's counts is called by: anna followers, bert followers.
_OF_COUNTS: Final = words("followers", "likes", "comments", "views", "engagement")


def with_tracker(file_format: FileFormat, rows: Sequence[RawRow]) -> FileFormat | None:
    """The format of a tracker, with the columns of the rows that come out; None where the list's first rows show none."""
    # A note that stands alone in its row is of no day.
    tracker = _tracker(file_format, [row.cells for row in rows[:LOOKED_AT] if not row.problem and _are_several(row.cells)])
    if tracker is None:
        return None
    day = tracker.columns[tracker.day]
    # In the corner may stand what the other columns are: Account.
    is_said = not names.is_unnamed(day) and (not names.could_name_somebody(day) or platforms_in(day))
    return replace(file_format, columns=unique_names([day if is_said else DAY, ACCOUNT, COUNT]), tracker=tracker)


def counted_rows(rows: Iterable[RawRow], tracker: Tracker) -> Iterator[RawRow]:
    """A row of day, account and count for each cell with something in it; each has the line of the row that it stands in.

    FileProblem over the limit, which holds for what comes out.
    """
    today, most, count = timezone.localdate(), settings.IMPORT_MAX_ROWS, 0
    for row in rows:
        for each in _counts_of(row, tracker, today):
            count += 1
            if count > most:
                raise too_many_rows()
            yield each


def _counts_of(row: RawRow, tracker: Tracker, today: date) -> Iterator[RawRow]:
    day = row.cells[tracker.day] if tracker.day < len(row.cells) else ""
    if problem := row.problem or _beyond(row.cells, tracker):
        yield RawRow(row.line, [day, "", ""], problem, is_left_out=row.is_left_out)
        return
    day = _plainly(day, tracker, today)
    for index in tracker.accounts:
        if index < len(row.cells) and not is_missing(cell := row.cells[index].strip()):
            yield RawRow(row.line, [day, tracker.columns[index], cell])


def _plainly(day: str, tracker: Tracker, today: date) -> str:
    """The day as each of its rows is read by itself: the last of a month, and what may be two days as the table's others show it."""
    if month := month_alone(day, today):
        return str(month)
    if tracker.day_first is not None and doubted_order(day):
        with suppress(ValueError):
            return str(read_date(day, date.max, tracker.day_first))
    return day


def _beyond(cells: Sequence[str], tracker: Tracker) -> str:
    """Why nobody knows whose the row's counts are: one is below no account's name, or lines are in one cell; "" where that is told."""
    width = len(tracker.columns)
    if len(cells) < width and "\n" in cells[-1]:
        return "opens a quote that is never closed: the lines after it are in this cell"
    if any(map(str.strip, cells[width:])):
        return f"has {len(cells)} cells, the header {width}: a cell with the delimiter in it needs quotes"
    return ""


def _tracker(file_format: FileFormat, table: Sequence[Sequence[str]]) -> Tracker | None:
    columns = file_format.columns
    if not file_format.header_line or file_format.header_rows != 1 or len(columns) < 2:
        return None
    place = _day(columns, table)
    if place is None:
        return None
    beside = [index for index in range(place + 1, len(columns)) if not names.is_unnamed(columns[index]) or _filled(table, index)]
    totals = [index for index in beside if _is_of_all(columns[index])]
    accounts = [index for index in beside if index not in totals]
    if not _are_called_accounts([columns[index] for index in accounts]) or not _are_counts(table, accounts):
        return None
    orders = {order for day in _filled(table, place) if (order := shown_order(day)) is not None}
    day_first = orders.pop() if len(orders) == 1 else None
    return Tracker(columns, place, tuple(accounts), tuple(columns[index] for index in totals), day_first)


def _day(columns: Sequence[str], table: Sequence[Sequence[str]]) -> int | None:
    """Where the days stand: first, or behind the rows' numbers."""
    place = 1 if names.is_running_number(columns[0]) or (names.is_unnamed(columns[0]) and _are_numbers(_filled(table, 0))) else 0
    name = columns[place]
    if names.field_named(name) not in (None, Field.TAKEN_ON) or says_another_day(name):
        return None
    days, today = _filled(table, place), timezone.localdate()
    # A plain number may be a spreadsheet's of a day where its column is called one.
    is_day = looks_like_date if names.field_named(name) else lambda text: is_written_as_day(text, today)
    told = [text for text in days if is_day(text) or month_alone(text, today)]
    different = {CLOCK.sub("", text) for text in told}
    are_days = len(different) >= FEWEST_DAYS and min(len(told) / len(days), len(different) / len(told)) >= NEARLY_ALL
    return place if are_days else None


def _filled(table: Sequence[Sequence[str]], index: int) -> list[str]:
    """What stands in the column."""
    return [text for cells in table if index < len(cells) and (text := cells[index].strip())]


def _are_several(cells: Sequence[str]) -> bool:
    return sum(1 for cell in cells if cell.strip()) > 1


def _are_numbers(values: Sequence[str]) -> bool:
    """Whether they count the rows."""
    return bool(values) and any(list(values) == [str(first + row) for row in range(len(values))] for first in (0, 1))


def _is_of_all(name: str) -> bool:
    """Whether it is a total or an average of the others: Total, Total followers."""
    return is_total(name) or (any(map(is_total, name.split())) and names.field_named(name) in WHOLE_COUNTS)


def _are_called_accounts(called: Sequence[str]) -> bool:
    """Whether accounts may be called so: no column as a field of ours or a measure is, and most by no country or language; none twice."""
    sure = [name for name in called if _says_account(name)]
    if len(called) < FEWEST_ACCOUNTS and not sure:
        return False
    others = [name for name in called if name not in sure]
    if any(AGAIN.fullmatch(name) and AGAIN.sub(r"\1", name) in called for name in called) or any(map(_means_another, others)):
        return False
    borrowed = sum(1 for name in others if _may_mean_another(name))
    return borrowed < max(HALF * len(called), 1)


def _says_account(name: str) -> bool:
    return name.startswith(("@", "＠")) or is_profile(name)


def _may_mean_another(name: str) -> bool:
    """Whether an account may be called so, though hardly many of them."""
    is_of_audience = bool(country_code(name) or language_code(name))
    return is_of_audience or bool(names.kept_as(name)) or bool(_OF_COUNTS & set(words_of(name))) or SEARCHED.fullmatch(name) is not None


def _means_another(name: str) -> bool:
    """Whether a name is of a field, a platform, a measure, a time, or of nothing."""
    said = {word for word in words_of(name) if not word.isdigit()}
    known = MEASURED | _OF_COUNTS | words("filling", "per", "average", "posts", "reach", "money", "audience")
    return (
        names.is_unnamed(name)
        or means_something(name)
        or looks_like_data(name)
        or is_written_as_day(name, timezone.localdate())
        or month_alone(name, timezone.localdate()) is not None
        or names.is_audience(name)
        or names.says_platform_alone(name)
        or said <= known
    )


def _are_counts(table: Sequence[Sequence[str]], accounts: Sequence[int]) -> bool:
    """Whether nearly all cells are counts, and most of every column's; a column may still be blank."""
    cells = [[text for text in _filled(table, index) if not is_missing(text)] for index in accounts]
    counted = [sum(1 for text in column if A_COUNT.fullmatch(text)) for column in cells]
    told = all(count >= MOST * len(column) for count, column in zip(counted, cells, strict=True))
    return told and sum(counted) >= NEARLY_ALL * sum(map(len, cells)) > 0
