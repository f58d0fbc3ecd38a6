"""/shortlists/: the lists themselves. The accounts on one are discovery.api.views.entries'."""

from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from discovery import shortlists
from discovery.api.access import person
from discovery.api.endpoint import Endpoint
from discovery.api.fields import body_of, query_of
from discovery.api.paging import answer_page, page_by_id, page_of
from discovery.api.problems import conflict_of
from discovery.api.schema import operation
from discovery.api.serializers.shortlists import ShortlistBody, ShortlistNameBody, ShortlistQuery, ShortlistSerializer
from discovery.models import Shortlist
from discovery.teams import Need, campaign_for, shortlist_for
from discovery.totals import with_entry_counts


class Shortlists(Endpoint):
    @operation("List shortlists", {200: page_of(ShortlistSerializer)}, refuses=(400, 404), parameters=[ShortlistQuery])
    def get(self, request: Request) -> Response:
        """Those of the campaigns you may see, or of one of them."""
        asked = query_of(request.query_params, ShortlistQuery)
        rows = with_entry_counts(Shortlist.objects.for_user(person(request)))
        campaign = asked.pop("campaign", None)
        page = page_by_id(rows if campaign is None else rows.filter(campaign=campaign), **asked)
        return answer_page(request, ShortlistSerializer(page.rows, many=True).data, after=page.after, before=page.before)

    @operation(
        "Make a shortlist",
        {201: ShortlistSerializer},
        refuses=(403, 404, 409),
        reads=ShortlistBody,
        example={"campaign": 1, "name": "First choice"},
    )
    def post(self, request: Request) -> Response:
        """In a campaign that you may change; 409 where it has one of that name."""
        wanted = body_of(request, ShortlistBody)
        campaign = campaign_for(person(request), wanted["campaign"], Need.EDIT)
        with conflict_of(shortlists.NameTakenError):
            made = shortlists.create_shortlist(campaign=campaign, name=wanted["name"], by=person(request))
        return _answer(made.pk, status.HTTP_201_CREATED)


class OneShortlist(Endpoint):
    @operation("Show a shortlist", {200: ShortlistSerializer}, refuses=(404,))
    def get(self, request: Request, shortlist_id: int) -> Response:
        """Its name and how many accounts are on it; they are at /entries/ below it."""
        return _answer(shortlist_for(person(request), shortlist_id).pk)

    @operation(
        "Rename a shortlist",
        {200: ShortlistSerializer},
        refuses=(403, 404, 409),
        reads=ShortlistNameBody,
        example={"name": "Second choice"},
    )
    def patch(self, request: Request, shortlist_id: int) -> Response:
        """409 where its campaign has another of that name."""
        shortlist = shortlist_for(person(request), shortlist_id, Need.EDIT)
        name = body_of(request, ShortlistNameBody, partial=True).get("name", shortlist.name)
        with conflict_of(shortlists.NameTakenError):
            shortlists.rename_shortlist(shortlist=shortlist, name=name, by=person(request))
        return _answer(shortlist.pk)

    @operation("Delete a shortlist", {204: None}, refuses=(403, 404))
    def delete(self, request: Request, shortlist_id: int) -> Response:
        """Its entries go with it, with notes and costs."""
        shortlist = shortlist_for(person(request), shortlist_id, Need.EDIT)
        shortlists.delete_shortlist(shortlist=shortlist, by=person(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


def _answer(pk: int, code: int = status.HTTP_200_OK) -> Response:
    """The shortlist as it stands now."""
    return Response(ShortlistSerializer(with_entry_counts(Shortlist.objects.all()).get(pk=pk)).data, code)
