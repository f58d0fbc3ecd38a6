"""The sample as a file: the same each time, of people whose parts go together, and nothing in it that an import would stop at."""

import csv
import unicodedata
from collections import Counter
from datetime import date, timedelta
from functools import cache
from io import TextIOWrapper
from itertools import chain, pairwise
from statistics import median

import pytest

from discovery.importing.formats.delimited import read_rows
from discovery.importing.formats.dialects import find_format
from discovery.importing.proposals.proposing import propose
from discovery.importing.proposals.sampling import SAMPLE_ROWS
from discovery.importing.reader.rows import RowReader
from discovery.models import Platform
from discovery.sample.histories import MIDDLE_RATES, Month
from discovery.sample.listing import ACCOUNTS, MONTHS, Listed, sample_accounts, sample_file
from discovery.sample.people import MARK, cultures
from scoring.models import ReferenceBand

LAST_DAY = date(2026, 11, 23)
# A letter of each script, as unicodedata names it.
SCRIPTS = {"Japanese": ("CJK", "HIRAGANA", "KATAKANA"), "Korean": ("HANGUL",), "Hindi": ("DEVANAGARI",), "Arabic": ("ARABIC",)}


@cache
def everyone() -> list[Listed]:
    return list(sample_accounts(LAST_DAY))


def test_the_same_seed_and_day_give_the_same_file() -> None:
    file = sample_file(LAST_DAY, 300).read()
    assert sample_file(LAST_DAY, 300).read() == file
    assert sample_file(LAST_DAY, 300, seed=7).read() != file
    assert sample_file(LAST_DAY - timedelta(days=1), 300).read() != file


def test_a_later_day_moves_the_days_alone() -> None:
    earlier = list(csv.DictReader(TextIOWrapper(sample_file(LAST_DAY, 50), "utf-8")))
    later = list(csv.DictReader(TextIOWrapper(sample_file(LAST_DAY + timedelta(days=90), 50), "utf-8")))
    assert [(row["handle"], row["name"]) for row in earlier] == [(row["handle"], row["name"]) for row in later]


def test_every_row_would_load_without_a_remark() -> None:
    """Through the import's own reading, all of it: what is proposed for its columns, and each value."""
    file = sample_file(LAST_DAY)
    file_format = find_format(file)
    rows = list(read_rows(file, file_format))
    proposal = propose(file_format, rows[:SAMPLE_ROWS], "sample-creators.csv", LAST_DAY)
    reader = RowReader(file_format.columns, proposal.mapping, "", None, LAST_DAY)
    assert [(row.outcome, row.problems) for row in chain.from_iterable(map(reader.read, rows)) if row.outcome or row.problems] == []
    assert len(rows) == sum(len(listed.months) for listed in everyone()) > 0.85 * ACCOUNTS * MONTHS


def test_every_account_is_of_a_handle_that_says_what_it_is() -> None:
    assert len(everyone()) == ACCOUNTS
    assert len({(listed.platform, listed.handle) for listed in everyone()}) == ACCOUNTS
    assert all(listed.handle.startswith(MARK) for listed in everyone())


def test_people_write_in_the_language_of_their_country() -> None:
    countries = {culture.language: set(culture.cities) for culture in cultures()}
    assert len(countries) >= 11
    assert {listed.owner.language for listed in everyone()} == set(countries)
    for owner in (listed.owner for listed in everyone()):
        assert owner.country in countries[owner.language]
        letters = {unicodedata.name(letter).split()[0] for letter in owner.name + owner.bio if letter.isalpha()}
        assert not letters.isdisjoint(SCRIPTS.get(owner.language, ("LATIN",))), owner
        assert owner.language in SCRIPTS or letters == {"LATIN"}


def test_neighbours_rarely_share_a_bio() -> None:
    strangers = [(one, other) for one, other in pairwise(listed.owner for listed in everyone()) if one is not other]
    assert sum(one.bio == other.bio for one, other in strangers) == 0
    people = {id(listed.owner): listed.owner for listed in everyone()}
    assert len({owner.bio for owner in people.values()}) > 0.95 * len(people)


def test_some_people_have_an_account_on_a_second_platform() -> None:
    seconds = [(one, other) for one, other in pairwise(everyone()) if one.owner is other.owner]
    assert 200 < len(seconds) < 600
    assert all(one.platform != other.platform for one, other in seconds)


def test_sizes_are_those_of_real_lists() -> None:
    sizes = sorted(listed.months[-1].followers for listed in everyone())
    assert 15_000 < median(sizes) < 60_000
    assert 5 < sum(size > 1_000_000 for size in sizes) < 100
    assert sizes[0] > 300


def test_histories_have_holes_and_ends() -> None:
    months = [[month.day for month in listed.months] for listed in everyone()]
    assert Counter(map(len, months)).most_common(1)[0][0] == MONTHS
    assert 100 < sum(days[-1] < LAST_DAY - timedelta(days=90) for days in months) < 400
    assert 300 < sum(any(later - day > timedelta(days=30) for day, later in pairwise(days)) for days in months) < 900
    assert all(days == sorted(set(days)) and days[-1] <= LAST_DAY for days in months)


def test_growth_differs() -> None:
    grown = [listed.months[-1].followers / listed.months[0].followers for listed in everyone() if len(listed.months) == MONTHS]
    assert 0.05 < sum(share < 1 for share in grown) / len(grown) < 0.3
    assert sum(share > 1.5 for share in grown) > 50


@pytest.mark.django_db
@pytest.mark.parametrize("platform", list(MIDDLE_RATES))
def test_most_answer_as_is_published_for_their_platform_and_size(platform: Platform) -> None:
    """Half and more lie between the lowest and the highest edge of the reference table, and the middle one near its average."""
    bands = ReferenceBand.objects.filter(platform=platform).exclude(measure="comments_per_100_likes").order_by("followers_from")
    inside, compared = [], []
    for month in ordinary(platform):
        band = [band for band in bands if band.followers_from <= max(1_000, month.followers)][-1]
        rate = ((month.likes or 0) + (month.comments or 0)) / ((month.views or 0) if platform == Platform.TIKTOK else month.followers)
        inside.append(band.below_average < rate < band.high)
        compared.append(rate / band.average)
    assert sum(inside) / len(inside) > 0.6
    assert 0.8 < median(compared) < 1.5


def ordinary(platform: Platform) -> list[Month]:
    """The newest months of accounts in which nothing was injected and whose likes are shown."""
    newest = [listed.months[-1] for listed in everyone() if listed.platform == platform and not listed.note]
    return [month for month in newest if month.likes is not None]


def test_likes_are_hidden_now_and_then_and_unknown_on_twitch() -> None:
    hidden = [listed for listed in everyone() if listed.months[-1].likes is None]
    assert {listed.platform for listed in hidden} == set(Platform) & {listed.platform for listed in everyone()}
    assert all(listed.months[-1].comments is None for listed in hidden if listed.platform == Platform.TWITCH)
    assert any(listed.months[-1].comments for listed in hidden)
