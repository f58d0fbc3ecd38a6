"""A list of one account that no column names: a person says whose it is."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from discovery.importing.fields import Field
from discovery.importing.formats.files import RawRow
from discovery.importing.mapping import NO_ACCOUNT, Mapping, missing
from discovery.importing.reader.rows import RowReader
from discovery.importing.reader.suppression import digest
from discovery.models import Account, CreatorList, Snapshot, Suppression
from tests.discovery.importing.lists import loaded, outcomes
from tests.discovery.uploading import choices, load, upload

pytestmark = pytest.mark.django_db(transaction=True)
HISTORY = "timestamp,followers\n2024-11-15 00:01:00 UTC,15\n2024-11-19 00:01:00 UTC,1000\n2024-12-19 00:01:00 UTC,2588\n,\nTotal,3603\n"
CHANNEL = "UC7XxmEXw7wXgh259vYCSjkQ"
FIELDS = {0: Field.TAKEN_ON, 1: Field.FOLLOWERS}


def of_one(account: str, platform: str) -> CreatorList:
    return loaded(HISTORY, mapping=Mapping(FIELDS, account=account), platform=platform)


@pytest.mark.parametrize(
    ("account", "platform", "handle", "external_id"),
    [
        ("@cgdev.org", "bluesky", "cgdev.org", ""),
        ("11073", "bilibili", "", "11073"),
        (CHANNEL, "youtube", "", CHANNEL),
        (f"https://www.youtube.com/channel/{CHANNEL}", "youtube", "", CHANNEL),
        ("https://www.instagram.com/anna.b/", "instagram", "anna.b", ""),
    ],
)
def test_all_rows_are_its_history(account: str, platform: str, handle: str, external_id: str) -> None:
    creator_list = of_one(account, platform)
    stored = Account.objects.get()
    assert (stored.platform, stored.handle, stored.external_id) == (platform, handle, external_id)
    assert list(Snapshot.objects.order_by("taken_on").values_list("followers", flat=True)) == [15, 1_000, 2_588]
    assert outcomes(creator_list) == {"created": 1, "updated": 2, "left_out": 1}


@pytest.mark.parametrize(
    ("account", "platform", "sentence"),
    [
        ("", "bluesky", NO_ACCOUNT),
        ("anna", "bluesky", "“anna” is not a handle on Bluesky: those are domains, as anna.bsky.social."),
        ("Anna Berg", "instagram", "“Anna Berg” is a name, not a handle."),
    ],
)
def test_what_is_none_is_said_before_anything_loads(account: str, platform: str, sentence: str) -> None:
    assert missing(Mapping(FIELDS, account=account), platform, None) == [sentence]


def test_a_name_beside_a_column_of_platforms_is_no_account() -> None:
    mapping = Mapping({0: Field.PLATFORM, 1: Field.FOLLOWERS}, account="Anna Berg")
    reader = RowReader(["platform", "followers"], mapping, "", date(2026, 11, 1), date(2026, 11, 1))
    (row,) = reader.read(RawRow(2, ["x", "5"]))
    assert [problem.reason for problem in row.errors] == ["is a name, not a handle"]


def test_where_a_column_names_accounts_these_count() -> None:
    loaded("handle,followers\nbert,5\n", mapping=Mapping({0: Field.HANDLE, 1: Field.FOLLOWERS}, account="anna"), platform="tiktok")
    assert Account.objects.get().handle == "bert"


def test_one_who_is_suppressed_is_skipped() -> None:
    Suppression.objects.create(digest=digest("x", handle="anna"))
    assert of_one("anna", "x").suppressed == 3
    assert not Account.objects.exists()


def test_it_is_asked_on_the_page_and_by_no_list_that_names_accounts(as_admin: Client) -> None:
    upload(as_admin, HISTORY, name="history.csv")
    draft = CreatorList.objects.get()
    address = reverse("import", args=[draft.pk])
    page = as_admin.get(address).content.decode()
    assert "Say whose all rows are" in page
    assert 'name="account"' in page
    as_admin.post(reverse("import_mapping", args=[draft.pk]), choices(draft, platform="x", account="an na"))
    assert "“an na” is a name, not a handle." in as_admin.get(address).content.decode()
    as_admin.post(reverse("import_mapping", args=[draft.pk]), choices(draft, platform="x", account="anna"))
    assert "Before it can be loaded" not in as_admin.get(address).content.decode()
    # A column that names them makes the question go, wherever it stands on the page.
    htmx = {"HX-Request": "true"}
    named = choices(draft, platform="x", account="anna", column_1="title")
    assert as_admin.post(reverse("import_mapping", args=[draft.pk]), named, headers=htmx).headers["HX-Refresh"] == "true"
    as_admin.post(reverse("import_mapping", args=[draft.pk]), choices(draft, platform="x", account="anna"), headers=htmx)
    assert load(draft).created == 1
    upload(as_admin, "handle,followers\nanna,5\n", name="other.csv")
    other = CreatorList.objects.newest_first()[0]
    assert 'name="account"' not in as_admin.get(reverse("import", args=[other.pk])).content.decode()
