"""How a draft's file is read stands on its page, and can be overruled there."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from discovery import tasks
from discovery.forms.formats import FormatForm
from discovery.importing import uploads
from discovery.importing.fields import Field
from discovery.importing.formats.files import NO_HEADER, FileFormat, FormatChoice, Kind, Sheet
from discovery.importing.mapping import Mapping
from discovery.models import CreatorList
from tests.discovery.importing.lists import draft, saved, sheets
from tests.factories import make_list
from tests.worker import empty_queues

BANNER = "Made by us\n\nhandle;followers\nanna;5\nbert;6\n"
TEXT = FileFormat("cp1252", ";", 3, ("handle", "followers"))


def choice(file_format: FileFormat, **typed: str) -> FormatChoice:
    form = FormatForm(file_format, typed)
    assert form.is_valid(), form.errors
    return form.choice()


def page_of(client: Client, creator_list: CreatorList) -> str:
    """The words on the draft's page."""
    content = client.get(reverse("import", args=[creator_list.pk])).content.decode()
    return " ".join(re.sub("<[^>]+>", " ", content).split())


def test_what_is_typed_is_the_choice() -> None:
    said = {"encoding": "cp1250", "delimiter": ";", "header_line": "3"}
    assert choice(TEXT, **said) == FormatChoice("cp1250", ";", 3)
    assert choice(TEXT, **said | {"header_line": "0"}) == FormatChoice("cp1250", ";", NO_HEADER)
    assert choice(TEXT) == FormatChoice()


def test_with_another_delimiter_or_sheet_the_header_is_looked_for_anew() -> None:
    said = {"encoding": "cp1252", "delimiter": ",", "header_line": "3"}
    assert choice(TEXT, **said) == FormatChoice("cp1252", ",", 0)
    assert choice(TEXT, **said | {"header_line": "2"}) == FormatChoice("cp1252", ",", 2)
    sheets = (Sheet("One", 5, False), Sheet("Two", 0, True))
    workbook = FileFormat("utf-8", ",", 3, ("handle",), Kind.WORKBOOK, "One", sheets)
    assert choice(workbook, sheet="Two", header_line="3") == FormatChoice(sheet="Two")


def test_a_workbook_offers_its_sheets_and_json_nothing() -> None:
    sheets = (Sheet("One", 5, False), Sheet("Two", 0, True))
    form = FormatForm(FileFormat("utf-8", ",", 1, ("handle",), Kind.WORKBOOK, "One", sheets))
    assert list(form.fields) == ["sheet", "header_line"]
    assert "Two (hidden)" in str(form["sheet"])
    nothing = FormatForm(FileFormat("utf-8", ",", 1, ("handle",), Kind.JSON), {})
    assert not nothing.fields
    assert not nothing.is_valid()


def test_objects_in_cells_are_a_choice_where_there_are_any() -> None:
    apart = replace(TEXT, objects=("author",), objects_apart=True)
    assert choice(apart) == FormatChoice()
    assert choice(apart, objects="text") == FormatChoice(objects_as_text=True)
    assert FormatForm(apart)["objects"].initial == ""
    assert FormatForm(replace(apart, objects_apart=False))["objects"].initial == "text"
    assert "objects" not in FormatForm(TEXT).fields


def test_an_encoding_that_is_not_offered_stays() -> None:
    assert choice(FileFormat("cp866", ",", 1, ("handle",)), encoding="cp866", delimiter=",", header_line="1").encoding == "cp866"


@pytest.mark.django_db
def test_page_says_how_it_was_read_and_reads_it_otherwise(as_admin: Client) -> None:
    creator_list = draft(BANNER)
    address = reverse("import", args=[creator_list.pk])
    assert "UTF-8, separated by semicolons · column names on line 3" in page_of(as_admin, creator_list)
    said = {"encoding": "utf-8", "delimiter": ";", "header_line": "4"}
    response = as_admin.post(reverse("import_format", args=[creator_list.pk]), said)
    assert response.headers["Location"] == address
    creator_list.refresh_from_db()
    assert creator_list.file_format["columns"] == ["anna", "5"]


@pytest.mark.django_db
def test_page_says_which_cells_hold_objects_and_leaves_them(as_admin: Client) -> None:
    creator_list = draft("handle,author\nanna,{'name': 'Anna'}\nbert,{'name': 'Bert'}\n")
    assert creator_list.table
    address = reverse("import", args=[creator_list.pk])
    assert "objects in the cells of author" in as_admin.get(address).content.decode()
    as_admin.post(reverse("import_format", args=[creator_list.pk]), {"objects": "text", "header_line": "1"})
    creator_list.refresh_from_db()
    assert creator_list.file_format["columns"] == ["handle", "author"]
    assert not creator_list.table
    assert "objects in the cells of author stay as they came" in as_admin.get(address).content.decode()
    as_admin.post(reverse("import_format", args=[creator_list.pk]), {"objects": "", "header_line": "1"})
    creator_list.refresh_from_db()
    assert creator_list.file_format["columns"] == ["handle", "author.name"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"header_line": "400"}, "line 400"),
        ({"header_line": "-1"}, "greater than or equal to 0"),
        ({"encoding": "klingon"}, "klingon"),
        ({"delimiter": "#"}, "#"),
    ],
)
def test_what_cannot_be_read_so_leaves_all_as_it_was(as_admin: Client, changed: dict[str, str], sentence: str) -> None:
    creator_list = draft(BANNER)
    said = {"encoding": "utf-8", "delimiter": ";", "header_line": "3"} | changed
    response = as_admin.post(reverse("import_format", args=[creator_list.pk]), said)
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert "<details open>" in page
    assert CreatorList.objects.get().file_format == creator_list.file_format


