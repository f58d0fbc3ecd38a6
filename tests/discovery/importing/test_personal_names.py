"""First and last names in columns of their own are one name; rows that head others by a colon are nobody's."""

import pytest

from discovery.importing.cells.places import language_code
from discovery.importing.fields import Field
from discovery.importing.formats.files import RawRow
from discovery.importing.mapping import Mapping
from discovery.importing.reader.nobodys import REMARK
from discovery.importing.reader.rows import RowReader
from discovery.importing.storing.batches import BatchReader
from discovery.models import Account
from tests.discovery.importing.lists import loaded, table
from tests.discovery.importing.proposed import TODAY, fields, proposed


def titles(text: str) -> list[str]:
    file_format, rows = table(text)
    reader = RowReader(file_format.columns, proposed(text).mapping, "instagram", TODAY, TODAY)
    return [row.record.title for raw in rows for row in reader.read(raw)]


@pytest.mark.parametrize(
    "header",
    ["First name,Last name", "firstName,lastName", "Vorname,Nachname", "Nombre,Apellidos", "Prénom,Nom", "Nome,Cognome"],
)
def test_a_first_and_a_last_name_are_one_name(header: str) -> None:
    text = f"{header},Instagram username,Instagram followers\nInes,Carvalho,ines.c,54300\nBram,de Wit,bram_f,12950\nLou,,lou.p,900\n"
    assert fields(text) == ["title", "family_name", "handle", "followers"]
    assert titles(text) == ["Ines Carvalho", "Bram de Wit", "Lou"]


@pytest.mark.parametrize("header", ["first_name,middle_name,last_name", "Vorname,Middle name,Nachname", "Имя,Отчество,Фамилия"])
def test_a_middle_name_stands_between(header: str) -> None:
    text = f"{header},twitter_account\nRobert,B.,Aderholt,r_aderholt\nJustin,,Amash,amash_j\n"
    assert fields(text) == ["title", "middle_name", "family_name", "handle"]
    assert titles(text) == ["Robert B. Aderholt", "Justin Amash"]
    assert fields(f"{header.split(',')[1]},username\nB.,anna\nC.,bert\n")[0] == "extra"


def test_a_last_name_that_stands_first_comes_last() -> None:
    assert titles("Nachname,Vorname,username\nde Wit,Bram,bramfietst\nKron,Ada,ada_k\n") == ["Bram de Wit", "Ada Kron"]
    assert titles("Nom,Prénom,username\nMartin,Lou,lou.m\nPetit,Ada,ada_p\n") == ["Lou Martin", "Ada Petit"]


def test_a_whole_name_needs_no_parts() -> None:
    text = "Full name,First name,Last name,username\nInes Carvalho,Ines,Carvalho,ines.c\nBram de Wit,Bram,de Wit,bram_f\n"
    assert fields(text) == ["title", "extra", "extra", "handle"]
    assert fields("Name,First name,username\nInes Carvalho,Ines,ines.c\nBram de Wit,Bram,bram_f\n") == ["title", "extra", "handle"]
    assert fields("First name,username\nInes,ines.c\nBram,bram_f\n") == ["title", "handle"]


@pytest.mark.django_db
def test_the_joined_name_is_stored() -> None:
    loaded("First name,Last name,username\nInes,Carvalho,ines.c\nBram,de Wit,bram_f\n")
    assert set(Account.objects.values_list("title", flat=True)) == {"Ines Carvalho", "Bram de Wit"}


@pytest.mark.parametrize("text", ["zh", "tl", "ZU", "yo", "en", "pt_BR"])
def test_every_code_of_iso_639_1_is_a_language(text: str) -> None:
    assert language_code(text) == text.lower().replace("_", "-")
    assert language_code("xx") == ""


@pytest.mark.parametrize("identity", [Field.TITLE, Field.HANDLE, Field.EXTERNAL_ID])
def test_a_row_of_one_remark_with_a_colon_is_nobody(identity: Field) -> None:
    reader = RowReader(["who", "followers"], Mapping({0: identity, 1: Field.FOLLOWERS}), "instagram", TODAY, TODAY)
    rows = [RawRow(2, ["pendientes:", ""]), RawRow(3, ["17841400000", "100"])]
    assert [problem.reason for problem in reader.read(rows[0])[0].errors] == [REMARK]
    assert reader.read(rows[1])[0].errors == []
    assert [row.outcome for _, row in BatchReader(reader).read(rows, 0).others if row.line == 2] == ["left_out"]
    # With something beside it, it may be called so.
    assert REMARK not in [problem.reason for problem in reader.read(RawRow(4, ["Mia:", "100"]))[0].errors]


@pytest.mark.parametrize(
    ("header", "others", "field"),
    [
        ("brand_handle,brand", ("Toyota", "Pepsi"), "title"),
        ("brand handle,Brand name", ("Toyota", "Pepsi"), "title"),
        ("club_twitter_handle,club", ("Toyota", "Pepsi"), "title"),
        # A league's or a party's, which stand beside many.
        ("player_handle,league", ("Toyota", "Pepsi"), "extra"),
        ("brand_handle,brand", ("NFL", "NFL"), "extra"),
    ],
)
def test_what_is_called_as_the_handles_are_is_the_name(header: str, others: tuple[str, str], field: str) -> None:
    names = ("NFL", *others)
    rows = "".join(f"{name.lower()}_{place},{name},{place}000\n" * 2 for place, name in enumerate(names, 1))
    assert fields(f"{header},followers\n{rows}") == ["handle", field, "followers"]
