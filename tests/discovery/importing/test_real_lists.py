"""Real lists come in by what is proposed for them alone: every stored number is the file's own plain number."""

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

import pytest
from openpyxl import load_workbook

from discovery.importing.fields import Field
from discovery.importing.formats.delimited import read_rows
from discovery.importing.formats.tables import as_table
from discovery.importing.proposals.proposing import propose
from discovery.importing.proposals.sampling import SAMPLE_ROWS, Confidence
from discovery.models import Account, CreatorList, RowReport, Snapshot
from tests.discovery.importing.lists import converted, loaded, outcomes, real_list

pytestmark = pytest.mark.django_db(transaction=True)
LETTERS = {"": 1, "k": 1_000, "m": 1_000_000, "b": 1_000_000_000}


def plain(text: str) -> float:
    return float(text)


def short(text: str) -> float:
    """29.3M, worked out apart from the code under test: in tenths or hundredths of the letter, so that no float is in the way."""
    digits, letter = re.fullmatch(r"([\d.]+)([kmb]?)", text.lower()).groups()  # type: ignore[union-attr]  # it matches or fails the test
    whole, _, fraction = digits.partition(".")
    return int(whole + fraction) * LETTERS[letter] / float(10 ** len(fraction))


@dataclass(frozen=True)
class RealList:
    """A file, the column its handles stand in, and where each stored number stands in plain digits (`short` where it has none)."""

    file: str
    handles: int
    figures: dict[str, tuple[int, Callable[[str], float]]]
    outcomes: dict[str, int]
    taken_on: date
    chosen: dict[str, Any] = field(default_factory=dict)


LISTS = [
    RealList(
        "instagram-2022-03.csv",
        0,
        {"followers": (5, plain), "engagements": (10, plain)},
        {"created": 997, "duplicates": 3},
        date(2022, 3, 31),
    ),
    RealList(
        "instagram-2022-12.csv",
        1,
        {"followers": (6, plain), "engagements": (11, plain)},
        {"created": 991, "duplicates": 9},
        date(2022, 12, 31),
    ),
    RealList(
        "tiktok-2022-12.csv",
        1,
        {"followers": (3, short), "views": (5, plain), "likes": (7, plain), "comments": (9, plain), "shares": (11, plain)},
        {"created": 999, "duplicates": 1},
        date(2022, 12, 31),
    ),
    RealList(
        "youtube-2022-12.csv",
        1,
        {"followers": (5, plain), "views": (8, plain), "likes": (10, plain), "comments": (12, plain)},
        {"created": 664, "duplicates": 3, "unmatched": 336},
        date(2022, 12, 31),
    ),
    RealList(
        "top-instagram-200.csv",
        1,
        {"followers": (4, short), "posts": (3, short), "likes": (5, short)},
        {"created": 199, "unmatched": 1},
        date(2023, 5, 1),
        {"taken_on": date(2023, 5, 1)},
    ),
    RealList(
        "twitch-top-1000.csv",
        0,
        {"followers": (5, plain)},
        {"created": 1000},
        date(2020, 8, 1),
        {"taken_on": date(2020, 8, 1)},
    ),
]


def first_rows(real: RealList) -> dict[str, list[str]]:
    """The file's first row for each account, by its handle in lower case: what must be stored."""
    with real_list(real.file).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[1:]
    found: dict[str, list[str]] = {}
    for row in rows:
        bracketed = re.search(r"\((\w+)\)$", row[real.handles])
        handle = bracketed[1] if bracketed else row[real.handles]
        if re.fullmatch(r"[A-Za-z0-9._-]+", handle):
            found.setdefault(handle.lower(), row)
    return found


@pytest.mark.parametrize("real", LISTS, ids=lambda real: real.file)
def test_every_account_has_the_files_own_numbers(real: RealList) -> None:
    creator_list = loaded(real_list(real.file), **real.chosen)
    assert creator_list.state == CreatorList.State.LOADED
    assert outcomes(creator_list) == real.outcomes
    assert creator_list.rows == sum(real.outcomes.values())
    snapshots = {snapshot.account.handle.lower(): snapshot for snapshot in Snapshot.objects.select_related("account")}
    expected = first_rows(real)
    assert snapshots.keys() == expected.keys()
    for handle, row in expected.items():
        assert snapshots[handle].taken_on == real.taken_on
        for name, (column, read) in real.figures.items():
            assert getattr(snapshots[handle], name) == read(row[column]), (handle, name)


@pytest.mark.parametrize("real", LISTS, ids=lambda real: real.file)
def test_the_same_list_twice_changes_nothing(real: RealList) -> None:
    first = loaded(real_list(real.file), **real.chosen)
    before = list(Account.objects.order_by("pk").values()), list(Snapshot.objects.order_by("pk").values())
    second = loaded(real_list(real.file), **real.chosen)
    assert before == (list(Account.objects.order_by("pk").values()), list(Snapshot.objects.order_by("pk").values()))
    assert (second.created, second.updated, second.snapshots) == (0, 0, 0)
    assert second.unchanged == first.created
    assert (second.duplicates, second.unmatched) == (first.duplicates, first.unmatched)


