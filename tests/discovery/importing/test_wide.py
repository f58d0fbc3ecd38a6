"""Wide lists: columns of several platforms, so that a row speaks of an account on each, and of one person."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from discovery import drafts, lists
from discovery.importing.fields import REASON_COLUMN, Field
from discovery.importing.mapping import Mapping, missing
from discovery.importing.proposals.proposing import propose
from discovery.importing.proposals.sampling import Confidence
from discovery.importing.reader.rows import RowReader
from discovery.importing.records import Outcome, Row
from discovery.models import Account, Creator, CreatorList, RowReport, Snapshot
from tests.discovery.importing.lists import loaded, outcomes, real_list, table
from tests.discovery.importing.proposed import TODAY, proposed
from tests.discovery.pages import page_text

DAY = date(2022, 12, 31)
COUNTED = "Name,Country,Instagram,Instagram Followers,Instagram ER,TikTok,TikTok Followers"


def columns(text: str, name: str = "list.csv") -> list[tuple[str, str]]:
    """(field, platform) of each column as proposed."""
    mapping = proposed(text, name).mapping
    return [(field.value, mapping.platforms.get(index, "")) for index, field in mapping.fields.items()]


def rows(text: str) -> list[Row]:
    """The file's rows as they are read by what is proposed."""
    file_format, raws = table(text)
    found = propose(file_format, raws, "list.csv", TODAY)
    reader = RowReader(file_format.columns, found.mapping, found.platform, DAY, TODAY)
    return [row for raw in raws for row in reader.read(raw)]


def test_a_column_of_handles_for_each_platform() -> None:
    text = "instagram_handle,tiktok_handle\nanna,anna.b\nbert,\n"
    assert columns(text) == [("handle", "instagram"), ("handle", "tiktok")]
    assert [(row.line, row.part, row.record.platform, row.record.handle) for row in rows(text)] == [
        (2, "instagram", "instagram", "anna"),
        (2, "tiktok", "tiktok", "anna.b"),
        (3, "instagram", "instagram", "bert"),
    ]


def test_counts_are_of_one_platform_and_descriptions_of_all() -> None:
    text = f"{COUNTED}\nAnna B,Spain,Anna,1000,3.4%,anna.b,2000\n"
    assert columns(text) == [
        ("title", ""),
        ("country", ""),
        ("handle", "instagram"),
        ("followers", "instagram"),
        ("engagement_rate", "instagram"),
        ("handle", "tiktok"),
        ("followers", "tiktok"),
    ]
    instagram, tiktok = (row.record for row in rows(text))
    assert (instagram.handle, instagram.followers, instagram.engagement_rate) == ("Anna", 1000, 0.034)
    assert (tiktok.handle, tiktok.followers, tiktok.engagement_rate) == ("anna.b", 2000, None)
    assert {instagram.title, tiktok.title} == {"Anna B"}
    assert {instagram.country, tiktok.country} == {"ES"}


def test_addresses_and_ids_say_their_platform_themselves() -> None:
    channel = "UC7XxmEXw7wXgh259vYCSjkQ"
    text = f"Link,Other link,Third\nhttps://instagram.com/anna,https://www.tiktok.com/@anna.b,{channel}\n"
    assert columns(text) == [("profile_url", "instagram"), ("profile_url", "tiktok"), ("external_id", "youtube")]
    assert [row.record.handle or row.record.external_id for row in rows(text)] == ["anna", "anna.b", channel]


def test_an_address_on_another_platform_than_its_columns_is_rejected() -> None:
    text = "IG URL,TT URL\nhttps://instagram.com/anna,https://instagram.com/anna\nhttps://instagram.com/b,https://tiktok.com/@b\n"
    first, second, *_ = rows(text)
    assert first.outcome is None
    assert [problem.reason for problem in second.errors] == ["is on Instagram, but the column is of TikTok"]


def nicknamed(*rows: str, header: str = "name,nickname,platform,youtube_channel,twitch_channel,twitter_handle,subscribers") -> str:
    return "\n".join([header, *rows, ""])


AT = "https://www.youtube.com/@"
NICKNAMED = [f"Anna Mai,Anna,YouTube,{AT}AnnaMai,,anna_mai,5000", f"Bert Os,Bert,YouTube,{AT}BertOs,,bertos,6001"]


def test_nicknames_hide_no_accounts_where_every_row_is_on_one_platform_and_has_its_address_there() -> None:
    assert columns(nicknamed(*NICKNAMED)) == [
        *(("title", ""), ("extra", ""), ("extra", "youtube"), ("profile_url", "youtube"), ("extra", "twitch"), ("handle", "x")),
        ("followers", "youtube"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        # Rows on several platforms, handles that are called so or spelt so, and a list of which not all was looked at.
        nicknamed(*NICKNAMED, "Cleo Xi,Cleo,Twitch,,,cleoxi,7001"),
        nicknamed(*NICKNAMED).replace("nickname", "username"),
        nicknamed(*NICKNAMED).replace(",Anna,", ",@anna.m,").replace(",Bert,", ",@bert_o,"),
        nicknamed(*NICKNAMED * 250),
    ],
)
def test_where_rows_may_name_their_own_accounts_further_ones_stay_aside(text: str) -> None:
    assert ("platform", "") in columns(text)
    assert ("handle", "x") not in columns(text)


