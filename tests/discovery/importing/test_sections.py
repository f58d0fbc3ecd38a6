"""Rows that head the ones below them are no accounts; what they say is said of those rows, wherever they are read."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from discovery.importing import checking, uploads
from discovery.importing.fields import Field
from discovery.importing.formats import sections
from discovery.importing.formats.files import RawRow
from discovery.importing.formats.headings import HEADING
from discovery.importing.formats.sections import headed_rows
from discovery.importing.formats.tables import as_table
from discovery.importing.mapping import Mapping
from discovery.importing.reader.rows import RowReader
from discovery.importing.storing.batches import BatchReader
from discovery.models import Account, CreatorList, Snapshot
from tests.discovery.importing.lists import draft, loaded, outcomes, saved

DAY = date(2022, 12, 31)
SECTIONS = "Handle,Followers,Likes\nINSTAGRAM,,\nanna,5000,10\nbert,6000,20\nTIKTOK,,\ncarl,7000,30\ndora,8000,40\n"
ON = {"anna": "instagram", "bert": "instagram", "carl": "tiktok", "dora": "tiktok"}


def read(content: bytes | str) -> tuple[tuple[str, ...], list[RawRow]]:
    with as_table(BytesIO(content.encode() if isinstance(content, str) else content)) as (file_format, table):
        return file_format.columns, list(headed_rows(table, file_format))


def said(content: bytes | str) -> dict[str, list[str]]:
    """{handle: what headings say of it} of the rows that are no headings."""
    _, rows = read(content)
    return {row.cells[0]: row.cells[-1:] for row in rows if not row.problem}


def platforms() -> dict[str, str]:
    return dict(Account.objects.values_list("handle", "platform"))


def merged() -> bytes:
    """A workbook with a heading merged over the columns of each block, the first above the columns' names."""
    workbook = Workbook()
    sheet = workbook.create_sheet("List", 0)
    rows: list[list[Any]] = [["INSTAGRAM"], ["Handle", "Followers", "Likes"], ["anna", 5000, 10], ["bert", 6000, 20]]
    for row in [*rows, ["TikTok"], ["carl", 7000, 30], ["dora", 8000, 40]]:
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A5:C5")
    return saved(workbook)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "content",
    [
        SECTIONS,
        SECTIONS.replace(",", ";"),
        SECTIONS.replace("INSTAGRAM", "Instagram creators:").replace("TIKTOK", "--- TikTok ---"),
        SECTIONS.replace("INSTAGRAM", "Insta (2)").replace("TIKTOK,,", "Tik Tok"),
        SECTIONS.replace("INSTAGRAM,,", "INSTAGRAM,INSTAGRAM,INSTAGRAM").replace("TIKTOK,,", "TIKTOK,TIKTOK,TIKTOK"),
        SECTIONS.replace("TIKTOK,,\n", "TIKTOK,,\nHandle,Followers,Likes\n"),
        "INSTAGRAM,,\n" + SECTIONS.replace("INSTAGRAM,,\n", ""),
        SECTIONS.replace("INSTAGRAM", "Instagram – Micro (10k-50k)").replace("TIKTOK", "TikTok Germany"),
        SECTIONS.replace("INSTAGRAM", "Our summer picks on Instagram").replace("TIKTOK", "The best of TikTok"),
        SECTIONS + "Source: Instagram and an agency,,\n",
        merged(),
        "INSTAGRAM\n@anna\n@bert\nTIKTOK\n@carl\n@dora\n",
        "handle\nInstagram\nanna\nbert\nTikTok\ncarl\ndora\n",
    ],
    ids=[
        "plain",
        "semicolons",
        "drawn",
        "counted",
        "merged",
        "header again",
        "above the header",
        "tiers",
        "sentences",
        "footer",
        "workbook",
        "handles",
        "bare handles",
    ],
)
def test_a_heading_is_said_of_the_rows_below_it_and_never_an_account(content: bytes | str) -> None:
    creator_list = draft(content, taken_on=DAY)
    assert not uploads.still_missing(creator_list)
    assert uploads.proposal_for(creator_list).guesses[-1].reason == "what the headings between the rows say"
    assert loaded(content).state == CreatorList.State.LOADED
    assert platforms() == ON


