"""Rows whose address names one account and whose handle another: rejected and asked about; a person says which of the two counts."""

from typing import Any

import pytest
from django.core.management import CommandError
from django.test import Client
from django.urls import reverse

from discovery.importing import checking, uploads
from discovery.importing.conventions.readings import with_choice
from discovery.importing.fields import Field
from discovery.importing.mapping import Convention, Mapping
from discovery.models import Account, CreatorList
from tests.discovery.importing.asked import answered, questions, told
from tests.discovery.importing.lists import draft, loaded, outcomes
from tests.discovery.importing.proposed import proposed
from tests.discovery.importing.read import reasons
from tests.discovery.uploading import choices

AT = "https://www.instagram.com"
# Where fewer agree, the handles are perhaps on another platform, which is asked first.
AGREEING = {"emil", "fay", "gus", "hal", "ina", "joe"}
LIST = (
    f"handle,url,followers\n@anna.eats,{AT}/anna.eats/,5000\n@bert,{AT}/bert.builds,700\n@carl,{AT}/carl/?hl=en,90\n@dora,{AT}/dora_,80\n"
    + "".join(f"{each},{AT}/{each},60\n" for each in sorted(AGREEING))
)
ASKED = "2 rows name one account by the address and another by the handle, first on line 3"
REJECTED = "is another handle than the address's, bert.builds: say which of the two columns counts, or correct one of them"


@pytest.mark.parametrize(
    ("said", "outcome", "handle", "reason"),
    [
        ("", "rejected", "bert.builds", REJECTED),
        ("neither", "rejected", "bert.builds", REJECTED),
        ("address", "noted", "bert.builds", "is another handle than the address's, bert.builds: the address is taken, as was said"),
        ("handle", "noted", "bert", "is another handle than the address's, bert.builds: the handle is taken, as was said"),
    ],
)
def test_a_row_of_two_accounts_is_rejected_until_a_person_says_which(said: str, outcome: str, handle: str, reason: str) -> None:
    row = answered((Field.HANDLE, "@bert"), (Field.PROFILE_URL, f"{AT}/bert.builds"), named_by=said)
    assert (row.outcome, row.record.handle, reasons(row)) == (outcome, handle, [reason])


@pytest.mark.parametrize("said", ["address", "handle"])
def test_an_answer_changes_nothing_where_both_are_the_same(said: str) -> None:
    row = answered((Field.NAME_AND_HANDLE, "Bert (@Bert.Builds)"), (Field.PROFILE_URL, f"{AT}/bert.builds"), named_by=said)
    assert (row.record.handle.lower(), row.record.title, reasons(row)) == ("bert.builds", "Bert", [])


def test_such_rows_are_counted_and_asked_about() -> None:
    (asked,) = questions("named_by", LIST)
    assert (asked.column, asked.value, asked.reason, asked.is_open, asked.is_doubted) == (1, "neither", ASKED, False, True)
    assert [value for value, _ in asked.options] == ["neither", "address", "handle"]
    assert questions("named_by", LIST.replace("dora_", "dora"))[0].reason.startswith("1 row names one account by the address")


def test_a_mark_behind_a_handle_is_none_of_it() -> None:
    assert [each.reason[:1] for each in questions("named_by", LIST.replace("@bert,", "@bert*,"))] == ["2"]


@pytest.mark.parametrize(
    "text",
    [
        LIST.replace("bert.builds", "Bert").replace("dora_", "dora"),
        # A name, a post, another network's address and a row that says so: what becomes of those no answer changes.
        f"handle,url,followers\n@anna.eats,{AT}/anna.eats,5000\nBert Builds,{AT}/bert,700\n@carl,{AT}/p/Cabcdefghij,90\n,{AT}/dora,80\n",
        f"platform,handle,url,followers\ninstagram,@anna.eats,{AT}/anna.eats,5000\ntiktok,@bert,{AT}/bert.builds,700\n",
    ],
)
def test_where_nothing_would_change_nothing_is_asked(text: str) -> None:
    assert Field.PROFILE_URL in proposed(text).mapping.fields.values()
    assert questions("named_by", text) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("platform", "asked"), [("instagram", ["named_by"]), ("tiktok", []), ("", [])])
