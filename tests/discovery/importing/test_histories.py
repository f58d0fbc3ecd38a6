"""Columns that say when their counts are of: a history, the newest of several, and what is of no day, each as it should be stored."""

from datetime import date

import pytest

from tests.discovery.importing.facts import counts
from tests.discovery.importing.lists import draft, loaded
from tests.discovery.importing.proposed import proposed


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Followers 2025,Followers 2026", ["extra", "followers"]),
        ("Followers 2026,Followers 2025", ["followers", "extra"]),
        ("Followers Sep,Followers Oct", ["extra", "followers"]),
        # In November the last December is a year ago.
        ("Followers Dec,Followers Jan", ["extra", "followers"]),
        ("Followers Q1,Followers Q2", ["extra", "followers"]),
        ("Followers Q4 2025,Followers Q1 2026", ["extra", "followers"]),
        ("Followers (last month),Followers (this month)", ["extra", "followers"]),
        ("Followers now,Previous followers", ["followers", "extra"]),
        ("Followers 2025,Followers", ["extra", "followers"]),
        ("Avg likes Q1,Avg likes Q2", ["extra", "likes"]),
        ("ER 2025,ER 2026", ["extra", "engagement_rate"]),
        # Sums of a time, or of a time to come.
        ("Views Q1,Posts 2026", ["extra", "extra"]),
        ("Followers 2027,Followers 2026", ["extra", "followers"]),
    ],
)
def test_of_periods_without_a_day_the_newest_counts(header: str, expected: list[str]) -> None:
    found = proposed(f"handle,{header}\nmia.cooks,41,52\njon_runs,43,54\n")
    assert [field.value for field in found.mapping.fields.values()] == ["handle", *expected]
    assert (found.taken_on, found.mapping.days) == (None, {})


def test_whole_days_are_a_history_and_the_newest_is_offered() -> None:
    found = proposed("handle,Followers 2026-08-31,Followers 2026-10-31,Avg likes\nmia.cooks,4000,5000,90\njon_runs,4001,5001,91\n")
    assert found.mapping.days == {1: date(2026, 8, 31), 2: date(2026, 10, 31)}
    assert (found.taken_on, found.guesses[2].reason) == (date(2026, 10, 31), "matched by its name, on 31 October 2026 as it says")
    assert [guess.confidence for guess in found.guesses[1:3]] == ["sure", "sure"]
    plain = proposed("handle,Followers 2026-08-31,Followers\nmia.cooks,4000,5000\n")
    assert (plain.taken_on, plain.mapping.days) == (None, {1: date(2026, 8, 31)})


def test_a_day_in_one_columns_name_is_offered() -> None:
    found = proposed('handle,"Followers\n(31.10.2026)",ER\nmia.cooks,4000,3%\n')
    assert found.taken_on == date(2026, 10, 31)


@pytest.mark.parametrize("groups", ["2026-08-31,,2026-10-31,", "Aug 2026,Aug 2026,Oct 2026,Oct 2026", "31.08.2026,,31.10.2026,"])
def test_days_above_the_columns_names_are_their_days(groups: str) -> None:
    found = proposed(f",{groups}\nHandle,Followers,ER,Followers,ER\nmia.cooks,5000,3%,5100,2%\njon_runs,5001,4%,5101,3%\n")
    assert found.mapping.days == {1: date(2026, 8, 31), 2: date(2026, 8, 31), 3: date(2026, 10, 31), 4: date(2026, 10, 31)}
    assert found.taken_on == date(2026, 10, 31)


DATED = (
    "handle,Followers 2026-08-31,Followers 2026-10-31,Avg likes,ER Aug 2026,Country\nmia.cooks,4000,5000,90,3%,DE\njon_runs,,5001,91,,FR\n"
)


@pytest.mark.django_db
def test_a_history_is_stored_a_snapshot_for_each_day() -> None:
    creator_list = loaded(DATED, taken_on=date(2026, 10, 31))
    assert counts() == [
        ("jon_runs", "2026-10-31", 5001, 91, None),
        ("mia.cooks", "2026-08-31", 4000, None, 0.03),
        ("mia.cooks", "2026-10-31", 5000, 90, None),
    ]
    assert (creator_list.rows, creator_list.rejected, creator_list.created) == (3, 0, 2)


@pytest.mark.django_db
def test_another_day_that_a_person_gives_is_of_the_columns_without_one() -> None:
    loaded(DATED, taken_on=date(2026, 11, 20))
    assert counts()[:2] == [("jon_runs", "2026-10-31", 5001, None, None), ("jon_runs", "2026-11-20", None, 91, None)]


@pytest.mark.django_db
def test_a_bad_count_of_an_earlier_day_rejects_that_day_alone() -> None:
    creator_list = loaded(DATED.replace("4000", "-7"), taken_on=date(2026, 10, 31))
    assert (creator_list.rejected, [row[1] for row in counts()]) == (1, ["2026-10-31", "2026-10-31"])
    (report,) = creator_list.reports.all()
    assert report.problems[0]["column"] == "Followers 2026-08-31"


@pytest.mark.django_db
def test_days_are_remembered_with_the_mapping() -> None:
    loaded(DATED, taken_on=date(2026, 10, 31))
    again = draft(DATED.replace("5000", "5009"))
    assert again.mapping["days"] == {"1": "2026-08-31", "2": "2026-10-31", "4": "2026-08-31"}


def test_counts_of_a_later_year_than_the_rows_days_are_not_called_older() -> None:
    text = "url,subscribers,collected,subscribers 2025\nhttps://youtube.com/@anna,487,2024-08-12,519\nhttps://youtube.com/@bert,808,2024-08-12,809\n"
    found = proposed(text).guesses[3]
    assert (found.field.value, found.confidence.value) == ("extra", "unsure")
    assert "newest day, 12 August 2024" in found.reason
    assert "newer ones are there" in proposed(text.replace("2024-08-12", "2026-02-01")).guesses[3].reason
