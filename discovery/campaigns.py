"""Campaigns and the brands they are for: making one, changing what its brief says, sharing it, deleting it with all it holds.

What its shortlists hold and add up to is discovery.shortlists'; views, API and commands call these functions. Each writes
the activity log; who may call it is decided by the querysets of Campaign, before.
"""

from datetime import date
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.formats import date_format

from discovery.activity import record
from discovery.models import Activity, Brand, Campaign, CampaignShare, User
from discovery.models.people import Role

Action = Activity.Action


class CannotShareError(ValueError):
    """The campaign cannot be shared with, or handed over to, this person; says why."""


class DatesError(ValueError):
    """The campaign would end before it starts."""


class BrandNameError(ValueError):
    """Another brand has this name."""


class BrandInUseError(ValueError):
    """The brand still has campaigns."""


class Brief(TypedDict, total=False):
    """What people say of a campaign; `brand` is a name, new or known, or ""; `budget` is in `currency`, an ISO 4217 code, and None
    where there is none yet. The size it wants is in followers, powers of ten, and a share of fit; None is the method's own.
    """

    name: str
    brand: str
    goal: str
    budget: Decimal | None
    currency: str
    starts_on: date | None
    ends_on: date | None
    sweet_centre: int | None
    sweet_width: float | None
    size_share: float | None


def brand_named(name: str) -> Brand | None:
    """The brand of that name in any case, made where there is none yet; None for an empty name.

    Within the caller's transaction, until whose end nobody else deletes it.
    """
    name = " ".join(name.split())
    if not name:
        return None
    try:
        with transaction.atomic():
            return Brand.objects.select_for_update().filter(name__iexact=name).first() or Brand.objects.create(name=name)
    except IntegrityError:
        # Somebody else made it in the same moment.
        return Brand.objects.select_for_update().get(name__iexact=name)


@transaction.atomic
def rename_brand(*, brand: Brand, name: str, by: User) -> None:
    """BrandNameError where another brand has that name; Brand.DoesNotExist where it was deleted meanwhile."""
    before = Brand.objects.select_for_update().get(pk=brand.pk).name
    brand.name = name
    try:
        with transaction.atomic():
            brand.save(update_fields=["name"])
    except IntegrityError as error:
        raise BrandNameError(f"There is a brand named “{name}” already. Choose another name.") from error
    if name != before:
        record(Action.BRAND_RENAMED, brand, by=by, changes={"name": (before, name)})


@transaction.atomic
def delete_brand(*, brand: Brand, by: User) -> None:
    """BrandInUseError while it has campaigns, whoever may see them; Brand.DoesNotExist where it was deleted meanwhile."""
    brand = Brand.objects.select_for_update().get(pk=brand.pk)
    if brand.campaigns.exists():
        raise BrandInUseError(f"“{brand}” still has campaigns. Delete them, or give them another brand, first.")
    record(Action.BRAND_DELETED, brand, by=by)
    brand.delete()


@transaction.atomic
def create_campaign(*, owner: User, **brief: Unpack[Brief]) -> Campaign:
    """DatesError where it would end before it starts."""
    campaign = Campaign(owner=owner, **_with_brand(brief))
    _require_order(campaign)
    campaign.save()
    record(Action.CAMPAIGN_CREATED, campaign, by=owner, campaign=campaign)
    return campaign


@transaction.atomic
def update_campaign(*, campaign: Campaign, by: User, **changes: Unpack[Brief]) -> None:
    """Only what is named is written: what somebody else changed meanwhile stays.

    DatesError where it would end before it starts, by what is stored now; Campaign.DoesNotExist where it was deleted meanwhile.
    """
    stored = Campaign.objects.hold(campaign.pk)
    values = _with_brand(changes)
    changed = {name: (getattr(stored, name), value) for name, value in values.items() if getattr(stored, name) != value}
    for name, value in values.items():
        setattr(stored, name, value)
        setattr(campaign, name, value)
    _require_order(stored)
    stored.save(update_fields=list(values))
    if changed:
        record(Action.CAMPAIGN_CHANGED, campaign, by=by, campaign=campaign, changes=changed)


def _require_order(campaign: Campaign) -> None:
    starts_on, ends_on = campaign.starts_on, campaign.ends_on
    if starts_on and ends_on and ends_on < starts_on:
        raise DatesError(f"The campaign would start on {date_format(starts_on)} and end on {date_format(ends_on)}. Change either day.")


