"""The page of one account: who it is, its score part by part, its history, who said what when, and whose other accounts are the same
person's, which editors link and keep apart there.

Sentences about the score are scoring.words.scores's, the history is discovery.histories', who may be the same discovery.creators'.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

from django.conf.locale import LANG_INFO
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from discovery.creators import LinkError, link, may_be_same, part
from discovery.filters import wanted_in
from discovery.flags import Shown, open_labels, shown
from discovery.forms.accounts import DismissForm, OtherAccountForm
from discovery.histories import Dated, history, series
from discovery.models import Account, CreatorList, Entry, Shortlist
from discovery.profiles import profile_address
from discovery.sample.listing import NOTE
from discovery.sweet_spots import show
from discovery.teams import PersonRequest, editor_required
from scoring.models import AccountScore
from scoring.replay import explained


class Stated(NamedTuple):
    """A descriptive value and the list that says so; None where that list is gone or none is named."""

    label: str
    value: str
    creator_list: CreatorList | None


@require_GET
@login_required
def account(request: PersonRequest, platform: str, key: str) -> HttpResponse:
    found = _found(platform, key)
    if found is None and (renamed := _renamed(platform, key)):
        return redirect(renamed)
    if found is None:
        return render(request, "discovery/creators/unknown.html", {"platform": platform, "key": key.replace("\x00", "")}, status=404)
    return account_page(request, found)


def account_page(request: PersonRequest, found: Account, *, refused: DismissForm | None = None) -> HttpResponse:
    """The whole page, the account loaded with its score. A dismissal that was refused stands beside its flag, and the status is 422."""
    score = getattr(found, "score", None)
    scored = _scored(request, score) if score else {}
    dated = history(found)
    sample_lists = CreatorList.objects.sample_ids()
    context = {
        "account": found,
        # A sample account is nobody's: its handle must lead to nobody's page.
        "profile": "" if found.created_by_list_id in sample_lists else profile_address(found),
        "sample_lists": sample_lists,
        "sample_note": _sample_note(dated),
        "score": score,
        "history": dated,
        "series": asdict(series(dated)),
        "stated": _stated(found),
        "others": found.creator.accounts.exclude(pk=found.pk).select_related("score"),
        "suggestions": may_be_same(found, dated[0].snapshot.extra if dated else {}),
        "entries": _entries(request, found),
        "shortlists": Shortlist.objects.editable_by(request.user).select_related("campaign") if request.user.can_edit else None,
    }
    said = scored["explanation"].flags if score else []
    flags = shown(found, said)
    context |= {"flags": [(flag, _dismiss_form(flag, refused)) for flag in flags], "flag_names": open_labels(flags), **scored}
    return render(request, "discovery/creators/account.html", context, status=422 if refused else 200)


def _scored(request: PersonRequest, score: AccountScore) -> dict[str, Any]:
    """The score in words, by the size that the address wants: a search leads here with its own."""
    wanted = wanted_in(request.GET)
    explanation = explained(score, {} if wanted.is_default else wanted.constants)
    show([score], wanted)
    return {"explanation": explanation, "wanted": wanted}


def _dismiss_form(flag: Shown, refused: DismissForm | None) -> DismissForm:
    """The one that came back, where it is of this flag."""
    asked = [refused.cleaned_data.get(name) for name in ("kind", "from_day", "to_day")] if refused else []
    if refused and asked == [flag.kind, flag.from_day, flag.to_day]:
        return refused
    return DismissForm(auto_id=f"{flag.name}-%s")


@require_POST
@editor_required
def account_link(request: PersonRequest, pk: int) -> HttpResponse:
    """Let this account and the `other` be one creator's."""
    return _changed(request, pk, link, "{other} is by the same creator from now on.")


@require_POST
@editor_required
def account_part(request: PersonRequest, pk: int) -> HttpResponse:
    """Say that the `other` account is not this one's creator's."""
    return _changed(request, pk, part, "{other} is kept apart from now on, whatever lists say.")


def _changed(request: PersonRequest, pk: int, change: Callable[..., None], sentence: str) -> HttpResponse:
    found, form = get_object_or_404(Account, pk=pk), OtherAccountForm(request.POST)
    if not form.is_valid():
        raise Http404("There is no such account.")
    other = form.cleaned_data["other"]
    try:
        change(account=found, other=other, by=request.user)
    except LinkError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, sentence.format(other=other))
    return redirect(found)


def _found(platform: str, key: str) -> Account | None:
    """The account at this address; PostgreSQL's texts hold no NUL, so no account has one."""
    if "\x00" in platform + key:
        return None
    return Account.objects.at(platform, key).select_related("creator", "score").first()


def _renamed(platform: str, key: str) -> Account | None:
    """The account whose address this was before it was renamed. Another may have it one day, so that it leads there for now alone."""
    return None if "\x00" in platform + key else Account.objects.formerly_at(platform, key).first()


def _entries(request: PersonRequest, found: Account) -> QuerySet[Entry]:
    """Where it is shortlisted, as far as this person may see."""
    mine = Entry.objects.for_user(request.user).on_list()
    return mine.filter(account=found).select_related("shortlist__campaign").order_by("-added_at")


def _sample_note(dated: Sequence[Dated]) -> str:
    """What was injected into a sample account's history; "" where nothing was, and for every other account."""
    notes = (row.snapshot.extra.get(NOTE) for row in dated if row.snapshot.source.is_sample)
    return next((note for note in notes if note), "")


def _stated(found: Account) -> list[Stated]:
    """The descriptive values that are known, each with the list that said so."""
    values = {
        "handle": found.handle,
        "external_id": found.external_id,
        "title": found.title,
        "country": found.country.name,
        "language": LANG_INFO.get(found.language, {}).get("name", found.language),
        "topics": ", ".join(found.topics),
        "bio": found.bio,
    }
    lists = CreatorList.objects.select_related("source").in_bulk(list(found.field_lists.values()))
    names = {"external_id": "Platform id", "title": "Name"}
    known = {field: value for field, value in values.items() if value}
    return [Stated(names.get(field, field.capitalize()), value, lists.get(found.field_lists.get(field))) for field, value in known.items()]
