"""Changes of a shortlist's entries, one or several selected ones.

HTMX gets the row and the totals that changed, a browser without JavaScript a redirect. What was removed can be put back.
"""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from discovery import shortlists
from discovery.forms.shortlists import EntryForm, SelectionForm, StatusForm
from discovery.models import Entry, Shortlist
from discovery.sweet_spots import of_campaign
from discovery.teams import Need, PersonRequest, editor_required, entry_for, shortlist_for
from discovery.views.shortlists import next_address, row_of, shortlist_page, sums


@require_POST
@editor_required
def entry_update(request: PersonRequest, pk: int) -> HttpResponse:
    entry = entry_for(request.user, pk, Need.EDIT)
    if entry.removed_at:
        raise Http404("The entry was removed.")
    form = EntryForm(request.POST, instance=entry)
    if form.is_valid():
        shortlists.update_entry(entry=entry, by=request.user, **form.cleaned_data)
        return _row(request, entry, EntryForm(instance=entry)) if request.htmx else redirect(_back(request, entry.shortlist))
    return _row(request, entry, form) if request.htmx else shortlist_page(request, entry.shortlist, changed=form)


@require_POST
@editor_required
def entry_remove(request: PersonRequest, pk: int) -> HttpResponse:
    entry = entry_for(request.user, pk, Need.EDIT)
    shortlists.remove_entries(shortlist=entry.shortlist, entry_ids=[pk], by=request.user)
    if request.htmx:
        return render(request, "discovery/shortlists/_entry_removed.html", {"entry": entry, **sums(entry.shortlist)})
    messages.success(request, f"{entry.account.label} was removed.", extra_tags=reverse("entry_restore", args=[pk]))
    return redirect(_back(request, entry.shortlist))


@require_POST
@editor_required
def entry_restore(request: PersonRequest, pk: int) -> HttpResponse:
    entry = entry_for(request.user, pk, Need.EDIT)
    shortlists.restore_entries(shortlist=entry.shortlist, entry_ids=[pk], by=request.user)
    if request.htmx:
        return _row(request, entry, EntryForm(instance=entry))
    messages.success(request, f"{entry.account.label} was put back.")
    return redirect(_back(request, entry.shortlist))


@require_POST
@editor_required
def entries_bulk(request: PersonRequest, pk: int) -> HttpResponse:
    """One status for the selected entries."""
    found, form = shortlist_for(request.user, pk, Need.EDIT), StatusForm(request.POST)
    if not form.is_valid():
        return _refused(request, found, form)
    status = Entry.Status(form.cleaned_data["status"])
    count = shortlists.set_status(shortlist=found, entry_ids=form.cleaned_data["entry"], status=status, by=request.user)
    messages.success(request, f"{_entries_were(count)} set to {status.label}.")
    return redirect(_back(request, found))


@require_POST
@editor_required
def entries_remove(request: PersonRequest, pk: int) -> HttpResponse:
    found, form = shortlist_for(request.user, pk, Need.EDIT), SelectionForm(request.POST)
    if not form.is_valid():
        return _refused(request, found, form)
    ids = form.cleaned_data["entry"]
    count = shortlists.remove_entries(shortlist=found, entry_ids=ids, by=request.user)
    undo = reverse("entries_restore", args=[pk]) + "?" + urlencode({"entry": ids}, doseq=True)
    messages.success(request, f"{_entries_were(count)} removed.", extra_tags=undo)
    return redirect(_back(request, found))


@require_POST
@editor_required
def entries_restore(request: PersonRequest, pk: int) -> HttpResponse:
    """Undoes entries_remove. The entries stand in the address, for the message's undo is nothing but an address."""
    found, form = shortlist_for(request.user, pk, Need.EDIT), SelectionForm(request.GET)
    if not form.is_valid():
        return _refused(request, found, form)
    count = shortlists.restore_entries(shortlist=found, entry_ids=form.cleaned_data["entry"], by=request.user)
    messages.success(request, f"{_entries_were(count)} put back.")
    return redirect(_back(request, found))


def _back(request: PersonRequest, found: Shortlist) -> str:
    """The page of the shortlist that the form was sent from."""
    return next_address(request, found.get_absolute_url())


def _row(request: PersonRequest, entry: Entry, form: EntryForm) -> HttpResponse:
    """The entry's row alone, and the totals it changed."""
    wanted = of_campaign(entry.shortlist.campaign)
    context = {"row": row_of(entry, form), "saved": not form.errors, "wanted": wanted, **sums(entry.shortlist)}
    return render(request, "discovery/shortlists/_entry_changed.html", context, status=422 if form.errors else 200)


def _refused(request: PersonRequest, found: Shortlist, form: SelectionForm) -> HttpResponse:
    sentences = " ".join(str(sentence) for errors in form.errors.values() for sentence in errors)
    return shortlist_page(request, found, problem=sentences)


def _entries_were(count: int) -> str:
    return "1 entry was" if count == 1 else f"{count} entries were"