def _with_brand(brief: Brief) -> dict[str, Any]:
    """The brief as the campaign's columns, with the brand itself for its name."""
    return {**brief, "brand": brand_named(brief["brand"])} if "brand" in brief else {**brief}


@transaction.atomic
def delete_campaign(*, campaign: Campaign, by: User) -> None:
    """Its shortlists go with it, and their entries with notes and costs. Its lines in the activity log stay.

    Campaign.DoesNotExist where it was deleted meanwhile.
    """
    stored = Campaign.objects.hold(campaign.pk)
    record(Action.CAMPAIGN_DELETED, stored, by=by)
    stored.delete()


def shares_of(campaign: Campaign) -> QuerySet[CampaignShare]:
    """With whom the campaign is shared, by name."""
    return CampaignShare.objects.filter(campaign=campaign).select_related("person").order_by("person__name", "person__email")


def possible_teammates(campaign: Campaign) -> QuerySet[User]:
    """Whom sharing the campaign would let see it: those who can sign in and do not see it yet."""
    people = User.objects.filter(is_active=True).exclude(role=Role.ADMIN).exclude(pk=campaign.owner_id)
    return people.exclude(shares__campaign=campaign).order_by("name", "email")


def possible_owners(campaign: Campaign) -> QuerySet[User]:
    """To whom the campaign can be handed over."""
    owners = User.objects.filter(is_active=True, role__in=[Role.ADMIN, Role.MARKETER])
    return owners.exclude(pk=campaign.owner_id).order_by("name", "email")


@transaction.atomic
def share_campaign(*, campaign: Campaign, person: User, may_edit: bool, by: User) -> CampaignShare:
    """Let a teammate see the campaign, or change it too; shared with them already, the level is changed.

    CannotShareError where the person cannot sign in, owns the campaign, or may not edit anything;
    Campaign.DoesNotExist where it was deleted meanwhile.
    """
    stored = Campaign.objects.hold(campaign.pk)
    if not person.is_active:
        raise CannotShareError(f"{person} cannot sign in any more. Choose somebody else.")
    if person.pk == stored.owner_id:
        raise CannotShareError(f"{person} owns this campaign and may do everything in it already.")
    if may_edit and not person.can_edit:
        raise CannotShareError(f"{person} is a viewer and cannot edit: share it for viewing, or ask an admin to change the role.")
    share, created = CampaignShare.objects.get_or_create(campaign=stored, person=person, defaults={"may_edit": may_edit})
    before = None if created else _level(share.may_edit)
    if created or share.may_edit != may_edit:
        share.may_edit = may_edit
        share.save(update_fields=["may_edit"])
        record(Action.CAMPAIGN_SHARED, campaign, by=by, campaign=campaign, changes={person.email: (before, _level(may_edit))})
    return share


@transaction.atomic
def unshare_campaign(*, campaign: Campaign, person: User, by: User) -> bool:
    """Whether it was shared with that person until now. Campaign.DoesNotExist where it was deleted meanwhile."""
    shares = CampaignShare.objects.filter(campaign=Campaign.objects.hold(campaign.pk), person=person)
    levels = list(shares.values_list("may_edit", flat=True))
    if not levels:
        return False
    shares.delete()
    record(Action.CAMPAIGN_UNSHARED, campaign, by=by, campaign=campaign, changes={person.email: (_level(levels[0]), None)})
    return True


@transaction.atomic
def hand_over_campaign(*, campaign: Campaign, to: User, by: User) -> None:
    """Make another editor its owner; who owned it until now may go on editing.

    CannotShareError where `to` may not own campaigns; Campaign.DoesNotExist where it was deleted meanwhile.
    """
    if not (to.is_active and to.can_edit):
        raise CannotShareError(f"{to} cannot own campaigns: an owner is a marketer or an admin who can sign in.")
    stored = Campaign.objects.hold(campaign.pk)
    if stored.owner_id == to.pk:
        return
    CampaignShare.objects.filter(campaign=stored, person=to).delete()
    CampaignShare.objects.get_or_create(campaign=stored, person=stored.owner, defaults={"may_edit": True})
    Campaign.objects.filter(pk=stored.pk).update(owner=to)
    campaign.owner = to
    record(Action.CAMPAIGN_HANDED_OVER, campaign, by=by, campaign=campaign, changes={"owner": (stored.owner.email, to.email)})


def _level(may_edit: bool) -> str:
    return "edit" if may_edit else "view"