@pytest.mark.django_db(transaction=True)
def test_preview_check_and_load_see_the_same_and_each_heading_is_told() -> None:
    creator_list = draft(SECTIONS, taken_on=DAY)
    shown = {row.values["handle"]: row.values["platform"] for row in uploads.preview_of(creator_list) if not row.outcome}
    assert shown == ON
    assert checking.begin(creator_list)
    checking.run(creator_list.pk)
    creator_list.refresh_from_db()
    check = checking.current(creator_list)
    assert check
    assert (check.new_accounts, check.rejected, check.left_out) == (4, 0, 2)
    loaded_list = loaded(SECTIONS)
    assert outcomes(loaded_list) == {"created": 4, "left_out": 2}
    told = [(report.line, report.problems[0]["reason"]) for report in loaded_list.reports.order_by("line")]
    assert told == [(2, "is a heading: the rows below it are on Instagram"), (5, "is a heading: the rows below it are on TikTok")]


@pytest.mark.django_db(transaction=True)
def test_tiers_countries_and_what_lacks_the_at_are_headings_where_all_others_have_numbers() -> None:
    assert said("Handle,Followers\nMICRO,\nanna,5\nMacro (100k-1M),\nbert,7\n") == {"anna": ["MICRO"], "bert": ["Macro (100k-1M)"]}
    countries = "Handle,Platform,Followers\nGermany,,\nanna,Instagram,5\nFrance,,\nbert,TikTok,7\n"
    loaded(countries)
    assert dict(Account.objects.values_list("handle", "country")) == {"anna": "DE", "bert": "FR"}
    assert said("Handle,Followers\nSpring wave,\n@anna,5\nAutumn wave,\n@bert,7\n") == {"@anna": ["Spring wave"], "@bert": ["Autumn wave"]}
    assert said("Handle,Followers\nBEAUTY,\nanna,5\nFOOD,\nbert,7\n") == {"anna": ["BEAUTY"], "bert": ["FOOD"]}


def test_a_platform_has_sections_of_its_own() -> None:
    columns, rows = read("Handle,Followers\nINSTAGRAM,\nMICRO,\nanna,5\nMACRO,\nbert,7\nTIKTOK,\ncarl,5\n")
    assert columns == ("Handle", "Followers", "Platform", "Tier")
    assert [row.cells[2:] for row in rows if not row.problem] == [["instagram", "MICRO"], ["instagram", "MACRO"], ["tiktok", ""]]


@pytest.mark.parametrize(
    "text",
    [
        "Handle,Followers\nanna,5\nbert,\ncarl,7\n",
        "Handle,Followers\nanna,5\n@tiktok,\ncarl,7\n",
        "Handle,Followers\nanna,5\ntiktok.creators,\ncarl,7\n",
        "Handle,Followers\nanna,5\nchad,\ncarl,7\n",
        "handle\nanna\ninstagram\ncarl\nbert\n",
        "Handle,Followers\nanna,5\nbert,7\nExported from TikTok,\n",
        "Handle,Followers\nanna,5\ninsta_bert,\ncarl,7\ntiktok_carl,\ndora,8\n",
        "Handle,Country\nanna,\nMicro,\ncarl,\n",
        "Handle,Platform,Followers\nanna,TikTok,5\n@tiktok,TikTok,\n",
        "Instagram & TikTok creators,\nHandle,Followers\nanna,5\nbert,7\n",
        "Instagram\nProfile,Followers\nhttps://tiktok.com/@anna,5\nhttps://instagram.com/bert,7\n",
    ],
)
def test_accounts_without_numbers_are_no_headings(text: str) -> None:
    with as_table(BytesIO(text.encode())) as (file_format, table):
        assert file_format.sections == ()
        assert not any(row.problem for row in headed_rows(table, file_format))


@pytest.mark.django_db(transaction=True)
def test_an_account_in_capitals_stays_one_where_others_have_no_numbers() -> None:
    loaded("Handle,Followers\nNASA,\nanna,\nbert,7\n")
    assert set(platforms()) == {"NASA", "anna", "bert"}


