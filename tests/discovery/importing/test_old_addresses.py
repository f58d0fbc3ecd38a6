"""YouTube's addresses from before handles: left to be matched and asked about; their names are handles where a person says so."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from discovery.importing import checking, uploads
from discovery.importing.cells.old_addresses import old_name
from discovery.importing.conventions.readings import with_choice
from discovery.importing.fields import Field
from discovery.importing.mapping import Convention, Mapping
from discovery.models import Account, CreatorList
from tests.discovery.importing.asked import answered, questions, told
from tests.discovery.importing.lists import draft, loaded, outcomes
from tests.discovery.importing.proposed import proposed
from tests.discovery.importing.read import reasons
from tests.discovery.uploading import choices

AT = "https://www.youtube.com"
LIST = f"channel,url,subscribers\nAnna,{AT}/user/AnnaCooks,5000\nBert,{AT}/@bertbuilds,700\nCarl,{AT}/c/carl.cuts/videos,90\n"
ASKED = "2 of the addresses are from before handles (youtube.com/user/NAME), first on line 2"
LEFT = "is an address from before handles, which names none"
TAKEN = "is an address from before handles: its name is taken as the handle, as was said"


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.youtube.com/user/AnnaCooks", "AnnaCooks"),
        ("youtube.com/c/anna_cooks-2.0/videos?view=0", "anna_cooks-2.0"),
        ("HTTP://M.YOUTUBE.COM/User/AnnaCooks", "AnnaCooks"),
        ("youtube.com/user/ann", "ann"),
        ("youtube.com/c/アンナ料理", "アンナ料理"),
        ("https://www.youtube.com/c/%EA%B8%8D%EC%A0%95%EC%9D%B8/featured", "긍정인"),
        # Those name a handle or an id, or nobody.
        ("https://www.youtube.com/@AnnaCooks", ""),
        ("https://www.youtube.com/channel/UC7XxmEXw7wXgh259vYCSjkQ", ""),
        ("https://www.youtube.com/user/", ""),
        ("https://www.reddit.com/user/AnnaCooks", ""),
        ("AnnaCooks", ""),
        # No handle is spelt so.
        ("youtube.com/user/an", ""),
        (f"youtube.com/user/{'a' * 31}", ""),
        ("youtube.com/c/Anna%20Cooks", ""),
        ("youtube.com/c/アンナ 料理", ""),
        ("youtube.com/user/-._", ""),
        # Something else stands where the name should be: counts, an id, a page, nothing.
        ("www.youtube.com/user/1,032,010,814", ""),
        ("www.youtube.com/user/1.032.010.814", ""),
        ("www.youtube.com/user/1032010814", ""),
        ("www.youtube.com/user/12.5K", ""),
        ("www.youtube.com/user/UC7XxmEXw7wXgh259vYCSjkQ", ""),
        ("www.youtube.com/c/playlists", ""),
        ("www.youtube.com/user/null", ""),
    ],
)
def test_the_name_in_an_old_address_is_told_where_it_may_be_a_handle(address: str, name: str) -> None:
    assert old_name(address) == name


def test_nothing_is_guessed_before_a_person_says_so() -> None:
    address = (Field.PROFILE_URL, f"{AT}/user/AnnaCooks")
    for said in ("", "match"):
        row = answered(address, old_addresses=said)
        assert (row.outcome, row.record.handle, row.record.title, reasons(row)) == ("unmatched", "", "AnnaCooks", [LEFT])
    row = answered(address, old_addresses="handle")
    assert (row.outcome, row.record.platform, row.record.handle, row.record.title) == ("noted", "youtube", "AnnaCooks", "")
    assert reasons(row) == [TAKEN]


def test_a_name_that_is_no_handle_still_waits_to_be_matched() -> None:
    row = answered((Field.PROFILE_URL, "www.youtube.com/user/1,032,010,814"), (Field.TITLE, "Anna"), old_addresses="handle")
    assert (row.outcome, row.record.handle, row.record.title, reasons(row)) == ("unmatched", "", "Anna", [LEFT])


@pytest.mark.parametrize(
    ("cell", "handle", "external_id"),
    [
        ((Field.HANDLE, "@anna.eats"), "anna.eats", ""),
        ((Field.NAME_AND_HANDLE, "Anna (@anna.eats)"), "anna.eats", ""),
        ((Field.EXTERNAL_ID, "UC7XxmEXw7wXgh259vYCSjkQ"), "", "UC7XxmEXw7wXgh259vYCSjkQ"),
        # A name in a handle's place, or nothing, names nobody.
        ((Field.HANDLE, "Anna Berg"), "AnnaCooks", ""),
        ((Field.EXTERNAL_ID, "n/a"), "AnnaCooks", ""),
    ],
)
def test_another_column_names_the_account_before_the_old_address(cell: tuple[Field, str], handle: str, external_id: str) -> None:
    row = answered((Field.PROFILE_URL, f"{AT}/user/AnnaCooks"), cell, old_addresses="handle")
    assert (row.record.handle, row.record.external_id, row.errors) == (handle, external_id, [])
    assert (TAKEN in reasons(row), LEFT in reasons(row)) == (handle == "AnnaCooks", handle != "AnnaCooks")


def test_a_row_that_is_rejected_has_no_handle_from_its_address() -> None:
    row = answered((Field.PLATFORM, "TikTok"), (Field.PROFILE_URL, f"{AT}/user/AnnaCooks"), old_addresses="handle")
    assert (row.outcome, row.record.handle) == ("rejected", "")


def test_a_column_of_old_addresses_has_a_question_that_rejects_nothing() -> None:
    (asked,) = questions("old_addresses", LIST)
    assert (asked.column, asked.value, asked.is_open, asked.is_doubted) == (1, "match", False, True)
    assert asked.reason == f"{ASKED}: most of those channels have NAME as their handle now, but not all"
    assert dict(asked.options) == {"match": "such rows are left to be matched", "handle": "NAME is taken as the handle"}
    linked = 'x,"<a href=""https://www.youtube.com/c/mias"">Mia</a>",8\n'
    assert questions("old_addresses", LIST + linked)[0].reason.startswith("3 of the addresses are")
    assert questions("old_addresses", LIST.replace("/c/", "/@"))[0].reason.startswith("1 of the addresses is")


@pytest.mark.parametrize(
    "text",
    [
        LIST.replace("/user/", "/@").replace("/c/", "/@"),
        f"name,url,subscribers\nAnna,{AT}/user/1.032.010.814,5000\nBert,{AT}/@bertbuilds,700\n",
        # Each is named otherwise.
        f"handle,url,subscribers\n@anna.eats,{AT}/user/AnnaCooks,5000\n@bertbuilds,{AT}/@bertbuilds,700\n",
        f"channel id,url,subscribers\nUC7XxmEXw7wXgh259vYCSjkQ,{AT}/user/AnnaCooks,5000\nUC7XxmEXw7wXgh259vYCSjkR,{AT}/c/carl,90\n",
    ],
)
def test_where_nothing_would_change_nothing_is_asked(text: str) -> None:
    assert Field.PROFILE_URL in proposed(text).mapping.fields.values()
    assert questions("old_addresses", text) == []


def test_a_row_that_its_other_columns_leave_unnamed_is_asked_about() -> None:
    addresses = f"handle,url\n@anna.eats,{AT}/user/AnnaCooks\nCarl Cuts,{AT}/c/carl.cuts\n,{AT}/c/diana\n"
    mapping = Mapping({0: Field.HANDLE, 1: Field.PROFILE_URL})
    assert [each.reason[:33] for each in questions("old_addresses", addresses, mapping=mapping)] == ["2 of the addresses are from befor"]
    # A handle on another platform is not the channel's.
    wide = Mapping(mapping.fields, platforms={0: "instagram", 1: "youtube"})
    assert questions("old_addresses", addresses, mapping=wide)[0].reason.startswith("3 of")
    # There an address of YouTube is of no use, and rejects its row, as what is no handle does.
    assert questions("old_addresses", addresses, mapping=Mapping(mapping.fields, platforms={1: "instagram"})) == []
    assert questions("old_addresses", f"handle,url\n@anna eats,{AT}/user/AnnaCooks\n", mapping=mapping) == []
    rounded = Mapping({0: Field.EXTERNAL_ID, 1: Field.PROFILE_URL})
    assert questions("old_addresses", f"id,url\n1.78414E+16,{AT}/user/AnnaCooks\n", mapping=rounded)[0].reason.startswith("1 of")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "handles"), [("", {"bertbuilds"}), ("match", {"bertbuilds"}), ("handle", {"AnnaCooks", "bertbuilds", "carl.cuts"})]
)
def test_an_answer_says_whether_names_become_accounts(answer: str, handles: set[str]) -> None:
    made = loaded(LIST, mapping=with_choice(Mapping.from_json(draft(LIST).mapping), 1, "old_addresses", answer))
    assert set(Account.objects.values_list("handle", flat=True)) == handles
    assert outcomes(made) == ({"created": 3} if answer == "handle" else {"created": 1, "unmatched": 2})
    assert [report.problems[0]["reason"] for report in made.reports.all()] == [TAKEN if answer == "handle" else LEFT] * 2


@pytest.mark.django_db
def test_an_answer_is_of_one_platforms_accounts_where_a_row_has_several() -> None:
    text = f"name,YouTube,Instagram,YouTube subscribers\nAnna,{AT}/user/AnnaCooks,https://instagram.com/anna.eats,500\n"
    mapping = with_choice(Mapping.from_json(draft(text).mapping), 1, "old_addresses", "handle")
    assert mapping.platforms[1] == "youtube"
    loaded(text, mapping=mapping)
    assert set(Account.objects.values_list("platform", "handle")) == {("youtube", "AnnaCooks"), ("instagram", "anna.eats")}


@pytest.mark.django_db
def test_an_answer_is_remembered_for_the_next_list_with_the_header() -> None:
    first = draft(LIST, platform="youtube")
    loaded(LIST, mapping=with_choice(Mapping.from_json(first.mapping), 1, "old_addresses", "handle"))
    again = draft(LIST.replace("Anna", "Nina"))
    assert Mapping.from_json(again.mapping).chosen == {1: Convention(old_addresses="handle")}
    assert [(each.value, each.is_chosen) for each in uploads.readings_of(again) if each.kind == "old_addresses"] == [("handle", True)]


@pytest.mark.django_db
def test_the_whole_file_is_counted_once_it_was_looked_through() -> None:
    plain = "".join(f"x,{AT}/@account{number},5\n" for number in range(600))
    waiting = draft(f"channel,url,subscribers\n{plain}Anna,{AT}/user/AnnaCooks,5000\n", taken_on="2026-01-01")
    assert uploads.readings_of(waiting) == []
    assert checking.begin(waiting)
    checking.run(waiting.pk)
    waiting.refresh_from_db()
    check = checking.current(waiting)
    assert check is not None
    (reason,) = [reading.reason for reading in check.readings]
    assert reason.startswith("1 of the addresses is from before handles (youtube.com/user/NAME), first on line 602")


@pytest.mark.django_db
def test_the_page_asks_beside_the_column_and_keeps_the_answer(client: Client, admin: Any) -> None:
    client.force_login(admin)
    waiting = draft(LIST, taken_on="2026-01-01")
    page = client.get(reverse("import", args=[waiting.pk])).content.decode()
    assert "1 column to check" in page
    assert ASKED in page
    client.post(reverse("import_mapping", args=[waiting.pk]), choices(waiting, reading_1_old_addresses="handle"))
    kept = CreatorList.objects.get(pk=waiting.pk)
    assert Mapping.from_json(kept.mapping).convention(1).old_addresses == "handle"
    page = client.get(reverse("import", args=[waiting.pk])).content.decode()
    assert "column to check" not in page
    assert TAKEN in page


@pytest.mark.django_db(transaction=True)
def test_the_command_notes_them_and_takes_the_answer(tmp_path: Any) -> None:
    (tmp_path / "list.csv").write_text(LIST)

    said, notes = told(tmp_path / "list.csv", "--dry-run")
    assert f"{ASKED}: most of those channels" in notes
    assert "left to be matched (--old-addresses match); or NAME is taken as the handle (--old-addresses handle)" in notes
    assert "2 unmatched" in said
    said, notes = told(tmp_path / "list.csv", "--dry-run", "--old-addresses", "handle")
    assert "0 unmatched" in said
    assert f"noted: url {TAKEN} (2, first on line 2)" in said
    assert "old-addresses" not in notes
    told(tmp_path / "list.csv", "--old-addresses", "url=handle")
    assert set(Account.objects.values_list("handle", flat=True)) == {"AnnaCooks", "bertbuilds", "carl.cuts"}
    with pytest.raises(CommandError, match="no way to read a column"):
        told(tmp_path / "list.csv", "--old-addresses", "perhaps")


@pytest.mark.django_db(transaction=True)
def test_an_answer_of_no_column_is_of_rows_beyond_the_first_ones_too(tmp_path: Any) -> None:
    plain = "".join(f"x,{AT}/@account{number},5\n" for number in range(600))
    (tmp_path / "list.csv").write_text(f"channel,url,subscribers\n{plain}Anna,{AT}/user/AnnaCooks,5000\n")
    options = ("--date", "2026-01-01", "--old-addresses", "handle")
    call_command("import_list", str(tmp_path / "list.csv"), *options, stdout=StringIO(), stderr=StringIO())
    assert Account.objects.filter(handle="AnnaCooks").exists()
