"""The ranked page and its download: the accounts of a search, in order, a page at a time.

What a search may ask for is discovery.filters', its order and pages are discovery.ranking's.
"""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from discovery import ranking, shortlists
from discovery.chips import chips, topics_named
from discovery.exports import ACCOUNT_HEADER, account_cells, csv_response
from discovery.filters import AccountFilter
from discovery.models import CreatorList, Entry, Shortlist
from discovery.ranking import COLUMNS, DEFAULT_ORDER, Order, Page, Ranked, RankingError, order_named
from discovery.sweet_spots import default, presets
from discovery.teams import PersonRequest
from discovery.views.headings import Heading, heading
from scoring.formulas.params import PARTS
from scoring.models import AccountScore
from scoring.words.scores import HOUSE, LABELS

HEADINGS = ("name", "platform", "followers", "tier", "fit", "peer_trust", "confidence", "rate_vs_peers", "country", "last_seen")
NUMBERS = {"followers", "fit", "confidence", "rate_vs_peers"}
# Left out where a laptop's screen has no room for all: the icon beside the handle says the platform, the account page the country.
WIDE_ONLY = {"platform", "country"}
# Filters that are folded away until one is asked for.
MORE = (*(f"{part}_from" for part in PARTS), "growth_from")
WHOLE_PAGE = "discovery/browse/ranked.html"


@require_GET
@login_required
@vary_on_headers("HX-Request")
def ranked(request: PersonRequest) -> HttpResponse:
    """The whole page, or for HTMX the part that a search changes."""
    asked, order = _search(request)
    page = _page(asked, order)
    swapped = request.htmx and not request.htmx.history_restore_request
    return _shown(request, asked, order, page, "discovery/browse/_ranked_rows.html" if swapped else WHOLE_PAGE)


@require_GET
@login_required
def ranked_csv(request: PersonRequest) -> HttpResponse | StreamingHttpResponse:
    """Every account of the search, in its order; a search that cannot be followed comes back as the page says it."""
    asked, order = _search(request)
    if asked.form.errors:
        return _shown(request, asked, order, None, WHOLE_PAGE)
    sample = CreatorList.objects.sample_ids()
    ranks = enumerate(ranking.everything(asked.qs, order), start=1)
    rows = ([rank, *account_cells(score, asked.wanted, sample)] for rank, score in ranks)
    return csv_response(f"creators-{timezone.localdate()}.csv", ("rank", *ACCOUNT_HEADER), rows)


def _search(request: PersonRequest) -> tuple[AccountFilter, Order]:
    """What the address asks for; what is wrong with it stands in the filter's form."""
    asked = AccountFilter(request.GET, queryset=AccountScore.objects.all())
    asked.is_valid()
    try:
        return asked, order_named(request.GET.get("sort") or DEFAULT_ORDER, None if asked.form.errors else asked.wanted)
    except RankingError as error:
        asked.form.add_error(None, str(error))
        return asked, order_named(DEFAULT_ORDER)


def _page(asked: AccountFilter, order: Order) -> Page | None:
    """The page that the address asks for; None where something is wrong with it."""
    if asked.form.errors:
        return None
    try:
        return ranking.page(asked.qs, order, after=asked.data.get("after", ""), before=asked.data.get("before", ""))
    except RankingError as error:
        asked.form.add_error(None, str(error))
        return None


def _shown(request: PersonRequest, asked: AccountFilter, order: Order, page: Page | None, template: str) -> HttpResponse:
    wanted = default() if asked.form.errors else asked.wanted
    context = {
        "form": asked.form,
        "more": [asked.form[name] for name in MORE],
        "more_asked": any(request.GET.get(name) or asked.form[name].errors for name in MORE),
        "chips": [] if asked.form.errors else chips(request.GET),
        "topics": [] if asked.form.errors else topics_named(request.GET),
        "page": page,
        "rows": _rows(request, page) if page else [],
        "count": ranking.count(asked.qs) if page else None,
        "none_at_all": page is not None and not page.rows and not AccountScore.objects.exists(),
        "order": order,
        "orders": ORDERS,
        "headings": [_heading(name, order) for name in HEADINGS],
        "shortlists": Shortlist.objects.editable_by(request.user).select_related("campaign") if request.user.can_edit else None,
        "house": HOUSE,
        "wanted": wanted,
        "presets": presets(),
        "own": default(),
        "params": wanted.params,
        "swapped": template != WHOLE_PAGE,
        "parts": LABELS,
    }
    return render(request, template, context, status=422 if asked.form.errors else 200)


def _rows(request: PersonRequest, page: Page) -> list[tuple[Ranked, list[Entry]]]:
    """The page's accounts, each with its entries on shortlists, so that nobody looks at one twice."""
    entries = shortlists.entries_of([score.account_id for score in page.rows], user=request.user)
    return [(row, entries.get(row.score.account_id, [])) for row in page.ranked]


def _heading(name: str, order: Order) -> Heading:
    column = COLUMNS[name]
    classes = "num" if name in NUMBERS else "d-lg-none d-xxl-table-cell" if name in WIDE_ONLY else ""
    return heading(column.label, f"-{name}" if column.largest_first else name, order.name, classes=classes)


def _orders() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every order that there is, for a select: [(group, [(name, label)])]."""
    texts = [name for name, column in COLUMNS.items() if not column.largest_first]
    numbers = [name for name in COLUMNS if name not in texts]
    groups = (("Highest first", "-", numbers), ("Lowest first", "", numbers), ("A to Z", "", texts), ("Z to A", "-", texts))
    return [(label, [(f"{sign}{name}", COLUMNS[name].label) for name in names]) for label, sign, names in groups]


ORDERS = _orders()
