"""Columns that say when their counts are of: a history, the newest of several, and what is of no day, each as it should be stored."""

import json
from datetime import date
from io import BytesIO

import pytest

from discovery.importing.fields import Field
from discovery.importing.formats.sections import headed_rows
from discovery.importing.formats.tables import as_table
from discovery.importing.names.periods import Period, period_in
from discovery.importing.proposals.proposing import propose
from discovery.models import Snapshot
from tests.discovery.importing.lists import draft, loaded
from tests.discovery.importing.proposed import TODAY, confidences, fields, proposed


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


@pytest.mark.parametrize(
    ("banner", "day"),
    [
        ("As of 14 November 2026", date(2026, 11, 14)),
        ("Nordic launch\nPrepared by: Media Team\nData as of Nov 14, 2026", date(2026, 11, 14)),
        *(
            (line, date(2026, 11, 14))
            for line in ("Stand: 14.11.2026", "Datos al 14/11/2026", "По состоянию на 14.11.2026", "2026年11月14日時点")
        ),
        *((line, date(2026, 11, 14)) for line in ("Last updated: 2026-11-14", "Stav k 14. 11. 2026", "État au 14 novembre 2026")),
        *(
            (line, date(2026, 11, 5))
            for line in (
                "Rapor tarihi: 05.11.2026",
                "[11월 리스트] 기준일: 2026. 11. 5.",
                "Data raportu: 05.11.2026",
                "Дата замера: 05.11.2026",
                "資料日期：民國115年11月5日",
                "データ取得日:令和8年11月5日",
                "製表日期:115/11/05",
                "Số liệu ngày 5 tháng 11 năm 2026",
                "Datum: 5. 11. 2026",
                "Fecha: 2026-11-05",
            )
        ),
        # A day alone, or after a few words of any language.
        *(
            (line, date(2026, 11, 14))
            for line in (
                "14.11.2026",
                "Срез данных: 14.11.2026",
                "Chiffres arrêtés au 14 novembre 2026",
                "Data through: November 14, 2026",
                "Export du 14/11/2026 — 5 profils",
                "Team Nord | 2026-11-14",
            )
        ),
        *(
            (line, None)
            for line in (
                "Von 1. bis 14.11.2026",
                "1-14 November 2026",
                "14.11.2026 - 30.11.",
                "Ab 14.11.2026",
                "Kampagne Herbst 14.11.2026",
            )
        ),
        ("We will meet all of them again in Berlin on 14 November 2026", None),
        ("Angebot 14.11.2026", None),
        ("Team Nord 14.11.2026\nTeam Süd 15.11.2026", None),
        # When it was written is another day than that of its data.
        ("Report generated: 11/15/2026 09:12 AM\nData through: November 14, 2026", date(2026, 11, 14)),
        ("Campaign date: 2026-11-05", None),
        ("As of October 2026", date(2026, 10, 31)),
        # Nobody's counts, two days, what may be two, a day to come.
        ("Campaign start: 14 November 2026", None),
        ("As of 14 November 2026\nUpdated 15 November 2026", None),
        ("As of 05/10/2026", None),
        ("As of 14 December 2026", None),
    ],
)
def test_the_day_that_a_banner_says_is_offered(banner: str, day: date | None) -> None:
    lines = "".join(f'"{line}",,\n' for line in banner.split("\n"))
    found = proposed(f"{lines}\nHandle,Followers,Avg likes\nmia.cooks,5000,90\njon_runs,5001,91\n")
    assert (found.taken_on, [field.value for field in found.mapping.fields.values()]) == (day, ["handle", "followers", "likes"])


def test_the_day_that_a_note_below_the_list_says_is_offered() -> None:
    text = "Handle,Followers,ER\nmia.cooks,5000,3%\njon_runs,5001,4%\n\n* Stand: 14.11.2026,,\nAlle Angaben ohne Gewähr,,\n"
    with as_table(BytesIO(text.encode())) as (file_format, file):
        proposal = propose(file_format, list(headed_rows(file, file_format)), "list.csv", TODAY)
    assert (proposal.taken_on, proposal.taken_on_reason[:20]) == (date(2026, 11, 14), "said below the list;")


