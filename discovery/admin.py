"""The admin's view of the data: creators and their facts, to be mended here; lists, people, campaigns and the log, to be looked at:
the product's pages change those, and write the log. Made for a million rows: accounts are found by their search index, and no
select holds more than a page of them.

Where a value came from is shown, never typed. Changing a fact that scores copy has the accounts scored again.
"""

from collections.abc import Iterable
from typing import Any

from allauth.account.admin import EmailAddress
from allauth.mfa.admin import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import Group  # type: ignore[attr-defined]  # the stubs know its home alone
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from discovery.importing.reader.suppression import suppressed
from discovery.models import (
    Account,
    Activity,
    Brand,
    Campaign,
    Creator,
    CreatorList,
    Entry,
    Invitation,
    RowReport,
    Shortlist,
    Snapshot,
    Source,
    User,
)
from discovery.models.creators import words_query
from scoring.admin import LookedAtOnly
from scoring.recompute import due
from scoring.tasks import refresh_due

# Imported from the modules that register them, so that they have. Roles are the product's own, Django's groups decide nothing; a second
# factor is removed on its person's page, which logs it; and allauth's addresses, beside people's own, would be a second way in.
admin.site.unregister([Group, Authenticator, EmailAddress])
admin.site.site_header = admin.site.site_title = "Influencer Finder: data"


def score_again(account_ids: Iterable[int]) -> None:
    """Have the accounts whose facts change scored once the change is committed; with the broker down, a little later."""
    due(account_ids)
    transaction.on_commit(refresh_due.delay, robust=True)


class DataAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs alone
    # The count of all rows beside that of the found ones would cost a scan on every page.
    show_full_result_count = False
    list_per_page = 50

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What goes along; scores, which nobody may delete by hand, do not stand in the way of their account's deletion."""
        to_delete, counts, _, protected = super().get_deleted_objects(objs, request)
        return to_delete, counts, set(), protected


class FoundByWords(DataAdmin):
    """Searched by the words of an account's name, handle and bio, through their index."""

    # Django shows a search box where this is not empty; the search itself is below.
    search_fields = ["pk"]
    account = ""

    def get_search_results(self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str) -> "tuple[QuerySet[Any], bool]":
        words = words_query(search_term)
        if words is None:
            return (queryset.none() if search_term else queryset), False
        return queryset.filter(**{f"{self.account}search": words}), self.account == "accounts__"


class FactAdmin(FoundByWords):
    """Facts that scores copy. `owner` leads from a row to its account's id."""

    owner: str

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        before = self._accounts(self.get_queryset(request).filter(pk=obj.pk))
        super().save_model(request, obj, form, change)
        score_again([*before, getattr(obj, self.owner)])

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        before = [getattr(obj, self.owner)]
        super().delete_model(request, obj)
        score_again(before)

    def delete_queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> None:
        before = self._accounts(queryset)
        super().delete_queryset(request, queryset)
        score_again(before)

    def _accounts(self, rows: "QuerySet[Any]") -> list[int]:
        return list(rows.values_list(self.owner, flat=True))


