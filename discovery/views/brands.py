"""Pages of brands: all of them with what their campaigns add up to, and one, which can be renamed, and deleted once it has no campaign."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from discovery.brands import brands_seen, by_brand, others_campaigns
from discovery.campaigns import BrandInUseError, BrandNameError, delete_brand, rename_brand
from discovery.forms.campaigns import BrandForm
from discovery.models import Brand, Campaign
from discovery.teams import PersonRequest, editor_required


@require_GET
@login_required
def brands(request: PersonRequest) -> HttpResponse:
    return render(request, "discovery/brands/brands.html", {"lines": brands_seen(request.user)})


@require_GET
@login_required
def brand(request: PersonRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Brand, pk=pk)
    return _page(request, found, BrandForm(initial={"name": found.name}))


@require_POST
@editor_required
def brand_rename(request: PersonRequest, pk: int) -> HttpResponse:
    found, form = get_object_or_404(Brand, pk=pk), BrandForm(request.POST)
    if form.is_valid():
        try:
            rename_brand(brand=found, name=form.cleaned_data["name"], by=request.user)
        except BrandNameError as error:
            form.add_error("name", str(error))
        else:
            return redirect(found)
    return _page(request, get_object_or_404(Brand, pk=pk), form)


@require_POST
@editor_required
def brand_delete(request: PersonRequest, pk: int) -> HttpResponse:
    """It holds nothing but its name, so that nobody is asked twice."""
    found = get_object_or_404(Brand, pk=pk)
    try:
        delete_brand(brand=found, by=request.user)
    except BrandInUseError as error:
        messages.error(request, str(error))
        return redirect(found)
    messages.success(request, f"Brand “{found.name}” was deleted.")
    return redirect("brands")


def _page(request: PersonRequest, found: Brand, form: BrandForm) -> HttpResponse:
    lines = by_brand(Campaign.objects.for_user(request.user).filter(brand=found))
    hidden = others_campaigns(found, request.user)
    context = {"brand": found, "line": lines[0] if lines else None, "hidden": hidden, "form": form, "is_free": not lines and not hidden}
    return render(request, "discovery/brands/brand.html", context, status=422 if form.errors else 200)