def test_two_lists_of_one_platform_make_a_history() -> None:
    loaded(real_list("instagram-2022-12.csv"))
    earlier = loaded(real_list("instagram-2022-03.csv"))
    both = first_rows(LISTS[0]).keys() & first_rows(LISTS[1]).keys()
    assert earlier.updated == len(both)
    account = Account.objects.get(handle="cristiano")
    assert list(account.snapshots.order_by("taken_on").values_list("taken_on", flat=True)) == [date(2022, 3, 31), date(2022, 12, 31)]
    # The older list came later: it adds its counts and leaves the newer description alone.
    assert account.field_lists["title"] == CreatorList.objects.get(name="instagram-2022-12.csv").pk


def test_a_contradiction_between_two_rows_of_an_account_is_reported() -> None:
    creator_list = loaded(real_list("instagram-2022-12.csv"))
    report = RowReport.objects.get(creator_list=creator_list, line=152)
    assert report.outcome == RowReport.Outcome.DUPLICATE
    assert report.problems == [
        {"column": "name", "value": "juliaanalvarez", "reason": "is the same account as line 148, and the first row counts"},
        {"column": "followers", "value": "9000000", "reason": "contradicts line 148, which has 9100000"},
    ]
    assert report.cells[1] == "juliaanalvarez"


def test_names_beside_the_handles_are_the_titles() -> None:
    loaded(real_list("instagram-2022-03.csv"))
    loaded(real_list("twitch-top-1000.csv"), taken_on=date(2020, 8, 1))
    titles = dict(Account.objects.values_list("handle", "title"))
    assert titles["__youngbae__"] == "TAEYANG"
    assert titles["hanryang1125"] == "풍월량"
    assert titles["xQcOW"] == ""


def test_descriptions_and_what_else_the_list_says_are_kept() -> None:
    loaded(real_list("top-instagram-200.csv"), taken_on=date(2023, 5, 1))
    account = Account.objects.get(handle="cristiano")
    snapshot = account.snapshots.get()
    assert account.country.code == "ES"
    assert (snapshot.engagement_rate, snapshot.rate_definition) == (0.0139, "unstated")
    assert snapshot.extra == {"influence_score": "92", "new_post_avg_like": "6.5m", "total_likes": "29.0b"}
    unmatched = RowReport.objects.get(outcome=RowReport.Outcome.UNMATCHED)
    assert "5-Minute Crafts GIRLY" in unmatched.cells


@pytest.mark.parametrize("name", ["rutube.xlsx", "youtube-channels.xlsx"])
def test_a_workbook_reads_as_another_library_reads_it(name: str) -> None:
    sheet = load_workbook(real_list(name)).worksheets[0]
    header, *rows = [["" if value is None else str(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    found, read = converted(real_list(name).read_bytes())
    assert found.columns == tuple(header)
    assert [[*row.cells, ""][: len(header)] for row in read] == rows


def test_a_workbook_of_names_alone_waits_to_be_matched() -> None:
    creator_list = loaded(real_list("rutube.xlsx"), taken_on=date(2023, 1, 1))
    assert (creator_list.platform, outcomes(creator_list)) == ("rutube", {"unmatched": 44})
    assert not Account.objects.exists()


SURE = {
    "agency-spanish.csv": "name=title platform=platform followers=followers likesAvg=likes commentsAvg=comments niche=topics",
    "instagram-2022-03.csv": "category_1=topics category_2=topics Followers=followers",
    "instagram-2022-12.csv": "Rank=ignore Category_1=topics Category_2=topics followers=followers country=country",
    "marketplace-russian.csv": "Name=title Location=country",
    "nigeria-tiktok.csv": "Rank=ignore Name=title Username=handle",
    "rutube.xlsx": "Name=title Followers=followers",
    "tiktok-2022-12.csv": "Rank=ignore followers=followers views(avg)=views likes(avg.)=likes comments(avg.)=comments shares(avg.)=shares",
    "top-instagram-200.csv": "rank=ignore posts=posts followers=followers avg_likes=likes 60_day_eng_rate=engagement_rate country=country",
    "twitch-top-1000.csv": "Channel=name_and_handle Followers=followers Language=language",
    "youtube-channels.xlsx": "Channel_name=title Subscribers=followers Total_videos=posts Country=country Description=bio",
    "youtube-daily-snapshots.csv": "date_utc=taken_on channel_id=external_id channel_title=title subscribers=followers videos=posts",
    "youtube-global-2023.csv": "rank=ignore subscribers=followers category=topics uploads=posts Country=country",
}


@pytest.mark.parametrize("file", sorted(SURE))
def test_what_is_sure_of_a_real_list_is_right(file: str) -> None:
    """And of names that speak for themselves nothing is in doubt."""
    with real_list(file).open("rb") as opened, as_table(opened) as (file_format, table):
        proposal = propose(file_format, list(islice(read_rows(table, file_format), SAMPLE_ROWS)), file, date(2026, 11, 20))
    guesses = dict(zip(file_format.columns, proposal.guesses, strict=True))
    sure = {
        name: guess.field.value for name, guess in guesses.items() if guess.confidence == Confidence.SURE and guess.field != Field.EXTRA
    }
    expected = dict(pair.split("=") for pair in SURE[file].split())
    assert {name: sure.get(name) for name in expected} == expected
    right = {"instagram name": "title", "Tiktok name": "title", "Followers Numbers": "followers", "Follower Count": "followers"}
    right |= {"Engagement avg": "engagements", "Engagement avg Values": "engagements", "Eng. (Avg.)": "engagements"}
    others = {re.sub(r" \(2\)$", "", name): field for name, field in sure.items() if name not in expected}
    assert others.items() <= (right | expected).items()
