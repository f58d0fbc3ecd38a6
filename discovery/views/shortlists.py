"""Pages of shortlists: the table, putting accounts on one, renaming and deleting it.

The table's rows are changed in discovery.views.entries, which shows them on this module's page.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from discovery import shortlists
from discovery.exports import ACCOUNT_HEADER, Cell, account_cells, csv_response
from discovery.forms.accounts import MOST_COMPARED
from discovery.forms.shortlists import AddForm, EntryForm, ShortlistForm, StatusForm
from discovery.models import CreatorList, Entry, Shortlist
from discovery.sweet_spots import SweetSpot, of_campaign, show
from discovery.teams import Need, PersonRequest, editor_required, rights, shortlist_for
from discovery.totals import totals
from discovery.views.addresses import comparison
from discovery.views.headings import heading
from scoring.models import AccountScore
from scoring.words.scores import HOUSE

# A shortlist has hundreds of entries, rarely thousands: pages by number are fine here.
PAGE_SIZE = 100
DEFAULT_SORT = "-fit"
# Of the widths between a phone's cards and a wide screen, where the table would be too broad.
SPARE = "d-md-none d-xl-table-cell"
# Each heading with the sort that a first click on it asks for, and its classes.
COLUMNS = (
    ("Account", "name", ""),
    ("Followers", "-followers", "num"),
    ("Fit", "-fit", "num"),
    ("Peer trust", "-peer_trust", f"num {SPARE}"),
    ("Engagement", "-rate_vs_peers", f"num {SPARE}"),
    ("Status", "status", ""),
    ("Note", "", ""),
    ("Cost", "-cost", ""),
    ("Added", "-added", SPARE),
)
BATCH = 1_000
CSV_HEADER = (*ACCOUNT_HEADER, "status", "note", "cost", "currency", "added", "added_by")


@dataclass(frozen=True)
class Row:
    """One line of the table; without a form for who may only look."""

    entry: Entry
    score: AccountScore
    form: EntryForm | None


@require_GET
@login_required
def shortlist(request: PersonRequest, pk: int) -> HttpResponse:
    return shortlist_page(request, shortlist_for(request.user, pk))


@require_GET
@login_required
def shortlist_csv(request: PersonRequest, pk: int) -> StreamingHttpResponse:
    """All entries, as the table is sorted by default; costs in the campaign's currency."""
    found = shortlist_for(request.user, pk)
    name = slugify(f"{found.campaign} {found}", allow_unicode=True) or "shortlist"
    entries = shortlists.export_entries(shortlist=found, sort=DEFAULT_SORT, by=request.user).iterator(chunk_size=BATCH)
    return csv_response(f"{name}.csv", CSV_HEADER, _csv_rows(entries, found))


@require_POST
@editor_required
def shortlist_rename(request: PersonRequest, pk: int) -> HttpResponse:
    found, form = shortlist_for(request.user, pk, Need.EDIT), ShortlistForm(request.POST)
    if form.is_valid():
        try:
            shortlists.rename_shortlist(shortlist=found, name=form.cleaned_data["name"], by=request.user)
        except shortlists.NameTakenError as error:
            form.add_error("name", str(error))
        else:
            return redirect(found)
    return shortlist_page(request, shortlist_for(request.user, pk), rename=form)


@require_http_methods(["GET", "POST"])
@editor_required
def shortlist_delete(request: PersonRequest, pk: int) -> HttpResponse:
    """Asks on GET, deletes on POST."""
    found = shortlist_for(request.user, pk, Need.EDIT)
    if request.method == "GET":
        context = {"shortlist": found, "totals": totals(Entry.objects.filter(shortlist=found))}
        return render(request, "discovery/shortlists/delete.html", context)
    shortlists.delete_shortlist(shortlist=found, by=request.user)
    messages.success(request, f"Shortlist “{found.name}” was deleted.")
    return redirect(found.campaign)


@require_POST
@editor_required
def add_to_shortlist(request: PersonRequest) -> HttpResponse:
    """Accounts from the ranked page or an account's own; without a valid choice, the page that asks for one."""
    form = AddForm(request.POST, user=request.user)
    if form.is_valid():
        chosen = form.cleaned_data["shortlist"]
        try:
            added = shortlists.add_accounts(shortlist=chosen, account_ids=form.cleaned_data["account"], added_by=request.user)
        except shortlists.UnknownAccountsError as error:
            form.add_error("account", str(error))
        else:
            messages.success(request, _added_sentence(chosen, added))
            return redirect(next_address(request, chosen.get_absolute_url()))
    context = {"form": form, "back": next_address(request, reverse("ranked"))}
    return render(request, "discovery/shortlists/add.html", context, status=422)


