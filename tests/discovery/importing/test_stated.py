"""The day of the counts where the file states it above, below or beside the list."""

import json
from datetime import date
from io import BytesIO

import pytest

from discovery.importing.fields import Field
from discovery.importing.formats.sections import headed_rows
from discovery.importing.formats.tables import as_table
from discovery.importing.proposals.proposing import propose
from tests.discovery.importing.proposed import TODAY, proposed


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
