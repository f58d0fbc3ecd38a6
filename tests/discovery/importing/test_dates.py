"""Days in cells and in files' names."""

from datetime import date

import pytest

from discovery.importing.dates import date_in_name, day_first, read_date

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-01-17", date(2026, 1, 17)),
        ("2026-01-17T10:00:00Z", date(2026, 1, 17)),
        ("2026/1/7", date(2026, 1, 7)),
        ("17.01.2022", date(2022, 1, 17)),
        ("01.02.2022", date(2022, 2, 1)),
        ("17/01/2022", date(2022, 1, 17)),
        ("01/17/2022", date(2022, 1, 17)),
        ("02/02/2022", date(2022, 2, 2)),
        ("Jan 5, 2022", date(2022, 1, 5)),
        ("5 January 2022", date(2022, 1, 5)),
        ("Sept. 5, 2022", date(2022, 9, 5)),
        ("2026-11-20", TODAY),
    ],
)
def test_days_are_read(text: str, day: date) -> None:
    assert read_date(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("01/02/2022", "two different days"),
        ("2022-02-30", "calendar"),
        ("2026-11-21", "future"),
        ("1970-01-01", "before 2004"),
        ("yesterday", "not a date"),
        ("2022-03", "not a date"),
        ("5 Marketing 2022", "not a date"),
    ],
)
def test_what_is_no_day_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_date(text, TODAY)


def test_the_column_settles_which_number_is_the_day() -> None:
    assert day_first(["01/02/2022", "17/02/2022"]) is True
    assert day_first(["01/02/2022", "02/17/2022"]) is False
    assert day_first(["01/02/2022"]) is None
    assert day_first(["17/02/2022", "02/17/2022"]) is None
    assert read_date("01/02/2022", TODAY, day_first=True) == date(2022, 2, 1)
    assert read_date("01/02/2022", TODAY, day_first=False) == date(2022, 1, 2)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("instagram-2022-03.csv", date(2022, 3, 31)),
        ("export 2022-12-31.csv", date(2022, 12, 31)),
        ("influencers_20221231.csv", date(2022, 12, 31)),
        ("instagram sep-2022.csv", date(2022, 9, 30)),
        ("2024_February.csv", date(2024, 2, 29)),
        ("export_sept_2022.csv", date(2022, 9, 30)),
        ("mar2022.csv", date(2022, 3, 31)),
        ("list may 2022 final.csv", date(2022, 5, 31)),
        # A word that only begins like a month, and a day that the calendar does not have.
        ("marketing-2022.csv", None),
        ("maybelline-2022.csv", None),
        ("junior_2021.csv", None),
        ("novel-2020.csv", None),
        ("grosjan-2020.csv", None),
        ("février-2020.csv", None),
        ("2022-marketing.csv", None),
        ("x 2021-02-30.csv", None),
        ("top-instagram-200.csv", None),
        ("list-2022.csv", None),
        ("2030-01.csv", None),
        ("1202203.csv", None),
    ],
)
def test_a_files_name_may_state_a_day(name: str, day: date | None) -> None:
    assert date_in_name(name, TODAY) == day
