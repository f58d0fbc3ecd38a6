"""The activity log: its sentences, its pages and exports, who sees what."""

import csv
import io
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from discovery import activity
from discovery.activity import page, record
from discovery.campaigns import delete_campaign, share_campaign, unshare_campaign, update_campaign
from discovery.models import Activity, Campaign, CreatorList, User
from discovery.models.people import Role
from discovery.people import accept_invitation, change_role, invite
from discovery.shortlists import add_accounts, create_shortlist, remove_entries, update_entry
from tests.factories import make_account, make_campaign, make_list, make_user


@pytest.fixture
def nell(db: None) -> User:
    return make_user(name="Nell", email="nell@example.com")


@pytest.fixture
def spring(nell: User) -> Campaign:
    return make_campaign(nell, name="Spring launch", budget=Decimal(100), currency="EUR")


def sentences() -> list[str]:
    """Every line as it is read on the page, oldest first."""
    lines = page(Activity.objects.all(), before=None).lines
    return [f"{line.who} {line.what} {line.subject}: {line.particulars}".removesuffix(": ") for line in reversed(lines)]


def exported(response: Any) -> list[dict[str, str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def shown(response: Any) -> list[str]:
    return [line.what for line in response.context["page"].lines]


def test_changes_are_told_in_sentences(nell: User, spring: Campaign) -> None:
    update_campaign(campaign=spring, by=nell, budget=Decimal(900), goal="Sell " + "more " * 50)
    wave = create_shortlist(campaign=spring, name="Wave 1", by=nell)
    account = make_account("ana.runs")
    add_accounts(shortlist=wave, account_ids=[account.pk, make_account().pk], added_by=nell)
    entry = wave.entries.get(account=account)
    update_entry(entry=entry, by=nell, status="agreed", note="", cost=Decimal(50))
    remove_entries(shortlist=wave, entry_ids=[entry.pk], by=nell)
    changed, *rest = sentences()
    assert changed.startswith("Nell changed the campaign Spring launch: budget 100 → 900, goal Sell more")
    assert len(changed) < 160
    assert rest == [
        "Nell made the shortlist Wave 1",
        "Nell added accounts to the shortlist Wave 1: 2 accounts",
        "Nell changed entries of the shortlist Wave 1: @ana.runs, cost 50, status considered → agreed",
        "Nell removed accounts from the shortlist Wave 1: 1 account",
    ]


def test_sharing_and_people_are_told_in_sentences(nell: User, spring: Campaign, admin: User) -> None:
    tom = make_user(email="tom@example.com")
    share_campaign(campaign=spring, person=tom, may_edit=True, by=nell)
    unshare_campaign(campaign=spring, person=tom, by=nell)
    accept_invitation(secret=invite(email="ana@example.com", role=Role.VIEWER, by=nell)[1], name="Ana", password="x")
    change_role(person=tom, role=Role.VIEWER, by=nell)
    assert sentences() == [
        "Nell shared the campaign Spring launch: with tom@example.com, to edit",
        "Nell stopped sharing the campaign Spring launch: with tom@example.com",
        "Nell invited ana@example.com as viewer",
        "Ana joined the team",
        "Nell changed the role of tom@example.com: role marketer → viewer",
    ]


def test_a_line_outlives_whom_and_what_it_is_about(nell: User, spring: Campaign, admin: User, as_admin: Client) -> None:
    record(Activity.Action.IMPORT_LOADED, make_list(name="list.csv"), by=None)
    delete_campaign(campaign=spring, by=nell)
    nell.delete()
    CreatorList.objects.all().delete()
    assert sentences() == ["The app itself loaded the list list.csv", "nell@example.com deleted the campaign Spring launch"]
    assert as_admin.get(reverse("activity")).status_code == 200


def test_counts_are_written_for_people_and_plain_for_programs() -> None:
    row = Activity(action=Activity.Action.IMPORT_LOADED, changes={"rows": [None, 54_750]})
    assert (activity._particulars(row, 50), activity._particulars(row, None)) == ("rows 54,750", "rows 54750")


class TestPages:
    @pytest.fixture
    def log(self, nell: User, spring: Campaign, admin: User) -> None:
        """Three lines: two of Nell's on the campaign, on 1 and 2 May at noon, one of the admin's on a list, on 3 May."""
        record(Activity.Action.CAMPAIGN_CREATED, spring, by=nell, campaign=spring)
        record(Activity.Action.SHORTLIST_CREATED, spring, by=nell, campaign=spring)
        record(Activity.Action.IMPORT_QUEUED, make_list(), by=admin)
        for day, line in enumerate(Activity.objects.order_by("pk"), start=1):
            Activity.objects.filter(pk=line.pk).update(at=datetime(2026, 5, day, 12, tzinfo=UTC))

    def test_an_admin_sees_everything_newest_first(self, as_admin: Client, log: None) -> None:
        response = as_admin.get(reverse("activity"))
        assert shown(response) == ["started loading the list", "made the shortlist", "made the campaign"]
        assert "2026-05-03 12:00" in response.content.decode()

    @pytest.mark.parametrize(
        ("asked", "count"),
        [
            ("kind=campaign", 1),
            ("kind=import", 1),
            ("kind=token", 0),
            ("person={nell}", 2),
            ("campaign={spring}", 2),
            ("from_day=2026-05-02", 2),
            ("to_day=2026-05-02", 2),
            ("from_day=2026-05-02&to_day=2026-05-02", 1),
            ("person={nell}&kind=import", 0),
            ("from_day=0001-01-01&to_day=9999-12-31&kind=shortlist", 1),
        ],
    )
    def test_filters_narrow_page_and_export(
        self, as_admin: Client, log: None, nell: User, spring: Campaign, asked: str, count: int
    ) -> None:
        query = asked.format(nell=nell.pk, spring=spring.pk)
        assert len(shown(as_admin.get(f"{reverse('activity')}?{query}"))) == count
        assert len(exported(as_admin.get(f"{reverse('activity_csv')}?{query}"))) == count

    @pytest.mark.parametrize(
        ("asked", "problem"),
        [
            ("who=1", "There is no filter “who”"),
            ("kind=weather", "There is no kind “weather”"),
            ("person=999999", "There is no such person"),
            ("person=99999999999999999999999", "There is no such person"),
            ("campaign=999999", "There is no such campaign"),
            ("from_day=yesterday", "Enter a valid date"),
            ("from_day=2026-05-02&to_day=2026-05-01", "swap the two"),
            ("before=x", "no such page"),
            ("before=99999999999999999999999", "no such page"),
        ],
    )
    def test_what_is_asked_wrong_is_said(self, as_admin: Client, log: None, asked: str, problem: str) -> None:
        for name in ("activity", "activity_csv"):
            response = as_admin.get(f"{reverse(name)}?{asked}")
            assert response.status_code == 422
            assert problem in response.content.decode()

    def test_pages_follow_each_other(self, as_admin: Client, log: None, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(activity, "PAGE", 2)
        first = as_admin.get(f"{reverse('activity')}?from_day=2026-05-01")
        assert shown(first) == ["started loading the list", "made the shortlist"]
        older = first.context["page"].next_before
        assert f'href="/activity/?from_day=2026-05-01&amp;before={older}"' in first.content.decode()
        second = as_admin.get(f"{reverse('activity')}?from_day=2026-05-01&before={older}")
        assert shown(second) == ["made the campaign"]
        assert second.context["page"].next_before is None
        assert 'href="/activity/?from_day=2026-05-01"' in second.content.decode()

    def test_queries_do_not_grow_with_lines(self, as_admin: Client, log: None) -> None:
        def asked() -> int:
            with CaptureQueriesContext(connection) as queries:
                as_admin.get(reverse("activity"))
            return len(queries)

        before = asked()
        for _ in range(5):
            campaign = make_campaign()
            record(Activity.Action.CAMPAIGN_CREATED, campaign, by=campaign.owner, campaign=campaign)
        assert asked() == before

    def test_the_export_names_who_did_what(self, as_admin: Client, log: None) -> None:
        rows = exported(as_admin.get(reverse("activity_csv")))
        assert rows[-1] == {
            "at": "2026-05-01T12:00:00+00:00",
            "actor": "nell@example.com",
            "action": "campaign.created",
            "subject": "Spring launch",
            "campaign": "Spring launch",
            "changes": "",
        }

    @pytest.mark.parametrize("name", ["campaign_activity", "campaign_activity_csv"])
    def test_a_campaigns_log_is_for_who_may_see_the_campaign(
        self, client: Client, as_viewer: Client, viewer: User, spring: Campaign, nell: User, log: None, name: str
    ) -> None:
        where = reverse(name, args=[spring.pk])
        assert as_viewer.get(where).status_code == 404
        share_campaign(campaign=spring, person=viewer, may_edit=False, by=nell)
        assert as_viewer.get(where).status_code == 200
        assert as_viewer.post(where).status_code == 405

    def test_a_campaigns_log_is_of_that_campaign_alone(self, client: Client, nell: User, admin: User, spring: Campaign, log: None) -> None:
        client.force_login(nell)
        where = reverse("campaign_activity", args=[spring.pk])
        response = client.get(where)
        assert shown(response) == ["made the shortlist", "made the campaign"]
        assert where in client.get(spring.get_absolute_url()).content.decode()
        assert len(exported(client.get(reverse("campaign_activity_csv", args=[spring.pk])))) == 2
        # Neither other campaigns nor people who did nothing here can be asked for.
        assert client.get(f"{where}?campaign={spring.pk}").status_code == 422
        assert client.get(f"{where}?person={admin.pk}").status_code == 422
