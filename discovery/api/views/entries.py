"""/shortlists/{id}/entries/ and /entries/: the accounts under consideration, one or several at once. What was removed can be put back."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from rest_framework import status
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from discovery import shortlists
from discovery.api.access import person
from discovery.api.endpoint import Endpoint
from discovery.api.fields import body_of, query_of
from discovery.api.paging import answer_page, page_by_id, page_of
from discovery.api.problems import conflict_of
from discovery.api.schema import operation
from discovery.api.serializers.shortlists import (
    AccountsBody,
    AddedSerializer,
    ChangedSerializer,
    EntriesBody,
    EntriesStatusBody,
    EntryBody,
    EntryQuery,
    EntrySerializer,
)
from discovery.models import Entry, Shortlist
from discovery.sweet_spots import of_campaign, show
from discovery.teams import Need, entry_for, shortlist_for


class ShortlistEntries(Endpoint):
    @operation("List a shortlist's entries", {200: page_of(EntrySerializer)}, refuses=(400, 404), parameters=[EntryQuery])
    def get(self, request: Request, shortlist_id: int) -> Response:
        """In the order in which they were added; without the removed ones."""
        shortlist = shortlist_for(person(request), shortlist_id)
        asked = query_of(request.query_params, EntryQuery)
        entries = Entry.objects.on_list().filter(shortlist=shortlist).select_related("account__score", "added_by")
        wanted = asked.pop("status", None)
        page = page_by_id(entries if wanted is None else entries.filter(status=wanted), **asked)
        return answer_page(request, _shown(page.rows, shortlist), after=page.after, before=page.before)

    @operation(
        "Add accounts to a shortlist",
        {200: AddedSerializer},
        refuses=(403, 404, 409),
        reads=AccountsBody,
        example={"accounts": [11, 12, 13]},
    )
    def post(self, request: Request, shortlist_id: int) -> Response:
        """All or none: 409 names accounts that are not in the database. Those removed earlier come back with their note and cost."""
        shortlist = shortlist_for(person(request), shortlist_id, Need.EDIT)
        ids = body_of(request, AccountsBody)["accounts"]
        with conflict_of(shortlists.UnknownAccountsError):
            added = shortlists.add_accounts(shortlist=shortlist, account_ids=ids, added_by=person(request))
        return Response(AddedSerializer(asdict(added)).data)


class EntriesStatus(Endpoint):
    @operation(
        "Set the status of entries",
        {200: ChangedSerializer},
        refuses=(403, 404),
        reads=EntriesStatusBody,
        example={"entries": [21, 22], "status": "contacted"},
    )
    def post(self, request: Request, shortlist_id: int) -> Response:
        """One status for several entries of the shortlist."""
        shortlist, wanted = shortlist_for(person(request), shortlist_id, Need.EDIT), body_of(request, EntriesStatusBody)
        changed = shortlists.set_status(shortlist=shortlist, entry_ids=wanted["entries"], status=wanted["status"], by=person(request))
        return Response(ChangedSerializer({"changed": changed}).data)


class EntriesRemove(Endpoint):
    @operation("Remove entries", {200: ChangedSerializer}, refuses=(403, 404), reads=EntriesBody, example={"entries": [21, 22]})
    def post(self, request: Request, shortlist_id: int) -> Response:
        """They keep their status, note and cost, and can be put back."""
        return _changed(request, shortlist_id, shortlists.remove_entries)


class EntriesRestore(Endpoint):
    @operation("Put entries back", {200: ChangedSerializer}, refuses=(403, 404), reads=EntriesBody, example={"entries": [21, 22]})
    def post(self, request: Request, shortlist_id: int) -> Response:
        """Those that were removed, as they were."""
        return _changed(request, shortlist_id, shortlists.restore_entries)


class OneEntry(Endpoint):
    @operation("Show an entry", {200: EntrySerializer}, refuses=(404,))
    def get(self, request: Request, entry_id: int) -> Response:
        """One account on one shortlist; a removed one is not there until it is put back."""
        return Response(_one(_on_list(request, entry_id, Need.SEE)))

    @operation(
        "Change an entry", {200: EntrySerializer}, refuses=(403, 404), reads=EntryBody, example={"status": "booked", "cost": "1500.00"}
    )
    def patch(self, request: Request, entry_id: int) -> Response:
        """Its status, note or cost; what is not named stays."""
        entry = _on_list(request, entry_id, Need.EDIT)
        shortlists.update_entry(entry=entry, by=person(request), **body_of(request, EntryBody, partial=True))
        return Response(_one(entry))

    @operation("Remove an entry", {204: None}, refuses=(403, 404))
    def delete(self, request: Request, entry_id: int) -> Response:
        """It keeps its status, note and cost, and can be put back."""
        entry = _on_list(request, entry_id, Need.EDIT)
        shortlists.remove_entries(shortlist=entry.shortlist, entry_ids=[entry.pk], by=person(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class EntryRestore(Endpoint):
    @operation("Put an entry back", {200: EntrySerializer}, refuses=(403, 404))
    def post(self, request: Request, entry_id: int) -> Response:
        """One that was removed, as it was; one that was not stays."""
        entry = entry_for(person(request), entry_id, Need.EDIT)
        shortlists.restore_entries(shortlist=entry.shortlist, entry_ids=[entry.pk], by=person(request))
        return Response(_one(entry))


def _shown(entries: Sequence[Entry], shortlist: Shortlist) -> list[dict[str, Any]]:
    """Entries of one shortlist; their accounts' fit is by the size that its campaign wants."""
    show((score for entry in entries if (score := getattr(entry.account, "score", None))), of_campaign(shortlist.campaign))
    return list(EntrySerializer(entries, many=True).data)


def _one(entry: Entry) -> dict[str, Any]:
    return _shown([entry], entry.shortlist)[0]


def _on_list(request: Request, entry_id: int, need: Need) -> Entry:
    """NotFound where it was removed: it is not there until it is put back."""
    entry = entry_for(person(request), entry_id, need)
    if entry.removed_at:
        raise NotFound("The entry was removed. Put it back first.")
    return entry


def _changed(request: Request, shortlist_id: int, change: Callable[..., int]) -> Response:
    """Changes the entries that the body names, and says how many."""
    shortlist, ids = shortlist_for(person(request), shortlist_id, Need.EDIT), body_of(request, EntriesBody)["entries"]
    return Response(ChangedSerializer({"changed": change(shortlist=shortlist, entry_ids=ids, by=person(request))}).data)
