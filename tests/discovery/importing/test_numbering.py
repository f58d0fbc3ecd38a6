"""A place in the list before a name is no part of it."""

from io import BytesIO

import pytest

from discovery.importing import uploads
from discovery.importing.fields import Field
from discovery.importing.formats.sections import headed_rows
from discovery.importing.formats.tables import as_table
from discovery.models import Account
from tests.discovery.importing.lists import draft, loaded, outcomes

RANKED = "Influencer,Followers\n1. Anna Beck (@anna.b),5000\n2. Bert (@bert),4000\n3. 5FM (@5fm),3000\n"


def cells(text: str) -> list[str]:
    with as_table(BytesIO(text.encode())) as (file_format, table):
        return [row.cells[0] for row in headed_rows(table, file_format)]


@pytest.mark.parametrize(
    "text",
    [
        RANKED,
        RANKED.replace("1. ", "1) ").replace("2. ", "2) ").replace("3. ", "3) "),
        RANKED.replace("1. ", "#0.").replace("2. ", "1. ").replace("3. ", "2. "),
        RANKED.partition("\n")[2],
    ],
)
def test_a_place_before_a_name_is_left_out(text: str) -> None:
    assert cells(text) == ["Anna Beck (@anna.b)", "Bert (@bert)", "5FM (@5fm)"]


@pytest.mark.django_db(transaction=True)
def test_the_page_says_so_and_what_is_stored_is_the_name() -> None:
    guess = uploads.proposal_for(draft(RANKED)).guesses[0]
    assert (guess.field, guess.reason.endswith("without the places before them")) == (Field.NAME_AND_HANDLE, True)
    assert outcomes(loaded(RANKED)) == {"created": 3}
    assert set(Account.objects.values_list("handle", "title")) == {("anna.b", "Anna Beck"), ("bert", "Bert"), ("5fm", "5FM")}


def test_a_lone_column_of_places_and_names_keeps_its_first_line() -> None:
    assert cells("1. Anna Beck\n2. Bert Colm\n3. Carla Dorn\n") == ["Anna Beck", "Bert Colm", "Carla Dorn"]


@pytest.mark.parametrize(
    "text",
    [
        RANKED.replace("3. ", "5. "),
        RANKED.replace("2. ", ""),
        "Handle,Followers\n1.anna,5\n3.bert,6\n2.carl,7\n",
        "Followers,Handle\n1.5,anna\n2.5,bert\n3.5,carl\n",
    ],
)
def test_numbers_that_are_no_places_stay(text: str) -> None:
    assert cells(text) == [line.split(",")[0] for line in text.splitlines()[1:]]


def test_questions_of_a_form_are_the_header() -> None:
    text = "1. What is your name?,2. Instagram handle,3. Followers\nAnna,@anna,500\nBert,@bert,700\n"
    assert cells(text) == ["Anna", "Bert"]
