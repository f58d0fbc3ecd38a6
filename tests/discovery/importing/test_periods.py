"""What columns' names say of the time of their counts: a day, a period that ends on one, or nothing."""

from datetime import date

import pytest

from discovery.importing.names.periods import Period, period_in
from tests.discovery.importing.proposed import TODAY, proposed


@pytest.mark.parametrize(
    ("name", "day"),
    [
        *(
            (name, date(2026, 10, 31))
            for name in ("Followers 2026-10-31", "Followers\n(31.10.2026)", "31/10/2026 followers", "followers_2026_10_31")
        ),
        *(
            (name, date(2026, 10, 31))
            for name in ("Followers as of 31 October 2026", "Followers (Oct 31, 2026)", "Follower Stand 31.10.2026")
        ),
        *((name, date(2026, 10, 31)) for name in ("Followers Oct 2026", "Followers 2026-10", "Followers 10/2026", "Follower Okt. 2026")),
        *(
            (name, date(2026, 10, 31))
            for name in (
                "Followers Oct-26",
                "Followers 31-Oct-26",
                "フォロワー数（2026年10月）",
                "Abonnés octobre 2026",
                "フォロワー数 2026年10月31日",
                "Followers 20261031",
            )
        ),
        # Of no day: what is yet to be over, what may be two days, what is no time of a count.
        *((name, None) for name in ("Followers 2026", "Followers Oct", "Followers Q3 2026", "Followers Nov 2026", "Followers 05/10/2026")),
    ],
)
def test_a_day_in_a_columns_name(name: str, day: date | None) -> None:
    rest, period = period_in(name, TODAY)
    assert period is not None
    assert period.day == day
    assert rest.casefold() in ("followers", "follower", "abonnés", "フォロワー数")


@pytest.mark.parametrize("name", ["Followers", "Joined 2026-10-31", "Top 2026", "May Berg", "Followers (2)", "Followers growth Oct 2026"])
def test_names_without_a_time_of_counts(name: str) -> None:
    assert period_in(name, TODAY) == (name, None)


def test_what_may_be_two_days_is_told_by_the_lists_other_names() -> None:
    assert period_in("Followers 05/10/2026", TODAY, day_first=True)[1] == Period(
        "05/10/2026", date(2026, 10, 5), date(2026, 10, 5), is_a_day=True
    )


def test_an_average_in_short_is_no_month() -> None:
    """Ukrainian сер. is short for August as well."""
    found = proposed("username\tПерегляди (сер.)\nanna\t210\nbert\t98\n")
    assert (found.mapping.fields[1], found.mapping.days) == ("views", {})
