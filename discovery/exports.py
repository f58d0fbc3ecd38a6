"""CSV that opens right in Excel and never carries a formula, streamed row by row so that its size has no limit.

Text cells that Excel would read as a formula are neutralised; numbers stay numbers, and importing takes the guard off
again. Which rows, and who may have them, is for the views to say.
"""

import csv
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from operator import attrgetter

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from discovery.sweet_spots import NAMES, SweetSpot
from scoring.flagged import Flagged, flags_of
from scoring.models import AccountScore

Cell = str | int | float | Decimal | date | None
# The last four are the full-width twins of the first: Excel in some languages computes them too.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"


def _significant(number: float | None, digits: int = 6) -> float | None:
    """So many digits, as people and Excel read them: 0.0156 and not 0.015600000000000001."""
    return None if number is None else float(f"{number:.{digits}g}")


def _said(flag: Flagged) -> str:
    """As: growth_spike 2026-05-01 to 2026-06-01, dismissed."""
    return f"{flag.kind} {flag.from_day} to {flag.to_day}{', dismissed' if flag.dismissed else ''}"


# What every export says of an account, in this order: {heading: value of a score whose account is loaded with it}.
COLUMNS: dict[str, Callable[[AccountScore], Cell]] = {
    "platform": attrgetter("account.platform"),
    "handle": attrgetter("account.handle"),
    "platform_id": attrgetter("account.external_id"),
    "name": attrgetter("account.title"),
    "country": lambda score: score.account.country.code or "",
    "language": attrgetter("account.language"),
    "topics": lambda score: "; ".join(score.account.topics),
    "followers": attrgetter("followers"),
    "tier": attrgetter("tier"),
    "fit": attrgetter("fit"),
    "sweet_spot": attrgetter("sweet_spot"),
    "peer_trust": attrgetter("peer_trust"),
    "confidence": attrgetter("confidence"),
    "response": attrgetter("response"),
    "conversation": attrgetter("conversation"),
    "natural_growth": attrgetter("natural_growth"),
    "steadiness": attrgetter("steadiness"),
    "reciprocity": attrgetter("reciprocity"),
    "engagement_rate": lambda score: _significant(score.rate),
    "engagement_rate_definition": attrgetter("rate_definition"),
    "engagements_per_post": attrgetter("engagements"),
    "engagement_vs_peers": lambda score: _significant(score.rate_vs_peers),
    "growth_30_days": lambda score: _significant(score.growth),
    "flags": attrgetter("flag_count"),
    "flagged": lambda score: "; ".join(_said(flag) for flag in flags_of(score)),
    "last_seen": attrgetter("last_seen"),
    "method_version": attrgetter("method_version"),
    "bio": attrgetter("account.bio"),
}
# Says it of each row, since a file is read far from the pages that do.
ACCOUNT_HEADER: tuple[str, ...] = ("sample", *COLUMNS, *NAMES)
SAMPLE = "sample data (invented)"


def guard(text: str) -> str:
    """The text, behind an apostrophe where Excel would otherwise compute it."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def account_cells(score: AccountScore, wanted: SweetSpot, sample_lists: Collection[int]) -> list[Cell]:
    """The values under ACCOUNT_HEADER; load the score with select_related("account"). Pass CreatorList.objects.sample_ids().

    `wanted` is by which the score's fit and sweet spot are: without it nobody could recombine them from the file.
    """
    sample = SAMPLE if score.account.created_by_list_id in sample_lists else ""
    return [sample, *(value(score) for value in COLUMNS.values()), round(wanted.centre), wanted.width, wanted.share]


def csv_response(filename: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> StreamingHttpResponse:
    """A download of that name: UTF-8 with a byte order mark, lines ended by CR LF, None as an empty cell."""
    response = StreamingHttpResponse(_lines(header, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=filename) or "attachment"
    return response


class _Passed:
    """What csv.writer writes to: each line comes back at once instead of being kept."""

    def write(self, line: str) -> str:
        return line


def _lines(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    writer = csv.writer(_Passed())
    yield BYTE_ORDER_MARK + writer.writerow(_guarded(header))
    for row in rows:
        yield writer.writerow(_guarded(row))


def _guarded(cells: Sequence[Cell]) -> list[Cell]:
    return [guard(cell) if isinstance(cell, str) else cell for cell in cells]
