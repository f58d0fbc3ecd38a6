"""Dated lists: many rows of an account make its history, in whatever order they stand; rows of one day count once."""

from collections import Counter
from datetime import date

import pytest

from discovery.importing import uploads
from discovery.importing.fields import Field
from discovery.importing.mapping import Mapping
from discovery.models import Account, FormerHandle, RowReport, Snapshot
from tests.discovery.importing.lists import draft, loaded, outcomes, real_list

pytestmark = pytest.mark.django_db(transaction=True)
DATED = Mapping({0: Field.TAKEN_ON, 1: Field.EXTERNAL_ID, 2: Field.HANDLE, 3: Field.TITLE, 4: Field.FOLLOWERS})
ONE, TWO = "UC" + "1" * 22, "UC" + "2" * 22
WIDE = Mapping(
    {0: Field.HANDLE, 1: Field.EXTERNAL_ID, 2: Field.FOLLOWERS, 3: Field.HANDLE, 4: Field.FOLLOWERS, 5: Field.TAKEN_ON},
    platforms={0: "youtube", 1: "youtube", 2: "youtube", 3: "instagram", 4: "instagram"},
)


def dated(*rows: str) -> dict[str, int]:
    return outcomes(loaded("\n".join(("date,id,handle,name,followers", *rows)), mapping=DATED, platform="youtube"))


def wide(*rows: str) -> dict[str, int]:
    return outcomes(loaded("\n".join(("a,b,c,d,e,f", *rows)), mapping=WIDE))


def history(**account: str) -> list[tuple[str, int | None]]:
    counts = Account.objects.get(**account).snapshots.order_by("taken_on").values_list("taken_on", "followers")
    return [(f"{day:%m-%d}", followers) for day, followers in counts]


def test_days_may_be_missing_and_stand_in_any_order() -> None:
    assert dated("2022-03-09,1,anna,Anna,9", "2022-03-01,1,anna,Anna,5", "2022-03-07,1,anna,Anna,") == {
        "created": 1,
        "updated": 1,
        "unchanged": 1,
    }
    assert history(handle="anna") == [("03-01", 5), ("03-09", 9)]


def test_the_newest_days_name_is_the_accounts_wherever_it_stands() -> None:
    dated("2022-03-09,1,anna,New name,9", "2022-03-01,1,anna,Old name,5", "2022-03-12,1,,,9")
    account = Account.objects.get()
    assert (account.title, account.handle) == ("New name", "anna")


def test_an_older_row_renames_nobody_whom_a_newer_list_described() -> None:
    dated("2022-03-02,1,anna_new,Anna,5")
    dated("2022-03-01,1,anna,,5", "2022-03-03,1,,,5")
    assert Account.objects.get().handle == "anna_new"


def test_two_rows_of_a_day_that_contradict_each_other() -> None:
    assert dated("2022-03-01,1,anna,Anna,5", "2022-03-02,1,anna,Anna,6", "2022-03-01,1,anna,Anna,7") == {
        "created": 1,
        "updated": 1,
        "duplicates": 1,
    }
    assert history(handle="anna") == [("03-01", 5), ("03-02", 6)]
    (report,) = RowReport.objects.all()
    assert [problem["reason"] for problem in report.problems] == [
        "is the same account as line 2, and the first row counts",
        "contradicts line 2, which has 5",
    ]


def test_once_by_the_id_and_once_by_the_handle_is_one_account() -> None:
    assert dated("2022-03-01,1,anna,,5", "2022-03-01,,ANNA,,5", "2022-03-02,1,,,6", "2022-03-03,,anna,,7") == {
        "created": 1,
        "updated": 2,
        "duplicates": 1,
    }
    assert history(external_id="1") == [("03-01", 5), ("03-02", 6), ("03-03", 7)]


def test_a_rename_within_a_history_is_the_newest_handles() -> None:
    dated("2022-03-01,1,anna,,5", "2022-03-02,1,anna_new,,6")
    assert Account.objects.get().handle == "anna_new"
    dated("2022-03-03,1,anna_newer,,7", "2022-03-04,1,anna_newest,,8")
    assert (Account.objects.get().handle, Snapshot.objects.count()) == ("anna_newest", 4)
    assert set(FormerHandle.objects.values_list("handle", flat=True)) == {"anna_new"}


def test_an_id_that_comes_for_a_handle_is_learnt_on_its_platform_alone() -> None:
    wide("anna,,5,anna,6,2022-03-01")
    assert wide(f"anna,{ONE},5,anna,6,2022-03-02") == {"updated": 2}
    assert dict(Account.objects.values_list("platform", "external_id")) == {"youtube": ONE, "instagram": ""}
    assert history(platform="youtube") == [("03-01", 5), ("03-02", 5)]


def test_an_account_is_renamed_on_one_platform_and_not_on_the_other() -> None:
    wide(f"anna,{ONE},5,anna,6,2022-03-01")
    assert wide(f"anna_films,{ONE},7,anna,8,2022-03-02") == {"updated": 2}
    assert dict(Account.objects.values_list("platform", "handle")) == {"youtube": "anna_films", "instagram": "anna"}
    assert list(FormerHandle.objects.values_list("account__platform", "handle")) == [("youtube", "anna")]
    assert Account.objects.values("creator").distinct().count() == 1


def test_handles_are_swapped_on_one_platform() -> None:
    wide(f"anna,{ONE},5,a,6,2022-03-01", f"bert,{TWO},5,b,6,2022-03-01")
    assert wide(f"bert,{ONE},5,a,6,2022-03-02", f"anna,{TWO},5,b,6,2022-03-02") == {"updated": 4}
    assert dict(Account.objects.filter(platform="youtube").values_list("external_id", "handle")) == {ONE: "bert", TWO: "anna"}
    assert [Account.objects.get(handle=handle).creator_id for handle in "ab"] == [
        Account.objects.get(external_id=external_id).creator_id for external_id in (ONE, TWO)
    ]


def test_a_real_history_has_each_channels_days() -> None:
    creator_list = loaded(real_list("youtube-daily-snapshots.csv"), platform="youtube")
    assert (creator_list.rejected, creator_list.unmatched, creator_list.created) == (0, 0, 227)
    assert Snapshot.objects.count() == creator_list.created + creator_list.updated
    days = Counter(Snapshot.objects.values_list("account", flat=True))
    assert max(days.values()) == 30
    assert Snapshot.objects.filter(taken_on=date(2026, 1, 17), account__external_id="UCZ5qxuvquQABNtjcawNMowA").get().followers == 115000


@pytest.mark.django_db(transaction=True)
def test_one_odd_day_turns_no_column_of_days_off() -> None:
    text = "Handle,Followers,Kdy\nanna,12500,03.11.2025\nbert,8810,28.10.2025\ncarla,77,v úterý\n"
    creator_list = draft(text, platform="instagram")
    guess = uploads.proposal_for(creator_list).guesses[2]
    assert (guess.field, guess.confidence) == (Field.TAKEN_ON, "unsure")
    assert "not “v úterý”" in guess.reason
    assert outcomes(loaded(text, platform="instagram")) == {"created": 2, "rejected": 1}
    assert sorted(Snapshot.objects.values_list("taken_on", flat=True)) == [date(2025, 10, 28), date(2025, 11, 3)]
