"""Dismissing and restoring an account's flags; they are shown on the account's page."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from discovery.flags import dismiss_flag, restore_flag
from discovery.forms.accounts import DismissForm, FlagForm
from discovery.models import Account
from discovery.teams import PersonRequest, editor_required
from discovery.views.creators import account_page
from scoring.dismissing import UnknownFlagError


@require_POST
@editor_required
def flag_dismiss(request: PersonRequest, pk: int) -> HttpResponse:
    """Without a reason the account's page comes back and asks for one."""
    account, form = _account(pk), DismissForm(request.POST)
    if form.is_valid():
        return _done(request, account, dismiss_flag, form.cleaned_data, "The flag was dismissed, and the account is scored without it.")
    if set(form.errors) - {"reason"}:
        raise Http404("There is no such flag.")
    return account_page(request, account, refused=form)


@require_POST
@editor_required
def flag_restore(request: PersonRequest, pk: int) -> HttpResponse:
    account, form = _account(pk), FlagForm(request.POST)
    if not form.is_valid():
        raise Http404("There is no such flag.")
    return _done(request, account, restore_flag, form.cleaned_data, "The flag counts again.")


def _account(pk: int) -> Account:
    return get_object_or_404(Account.objects.select_related("creator", "score"), pk=pk)


def _done(request: PersonRequest, account: Account, change: Callable[..., Any], flag: dict[str, Any], sentence: str) -> HttpResponse:
    try:
        change(account=account, by=request.user, **flag)
    except UnknownFlagError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, sentence)
    return redirect(f"{account.get_absolute_url()}#flags")