@pytest.mark.parametrize(
    "text",
    [
        # One platform alone, a platform in each row, and words that tell of no account.
        "Instagram handle,Instagram followers\nanna,1\n",
        "handle,platform,Instagram link,TikTok link\nanna,TikTok,https://instagram.com/a,https://tiktok.com/@a\n",
        "handle,Instagram ads,TikTok ads\nanna,yes,no\n",
        "handle,followers,Also on TikTok,Also on YouTube\nanna,5,yes,no\n",
    ],
)
def test_other_lists_are_not_wide(text: str) -> None:
    assert not proposed(text).mapping.platforms


def test_a_lone_x_is_a_platform_beside_others() -> None:
    assert columns("instagram,x\nanna,bert\n") == [("handle", "instagram"), ("handle", "x")]
    assert not proposed("handle,x,y\nanna,1,2\n").mapping.platforms


def test_what_is_counted_where_no_column_names_the_account_is_kept_as_it_came() -> None:
    text = "Instagram,Instagram followers,TikTok followers\nanna,5,7\n"
    assert columns(text) == [("handle", "instagram"), ("followers", "instagram"), ("extra", "")]
    assert proposed(text).guesses[2].reason == "no column names the account on TikTok: kept as it came"


def test_one_bare_handle_beside_counts_of_several_platforms_is_asked_about() -> None:
    found = proposed("Name,Handle,Instagram Followers,TikTok Followers\nAnna B,anna,5,7\n")
    assert missing(found.mapping, found.platform, TODAY) == [
        "“Handle” is said of one account: choose on which platform that is, or keep it as it came."
    ]
    assert found.guesses[1].confidence == Confidence.UNSURE
    assert missing(found.mapping, "instagram", TODAY) == [
        "No column names the account on TikTok: choose the one that does, or keep what is said of it as it came."
    ]


def test_what_names_no_platform_is_of_the_one_in_the_files_name() -> None:
    text = "Channel,Subscribers,Instagram,Twitter\nanna,1000,anna_i,anna_x\nbert,7,,\n"
    found = proposed(text, "youtube-2022.csv")
    assert (found.platform, missing(found.mapping, found.platform, TODAY)) == ("youtube", [])
    assert found.mapping.parts(found.platform) == ["youtube", "instagram", "x"]
    assert sorted(missing(proposed(text).mapping, "", TODAY)) == [
        "“Followers” and “Handle” are said of one account: choose on which platform that is, or keep them as they came.",
    ]


def test_repeated_fields_are_counted_for_each_platform() -> None:
    handles = {0: Field.HANDLE, 1: Field.HANDLE, 2: Field.HANDLE}
    assert missing(Mapping(handles, platforms={0: "instagram", 1: "tiktok", 2: "x"}), "", TODAY) == []
    assert missing(Mapping(handles, platforms={0: "instagram", 1: "tiktok", 2: "tiktok"}), "", TODAY) == [
        "2 columns are mapped to “Handle” on TikTok: choose one, and keep the others as they came."
    ]
    names = Mapping({0: Field.HANDLE, 1: Field.HANDLE, 2: Field.TITLE, 3: Field.TITLE}, platforms={0: "instagram", 1: "tiktok"})
    assert missing(names, "", TODAY) == ["2 columns are mapped to “Display name”: choose one, and keep the others as they came."]


def test_a_platforms_own_name_stands_instead_of_the_one_of_all() -> None:
    own = "Name,Instagram handle,TikTok handle,TikTok display name\nAnna B,anna,anna.b,Anna Bee\n"
    assert [row.record.title for row in rows(own)] == ["Anna B", "Anna Bee"]


def test_a_row_without_any_account_is_one_row() -> None:
    unmatched, nobody = rows(f"{COUNTED}\nCarl C,Spain,,5,,—,\n,Spain,,,,,\nA B,,anna,,,bert,\n")[:2]
    assert (unmatched.outcome, unmatched.part, unmatched.record.title) == (Outcome.UNMATCHED, "", "Carl C")
    assert [problem.reason for problem in unmatched.remarks] == ["is left out: the row names no account on Instagram"]
    assert (nobody.outcome, nobody.part) == (Outcome.LEFT_OUT, "")


def test_counts_beside_a_missing_handle_are_remarked_on() -> None:
    (row,) = rows(f"{COUNTED}\nBert B,,,1000,3.4%,bert,7\nA,,anna,,,anna,\n")[:1]
    assert (row.part, row.outcome) == ("tiktok", Outcome.NOTED)
    assert [(problem.column, problem.value) for problem in row.remarks] == [("Instagram Followers", "1000")]