@pytest.mark.django_db
@pytest.mark.django_db
def test_other_sheets_with_rows_are_named(as_admin: Client) -> None:
    lists_of: dict[str, list[list[str]]] = {"Instagram": [["handle"], ["anna"], ["bert"]], "TikTok": [["handle"], ["carl"]], "Empty": []}
    creator_list = draft(sheets(**lists_of), "list.xlsx")
    assert creator_list.platform == "instagram"
    page = " ".join(as_admin.get(reverse("import", args=[creator_list.pk])).content.decode().split())
    assert "<strong>left out:</strong> “TikTok” (1 row)" in page
    assert "Empty” (" not in page


def test_hidden_sheets_are_named_and_can_be_read(as_admin: Client) -> None:
    workbook = Workbook()
    workbook.worksheets[0].append(["handle"])
    workbook.worksheets[0].append(["anna"])
    hidden = workbook.create_sheet("Prices")
    hidden.append(["creator", "price"])
    hidden.append(["bert", 7])
    hidden.sheet_state = "hidden"
    creator_list = draft(saved(workbook), "list.xlsx")
    page = as_admin.get(reverse("import", args=[creator_list.pk])).content.decode()
    assert "Sheet “Sheet” of 2" in page
    assert "hidden and left out: Prices" in page
    as_admin.post(reverse("import_format", args=[creator_list.pk]), {"sheet": "Prices", "header_line": "1"})
    creator_list.refresh_from_db()
    assert creator_list.file_format["columns"] == ["creator", "price"]


@pytest.mark.django_db
def test_only_a_draft_is_read_anew(as_admin: Client, as_marketer: Client) -> None:
    creator_list = draft(BANNER)
    CreatorList.objects.update(state="queued")
    address = reverse("import_format", args=[creator_list.pk])
    assert as_admin.post(address, {"delimiter": ","}).headers["Location"] == reverse("import", args=[creator_list.pk])
    assert as_admin.get(address).status_code == 405
    assert as_marketer.post(address).status_code == 403
    assert as_admin.post(reverse("import_format", args=[make_list().pk + 1])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_draft_starts_as_its_columns_were_mapped_or_as_they_are_proposed(as_admin: Client) -> None:
    mapping = Mapping({0: Field.HANDLE, 1: Field.FOLLOWING})
    with empty_queues():
        tasks.queue_list(draft("handle,followers\nanna,5\n", platform="tiktok", taken_on="2022-12-31", mapping=mapping).pk, by=None)
    creator_list = create_list("handle,followers\nbert,6\n")
    address, start_from = (reverse(name, args=[creator_list.pk]) for name in ("import", "import_start_from"))
    page = as_admin.get(address).content.decode()
    assert "Start from the proposal instead" in page
    assert "On TikTok as then" in page
    assert as_admin.post(start_from, {"mapping": "proposed"}).headers["Location"] == address
    assert Mapping.from_json(CreatorList.objects.get(pk=creator_list.pk).mapping).fields[1] == Field.FOLLOWERS
    assert "Map it as then" in as_admin.get(address).content.decode()
    as_admin.post(start_from, {"mapping": "saved"})
    assert "On TikTok as then" not in as_admin.get(address).content.decode()
    assert Mapping.from_json(CreatorList.objects.get(pk=creator_list.pk).mapping).fields[1] == Field.FOLLOWING
    CreatorList.objects.filter(pk=creator_list.pk).update(state="queued")
    assert as_admin.post(start_from, follow=True).status_code == 200
    assert as_admin.get(start_from).status_code == 405


def create_list(text: str) -> CreatorList:
    return uploads.create_list(file=BytesIO(text.encode()), name="list.csv", source_name="Agency", uploaded_by=None)


@pytest.mark.django_db
def test_a_header_that_may_be_a_row_is_told(as_admin: Client) -> None:
    text = "anna_b\tAnna Berg\nbert_c\tBert Cole\ncarla.d\tCarla Diaz\n"
    doubt = "None of the columns’ names on line 1 is one that we know: perhaps it is a row of the list"
    waiting = draft(text)
    assert doubt in page_of(as_admin, waiting)
    uploads.reread(list_id=waiting.pk, choice=FormatChoice(header_line=NO_HEADER))
    assert doubt not in page_of(as_admin, waiting)
    assert doubt not in page_of(as_admin, draft(f"handle\tname\n{text}"))
