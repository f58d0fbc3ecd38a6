"""/accounts/ and /creators/: the ranked search, one account, its snapshots, and the creators that accounts belong to."""

from typing import Any

from django.db.models import Prefetch
from django.http import QueryDict
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from discovery import ranking
from discovery.api.access import found
from discovery.api.endpoint import Endpoint
from discovery.api.fields import query_of
from discovery.api.paging import PageQuery, SizeQuery, answer_page, page_by_id, page_of
from discovery.api.schema import operation, ranked_parameters
from discovery.api.serializers.accounts import (
    AccountSerializer,
    CreatorDetailSerializer,
    CreatorSerializer,
    RankedAccountSerializer,
    SnapshotSerializer,
    facts_of,
)
from discovery.filters import AccountFilter
from discovery.models import Account, Creator, Snapshot
from scoring.models import AccountScore


class Accounts(Endpoint):
    @operation(
        "List ranked accounts",
        {200: page_of(RankedAccountSerializer)},
        refuses=(400, 404),
        parameters=[*ranked_parameters(), SizeQuery],
    )
    def get(self, request: Request) -> Response:
        """The ranked page's search: the same filters, orders and cursor. Between filters AND, inside one OR.

        `sweet_centre`, `sweet_width` and `size_share` say which size is wanted: `sweet_spot` and `fit` are by them.
        """
        query = request.query_params.copy()
        size = query_of(_taken(query, "page_size"), SizeQuery)["page_size"]
        scores, order = _search(query)
        try:
            page = ranking.page(scores, order, after=query.get("after", ""), before=query.get("before", ""), size=size)
        except ranking.RankingError as error:
            raise NotFound(str(error)) from error
        rows = facts_of([score.account for score in page.rows], page.first_position)
        shown = RankedAccountSerializer(rows, many=True, context={"request": request}).data
        return answer_page(request, shown, after=page.next_cursor, before=page.previous_cursor)


class OneAccount(Endpoint):
    @operation("Show an account", {200: AccountSerializer}, refuses=(404,))
    def get(self, request: Request, account_id: int) -> Response:
        """One account with its scores, whatever its rank."""
        account = found(Account.objects.select_related("score"), account_id)
        return Response(AccountSerializer(facts_of([account])[0], context={"request": request}).data)


class AccountSnapshots(Endpoint):
    @operation("List an account's snapshots", {200: page_of(SnapshotSerializer)}, refuses=(400, 404), parameters=[PageQuery])
    def get(self, request: Request, account_id: int) -> Response:
        """What each source stated on which day, in the order in which it became known."""
        account = found(Account.objects.all(), account_id)
        asked = query_of(request.query_params, PageQuery)
        page = page_by_id(Snapshot.objects.filter(account=account).select_related("source"), **asked)
        return answer_page(request, SnapshotSerializer(page.rows, many=True).data, after=page.after, before=page.before)


class Creators(Endpoint):
    @operation("List creators", {200: page_of(CreatorSerializer)}, refuses=(400, 404), parameters=[PageQuery])
    def get(self, request: Request) -> Response:
        """People, brands and groups with the accounts each owns."""
        accounts = Prefetch("accounts", Account.objects.select_related("score").order_by("pk"))
        page = page_by_id(Creator.objects.prefetch_related(accounts), **query_of(request.query_params, PageQuery))
        return answer_page(request, CreatorSerializer(page.rows, many=True).data, after=page.after, before=page.before)


class OneCreator(Endpoint):
    @operation("Show a creator", {200: CreatorDetailSerializer}, refuses=(404,))
    def get(self, request: Request, creator_id: int) -> Response:
        """A creator with all that is known of each account."""
        creator = found(Creator.objects.all(), creator_id)
        accounts = facts_of(list(creator.accounts.select_related("score").order_by("pk")))
        shown: dict[str, Any] = {"id": creator.pk, "name": creator.name, "accounts": accounts}
        return Response(CreatorDetailSerializer(shown, context={"request": request}).data)


def _search(query: QueryDict) -> tuple[ranking.Scores, ranking.Order]:
    """What the query asks for; ValidationError, a 400, names the filter or the order that there is not."""
    asked = AccountFilter(query, queryset=AccountScore.objects.all())
    if not asked.is_valid():
        raise ValidationError(dict(asked.form.errors))
    try:
        return asked.qs, ranking.order_named(query.get("sort") or ranking.DEFAULT_ORDER, asked.wanted)
    except ranking.RankingError as error:
        raise ValidationError({"sort": [str(error)]}) from error


def _taken(query: QueryDict, name: str) -> QueryDict:
    """That name alone, taken out of the query: what is left is the page's own search."""
    taken = QueryDict(mutable=True)
    if name in query:
        taken.setlist(name, query.getlist(name))
        del query[name]
    return taken
