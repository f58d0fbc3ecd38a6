"""People who asked not to be listed: their rows are counted, and nothing of them is kept, however a list spells them."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from discovery import drafts
from discovery.importing import uploads
from discovery.importing.fields import Field
from discovery.importing.mapping import Convention, Mapping
from discovery.importing.reader.suppression import digest, suppressed
from discovery.models import Account, CreatorList, RowReport, Snapshot, Suppression
from tests.discovery.importing.lists import draft, loaded, outcomes, suppress_anna

pytestmark = pytest.mark.django_db(transaction=True)
CHANNEL = "UC" + "a" * 22


def was_skipped(creator_list: CreatorList) -> bool:
    """Whether the list's one row was counted as suppressed, and left no trace."""
    assert creator_list.state == CreatorList.State.LOADED, creator_list.message
    assert not RowReport.objects.exists()
    return (creator_list.rows, creator_list.suppressed, Account.objects.count(), Snapshot.objects.count()) == (1, 1, 0, 0)


@pytest.mark.parametrize(
    "cell",
    [
        *("anna", "ANNA", "@Anna", "https://www.instagram.com/Anna/?hl=en", "Anna (@anna)", "Anna M (instagram.com/anna)"),
        *("anna*", "@anna †", "`anna`", "**@anna**", "[Anna M](https://www.instagram.com/anna/)"),
    ],
)
def test_a_suppressed_handle_is_skipped_in_every_spelling(cell: str) -> None:
    suppress_anna()
    column = Field.NAME_AND_HANDLE if "(" in cell else Field.HANDLE
    assert was_skipped(loaded(f"handle,followers\n{cell},5\n", mapping=Mapping({0: column, 1: Field.FOLLOWERS})))


@pytest.mark.parametrize(
    ("cells", "fields"),
    [
        ("@anna,https://instagram.com/bert", (Field.HANDLE, Field.PROFILE_URL)),
        ("anna - Instagram,", (Field.HANDLE, Field.EXTRA)),
        ("bert,anna", (Field.HANDLE, Field.PROFILE_URL)),
        ("bert,IG:@anna", (Field.HANDLE, Field.FURTHER)),
        ("bert,anna; https://linktr.ee/x", (Field.HANDLE, Field.FURTHER)),
    ],
)
@pytest.mark.parametrize("said", ["", "address", "handle"])
def test_a_suppressed_name_beside_the_one_that_is_taken_is_skipped(cells: str, fields: tuple[Field, Field], said: Any) -> None:
    suppress_anna()
    chosen = {1: Convention(named_by=said)} if fields[1] == Field.PROFILE_URL and said else {}
    mapping = Mapping({**dict(enumerate(fields)), 2: Field.FOLLOWERS}, chosen=chosen)
    creator_list = loaded(f"handle,other,followers\n{cells},5\n", mapping=mapping)
    assert creator_list.suppressed == creator_list.rows
    assert not Account.objects.exists()
    assert not RowReport.objects.exists()


@pytest.mark.parametrize("cell", ["Anna Berg (@bert)", "IG: @bert", "@bert (Instagram)", "bert*", "https://instagram.com/bert", "Anna"])
def test_a_namesake_on_another_platform_is_somebody_else(cell: str) -> None:
    for name in ("bert", "global", "anna"):
        Suppression.objects.create(digest=digest("tiktok", handle=name))
    mapping = Mapping({0: Field.NAME_AND_HANDLE, 1: Field.COUNTRY, 2: Field.FOLLOWERS})
    assert loaded(f"handle,country,followers\n{cell},Global,5\n", mapping=mapping).suppressed == 0


def test_a_suppressed_handle_is_no_name_before_another() -> None:
    suppress_anna()
    mapping = Mapping({0: Field.NAME_AND_HANDLE, 1: Field.FOLLOWERS})
    assert was_skipped(loaded("handle,followers\n@anna @bert,5\n", mapping=mapping))


@pytest.mark.parametrize("between", [" ", " | ", "; "])
def test_a_suppressed_handle_is_found_in_a_further_address_of_a_cell(between: str) -> None:
    suppress_anna()
    cell = between.join(["https://www.instagram.com/bert/", "https://www.instagram.com/anna/"])
    creator_list = loaded(f"profile,followers\n{cell},5\n", mapping=Mapping({0: Field.PROFILE_URL, 1: Field.FOLLOWERS}))
    assert (creator_list.rows, creator_list.suppressed, Account.objects.count()) == (2, 2, 0)


@pytest.mark.parametrize("cells", [f"https://youtube.com/channel/{CHANNEL},5", f"https://m.youtube.com/channel/{CHANNEL}/videos,5"])
def test_a_suppressed_id_is_skipped_in_an_address(cells: str) -> None:
    Suppression.objects.create(digest=digest("youtube", external_id=CHANNEL))
    assert was_skipped(loaded(f"profile,followers\n{cells}\n", mapping=Mapping({0: Field.PROFILE_URL, 1: Field.FOLLOWERS})))


@pytest.mark.parametrize("kept", [{"handle": "100043210987654"}, {"external_id": "100043210987654"}])
@pytest.mark.parametrize("cell", ["100043210987654", "https://facebook.com/profile.php?id=100043210987654", "Anna-Tea-100043210987654"])
def test_a_number_on_facebook_is_an_id_even_where_it_was_suppressed_as_a_handle(kept: dict[str, str], cell: str) -> None:
    Suppression.objects.create(digest=digest("facebook", **kept))
    column = Field.PROFILE_URL if "://" in cell else Field.HANDLE
    mapping = Mapping({0: column, 1: Field.FOLLOWERS})
    assert was_skipped(loaded(f"who,followers\n{cell},5\n", mapping=mapping, platform="facebook"))


