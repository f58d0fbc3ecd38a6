"""Invented accounts for a first look: the same ones each time, written as a creator list and imported like any other.

Nobody behind them exists, and their source says so. Next: discovery.tasks.
"""

import csv
import math
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO, TextIOWrapper
from random import Random

from django.utils import timezone

from discovery import lists, tasks
from discovery.models import CreatorList, Platform

SOURCE = "Sample data (invented)"
ACCOUNTS = 600
MONTHS = 6
SEED = 20_261_123
MASS_FOLLOWERS = 0.05
IDENTITY = ("platform", "handle", "name", "bio", "country", "language", "topics")
COUNTS = ("date", "followers", "following", "posts", "likes", "comments", "views")
FIRST = (
    "Luna",
    "Mika",
    "Noor",
    "Tomas",
    "Ilse",
    "Ravi",
    "Amara",
    "Jonas",
    "Yuki",
    "Sofia",
    "Emre",
    "Chidi",
    "Lucía",
    "Élodie",
    "Kofi",
    "Ingrid",
)
SECOND = (
    "Berg",
    "Okoro",
    "Vidal",
    "Nakano",
    "Lindqvist",
    "Moreau",
    "Santos",
    "Kaya",
    "Novak",
    "Adeyemi",
    "Keller",
    "Rossi",
    "Silva",
    "Haddad",
)
# Topic, a word for the handle, and how such an account describes itself.
TOPICS = (
    ("Food", "kitchen", "Weeknight cooking without a fuss"),
    ("Fitness", "moves", "Strength at home, twenty minutes a day"),
    ("Beauty", "glow", "Skin first, make-up second"),
    ("Travel", "roams", "Trains, small towns and where to sleep"),
    ("Gaming", "plays", "Slow games for busy people"),
    ("Parenting", "family", "Three children, one balcony, little sleep"),
    ("Tech", "builds", "Tools that last, opened up and explained"),
    ("Fashion", "wears", "Second-hand first"),
)
PLACES = (
    ("Germany", "German"),
    ("United States", "English"),
    ("France", "French"),
    ("Brazil", "Portuguese"),
    ("Japan", "Japanese"),
    ("Nigeria", "English"),
)
# (likes + comments) over followers, or over views, at 100,000 followers: the middle of scoring.md's reference tables.
RATES = {Platform.INSTAGRAM: 0.010, Platform.TIKTOK: 0.075, Platform.YOUTUBE: 0.0025, Platform.TWITCH: None}
COMMENTS_PER_LIKE = {Platform.INSTAGRAM: 0.05, Platform.TIKTOK: 0.014, Platform.YOUTUBE: 0.06}


def load_sample() -> CreatorList:
    """Import and score the sample accounts, in this process; returns the loaded list."""
    file = sample_file(timezone.localdate())
    creator_list = lists.upload(file=file, name="sample-creators.csv", source_name=SOURCE, by=None)
    return tasks.load_now(creator_list.pk, by=None)


def sample_file(last_day: date) -> BytesIO:
    """The list as a CSV file in UTF-8: ACCOUNTS accounts, one row for each of MONTHS months up to `last_day`."""
    random = Random(SEED)  # noqa: S311  # the same accounts each time; nothing secret
    content = BytesIO()
    text = TextIOWrapper(content, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([*IDENTITY, *COUNTS])
    for number in range(ACCOUNTS):
        writer.writerows(_history(random, number, last_day))
    text.detach()
    content.seek(0)
    return content


def _history(random: Random, number: int, last_day: date) -> Iterator[list[object]]:
    """One account's rows, oldest first."""
    platform = random.choices(list(RATES), weights=[5, 4, 3, 1])[0]
    identity = _identity(random, number, platform)
    followers = 10 ** random.gauss(4.9, 0.75)
    growth = random.gauss(1.02, 0.02)
    following = followers * 0.6 if random.random() < MASS_FOLLOWERS else random.uniform(80, 1200)
    quality, talk = random.lognormvariate(0, 0.5), random.lognormvariate(0, 0.5)
    posts = random.randint(80, 2500)
    for month in reversed(range(MONTHS)):
        count = followers / growth**month
        day = last_day - timedelta(days=30 * month)
        engagement = _engagement(random, platform, count, quality, talk)
        yield [*identity, day.isoformat(), round(count), round(following), posts - 9 * month, *engagement]


def _identity(random: Random, number: int, platform: Platform) -> list[object]:
    topic, word, bio = random.choice(TOPICS)
    first, second = random.choice(FIRST), random.choice(SECOND)
    country, language = random.choice(PLACES)
    handle = f"sample_{first}_{word}{number}".lower().encode("ascii", "ignore").decode()
    return [platform.value, handle, f"{first} {second}", f"{bio}. Invented for a first look.", country, language, topic]


def _engagement(random: Random, platform: Platform, followers: float, quality: float, talk: float) -> list[object]:
    """Likes, comments and views per post; blank where the platform's lists do not have them."""
    rate = RATES[platform]
    if rate is None:
        return ["", "", ""]
    views = followers * random.uniform(0.15, 0.5)
    base = views if platform == Platform.TIKTOK else followers
    size = 1 if platform == Platform.TIKTOK else math.sqrt(1e5 / followers) ** 0.4
    likes = base * rate * quality * size * random.uniform(0.9, 1.1)
    return [round(likes), round(likes * COMMENTS_PER_LIKE[platform] * talk), round(views) if platform != Platform.INSTAGRAM else ""]
