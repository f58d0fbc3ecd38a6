"""Likes and comments that the stated rate shows to be sums over several posts are not stored as averages; a person is asked."""

import pytest

from discovery.importing.fields import Field
from discovery.importing.proposals.proposing import Guess, propose
from tests.discovery.importing.lists import table
from tests.discovery.importing.proposed import TODAY

RATES = (13.13, 4.4, 9.99, 2.23, 0.81)
FOLLOWERS = (108_000, 52_311, 9_120, 252_117, 77_003)


def guesses(posts: float, header: str = "Handle,Followers,Avg likes,Avg comments,ER %", *, sign: str = "", scale: float = 1) -> list[Guess]:
    """Of a list in which likes and comments are over so many posts."""
    rows = []
    for number, (rate, followers) in enumerate(zip(RATES, FOLLOWERS, strict=True)):
        engagements = rate / 100 * followers * posts
        rows.append(f"anna.{number},{followers},{engagements * 0.97:.0f},{engagements * 0.03:.0f},{rate * scale:.6g}{sign}")
    file_format, sample = table("\n".join((header, *rows)) + "\n")
    return list(propose(file_format, sample, "list.csv", TODAY).guesses)


@pytest.mark.parametrize("header", ["Handle,Followers,Avg likes,Avg comments,ER %", "Handle,Followers,Likes,Comments,Engagement rate"])
@pytest.mark.parametrize("posts", [2, 5, 12])
def test_sums_over_several_posts_are_kept_aside_and_asked_about(posts: int, header: str) -> None:
    _, _, likes, comments, rate = guesses(posts, header)
    for guess in (likes, comments):
        assert (guess.field, guess.confidence) == (Field.EXTRA, "unsure")
        assert f"a sum over {posts} posts" in guess.reason
    assert rate.field == Field.ENGAGEMENT_RATE


def test_signs_and_shares_are_compared_as_what_they_are() -> None:
    assert guesses(5, sign="%")[2].field == Field.EXTRA
    assert guesses(5, "Handle,Followers,Likes,Comments,ER", scale=0.01)[2].field == Field.EXTRA


def test_one_row_over_fewer_posts_is_one_of_sums_all_the_same() -> None:
    rows = [
        f"anna.{place},100000,{likes},{rate}"
        for place, (likes, rate) in enumerate([(5000, 1), (10000, 2), (15000, 3), (2500, 0.5), (8000, 2)])
    ]
    file_format, sample = table("\n".join(("Handle,Followers,Likes,ER %", *rows)) + "\n")
    assert propose(file_format, sample, "list.csv", TODAY).guesses[2].field == Field.EXTRA


def test_what_is_off_by_another_constant_is_asked_about() -> None:
    likes = guesses(2.6)[2]
    assert (likes.field, likes.confidence) == (Field.LIKES, "unsure")
    assert "2.6 times what “ER %” says" in likes.reason


@pytest.mark.parametrize("posts", [1, 1.1, 0.9, 100])
def test_averages_that_make_the_rate_are_averages(posts: float) -> None:
    """A hundred times is for rates.py to tell: percentages, or shares."""
    likes = guesses(posts)[2]
    assert likes.field == Field.LIKES
    assert "times what" not in likes.reason


def test_likes_that_go_their_own_way_are_no_sums() -> None:
    text = "Handle,Followers,Likes,ER %\nanna,10000,900,3\nbert,20000,500,3\ncarla,30000,5000,3\ndora,5000,120,3\n"
    file_format, sample = table(text)
    assert propose(file_format, sample, "list.csv", TODAY).guesses[2].field == Field.LIKES


def test_sums_over_all_of_an_accounts_posts_are_known_by_the_posts() -> None:
    accounts = {"anna": (10_000, 12, 3.5), "bert": (52_000, 120, 0.2), "carla": (9_100, 44, 0.7), "dora": (77_003, 310, 0.1)}
    rows = [f"{handle},{size},{posts},{rate / 100 * size * posts:.0f},{rate}" for handle, (size, posts, rate) in accounts.items()]
    file_format, sample = table("\n".join(("Handle,Followers,Posts,Likes,ER %", *rows)) + "\n")
    likes = propose(file_format, sample, "list.csv", TODAY).guesses[3]
    assert (likes.field, likes.confidence) == (Field.EXTRA, "unsure")
    assert "a sum over all posts" in likes.reason
