"""/accounts/{id}/flags/: an account's dated reasons for doubt, and what people decided about them."""

from collections.abc import Callable
from typing import Any

from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from discovery.api.access import found, person
from discovery.api.endpoint import Endpoint
from discovery.api.fields import body_of
from discovery.api.paging import answer_page, page_of
from discovery.api.schema import operation
from discovery.api.serializers.flags import DismissBody, FlagBody, FlagShownSerializer
from discovery.flags import dismiss_flag, flags_of_account, restore_flag
from discovery.models import Account
from scoring.dismissing import UnknownFlagError

MAY = {"kind": "growth_spike", "from_day": "2026-05-01", "to_day": "2026-06-01"}


class Flags(Endpoint):
    @operation("List an account's flags", {200: page_of(FlagShownSerializer)}, refuses=(404,))
    def get(self, request: Request, account_id: int) -> Response:
        """Open ones first, then dismissed ones with who and why. All of them on one page: there are few."""
        return _answer(request, found(Account.objects.select_related("score"), account_id))


class FlagDismiss(Endpoint):
    @operation(
        "Dismiss a flag",
        {200: page_of(FlagShownSerializer)},
        refuses=(403, 404),
        reads=DismissBody,
        example={**MAY, "reason": "A giveaway in May."},
    )
    def post(self, request: Request, account_id: int) -> Response:
        """It was innocent: the account is scored without it at once. Again, it gets the new reason. Answers with all flags."""
        return _changed(request, account_id, dismiss_flag, body_of(request, DismissBody))


class FlagRestore(Endpoint):
    @operation("Restore a flag", {200: page_of(FlagShownSerializer)}, refuses=(403, 404), reads=FlagBody, example=MAY)
    def post(self, request: Request, account_id: int) -> Response:
        """It counts again, at once. Answers with all flags."""
        return _changed(request, account_id, restore_flag, body_of(request, FlagBody))


def _changed(request: Request, account_id: int, change: Callable[..., Any], flag: dict[str, Any]) -> Response:
    try:
        change(account=found(Account.objects.all(), account_id), by=person(request), **flag)
    except UnknownFlagError as error:
        raise NotFound(str(error)) from error
    return _answer(request, Account.objects.select_related("score").get(pk=account_id))


def _answer(request: Request, account: Account) -> Response:
    return answer_page(request, FlagShownSerializer(flags_of_account(account), many=True).data, after=None, before=None)
