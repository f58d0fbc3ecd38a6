"""The sample accounts as a creator list: a CSV with a row for each account and month. The same seed and last day give the same file.

Who is on which platform, whose history has holes, and whose has something injected is decided here. Next: loading.py.
"""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO, TextIOWrapper
from random import Random
from typing import Final, NamedTuple

from discovery.models import Platform
from discovery.sample.frauds import INJECTIONS, Injection, inject
from discovery.sample.histories import Month, history, size
from discovery.sample.people import Person, handle, person

SEED = 20_261_123
ACCOUNTS = 5_000
MONTHS = 12
MONTH = timedelta(days=30)
NOTE: Final = "Sample note"
COLUMNS: Final = (
    *("platform", "handle", "name", "bio", "country", "language", "topics"),
    *("date", "followers", "following", "posts", "likes", "comments", "views", NOTE),
)
PLATFORMS: Final = {Platform.INSTAGRAM: 40, Platform.TIKTOK: 30, Platform.YOUTUBE: 21, Platform.TWITCH: 9}
# Shares of the accounts: whose owner is the one before, on another platform; that were left off, came late, miss months, hide likes.
SECOND_ACCOUNT, STOPPED, LATE, GAPS, HIDING = 0.08, 0.04, 0.07, 0.12, 0.03
# A platform that shows three digits of a count.
ROUNDED: Final = (Platform.YOUTUBE,)


class Listed(NamedTuple):
    """One account as the list has it."""

    platform: Platform
    handle: str
    owner: Person
    note: str
    months: list[Month]


def sample_file(last_day: date, accounts: int = ACCOUNTS, seed: int = SEED) -> BytesIO:
    """The list as a CSV file in UTF-8, with up to MONTHS months of each account up to `last_day`."""
    content = BytesIO()
    text = TextIOWrapper(content, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for listed in sample_accounts(last_day, accounts, seed):
        writer.writerows(_rows(listed))
    text.detach()
    content.seek(0)
    return content


def sample_accounts(last_day: date, accounts: int = ACCOUNTS, seed: int = SEED) -> Iterator[Listed]:
    """Every account in the list's order. Each draws from a random stream of its own: one that changes leaves the others as they are."""
    days = [last_day - MONTH * back for back in reversed(range(MONTHS))]
    injected = _injected(accounts, seed)
    taken: dict[Platform, set[str]] = {platform: set() for platform in PLATFORMS}
    before: Listed | None = None
    for number in range(accounts):
        random = _stream(seed, number)
        injection = injected.get(number)
        second = before if injection is None and random.random() < SECOND_ACCOUNT else None
        platform = _platform(random, injection, second)
        owner = second.owner if second else person(random)
        months, note = _months(random, platform, days, injection)
        before = Listed(platform, handle(random, owner, platform, taken[platform]), owner, note, months)
        yield before


def _injected(accounts: int, seed: int) -> dict[int, Injection]:
    """{number of an account: what is injected there}, spread over the list; of a shorter list the same share."""
    wanted = [injection for injection in INJECTIONS for _ in range(injection.accounts * accounts // ACCOUNTS)]
    return dict(zip(_stream(seed, "injected").sample(range(accounts), len(wanted)), wanted, strict=True))


def _platform(random: Random, injection: Injection | None, second: Listed | None) -> Platform:
    allowed = injection.platforms if injection else tuple(PLATFORMS)
    choices = [platform for platform in allowed if second is None or platform != second.platform]
    return random.choices(choices, [PLATFORMS[platform] for platform in choices])[0]


def _months(random: Random, platform: Platform, days: list[date], injection: Injection | None) -> tuple[list[Month], str]:
    """The history and what was injected into it; what is injected shows in a history without holes."""
    if injection:
        return inject(random, injection, history(random, platform, days, min(size(random), injection.most_followers)))
    return _with_holes(random, history(random, platform, days, size(random))), ""


def _with_holes(random: Random, months: list[Month]) -> list[Month]:
    """As lists have them: somebody stopped, came late, was missed now and then, or hides likes."""
    if random.random() < STOPPED:
        months = months[: -random.randint(4, 8)]
    if random.random() < LATE:
        months = months[-random.randint(1, 6) :]
    if random.random() < GAPS:
        missed = set(random.sample(range(len(months)), min(len(months) - 1, random.randint(1, 4))))
        months = [month for number, month in enumerate(months) if number not in missed]
    if random.random() < HIDING:
        since = random.randint(0, len(months) - 1)
        months = months[:since] + [month._replace(likes=None) for month in months[since:]]
    return months


def _rows(listed: Listed) -> Iterator[list[object]]:
    """The account's rows, oldest first."""
    owner = listed.owner
    identity = [listed.platform.value, listed.handle, owner.name, owner.bio, owner.country, owner.language, "; ".join(owner.topics)]
    for month in listed.months:
        followers = _shown(month.followers) if listed.platform in ROUNDED else round(month.followers)
        counts = (month.following, month.posts, month.likes, month.comments, month.views)
        yield [*identity, month.day.isoformat(), followers, *("" if count is None else round(count) for count in counts), listed.note]


def _shown(count: float) -> int:
    """The three digits that the platform shows, rounded down."""
    hidden = max(0, len(str(int(count))) - 3)
    return int(f"{str(int(count))[:3]}{'0' * hidden}")


def _stream(seed: int, name: object) -> Random:
    return Random(f"{seed} {name}")  # noqa: S311  # the same accounts each time; nothing secret