def next_address(request: PersonRequest, otherwise: str) -> str:
    """Where the form asked to go back to, if that is a page of ours."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return wanted if safe else otherwise


def row_of(entry: Entry, form: EntryForm | None) -> Row:
    row = Row(entry=entry, score=_score(entry), form=form)
    show([row.score], of_campaign(entry.shortlist.campaign))
    return row


def sums(found: Shortlist) -> dict[str, object]:
    """What the totals' fragment shows."""
    return {"campaign": found.campaign, "totals": totals(Entry.objects.filter(shortlist=found))}


def shortlist_page(
    request: PersonRequest,
    found: Shortlist,
    *,
    rename: ShortlistForm | None = None,
    changed: EntryForm | None = None,
    problem: str = "",
) -> HttpResponse:
    """The whole page. A rejected form stands on it, a rejected row on top of the table, and the status is 422."""
    sort = request.GET.get("sort", DEFAULT_SORT)
    if sort.removeprefix("-") not in shortlists.SORTS:
        problem, sort = f"The table cannot be sorted by “{sort}”. It is sorted by fit.", DEFAULT_SORT
    may = rights(request.user, found.campaign)
    page = Paginator(shortlists.sorted_entries(found, sort), PAGE_SIZE).get_page(request.GET.get("page"))
    others = [entry for entry in page if changed is None or entry != changed.instance]
    rows = [Row(entry, _score(entry), EntryForm(instance=entry) if may.edit else None) for entry in others]
    if changed is not None:
        rows.insert(0, Row(changed.instance, _score(changed.instance), changed))
    wanted = of_campaign(found.campaign)
    show([row.score for row in rows], wanted)
    context = {
        "shortlist": found,
        "rights": may,
        # A refused change is shown under its own address, which nobody can go back to.
        "address": request.get_full_path() if request.method == "GET" else next_address(request, found.get_absolute_url()),
        "sort": sort,
        "page": page,
        "rows": rows,
        "headings": [heading(_label(label, found), first, sort, classes=classes) for label, first, classes in COLUMNS],
        "rename": rename or ShortlistForm(initial={"name": found.name}),
        "selection": StatusForm(),
        "problem": problem,
        "house": HOUSE,
        "wanted": wanted,
        "compare": _comparison(rows, wanted),
        **sums(found),
    }
    return render(request, "discovery/shortlists/shortlist.html", context, status=422 if rename or changed or problem else 200)


def _comparison(rows: list[Row], wanted: SweetSpot) -> str:
    """Where all of them stand side by side; "" where they are too many for that, or there is nothing to compare."""
    return comparison([row.entry.account_id for row in rows], wanted) if 1 < len(rows) <= MOST_COMPARED else ""


def _label(label: str, found: Shortlist) -> str:
    """A column's name, with the unit where the campaign says it."""
    return f"{label}, {found.campaign.currency}" if label == "Cost" else label


def _score(entry: Entry) -> AccountScore:
    """The account's score; where it was never scored, an unsaved one in which everything is missing."""
    return getattr(entry.account, "score", None) or AccountScore(account=entry.account)


def _csv_rows(entries: Iterable[Entry], found: Shortlist) -> Iterator[list[Cell]]:
    wanted, sample = of_campaign(found.campaign), CreatorList.objects.sample_ids()
    remaining = iter(entries)
    while batch := list(islice(remaining, BATCH)):
        scores = [_score(entry) for entry in batch]
        show(scores, wanted)
        yield from (_csv_cells(entry, score, wanted, found.campaign.currency, sample) for entry, score in zip(batch, scores, strict=True))


def _csv_cells(entry: Entry, score: AccountScore, wanted: SweetSpot, currency: str, sample: Collection[int]) -> list[Cell]:
    """The values under CSV_HEADER."""
    added = timezone.localdate(entry.added_at)
    person = entry.added_by.email if entry.added_by else ""
    return [*account_cells(score, wanted, sample), entry.status, entry.note, entry.cost, currency, added, person]


def _added_sentence(chosen: Shortlist, added: shortlists.Added) -> SafeString:
    """As: 3 added to Spring; 1 was on it already."""
    link = format_html('<a href="{}">{}</a>', chosen.get_absolute_url(), chosen.name)
    restored = f", {added.restored} put back with note and cost" if added.restored else ""
    present = f"; {added.present} {'was' if added.present == 1 else 'were'} on it already" if added.present else ""
    return format_html("{} added to {}{}{}.", added.added, link, restored, present)
