"""Days in cells and in files' names."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discovery.importing.cells.dates import date_in_name, doubted_order, looks_like_date, read_date, shown_order

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
        ("2026-01-17T23:30:00.000-05:00", date(2026, 1, 17)),
        ("31/12/22", date(2022, 12, 31)),
        ("31-12-22", date(2022, 12, 31)),
        ("12 Dec 2022", date(2022, 12, 12)),
        ("12-Dec-22", date(2022, 12, 12)),
        ("12. Dezember 2022", date(2022, 12, 12)),
        ("3. März 2022", date(2022, 3, 3)),
        ("12 déc. 2022", date(2022, 12, 12)),
        ("1er août 2022", date(2022, 8, 1)),
        ("12 de diciembre de 2022", date(2022, 12, 12)),
        ("5 ene 2022", date(2022, 1, 5)),
        ("1º de março de 2022", date(2022, 3, 1)),
        ("15 out 2022", date(2022, 10, 15)),
        ("12 декабря 2022 г.", date(2022, 12, 12)),
        ("3 мая 2022", date(2022, 5, 3)),
        ("2022년 12월 31일", date(2022, 12, 31)),
        ("2022年12月31日", date(2022, 12, 31)),
        ("2022. 12. 31.", date(2022, 12, 31)),
        ("Sat, 17 Jan 2026 10:00:00 GMT", date(2026, 1, 17)),
        ("44562", date(2022, 1, 1)),
        ("44562.75", date(2022, 1, 1)),
        ("1640995200", date(2022, 1, 1)),
        ("1640995200000", date(2022, 1, 1)),
        ("31. října 2022", date(2022, 10, 31)),
        ("31 жовтня 2022", date(2022, 10, 31)),
        ("31 octombrie 2022", date(2022, 10, 31)),
        ("31 oktober 2022", date(2022, 10, 31)),
        ("Sat Dec 31 2022 10:00:00 GMT+0100", date(2022, 12, 31)),
        ("2565-12-31", date(2022, 12, 31)),
        ("２０２２／１２／３１", date(2022, 12, 31)),
        ("31‑12‑2022", date(2022, 12, 31)),
        ("114/11/03", date(2025, 11, 3)),
        ("民國114年11月3日", date(2025, 11, 3)),
        ("114.1.3", date(2025, 1, 3)),
        ("令和7年11月3日", date(2025, 11, 3)),
        ("R7.11.3", date(2025, 11, 3)),
        ("令和元年12月1日", date(2019, 12, 1)),
        ("1404/08/12", date(2025, 11, 3)),
        ("۱۴۰۴/۰۸/۱۲", date(2025, 11, 3)),
        ("1399/12/30", date(2021, 3, 20)),
        ("1403-01-01", date(2024, 3, 20)),
        ("ngày 3 tháng 11 năm 2025", date(2025, 11, 3)),
        ("3 Tháng 11, 2025", date(2025, 11, 3)),
    ],
)
def test_days_are_read(text: str, day: date) -> None:
    assert read_date(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("01/02/2022", "two different days"),
        ("01/02/22", "two different days"),
        ("17-12-22", "two different days"),
        ("12 jui 2022", "not a date"),
        ("20221301", "not a date"),
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
    assert read_date("01/02/2022", TODAY, day_first=True) == date(2022, 2, 1)
    assert read_date("01/02/2022", TODAY, day_first=False) == date(2022, 1, 2)
    assert read_date("05-03-07", TODAY, day_first=True) == date(2007, 3, 5)


@pytest.mark.parametrize(
    ("text", "shown", "doubted"),
    [
        ("17/02/2022", True, False),
        ("02/17/2022", False, False),
        ("17-02-2022 10:00", True, False),
        ("31/12/22", True, False),
        ("01/02/2022", None, True),
        ("02/02/2022", None, False),
        ("01.02.2022", None, False),
        ("2022-01-02", None, False),
        # It may be of 2017.
        ("17-12-22", None, False),
        ("31-12-22", True, False),
        ("soon", None, False),
    ],
)
def test_a_date_shows_which_number_is_the_day_or_leaves_it_in_doubt(text: str, shown: bool | None, doubted: bool) -> None:
    assert (shown_order(text), doubted_order(text)) == (shown, doubted)


@pytest.mark.parametrize("text", ["2022-12-31", "31/12/22", "44562", "44562.75", "1640995200", "12 déc. 2022", "2099-01-01"])
def test_a_day_looks_like_one_whether_or_not_it_can_be(text: str) -> None:
    assert looks_like_date(text)


@pytest.mark.parametrize("text", ["123", "1200000", "12 Affen 2022", "soon", "12/2022"])
def test_what_is_no_day_does_not_look_like_one(text: str) -> None:
    assert not looks_like_date(text)


WRITTEN = {
    "%Y-%m-%d": None,
    "%Y/%m/%d": None,
    "%Y-%m-%dT%H:%M:%SZ": None,
    "%Y%m%d": None,
    "%d.%m.%Y": None,
    "%d.%m.%y": None,
    "%d/%m/%Y": True,
    "%d-%m-%Y": True,
    "%m/%d/%Y": False,
    "%m/%d/%y": False,
    "%d %B %Y": None,
    "%b %d, %Y": None,
    "%d-%b-%y": None,
    "%Y년 %m월 %d일": None,
}


@given(st.dates(date(2004, 1, 1), TODAY), st.sampled_from(sorted(WRITTEN)))
def test_a_day_in_any_form_is_that_day_or_refused_where_it_could_be_another(day: date, form: str) -> None:
    text = day.strftime(form)
    assert read_date(text, TODAY, WRITTEN[form]) == day
    if doubted_order(text):
        with pytest.raises(ValueError, match="may be two different days"):
            read_date(text, TODAY)
    else:
        assert read_date(text, TODAY) == day


@given(st.dates(date(2004, 1, 1), TODAY))
def test_a_spreadsheets_number_and_a_clocks_are_their_day(day: date) -> None:
    assert read_date(str((day - date(1899, 12, 30)).days), TODAY) == day
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    assert read_date(str(int(noon.timestamp())), TODAY) == day
    assert read_date(f"{int(noon.timestamp())}000", TODAY) == day


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_refused(text: str) -> None:
    try:
        day = read_date(text, TODAY)
    except ValueError:
        return
    assert day <= TODAY


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


def test_a_short_year_comes_first_where_that_is_how_a_column_writes_it() -> None:
    assert read_date("22.10.21", TODAY) == date(2021, 10, 22)
    assert read_date("22.10.21", TODAY, year_first=True) == date(2022, 10, 21)
    assert read_date("22/3/04", TODAY, day_first=True, year_first=True) == date(2022, 3, 4)
    assert read_date("17.01.2022", TODAY, year_first=True) == date(2022, 1, 17)


@pytest.mark.parametrize("text", ["114/13/03", "令和7年2月30日", "1404/12/31", "1404/07/31"])
def test_a_day_that_another_calendar_does_not_have_is_none(text: str) -> None:
    assert looks_like_date(text)
    with pytest.raises(ValueError, match="is not a day of the calendar"):
        read_date(text, TODAY)
