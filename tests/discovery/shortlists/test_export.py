"""A shortlist as a CSV."""

import csv
from datetime import UTC, datetime
from io import StringIO
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from discovery.models import Activity, Entry, User
from tests.discovery.scores import make_score
from tests.factories import make_account, make_entry

Status = Entry.Status


def test_the_csv_has_every_entry_and_no_formula(as_marketer: Client, entry: Entry, marketer: User, settings: Any) -> None:
    settings.TIME_ZONE = "Asia/Tokyo"
    make_score(entry.account, fit=71.25)
    Entry.objects.update(added_at=datetime(2026, 11, 19, 23, tzinfo=UTC))
    unscored = make_account("=cmd()", title="@SUM(1)")
    make_entry(entry.shortlist, unscored, note='=HYPERLINK("x")', status=Status.BOOKED, added_by=marketer)
    make_entry(entry.shortlist, removed_at=timezone.now())
    response = as_marketer.get(reverse("shortlist_csv", args=[entry.shortlist.pk]))
    assert 'filename="spring-launch-wave-one.csv"' in response.headers["Content-Disposition"]
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]  # the response streams
    first, second = csv.DictReader(StringIO(text))
    assert (first["handle"], first["fit"], first["cost"], first["currency"], first["note"]) == (
        "ana.runs",
        "71.25",
        "300.00",
        "EUR",
        "two reels",
    )
    assert first["added"] == "2026-11-20"
    assert (second["handle"], second["note"], second["name"]) == ("'=cmd()", '\'=HYPERLINK("x")', "'@SUM(1)")
    assert (second["status"], second["fit"], second["added_by"]) == ("booked", "", marketer.email)


def test_an_export_is_logged(as_marketer: Client, entry: Entry, marketer: User) -> None:
    as_marketer.get(reverse("shortlist_csv", args=[entry.shortlist.pk]))
    line = Activity.objects.get()
    assert (line.action, line.actor, line.campaign) == (Activity.Action.SHORTLIST_EXPORTED, marketer, entry.shortlist.campaign)
    assert line.changes == {"accounts": [None, 1]}
