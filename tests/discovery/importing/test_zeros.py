"""Zeros among thousands: stored as counts and asked about; left missing where a person says that they are not known."""

from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from discovery.importing.conventions.readings import readings, with_choice
from discovery.importing.conventions.zeros import zeros_among
from discovery.importing.mapping import Mapping
from discovery.models import Account, CreatorList, Snapshot
from tests.discovery.importing.lists import draft, loaded, table
from tests.discovery.importing.proposed import proposed
from tests.discovery.uploading import choices

LIST = "handle,ig_followers\nsam.c,0\nrose.g,79026\nling_kt,0\n"


@pytest.mark.parametrize(
    ("numbers", "are_followers", "zeros"),
    [
        ([0, 79_026, 12_000], True, 1),
        ([0, 0, 900, 800], True, None),
        ([0, 7, 79_026, 12_000, 9_000], True, None),
        ([0, 0, 7, 79_026, 12_000, 9_000, 8_000], True, 2),
        ([79_026, 12_000], True, None),
        ([0, 0], True, None),
        # Of posts' likes one or two are 0 by chance.
        ([0, 0, *[5_000] * 10], False, None),
        ([0, 0, 0, *[5_000] * 10], False, 3),
        ([0, 0, 0, *[5_000] * 100], False, None),
    ],
)
def test_zeros_are_many_where_hardly_anything_is_next_to_them(numbers: list[float], are_followers: bool, zeros: int | None) -> None:
    found = zeros_among(numbers, are_followers=are_followers)
    assert (found.zeros if found else None) == zeros


def asked(text: str) -> list[str]:
    file_format, rows = table(text)
    return [reading.reason for reading in readings(proposed(text).mapping, file_format, rows) if reading.kind == "zeros"]


def test_a_column_with_zeros_among_thousands_has_a_question_that_rejects_nothing() -> None:
    assert asked(LIST) == ["2 of 3 are 0, and half of the others over 79,026: perhaps 0 means not known"]
    assert asked(LIST.replace("ig_followers", "Following")) == []
    assert asked(LIST.replace(",0", ",")) == []
    # In units, too.
    assert len(asked("handle,followers\nsam.c,0\nrose.g,79K\nling_kt,0\nmia_c,1.2M\n")) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("answer", "stored"), [("", 0), ("count", 0), ("missing", None)])
def test_an_answer_says_whether_zeros_are_stored(answer: str, stored: int | None) -> None:
    mapping = Mapping.from_json(draft(LIST).mapping)
    made = loaded(LIST, mapping=with_choice(mapping, 1, "zeros", answer))
    followers = dict(Snapshot.objects.values_list("account__handle", "followers"))
    # Where nothing was counted there is no snapshot.
    assert followers == {"rose.g": 79_026} | ({"sam.c": 0, "ling_kt": 0} if stored == 0 else {})
    assert Account.objects.count() == 3
    reasons = [report.problems[0]["reason"] for report in made.reports.all()]
    assert reasons == (["stands for a count that is not known, as was said: left missing"] * 2 if answer == "missing" else [])


@pytest.mark.django_db
def test_the_page_asks_beside_the_column_and_keeps_the_answer(client: Client, admin: Any) -> None:
    client.force_login(admin)
    waiting = draft(LIST, "instagram.csv", taken_on=date(2026, 1, 1))
    page = client.get(reverse("import", args=[waiting.pk])).content.decode()
    assert "1 column to check" in page
    assert "perhaps 0 means not known" in page
    client.post(reverse("import_mapping", args=[waiting.pk]), choices(waiting, reading_1_zeros="missing"))
    kept = CreatorList.objects.get(pk=waiting.pk)
    assert Mapping.from_json(kept.mapping).convention(1).zeros == "missing"
    assert "column to check" not in client.get(reverse("import", args=[waiting.pk])).content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_command_notes_them_and_takes_the_answer(tmp_path: Any) -> None:
    (tmp_path / "list.csv").write_text(LIST)

    def notes(*options: str) -> str:
        said = StringIO()
        place = ("--platform", "instagram", "--date", "2026-01-01")
        call_command("import_list", str(tmp_path / "list.csv"), *place, *options, stdout=StringIO(), stderr=said)
        return said.getvalue()

    assert "0 is not known, and left missing (--zeros missing); or 0 is a count of 0 (--zeros count)" in notes("--list-columns")
    assert "zeros" not in notes("--zeros", "missing")
    assert list(Snapshot.objects.values_list("followers", flat=True)) == [79_026]
    with pytest.raises(CommandError, match="no way to read a column"):
        notes("--zeros", "perhaps")