@pytest.mark.parametrize(("platform", "key"), [("bilibili", "11073"), ("weibo", "1234567890"), ("chzzk", "0123456789abcdef" * 2)])
@pytest.mark.parametrize("kept", ["handle", "external_id"])
def test_an_id_in_a_handles_place_is_one_however_it_was_suppressed(platform: str, key: str, kept: str) -> None:
    mapping = Mapping({0: Field.HANDLE, 1: Field.FOLLOWERS})
    assert loaded(f"who,followers\n{key},5\n", mapping=mapping, platform=platform).created == 1
    assert Account.objects.get().external_id == key
    Suppression.objects.create(digest=digest(platform, **{kept: key}))
    assert loaded(f"who,followers\n{key},6\n", mapping=mapping, platform=platform).suppressed == 1


@pytest.mark.parametrize("row", ["r/Tea,5", "https://www.reddit.com/r/tea/,5", "r/tea,many"])
def test_a_suppressed_community_is_skipped_in_every_spelling(row: str) -> None:
    Suppression.objects.create(digest=digest("reddit", external_id="r/tea"))
    assert was_skipped(loaded(f"handle,followers\n{row}\n", mapping=Mapping({0: Field.HANDLE, 1: Field.FOLLOWERS}), platform="reddit"))


def test_a_suppressed_id_is_skipped_whatever_the_handle_is_now() -> None:
    Suppression.objects.create(digest=digest("instagram", external_id="77"))
    mapping = Mapping({0: Field.HANDLE, 1: Field.EXTERNAL_ID, 2: Field.FOLLOWERS})
    assert was_skipped(loaded("handle,id,followers\nrenamed,77,5\n", mapping=mapping))


@pytest.mark.parametrize(
    "row",
    [
        "anna,-2",
        "anna*,-2",
        "`anna`,-2",
        "[Anna M](https://www.instagram.com/anna/),-2",
        "anna - IG,-2",
        "@anna (Instagram),-2",
        "anna,5,6,7",
        '"an\u200bna",5',
        "anna,12 apples",
        "two words,https://instagram.com/anna",
        '"anna,5',
        "=anna\x01;anna,5",
    ],
)
def test_a_row_that_does_not_load_leaves_no_report(row: str) -> None:
    suppress_anna()
    creator_list = loaded(f"handle,followers\nbert,5\ncleo,6\n{row}\n", mapping=Mapping({0: Field.HANDLE, 1: Field.FOLLOWERS}))
    assert outcomes(creator_list) == {"created": 2}
    assert (creator_list.suppressed, RowReport.objects.count()) == (1, 0)


def test_others_load_beside_them_and_all_outcomes_add_up() -> None:
    suppress_anna()
    creator_list = loaded("handle,followers\nanna,1\nbert,2\nannabel,3\nTwo Words,4\ncleo,-2\nAnna,5\n")
    assert outcomes(creator_list) == {"created": 2, "unmatched": 1, "rejected": 1}
    assert (creator_list.rows, creator_list.suppressed) == (6, 2)
    assert set(Account.objects.values_list("handle", flat=True)) == {"bert", "annabel"}


def test_the_same_handle_on_another_platform_is_another_persons() -> None:
    suppress_anna("tiktok")
    assert outcomes(loaded("handle,followers\nanna,5\n")) == {"created": 1}


def test_a_replaced_secret_key_counts_while_it_is_a_fallback(settings: Any) -> None:
    suppress_anna()
    settings.SECRET_KEY, old = "another " * 8, settings.SECRET_KEY
    settings.SECRET_KEY_FALLBACKS = [old]
    assert was_skipped(loaded("handle,followers\nanna,5\n"))
    settings.SECRET_KEY_FALLBACKS = []
    assert outcomes(loaded("handle,followers\nanna,5\n")) == {"created": 1}


def test_the_digest_tells_no_name_and_depends_on_the_key(settings: Any) -> None:
    mine = digest("instagram", handle="anna")
    assert mine == digest("instagram", handle="ANNA") != digest("instagram", external_id="anna")
    settings.SECRET_KEY = "another " * 8
    assert digest("instagram", handle="anna") != mine


def test_previews_show_the_row_without_its_values() -> None:
    suppress_anna()
    creator_list = draft("handle,name,followers\nanna,Anna A.,5\nbert,Bert,6\n", platform="instagram")
    _, (anna, bert) = drafts.preview_lines(creator_list)
    assert anna.outcome_label == "A person who asked not to be listed"
    assert not any(cell.text for cell in anna.cells)
    assert "bert" in [cell.text for cell in bert.cells]
    columns = drafts.understood(creator_list).columns
    assert [column.samples for column in columns] == [["bert"], ["Bert"], ["6"]]


def test_they_are_asked_for_once_a_list_and_cost_nothing_while_nobody_is() -> None:
    creator_list = draft("handle,followers\nanna,5\nbert,6\n", platform="instagram")
    assert suppressed() is None
    with CaptureQueriesContext(
        connection,
    ) as queries:
        uploads.preview_of(creator_list)
    assert len(queries) == 1