def test_handles_are_compared_once_they_are_said_to_be_where_the_addresses_are(platform: str, asked: list[str]) -> None:
    """With fewer that agree, the first question is where the handles are."""
    text = "".join(LIST.splitlines(keepends=True)[:6])
    waiting = draft(text, platform=platform)
    assert Mapping.from_json(waiting.mapping).platforms == {1: "instagram"}
    assert [reading.kind for reading in uploads.readings_of(waiting)] == asked


def test_accounts_on_other_platforms_may_be_called_otherwise() -> None:
    mapping = Mapping({0: Field.HANDLE, 1: Field.PROFILE_URL}, platforms={0: "tiktok", 1: "instagram"})
    assert questions("named_by", LIST, mapping) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "handles"),
    [
        ("", {"anna.eats", "carl"}),
        ("address", {"anna.eats", "bert.builds", "carl", "dora_"}),
        ("handle", {"anna.eats", "bert", "carl", "dora"}),
    ],
)
def test_an_answer_says_whose_the_rows_are(answer: str, handles: set[str]) -> None:
    made = loaded(LIST, mapping=with_choice(Mapping.from_json(draft(LIST).mapping), 1, "named_by", answer))
    assert set(Account.objects.values_list("handle", flat=True)) == handles | AGREEING
    assert outcomes(made) == ({"created": 10} if answer else {"created": 8, "rejected": 2})


@pytest.mark.django_db
def test_an_answer_is_remembered_for_the_next_list_with_the_header() -> None:
    loaded(LIST, mapping=with_choice(Mapping.from_json(draft(LIST).mapping), 1, "named_by", "address"))
    again = draft(LIST.replace("anna", "nina"))
    assert Mapping.from_json(again.mapping).chosen == {1: Convention(named_by="address")}
    assert [(each.value, each.is_chosen) for each in uploads.readings_of(again)] == [("address", True)]


@pytest.mark.django_db
def test_the_whole_file_is_counted_once_it_was_looked_through() -> None:
    plain = "".join(f"@account{number},{AT}/account{number},5\n" for number in range(600))
    waiting = draft(f"handle,url,followers\n{plain}@bert,{AT}/bert.builds,700\n", platform="instagram", taken_on="2026-01-01")
    assert uploads.readings_of(waiting) == []
    assert checking.begin(waiting)
    checking.run(waiting.pk)
    waiting.refresh_from_db()
    check = checking.current(waiting)
    assert check is not None
    (reason,) = [reading.reason for reading in check.readings]
    assert reason == "1 row names one account by the address and another by the handle, first on line 602"


@pytest.mark.django_db
def test_the_page_asks_beside_the_column_and_keeps_the_answer(client: Client, admin: Any) -> None:
    client.force_login(admin)
    waiting = draft(LIST, taken_on="2026-01-01")
    page = client.get(reverse("import", args=[waiting.pk])).content.decode()
    assert "1 column to check" in page
    assert ASKED in page
    client.post(reverse("import_mapping", args=[waiting.pk]), choices(waiting, reading_1_named_by="address"))
    assert Mapping.from_json(CreatorList.objects.get(pk=waiting.pk).mapping).convention(1).named_by == "address"
    page = client.get(reverse("import", args=[waiting.pk])).content.decode()
    assert "column to check" not in page
    assert "the address is taken, as was said" in page


@pytest.mark.django_db(transaction=True)
def test_the_command_notes_them_and_takes_the_answer(tmp_path: Any) -> None:
    (tmp_path / "list.csv").write_text(LIST)

    said, notes = told(tmp_path / "list.csv", "--dry-run")
    assert ASKED in notes
    assert "such rows are rejected (--named-by neither); or the address says whose the row is (--named-by address)" in notes
    assert "2 rejected" in said
    told(tmp_path / "list.csv", "--named-by", "handle")
    assert set(Account.objects.values_list("handle", flat=True)) == {"anna.eats", "bert", "carl", "dora"} | AGREEING
    with pytest.raises(CommandError, match="no way to read a column"):
        told(tmp_path / "list.csv", "--named-by", "perhaps")