@admin.register(User)
class PersonAdmin(LookedAtOnly, DataAdmin):
    list_display = ["email", "name", "role", "is_active", "last_login"]
    list_filter = ["role", "is_active"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    # Not even as a hash.
    exclude = ["password"]


@admin.register(Invitation)
class InvitationAdmin(LookedAtOnly, DataAdmin):
    list_display = ["email", "role", "invited_by", "created_at", "expires_at", "accepted_at", "revoked_at"]
    list_filter = ["role"]
    list_select_related = ["invited_by"]
    search_fields = ["email"]
    exclude = ["digest"]


@admin.register(Activity)
class ActivityAdmin(LookedAtOnly, DataAdmin):
    list_display = ["at", "actor_name", "action", "subject_name", "campaign"]
    list_filter = ["action"]
    list_select_related = ["campaign"]
    search_fields = ["actor_name", "subject_name"]


@admin.register(Source)
class SourceAdmin(DataAdmin):
    list_display = ["name", "may_be_scored"]
    list_filter = ["may_be_scored"]
    search_fields = ["name"]

    def save_model(self, request: HttpRequest, obj: Source, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and "may_be_scored" in form.changed_data:
            score_again(Snapshot.objects.filter(source=obj).values_list("account", flat=True).distinct())


@admin.register(Creator)
class CreatorAdmin(FoundByWords):
    account = "accounts__"
    list_display = ["__str__", "created_at", "created_by_list"]
    list_select_related = ["created_by_list"]
    readonly_fields = ["created_at", "created_by_list"]


class AccountForm(ModelForm):  # type: ignore[type-arg]  # generic in the stubs alone
    def clean(self) -> dict[str, Any] | None:
        """Imports skip people who asked not to be listed; nobody types them in either."""
        cleaned = super().clean() or self.cleaned_data
        hidden = suppressed()
        if hidden and hidden.are_named(*(cleaned.get(name) or "" for name in ("platform", "handle", "external_id"))):
            raise ValidationError("This person asked not to be listed.", code="suppressed")
        return cleaned


@admin.register(Account)
class AccountAdmin(FactAdmin):
    owner = "pk"
    form = AccountForm
    list_display = ["label", "platform", "title", "country", "language", "created_at"]
    list_filter = ["platform", "country"]
    autocomplete_fields = ["creator"]
    readonly_fields = ["field_lists", "created_at", "created_by_list"]

    def save_model(self, request: HttpRequest, obj: Account, form: Any, change: bool) -> None:
        # No list said what is typed here.
        for name in form.changed_data:
            obj.field_lists.pop(name, None)
        super().save_model(request, obj, form, change)


@admin.register(Snapshot)
class SnapshotAdmin(FactAdmin):
    account = "account__"
    owner = "account_id"
    list_display = ["account", "taken_on", "source", "followers", "likes", "comments", "views", "engagements"]
    list_filter = ["source", "taken_on"]
    list_select_related = ["account", "source"]
    autocomplete_fields = ["account"]

    def get_readonly_fields(self, request: HttpRequest, obj: Snapshot | None = None) -> list[str]:
        return ["creator_list", "extra", *(["account", "source"] if obj else [])]


@admin.register(CreatorList)
class CreatorListAdmin(LookedAtOnly, DataAdmin):
    list_display = ["name", "source", "state", "rows", "created", "updated", "unchanged", "rejected", "uploaded_by", "created_at"]
    list_filter = ["state", "source"]
    list_select_related = ["source", "uploaded_by"]
    search_fields = ["name"]
    ordering = ["-created_at", "-pk"]


@admin.register(RowReport)
class RowReportAdmin(LookedAtOnly, DataAdmin):
    list_display = ["creator_list", "line", "outcome", "problems"]
    list_filter = ["outcome"]
    list_select_related = ["creator_list"]
    search_fields = ["creator_list__name"]


@admin.register(Brand)
class BrandAdmin(LookedAtOnly, DataAdmin):
    list_display = ["name", "created_at"]
    search_fields = ["name"]


@admin.register(Campaign)
class CampaignAdmin(LookedAtOnly, DataAdmin):
    list_display = ["name", "brand", "owner", "budget", "currency", "starts_on", "ends_on"]
    list_select_related = ["owner", "brand"]
    search_fields = ["name", "brand__name"]


@admin.register(Shortlist)
class ShortlistAdmin(LookedAtOnly, DataAdmin):
    list_display = ["name", "campaign", "created_at"]
    list_select_related = ["campaign"]
    search_fields = ["name", "campaign__name"]


@admin.register(Entry)
class EntryAdmin(LookedAtOnly, FoundByWords):
    account = "account__"
    list_display = ["account", "shortlist", "status", "cost", "added_by", "added_at", "removed_at"]
    list_filter = ["status"]
    list_select_related = ["account", "shortlist", "added_by"]