@pytest.mark.django_db(transaction=True)
def test_a_heading_far_down_is_no_account_and_its_rows_go_nowhere_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sections, "LOOKED_AT", 2)
    text = "Handle,Followers\nanna,5\nbert,6\nTIKTOK,\ncarl,7\n"
    creator_list = loaded(text, platform="instagram")
    assert creator_list.state == CreatorList.State.FAILED
    assert "Line 4 has “TIKTOK” alone in it" in creator_list.message
    assert not Account.objects.exists()
    again = loaded(text, platform="tiktok")
    assert outcomes(again) == {"created": 3, "left_out": 1}
    assert [report.problems[0]["reason"] for report in again.reports.all()] == [HEADING]


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        (("handle", "followers", "likes"), [["TikTok", "", ""], ["anna", "", "1"], ["@tiktok", "", ""], ["bert", "5", "1"], ["x", "", ""]]),
        (("handle", "followers", "reason"), [["TikTok", "", "a heading"], ["anna", "", "why"], ["bert", "5", ""]]),
        (("handle",), [["tiktok"], ["anna"], ["@tiktok"], ["x"]]),
    ],
)
def test_both_ways_of_reading_take_the_same_rows_for_headings(columns: tuple[str, ...], rows: list[list[str]]) -> None:
    kinds = {"handle": Field.HANDLE, "followers": Field.FOLLOWERS, "likes": Field.LIKES, "reason": Field.IGNORE}
    reader = RowReader(columns, Mapping({index: kinds[name] for index, name in enumerate(columns)}), "tiktok", DAY, DAY)
    raws = [RawRow(line, cells) for line, cells in enumerate(rows, 2)]
    batch = BatchReader(reader).read(raws, 0)
    careful = [raw.line for raw in raws if any(problem.reason == HEADING for problem in reader.read(raw)[0].errors)]
    assert [row.line for _, row in batch.others if row.errors] == careful
    assert careful


@pytest.mark.django_db(transaction=True)
def test_rejected_rows_come_back_mended_with_their_platform() -> None:
    mended = (
        "Handle,Followers,Platform,reason\nINSTAGRAM,,,is a heading\nanna,5000,instagram,Followers: is no number\nTIKTOK,,,is a heading\n"
    )
    creator_list = loaded(mended, platform="youtube")
    assert platforms() == {"anna": "instagram"}
    assert outcomes(creator_list) == {"created": 1, "left_out": 2}
    assert Snapshot.objects.get().followers == 5000
    tiers = "Handle,Followers,Tier,reason\nMICRO,,,is a heading\n@bert,6000,MICRO,Followers: is no number\n"
    assert outcomes(loaded(tiers)) == {"created": 1, "left_out": 1}


BLOCKS = "Platform,Handle,Followers\nInstagram,anna,5\n,bert,6\nTikTok,carl,7\n,dora,8\n"


@pytest.mark.django_db(transaction=True)
def test_a_platform_that_is_said_once_for_a_block_is_said_of_its_rows() -> None:
    creator_list = draft(BLOCKS, taken_on=DAY)
    assert uploads.proposal_for(creator_list).guesses[0].reason.endswith("a blank cell is as the one above")
    assert outcomes(loaded(BLOCKS)) == {"created": 4}
    assert platforms() == ON


@pytest.mark.parametrize(
    "text",
    [
        BLOCKS.replace(",bert", "Instagram,bert"),
        BLOCKS.replace("Instagram,anna", ",anna"),
        BLOCKS.replace(",dora", "Instagram,dora"),
        BLOCKS.replace("TikTok", ""),
        BLOCKS.replace("TikTok", "Substack"),
        BLOCKS.replace(",dora", "YouTube,dora"),
        BLOCKS.replace("Platform", "Country"),
    ],
)
def test_a_platform_that_is_missing_is_not_the_one_above(text: str) -> None:
    with as_table(BytesIO(text.encode())) as (file_format, table):
        assert file_format.blocks == ()
        assert [row.cells[0] for row in headed_rows(table, file_format)] == [line.split(",")[0] for line in text.splitlines()[1:]]


POSTS = """Handle,Followers,Post,Likes
@anna,5000,https://www.instagram.com/p/AAA1/,10
,,https://www.instagram.com/p/AAA2/,20
@bert,,https://www.instagram.com/p/AAA3/,30
,,https://www.instagram.com/p/AAA4/,40
,,https://www.instagram.com/p/AAA5/,50
,,,150
"""


@pytest.mark.django_db(transaction=True)
def test_an_account_that_is_said_once_for_its_posts_is_said_of_each() -> None:
    assert outcomes(loaded(POSTS)) == {"created": 2, "rejected": 1}
    stored = Snapshot.objects.values_list("account__handle", "followers", "likes", "posts_measured")
    assert set(stored) == {("anna", 5000, 15, 2), ("bert", None, 40, 3)}


@pytest.mark.parametrize(
    "text",
    [
        POSTS.replace("\n,,https", "\n@anna,,https", 1),
        POSTS.replace("@anna", ""),
        POSTS.replace("@bert", "@anna"),
        POSTS.replace("/p/", "/"),
        POSTS.replace("/AAA5", "/AAA4"),
    ],
)
def test_an_account_that_is_missing_beside_a_post_is_not_the_one_above(text: str) -> None:
    with as_table(BytesIO(text.encode())) as (file_format, _):
        assert file_format.blocks == ()