@pytest.mark.django_db(transaction=True)
class TestLoading:
    def test_one_platforms_problem_rejects_that_account_alone(self) -> None:
        text = f"{COUNTED}\nAnna B,Spain,anna,-5,3.4%,anna.b,2000\nBert,Spain,bert,7,,bert,-2\nC,,carl,7,,carl,8\n"
        creator_list = loaded(text)
        assert (creator_list.rows, outcomes(creator_list)) == (6, {"created": 4, "rejected": 2})
        assert list(RowReport.objects.order_by("line").values_list("line", "part")) == [(2, "instagram"), (3, "tiktok")]
        assert set(Account.objects.values_list("platform", "handle")) == {
            ("tiktok", "anna.b"),
            ("instagram", "bert"),
            ("instagram", "carl"),
            ("tiktok", "carl"),
        }

    def test_a_row_is_mended_once_whatever_is_wrong_in_it_and_does_no_harm_again(self) -> None:
        text = f"{COUNTED}\nAnna B,Spain,anna,-5,3.4%,anna.b,many\nBert,Spain,bert,7,,bert,-2\nC,,carl,7,,carl,8\n"
        creator_list = loaded(text)
        header, mendable = lists.mendable_rows(creator_list, Outcome.REJECTED)
        found = list(mendable)
        assert header == [*COUNTED.split(","), REASON_COLUMN]
        assert [row[2] for row in found] == ["anna", "bert"]
        assert found[0][-1] == "Instagram Followers: is below zero · TikTok Followers: is not a number"
        before = set(Snapshot.objects.values_list("account__platform", "account__handle", "followers"))
        mended = "\n".join(map(",".join, [header, *found])).replace("-5", "5").replace("many", "6").replace("-2", "9")
        again = loaded(mended)
        assert outcomes(again) == {"created": 3, "unchanged": 1}
        added = {("instagram", "anna", 5), ("tiktok", "anna.b", 6), ("tiktok", "bert", 9)}
        assert set(Snapshot.objects.values_list("account__platform", "account__handle", "followers")) == before | added

    def test_only_handles_make_accounts_without_counts(self) -> None:
        creator_list = loaded("instagram_handle,tiktok_handle\nanna,anna.b\nbert,\n")
        assert (outcomes(creator_list), creator_list.snapshots) == ({"created": 3}, 0)
        assert not Snapshot.objects.exists()

    def test_a_further_account_is_the_same_creators_and_has_no_counts(self) -> None:
        loaded(nicknamed(*NICKNAMED))
        found = Account.objects.values_list("creator__name", "platform", "handle", "snapshots__followers")
        assert set(found) == {
            ("Anna Mai", "youtube", "AnnaMai", 5000),
            ("Anna Mai", "x", "anna_mai", None),
            ("Bert Os", "youtube", "BertOs", 6001),
            ("Bert Os", "x", "bertos", None),
        }
        assert Creator.objects.count() == 2

    def test_the_same_account_in_two_rows_is_one_result_on_its_platform(self) -> None:
        creator_list = loaded(f"{COUNTED}\nAnna B,,anna,5,,anna.b,6\nAnna B,,ANNA,7,,other,8\nA B,,bert,,,carl,\n")
        assert outcomes(creator_list) == {"created": 5, "duplicates": 1}
        report = RowReport.objects.get()
        assert (report.line, report.part) == (3, "instagram")
        assert [(problem["column"], problem["reason"]) for problem in report.problems] == [
            ("Instagram", "is the same account as line 2, and the first row counts"),
            ("Instagram Followers", "contradicts line 2, which has 5"),
        ]

    def test_the_report_says_which_account_and_what_is_counted(self, as_admin: Client) -> None:
        creator_list = loaded(f"{COUNTED}\nAnna B,Spain,anna,5,3.4%,anna.b,many\nBert,,bert,6,,bert,7\nC,,carl,7,,carl,8\n")
        CreatorList.objects.update(scored_at=timezone.now())
        page = page_text(as_admin, f"/imports/{creator_list.pk}/")
        assert "6 accounts in the rows read" in page
        assert "2 TikTok Rejected TikTok Followers “many” is not a number" in page

    def test_names_alone_are_to_be_matched(self) -> None:
        creator_list = loaded("Name,Instagram Followers,TikTok Followers\nAnna B,5,7\nBert C,6,8\n")
        assert (outcomes(creator_list), Account.objects.count()) == ({"unmatched": 2}, 0)

    def test_the_preview_has_every_account(self) -> None:
        creator_list = loaded(f"{COUNTED}\nAnna B,Spain,anna,5,3.4%,anna.b,2000\n")
        headings, lines = drafts.preview_lines(creator_list)
        at = [index for index, heading in enumerate(headings) if heading.label in ("Platform", "Handle")]
        shown = [[line.cells[index].text for index in at] for line in lines]
        assert shown == [["Instagram", "anna"], ["TikTok", "anna.b"]]

    def test_a_real_list_of_handles_on_two_platforms(self) -> None:
        creator_list = loaded(real_list("handles-two-platforms.csv"))
        assert creator_list.rows == creator_list.created + creator_list.duplicates + creator_list.rejected + creator_list.unmatched
        assert set(Account.objects.values_list("platform", flat=True)) == {"instagram", "tiktok"}