@pytest.mark.parametrize(
    ("text", "day", "reason"),
    [
        ("Export du 04/11/2026\nCompte;Réseau;Nb d'abonnés\n@poppy;Instagram;98700\n@lucien;TikTok;1200\n", date(2026, 11, 4), ""),
        ("Report 04/11/2026\nHandle;Network;Followers;Contacted\n@poppy;Instagram;98700;10/25/2026\n", date(2026, 4, 11), ""),
        (
            "Report 04/11/2026\nHandle;Network;Followers\n@poppy;Instagram;98700\n",
            None,
            "“Report 04/11/2026” above the columns may be two different days",
        ),
    ],
)
def test_a_day_that_may_be_two_is_as_the_lists_other_days_or_its_language_write_it(text: str, day: date | None, reason: str) -> None:
    found = proposed(text)
    assert (found.taken_on, found.taken_on_reason.startswith(reason), found.is_day_sure) == (day, True, not reason and found.is_day_sure)


@pytest.mark.parametrize("line", ["Срез данных: 14.11.2026", "14.11.2026", "Chiffres arrêtés au 14 novembre 2026"])
def test_a_day_alone_below_the_list_is_no_account(line: str) -> None:
    text = f"Handle,Followers,ER\nmia.cooks,5000,3%\njon_runs,5001,4%\n\n{line},,\n"
    with as_table(BytesIO(text.encode())) as (file_format, file):
        rows = list(headed_rows(file, file_format))
        assert propose(file_format, rows, "list.csv", TODAY).taken_on == date(2026, 11, 14)
    assert [bool(row.problem) for row in rows] == [False, False, True]


@pytest.mark.parametrize("key", ["updated", "last_updated", "generated_at", "exported_at", "dataDate"])
@pytest.mark.parametrize("before", [True, False])
def test_a_day_beside_an_array_is_that_of_its_counts(key: str, before: bool) -> None:
    accounts = {"accounts": [{"handle": "mia.cooks", "followers": 5000, "joined": "2019-01-02"}, {"handle": "jon_runs", "followers": 6000}]}
    said = {"campaign_start": "2026-10-01", "meta": {key: "2026-11-14T09:00:00Z"}}
    text = json.dumps({**said, **accounts} if before else {**accounts, **said})
    with as_table(BytesIO(text.encode())) as (file_format, file):
        found = propose(file_format, list(headed_rows(file, file_format)), "list.json", TODAY)
    assert (found.taken_on, found.mapping.fields[2]) == (date(2026, 11, 14), Field.EXTRA)


def test_a_day_in_a_columns_name_counts_more_than_the_banners() -> None:
    text = "Stand: 14.11.2026,,\n\nHandle,Followers (31.10.2026),ER\nmia.cooks,5000,3%\njon_runs,5001,4%\n"
    assert proposed(text, "list-2026-09.csv").taken_on == date(2026, 10, 31)
    assert proposed(text.replace(" (31.10.2026)", ""), "list-2026-09.csv").taken_on == date(2026, 11, 14)
    # What its place alone tells counts less than the file's name.
    alone = text.replace(" (31.10.2026)", "").replace("Stand:", "Team Nord")
    assert [proposed(alone, name).taken_on for name in ("list-2026-09.csv", "list.csv")] == [date(2026, 9, 30), date(2026, 11, 14)]


@pytest.mark.parametrize("groups", ["2026-08-31,,2026-10-31,", "Aug 2026,Aug 2026,Oct 2026,Oct 2026", "31.08.2026,,31.10.2026,"])
def test_days_above_the_columns_names_are_their_days(groups: str) -> None:
    found = proposed(f",{groups}\nHandle,Followers,ER,Followers,ER\nmia.cooks,5000,3%,5100,2%\njon_runs,5001,4%,5101,3%\n")
    assert found.mapping.days == {1: date(2026, 8, 31), 2: date(2026, 8, 31), 3: date(2026, 10, 31), 4: date(2026, 10, 31)}
    assert found.taken_on == date(2026, 10, 31)


DATED = (
    "handle,Followers 2026-08-31,Followers 2026-10-31,Avg likes,ER Aug 2026,Country\nmia.cooks,4000,5000,90,3%,DE\njon_runs,,5001,91,,FR\n"
)


def stored() -> list[tuple[str, str, int | None, float | None, float | None]]:
    found = Snapshot.objects.order_by("account__handle", "taken_on")
    return [(s.account.handle, str(s.taken_on), s.followers, s.likes, s.engagement_rate) for s in found.select_related("account")]


@pytest.mark.django_db
def test_a_history_is_stored_a_snapshot_for_each_day() -> None:
    creator_list = loaded(DATED, taken_on=date(2026, 10, 31))
    assert stored() == [
        ("jon_runs", "2026-10-31", 5001, 91, None),
        ("mia.cooks", "2026-08-31", 4000, None, 0.03),
        ("mia.cooks", "2026-10-31", 5000, 90, None),
    ]
    assert (creator_list.rows, creator_list.rejected, creator_list.created) == (3, 0, 2)


