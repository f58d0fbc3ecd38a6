"""The file that imports are measured on: eight columns, one snapshot a row, spelt as lists are; and the same rows cleaned, for COPY.

The accounts are invented, and the same for the same number of rows.
"""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

TAKEN_ON: Final = date(2026, 11, 1)
COLUMNS: Final = ("Platform", "Username", "Name", "Country", "Followers", "Following", "Posts", "Avg. likes")
PLATFORMS: Final = {"Instagram": "instagram", "TikTok": "tiktok", "YouTube": "youtube"}
COUNTRIES: Final = {"United States": "US", "Germany": "DE", "Brazil": "BR", "South Korea": "KR", "India": "IN"}
FIRST_NAMES: Final = ("Anna", "Björn", "Chloé", "Dmitri", "Eun-ji", "Félix", "Grace", "Hanako")
# One follower count in so many is written with commas, as spreadsheets do.
GROUPED_EVERY: Final = 3


class Invented(NamedTuple):
    platform: str
    handle: str
    name: str
    country: str
    followers: int
    following: int
    posts: int
    likes: float


def invented(rows: int) -> Iterator[Invented]:
    """So many accounts of a thousand to a million followers."""
    random = Random(rows)  # noqa: S311  # no secret
    for number in range(rows):
        followers = int(10 ** random.uniform(3, 6))
        yield Invented(
            random.choice(list(PLATFORMS)),
            f"{random.choice(FIRST_NAMES)[0].lower()}_creator_{number}",
            f"{random.choice(FIRST_NAMES)} {number}",
            random.choice(list(COUNTRIES)),
            followers,
            random.randint(10, 5_000),
            random.randint(1, 3_000),
            round(followers * random.uniform(0.005, 0.08), 1),
        )


def write_list(path: Path, rows: int) -> None:
    """The file as people have it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number, each in enumerate(invented(rows)):
            followers = f"{each.followers:,}" if number % GROUPED_EVERY == 0 else each.followers
            writer.writerow((each.platform, f"@{each.handle}", each.name, each.country, followers, each.following, each.posts, each.likes))


def write_cleaned(path: Path, rows: int) -> None:
    """The same rows as COPY takes them: nothing is left to read, check or look up."""
    with path.open("w", encoding="utf-8", newline="") as file:
        for each in invented(rows):
            values = (PLATFORMS[each.platform], each.handle, each.name, COUNTRIES[each.country], *each[4:], TAKEN_ON)
            file.write("\t".join(map(str, values)) + "\n")
