"""Some accounts side by side, the best of each number marked. The address names them, so that a comparison can be passed on.

They are chosen on the ranked page, or are a shortlist's; how each number came about, an account's own page says.
"""

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from discovery import shortlists
from discovery.filters import wanted_in
from discovery.forms.accounts import CompareForm
from discovery.models import Account, Entry, Shortlist
from discovery.sweet_spots import SweetSpot, show
from discovery.teams import PersonRequest
from discovery.templatetags.figures import DASH, ago, fixed, percent, short, times
from discovery.views.addresses import comparison
from discovery.views.shortlists import next_address
from scoring.formulas.params import PARTS
from scoring.models import AccountScore
from scoring.words.scores import HOUSE, LABELS


class Measure(NamedTuple):
    """A number of a score: how it is called and written, and which of several is best; of some none is."""

    label: str
    of: Callable[[AccountScore], Any]
    written: Callable[[Any], str]
    best: Callable[[Iterable[Any]], Any] | None = None


class Line(NamedTuple):
    """One measure of all accounts: as it is written, and whether it is the best."""

    label: str
    cells: list[tuple[str, bool]]


class Column(NamedTuple):
    """An account, the shortlists it is on, and the address of the comparison without it."""

    account: Account
    entries: list[Entry]
    without: str


def _hundredths(value: float | None) -> str:
    return fixed(value, 2)


def _thousandths(value: float | None) -> str:
    return fixed(value, 3)


def _whole(value: float | None) -> str:
    return fixed(value, 0)


def _rate(score: AccountScore) -> str:
    """With what it is of: rates of views and of followers are not to be compared."""
    what = {"per_view": " of views", "per_follower": " of followers"}.get(score.rate_definition, "")
    return f"{percent(score.rate, 2)}{what}"


MEASURES = [
    Measure("Fit, of 100", attrgetter("fit"), _hundredths, max),
    Measure("Peer trust, of 100", attrgetter("peer_trust"), fixed, max),
    Measure("Confidence, of 1", attrgetter("confidence"), _thousandths, max),
    Measure("Sweet spot, of 1", attrgetter("sweet_spot"), _thousandths, max),
    *(Measure(f"{LABELS[part]}, of 100", attrgetter(part), fixed, max) for part in PARTS),
    Measure("Flags", attrgetter("flag_count"), _whole, min),
    Measure("Followers", attrgetter("followers"), short),
    # More of it is better only up to a point, which response knows.
    Measure("Engagement against peers", attrgetter("rate_vs_peers"), times),
    Measure("Engagement rate", _rate, str),
    Measure("Growth in 30 days", attrgetter("growth"), percent),
    Measure("Country", attrgetter("country.name"), lambda name: name or DASH),
    Measure("Last seen", attrgetter("last_seen"), ago),
]


@require_GET
@login_required
def compare(request: PersonRequest) -> HttpResponse:
    """The accounts of the address, in its order; those that are gone by now are counted."""
    form = CompareForm(request.GET)
    asked = list(dict.fromkeys(form.cleaned_data["account"])) if form.is_valid() else []
    found = Account.objects.select_related("score").in_bulk(asked)
    accounts, wanted = [found[pk] for pk in asked if pk in found], wanted_in(request.GET)
    scores = [getattr(account, "score", None) or AccountScore(account=account) for account in accounts]
    show(scores, wanted)
    context = {
        "columns": _columns(request, accounts, wanted),
        "lines": [_line(measure, scores) for measure in MEASURES] if accounts else [],
        "form": form if "account" in request.GET else None,
        "gone": len(asked) - len(accounts),
        "wanted": wanted,
        "house": HOUSE,
        "shortlists": Shortlist.objects.editable_by(request.user).select_related("campaign") if request.user.can_edit else None,
    }
    return render(request, "discovery/comparing/compare.html", context, status=422 if context["form"] and form.errors else 200)


@require_POST
@login_required
def compare_chosen(request: PersonRequest) -> HttpResponse:
    """To the comparison of the accounts selected on the ranked page, by the size that its search wants."""
    form, back = CompareForm(request.POST), next_address(request, reverse("ranked"))
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["account"])))
        return redirect(back)
    return redirect(comparison(form.cleaned_data["account"], wanted_in(QueryDict(urlsplit(back).query))))


def _columns(request: PersonRequest, accounts: list[Account], wanted: SweetSpot) -> list[Column]:
    keys = [account.pk for account in accounts]
    entries = shortlists.entries_of(keys, user=request.user)
    return [
        Column(account, entries.get(account.pk, []), comparison((key for key in keys if key != account.pk), wanted)) for account in accounts
    ]


def _line(measure: Measure, scores: list[AccountScore]) -> Line:
    values = [measure.of(score) for score in scores]
    known = [value for value in values if value is not None]
    # Where all are alike none is better.
    best = measure.best(known) if measure.best and len(set(known)) > 1 else None
    return Line(measure.label, [(measure.written(value), value is not None and value == best) for value in values])
