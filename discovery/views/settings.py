"""One's own settings: what one is called, and the ways to password, second factor and API tokens, which have pages of their own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from discovery.forms.people import NameForm
from discovery.people import change_name, has_second_factor
from discovery.teams import PersonRequest


@require_GET
@login_required
def settings(request: PersonRequest) -> HttpResponse:
    return _settings_page(request, NameForm(initial={"name": request.user.name}))


@require_POST
@login_required
def settings_name(request: PersonRequest) -> HttpResponse:
    form = NameForm(request.POST)
    if not form.is_valid():
        return _settings_page(request, form)
    change_name(person=request.user, name=form.cleaned_data["name"])
    messages.success(request, "Your name was changed.")
    return redirect("settings")


def _settings_page(request: PersonRequest, form: NameForm) -> HttpResponse:
    context = {"form": form, "has_second_factor": has_second_factor(request.user)}
    return render(request, "discovery/settings/settings.html", context, status=422 if form.errors else 200)
