"""A mapping is kept when a list is queued, and the next list with the same header starts from it, wherever its columns stand."""

from io import BytesIO

import pytest

from discovery.importing import uploads
from discovery.importing.fields import Field
from discovery.importing.kept import format_of
from discovery.importing.mapping import Convention, Mapping
from discovery.models import CreatorList, SavedMapping
from tests.discovery.importing.lists import draft, loaded, queued
from tests.factories import make_user

pytestmark = pytest.mark.django_db

OURS = Mapping({0: Field.HANDLE, 1: Field.EXTRA, 2: Field.FOLLOWERS})
HEADER = "who,audience score,size\n"


def created(text: str, name: str = "list.csv") -> CreatorList:
    """A draft as it is right after its upload."""
    return uploads.create_list(file=BytesIO(text.encode()), name=name, source_name="Test provider", uploaded_by=None)


def fields(creator_list: CreatorList) -> dict[str, Field]:
    columns = format_of(creator_list).columns
    return {columns[index]: field for index, field in Mapping.from_json(creator_list.mapping).fields.items()}


def test_a_draft_starts_from_the_mapping_its_header_was_queued_with() -> None:
    first = created(f"{HEADER}anna,7,1200\n")
    assert fields(first)["size"] == Field.EXTRA
    assert uploads.saved_for(first) is None
    queued(f"{HEADER}anna,7,1200\n", mapping=OURS)
    again = created(f"{HEADER}bert,9,1300\ncarl,9,1400\n")
    assert fields(again) == {"who": Field.HANDLE, "audience score": Field.EXTRA, "size": Field.FOLLOWERS}
    saved = uploads.saved_for(again)
    assert saved is not None
    assert (saved.columns, saved.platform) == (["who", "audience score", "size"], "instagram")


def test_numbered_columns_are_no_header() -> None:
    queued("anna\nbert\n", platform="tiktok")
    assert not SavedMapping.objects.exists()
    addresses = created("https://www.instagram.com/anna\nhttps://www.tiktok.com/@bert\n")
    assert fields(addresses) == {"column 1": Field.PROFILE_URL}
    assert not uploads.still_missing(addresses)


def test_a_header_is_the_same_regardless_of_case_space_and_order() -> None:
    queued(f"{HEADER}anna,7,1200\n", mapping=OURS)
    moved = created("Size, WHO ,Audience  score\n1300,bert,9\n")
    assert [field for _, field in sorted(Mapping.from_json(moved.mapping).fields.items())] == [Field.FOLLOWERS, Field.HANDLE, Field.EXTRA]


@pytest.mark.parametrize("header", ["who,size", "who,audience score,size,notes", "who,audience score,followers"])
def test_another_header_starts_from_what_is_proposed(header: str) -> None:
    queued(f"{HEADER}anna,7,1200\n", mapping=OURS)
    other = created(f"{header}\n" + ",".join(["bert", "9", "1300", "x"][: header.count(",") + 1]) + "\n")
    assert uploads.saved_for(other) is None
    assert fields(other).get("size", Field.EXTRA) == Field.EXTRA


def test_mended_rows_start_from_it_too_without_our_reason() -> None:
    queued(f"{HEADER}anna,7,1200\n", mapping=OURS)
    mended = created("who,audience score,size,reason\nbert,9,1300,size: is not a number\n")
    assert fields(mended) == {"who": Field.HANDLE, "audience score": Field.EXTRA, "size": Field.FOLLOWERS, "reason": Field.IGNORE}


def test_the_newest_mapping_of_a_header_is_kept() -> None:
    queued(f"{HEADER}anna,7,1200\n", mapping=OURS)
    queued(f"{HEADER}anna,7,1201\n", mapping=Mapping({0: Field.HANDLE, 1: Field.FOLLOWERS, 2: Field.EXTRA}), platform="tiktok")
    saved = SavedMapping.objects.get()
    assert (Mapping.from_json(saved.mapping).fields[1], saved.platform) == (Field.FOLLOWERS, "tiktok")


def test_how_columns_are_written_is_looked_at_anew() -> None:
    said = Mapping(OURS.fields, chosen={2: Convention(decimal_mark=".")})
    queued(f"{HEADER}anna,7,1.200\n", mapping=said)
    undecided = Mapping.from_json(created(f"{HEADER}bert,9,850\n").mapping)
    assert undecided.chosen == {2: Convention(decimal_mark=".")}
    contradicting = Mapping.from_json(created(f'{HEADER}bert,9,"1.234.567"\n').mapping)
    assert (contradicting.chosen, contradicting.conventions[2].decimal_mark) == ({}, ",")


def test_the_platform_is_taken_up_only_where_a_person_asks_for_it() -> None:
    queued(f"{HEADER}anna,7,1200\n", mapping=OURS)
    assert created(f"{HEADER}bert,9,1300\n", "tiktok.csv").platform == "tiktok"
    again = created(f"{HEADER}bert,9,1300\n")
    assert again.platform == ""
    uploads.start_from(list_id=again.pk, saved=True)
    again.refresh_from_db()
    assert again.platform == "instagram"


def test_a_draft_goes_back_to_what_is_proposed_and_to_what_is_saved() -> None:
    queued(f"{HEADER}anna,7,1200\n", mapping=OURS)
    again = created(f"{HEADER}bert,9,1300\n")
    uploads.start_from(list_id=again.pk, saved=False)
    again.refresh_from_db()
    assert fields(again)["size"] == Field.EXTRA
    uploads.start_from(list_id=again.pk, saved=True)
    again.refresh_from_db()
    assert fields(again)["size"] == Field.FOLLOWERS


def test_what_cannot_be_started_from_is_refused() -> None:
    unknown = draft("username,followers\nanna,5\n")
    with pytest.raises(uploads.NotReady, match="No mapping is saved"):
        uploads.start_from(list_id=unknown.pk, saved=True)
    gone = queued(f"{HEADER}anna,7,1200\n", mapping=OURS)
    with pytest.raises(uploads.NotReady, match="queued already"):
        uploads.start_from(list_id=gone.pk, saved=False)


def test_who_queued_it_is_kept_and_the_sample_is_nobodys() -> None:
    person = make_user()
    mine = queued(f"{HEADER}anna,7,1200\n", mapping=OURS)
    CreatorList.objects.filter(pk=mine.pk).update(uploaded_by=person, state=CreatorList.State.FAILED)
    uploads.queue(list_id=mine.pk)
    assert SavedMapping.objects.get().saved_by == person
    sample = uploads.create_list(
        file=BytesIO(b"username,followers,platform,date\nanna,5,tiktok,2022-12-31\n"),
        name="sample.csv",
        source_name="Sample",
        uploaded_by=None,
        is_sample=True,
    )
    uploads.queue(list_id=sample.pk)
    assert SavedMapping.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_saved_mapping_loads_the_next_list() -> None:
    loaded(f"{HEADER}anna,7,1200\n", mapping=OURS)
    second = loaded("size,who,audience score\n1300,bert,9\n")
    assert (second.created, second.rejected) == (1, 0)
