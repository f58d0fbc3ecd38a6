"""/campaigns/ with whom they are shared, and /brands/. What is in a campaign is /shortlists/'."""

from typing import Any

from rest_framework import status
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from discovery import campaigns
from discovery.api.access import found, person
from discovery.api.endpoint import Endpoint
from discovery.api.fields import body_of, query_of
from discovery.api.paging import PageQuery, answer_page, page_by_id, page_of
from discovery.api.problems import conflict_of
from discovery.api.schema import operation
from discovery.api.serializers.campaigns import (
    BrandBody,
    BrandSerializer,
    CampaignBody,
    CampaignSerializer,
    ShareBody,
    ShareSerializer,
)
from discovery.models import Brand, Campaign, CampaignShare, User
from discovery.teams import Need, campaign_for
from discovery.totals import with_totals

SPRING = {"name": "Spring", "brand": "Acme", "goal": "Sign-ups", "budget": "25000.00", "currency": "EUR", "starts_on": "2027-03-01"}


class Campaigns(Endpoint):
    @operation("List campaigns", {200: page_of(CampaignSerializer)}, refuses=(400, 404), parameters=[PageQuery])
    def get(self, request: Request) -> Response:
        """The campaigns that are yours or shared with you; an admin sees all."""
        page = page_by_id(_shown(Campaign.objects.for_user(person(request))), **query_of(request.query_params, PageQuery))
        return answer_page(request, CampaignSerializer(page.rows, many=True).data, after=page.after, before=page.before)

    @operation("Make a campaign", {201: CampaignSerializer}, refuses=(403,), reads=CampaignBody, example=SPRING)
    def post(self, request: Request) -> Response:
        """It is yours. A brand that is not known yet is made with it."""
        brief = body_of(request, CampaignBody)
        try:
            made = campaigns.create_campaign(owner=person(request), **brief)
        except campaigns.DatesError as error:
            raise ValidationError({"ends_on": [str(error)]}) from error
        return _answer(made.pk, status.HTTP_201_CREATED)


class OneCampaign(Endpoint):
    @operation("Show a campaign", {200: CampaignSerializer}, refuses=(404,))
    def get(self, request: Request, campaign_id: int) -> Response:
        """Its brief, and what its shortlists add up to."""
        return _answer(campaign_for(person(request), campaign_id).pk)

    @operation("Change a campaign", {200: CampaignSerializer}, refuses=(403, 404), reads=CampaignBody, example={"budget": "30000.00"})
    def patch(self, request: Request, campaign_id: int) -> Response:
        """Only what is named changes. Amounts are not converted when the currency does."""
        campaign = campaign_for(person(request), campaign_id, Need.EDIT)
        changes = body_of(request, CampaignBody, partial=True)
        try:
            campaigns.update_campaign(campaign=campaign, by=person(request), **changes)
        except campaigns.DatesError as error:
            raise ValidationError({"ends_on": [str(error)]}) from error
        return _answer(campaign.pk)

    @operation("Delete a campaign", {204: None}, refuses=(403, 404))
    def delete(self, request: Request, campaign_id: int) -> Response:
        """Its shortlists go with it, and their entries with notes and costs. For its owner and admins."""
        campaigns.delete_campaign(campaign=campaign_for(person(request), campaign_id, Need.MANAGE), by=person(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class Shares(Endpoint):
    @operation("List a campaign's shares", {200: page_of(ShareSerializer)}, refuses=(400, 404), parameters=[PageQuery])
    def get(self, request: Request, campaign_id: int) -> Response:
        """The teammates it is shared with. Its owner and admins need no share."""
        campaign = campaign_for(person(request), campaign_id)
        shares = CampaignShare.objects.filter(campaign=campaign).select_related("person")
        page = page_by_id(shares, **query_of(request.query_params, PageQuery))
        return answer_page(request, ShareSerializer(page.rows, many=True).data, after=page.after, before=page.before)


class OneShare(Endpoint):
    @operation("Share a campaign", {200: ShareSerializer}, refuses=(403, 404, 409), reads=ShareBody, example={"may_edit": True})
    def put(self, request: Request, campaign_id: int, email: str) -> Response:
        """With the teammate of this address, or change what they may do. For its owner and admins; a viewer cannot be given `may_edit`."""
        campaign = campaign_for(person(request), campaign_id, Need.MANAGE)
        teammate = _teammate(email)
        may_edit = body_of(request, ShareBody)["may_edit"]
        with conflict_of(campaigns.CannotShareError):
            share = campaigns.share_campaign(campaign=campaign, person=teammate, may_edit=may_edit, by=person(request))
        return Response(ShareSerializer(share).data)

    @operation("Stop sharing a campaign", {204: None}, refuses=(403, 404))
    def delete(self, request: Request, campaign_id: int, email: str) -> Response:
        """With the teammate of this address; 404 where it was not shared with them."""
        campaign = campaign_for(person(request), campaign_id, Need.MANAGE)
        if not campaigns.unshare_campaign(campaign=campaign, person=_teammate(email), by=person(request)):
            raise NotFound(f"The campaign is not shared with {email}.")
        return Response(status=status.HTTP_204_NO_CONTENT)


class Brands(Endpoint):
    @operation("List brands", {200: page_of(BrandSerializer)}, refuses=(400, 404), parameters=[PageQuery])
    def get(self, request: Request) -> Response:
        """Whom campaigns are for. A new one is made by naming it in a campaign."""
        page = page_by_id(Brand.objects.all(), **query_of(request.query_params, PageQuery))
        return answer_page(request, BrandSerializer(page.rows, many=True).data, after=page.after, before=page.before)


class OneBrand(Endpoint):
    @operation("Show a brand", {200: BrandSerializer}, refuses=(404,))
    def get(self, request: Request, brand_id: int) -> Response:
        """Its name."""
        return Response(BrandSerializer(found(Brand.objects.all(), brand_id)).data)

    @operation("Rename a brand", {200: BrandSerializer}, refuses=(403, 404, 409), reads=BrandBody, example={"name": "Acme Foods"})
    def patch(self, request: Request, brand_id: int) -> Response:
        """In all its campaigns at once; 409 where another brand has that name."""
        brand = found(Brand.objects.all(), brand_id)
        changes = body_of(request, BrandBody, partial=True)
        with conflict_of(campaigns.BrandNameError):
            campaigns.rename_brand(brand=brand, name=changes.get("name", brand.name), by=person(request))
        return Response(BrandSerializer(brand).data)

    @operation("Delete a brand", {204: None}, refuses=(403, 404, 409))
    def delete(self, request: Request, brand_id: int) -> Response:
        """One without campaigns; 409 while it has any, whoever may see them."""
        with conflict_of(campaigns.BrandInUseError):
            campaigns.delete_brand(brand=found(Brand.objects.all(), brand_id), by=person(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


def _shown(rows: Any) -> Any:
    """Campaigns with what CampaignSerializer shows."""
    return with_totals(rows).select_related("owner", "brand")


def _answer(pk: int, code: int = status.HTTP_200_OK) -> Response:
    """The campaign as it stands now."""
    return Response(CampaignSerializer(_shown(Campaign.objects.all()).get(pk=pk)).data, code)


def _teammate(email: str) -> User:
    """NotFound where nobody has that address; PostgreSQL's texts hold no NUL, so nobody's has one."""
    teammate = User.objects.filter(email__iexact=email).first() if "\x00" not in email else None
    if teammate is None:
        raise NotFound(f"Nobody here has the address {email!r}.")
    return teammate