@pytest.mark.django_db
def test_another_day_that_a_person_gives_is_of_the_columns_without_one() -> None:
    loaded(DATED, taken_on=date(2026, 11, 20))
    assert stored()[:2] == [("jon_runs", "2026-10-31", 5001, None, None), ("jon_runs", "2026-11-20", None, 91, None)]


@pytest.mark.django_db
def test_a_bad_count_of_an_earlier_day_rejects_that_day_alone() -> None:
    creator_list = loaded(DATED.replace("4000", "-7"), taken_on=date(2026, 10, 31))
    assert (creator_list.rejected, [row[1] for row in stored()]) == (1, ["2026-10-31", "2026-10-31"])
    (report,) = creator_list.reports.all()
    assert report.problems[0]["column"] == "Followers 2026-08-31"


@pytest.mark.django_db
def test_days_are_remembered_with_the_mapping() -> None:
    loaded(DATED, taken_on=date(2026, 10, 31))
    again = draft(DATED.replace("5000", "5009"))
    assert again.mapping["days"] == {"1": "2026-08-31", "2": "2026-10-31", "4": "2026-08-31"}


def test_two_columns_of_one_name_that_contradict_each_other_are_asked_about() -> None:
    text = "handle,Followers,Followers\nmia.cooks,5000,20000\njon_runs,5001,20007\n"
    assert confidences(text)[1:] == [("followers", "unsure"), ("followers", "unsure")]
    assert "neither counts" in proposed(text).guesses[1].reason


@pytest.mark.django_db
def test_of_counts_as_exact_that_contradict_each_other_neither_is_stored() -> None:
    creator_list = loaded("handle,Followers,Followers\nmia.cooks,5000,20000\njon_runs,29.3M,29300017\n")
    assert [(row[0], row[2]) for row in stored()] == [("jon_runs", 29300017)]
    (report,) = creator_list.reports.all()
    assert report.problems[0]["reason"] == "contradicts 5000 in “Followers”, and neither counts"


def test_an_average_wins_over_a_median_and_what_is_not_called_one() -> None:
    assert fields("handle,Median likes,Avg likes,Max likes\nmia.cooks,50,90,99000\n")[1:] == ["extra", "likes", "extra"]
    assert confidences("handle,Likes,Avg likes\nmia.cooks,50,90\njon_runs,51,91\n")[1:] == [("extra", "likely"), ("likes", "sure")]
    assert proposed("handle,Median ER\nmia.cooks,3%\n").guesses[1].reason == "a median, not an average: kept as it came"


def test_a_platforms_counts_are_no_other_platforms() -> None:
    rows = "mia.cooks,Instagram,5000,70\njon_runs,Instagram,5001,71\n"
    assert fields(f"Handle,Platform,TikTok followers,Twitch subs\n{rows}") == ["handle", "platform", "extra", "extra"]
    assert fields(f"Handle,Platform,Instagram followers,Total audience\n{rows}") == ["handle", "platform", "followers", "extra"]


MIXED = (
    "Handle,Platform,Instagram followers,TikTok followers,TikTok ER\nmia.cooks,Instagram,5000,70,\njonruns,TikTok,,7001,3%\ned,YouTube,,,\n"
)


def test_where_rows_say_their_platform_a_platforms_counts_are_its_rows() -> None:
    assert confidences(MIXED) == [
        *([("handle", "sure"), ("platform", "sure")]),
        *([("followers", "sure")] * 2),
        ("engagement_rate", "sure"),
    ]
    assert proposed(MIXED).mapping.platforms == {2: "instagram", 3: "tiktok", 4: "tiktok"}


@pytest.mark.django_db
def test_a_platforms_counts_are_stored_for_its_rows_alone() -> None:
    creator_list = loaded(MIXED)
    assert [(row[0], row[2], row[4]) for row in stored()] == [("jonruns", 7001, 0.03), ("mia.cooks", 5000, None)]
    (report,) = creator_list.reports.all()
    assert report.problems == [
        {"column": "TikTok followers", "value": "70", "reason": "is left out: it is of TikTok, and the row of an account on Instagram"}
    ]


@pytest.mark.parametrize("name", ["Real followers", "Authentic followers", "Total audience", "Total reach", "Twitch subs"])
def test_what_is_no_count_of_followers(name: str) -> None:
    assert fields(f"handle,{name}\nmia.cooks,5000\njon_runs,5001\n") == ["handle", "extra"]


def test_an_average_in_short_is_no_month() -> None:
    """Ukrainian сер. is short for August as well."""
    found = proposed("username\tПерегляди (сер.)\nanna\t210\nbert\t98\n")
    assert (found.mapping.fields[1], found.mapping.days) == ("views", {})
