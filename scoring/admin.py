"""The admin's view of scoring: reference bands are edited here, what is computed from them is only looked at."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from scoring.models import AccountScore, Benchmark, BenchmarkVersion, ReferenceBand
from scoring.recompute import request as request_recompute

TAKES_EFFECT = _("A change has all scores recomputed under these tables, by a worker; the scores that people see change when that is done.")
IN_SHORT = _("A change has all scores recomputed under these tables.")
SOURCE_CHARACTERS = 40
REASON = "Reference bands were edited"


@admin.register(ReferenceBand)
class ReferenceBandAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's own takes no parameter at run time
    list_display = ["platform", "measure", "followers_from", "below_average", "average", "above_average", "high", "from_whom", "year"]
    list_filter = ["platform", "measure", "year"]
    search_fields = ["source"]
    fieldsets = [
        (None, {"description": TAKES_EFFECT, "fields": ["platform", "measure", "followers_from"]}),
        (_("Edges"), {"fields": ["below_average", "average", "above_average", "high"]}),
        (_("Where from"), {"fields": ["source", "year"]}),
    ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"subtitle": IN_SHORT, **(extra_context or {})})

    @admin.display(description=_("source"), ordering="source")
    def from_whom(self, band: ReferenceBand) -> str:
        """Cut, for a long one makes every row as high as a hand."""
        return Truncator(band.source).chars(SOURCE_CHARACTERS)

    def save_model(self, request: HttpRequest, obj: ReferenceBand, form: "ModelForm[ReferenceBand]", change: bool) -> None:
        super().save_model(request, obj, form, change)
        self._recompute(request)

    def delete_model(self, request: HttpRequest, obj: ReferenceBand) -> None:
        super().delete_model(request, obj)
        self._recompute(request)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[ReferenceBand]) -> None:
        super().delete_queryset(request, queryset)
        self._recompute(request)

    def _recompute(self, request: HttpRequest) -> None:
        """One recompute takes account of all edits that come before it begins."""
        request_recompute(reason=REASON, by=request.user, every_score=True)  # type: ignore[arg-type]  # the admin lets nobody else in
        self.message_user(request, _("All scores are being recomputed under these tables."), messages.SUCCESS)


class LookedAtOnly(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's own takes no parameter at run time
    """Rows that are computed, or that the product's own pages change: nobody adds, changes or deletes them here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(BenchmarkVersion)
class BenchmarkVersionAdmin(LookedAtOnly):
    list_display = ["id", "published_at", "method_version"]
    list_filter = ["method_version"]
    search_fields = ["method_version"]


@admin.register(Benchmark)
class BenchmarkAdmin(LookedAtOnly):
    list_display = [
        "version",
        "platform",
        "measure",
        "followers_from",
        "below_average",
        "average",
        "above_average",
        "high",
        "own_accounts",
        "own_weight",
        "reference",
    ]
    list_filter = ["platform", "measure"]
    list_select_related = ["version"]
    search_fields = ["reference", "version__method_version"]


@admin.register(AccountScore)
class AccountScoreAdmin(LookedAtOnly):
    list_display = ["handle_key", "platform", "followers", "tier", "fit", "peer_trust", "confidence", "method_version", "computed_at"]
    list_filter = ["platform", "tier", "method_version"]
    search_fields = ["handle_key"]
    show_full_result_count = False
