"""The page of one account: who it is, its score part by part, its history, and who said what when.

Sentences about the score are scoring.wording's, the history is discovery.histories'.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import NamedTuple

from django.conf.locale import LANG_INFO
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from discovery.histories import Dated, history, series
from discovery.models import Account, CreatorList, Entry, Shortlist
from discovery.profiles import profile_address
from discovery.sample.listing import NOTE
from discovery.teams import PersonRequest
from scoring.wording import explain_score


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
    score = getattr(found, "score", None)
    dated = history(found)
    sample_lists = CreatorList.objects.sample_ids()
    context = {
        "account": found,
        # A sample account is nobody's: its handle must lead to nobody's page.
        "profile": "" if found.created_by_list_id in sample_lists else profile_address(found),
        "sample_lists": sample_lists,
        "sample_note": _sample_note(dated),
        "score": score,
        "explanation": explain_score(score) if score else None,
        "history": dated,
        "series": asdict(series(dated)),
        "stated": _stated(found),
        "others": found.creator.accounts.exclude(pk=found.pk).select_related("score"),
        "entries": _entries(request, found),
        "shortlists": Shortlist.objects.editable_by(request.user).select_related("campaign") if request.user.can_edit else None,
    }
    return render(request, "discovery/creators/account.html", context)


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
