"""Days that may be those of the counts are offered where nothing else tells of when these are, and taken by themselves never."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from discovery.importing.fields import Field
from discovery.importing.mapping import missing
from discovery.models import CreatorList
from tests.discovery.importing.lists import draft
from tests.discovery.importing.proposed import proposed
from tests.discovery.uploading import choices

NOT_OFFERED = [(head, "extra", False) for head in ("Last contacted", "Date added", "Joined", "last upload", "first_seen", "lastPostDate")]


def list_with(head: str, days: tuple[str, str] = ("2026-05-06", "2026-05-07")) -> str:
    return f"username,followers,{head}\nanna.k,5000,{days[0]}\nbert_x,700,{days[1]}\n"


@pytest.mark.parametrize(
    ("head", "field", "is_offered"),
    [
        *[(head, "extra", True) for head in ("lastSeen", "Last active", "last_crawl", "seen", "record modified", "Last login")],
        *[(head, "extra", True) for head in ("zuletzt gesehen", "dernière activité", "última vez", "последняя активность")],
        *NOT_OFFERED,
        ("last updated", "taken_on", False),
        ("Last scraped", "taken_on", False),
        ("last checked", "taken_on", False),
    ],
)
def test_when_somebody_was_seen_is_offered_as_the_day_of_the_counts(head: str, field: str, is_offered: bool) -> None:
    found = proposed(list_with(head))
    assert found.guesses[2].field == field
    assert (f"The days in “{head}” may be those of the counts" in found.taken_on_reason) is is_offered
    assert bool(missing(found.mapping, "instagram", found.taken_on)) is (field == "extra")


def test_nothing_is_offered_where_the_list_tells_its_day_or_counts_nothing() -> None:
    assert proposed(list_with("lastSeen"), "list 2026-03-01.csv").guesses[2].confidence == "likely"
    assert proposed("username,lastSeen\nanna.k,2026-05-06\nbert_x,2026-05-07\n").guesses[1].confidence == "likely"
    assert proposed(list_with("lastSeen", ("long ago", "never"))).guesses[2].confidence == "likely"


def test_a_clocks_numbers_are_offered_where_the_name_says_of_when_they_are() -> None:
    assert "“last_seen”" in proposed(list_with("last_seen", ("1767225600", "1767225700"))).taken_on_reason
    assert "“last_seen”" not in proposed(list_with("last_seen", ("17672", "8"))).taken_on_reason
    assert proposed(list_with("order", ("1767225600", "1767225700"))).taken_on_reason == ""


def test_each_of_several_is_offered() -> None:
    found = proposed("username,followers,last seen,sync\nanna.k,5000,2026-05-06,2026-05-07\nbert_x,700,2026-05-06,2026-05-07\n")
    assert found.taken_on_reason == "The days in “last seen” or “sync” may be those of the counts: choose them, or say the day"
    assert [guess.field for guess in found.guesses[2:]] == [Field.EXTRA] * 2


@pytest.mark.django_db
@pytest.mark.parametrize("htmx", [False, True])
def test_the_page_takes_an_offered_day_with_one_click(client: Client, admin: Any, htmx: bool) -> None:
    client.force_login(admin)
    waiting = draft(list_with("lastSeen"), "instagram.csv")
    page = client.get(reverse("import", args=[waiting.pk])).content.decode()
    assert 'name="day_column" value="2"' in page
    sent = choices(waiting, day_column="2")
    answer = client.post(reverse("import_mapping", args=[waiting.pk]), sent, headers={"HX-Request": "true"} if htmx else {})
    # The column's own choice stands elsewhere on the page.
    assert answer.headers.get("HX-Refresh") == "true" if htmx else answer.status_code == 302
    assert CreatorList.objects.get(pk=waiting.pk).mapping["fields"]["2"] == "taken_on"
    page = client.get(reverse("import", args=[waiting.pk])).content.decode()
    assert "day_column" not in page
    assert "Each row has its own" in page
    assert "No column has a date" not in page


def test_the_audiences_day_is_that_of_the_followers_where_it_stands_for_them() -> None:
    text = "handle,audience,audience date\nanna.b,5000,2026-08-24\nbert_o,6000,2026-08-25\n"
    found = proposed(text, "list_2026-08-29.csv")
    assert (found.mapping.fields[2], found.guesses[2].confidence.value) == ("taken_on", "unsure")
    assert proposed(text.replace("audience,", "followers,"), "list_2026-08-29.csv").mapping.fields[2] == "extra"
