"""What is injected looks as its note says: each kind against the same history without it, and as often in the list as stated."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest

from discovery.models import Platform
from discovery.sample import frauds
from discovery.sample.histories import Month, history
from discovery.sample.listing import ACCOUNTS, sample_accounts

DAYS = [date(2026, 11, 23) - timedelta(days=30 * back) for back in reversed(range(12))]
AT = 6
SEEDS = range(20)


def before(seed: int) -> list[Month]:
    return history(Random(seed), Platform.INSTAGRAM, DAYS, 20_000)


def rate(month: Month) -> float:
    return ((month.likes or 0) + (month.comments or 0)) / month.followers


@pytest.mark.parametrize("seed", SEEDS)
def test_bought_followers_jump_and_answer_nothing(seed: int) -> None:
    old, new = before(seed), frauds.bought_followers(Random(seed), before(seed), AT)
    assert new[:AT] == old[:AT]
    bought = new[AT].followers - old[AT].followers
    assert bought >= 0.4 * old[AT].followers
    gained = [month.followers - was.followers for month, was in zip(new[AT:], old[AT:], strict=True)]
    assert gained == sorted(gained, reverse=True)
    assert [month.likes for month in new] == [month.likes for month in old]
    assert [month.comments for month in new] == [month.comments for month in old]


@pytest.mark.parametrize("seed", SEEDS)
def test_slowly_bought_followers_grow_while_answers_stay(seed: int) -> None:
    new = frauds.stopped_answering(Random(seed), before(seed), AT)
    assert all(later.followers > 1.05 * month.followers for month, later in pairwise(new[AT:]))
    assert rate(new[-1]) < 0.75 * rate(new[AT])


@pytest.mark.parametrize("seed", SEEDS)
def test_bought_likes_come_without_comments(seed: int) -> None:
    old, new = before(seed), frauds.bought_likes(Random(seed), before(seed), AT)
    assert all((month.likes or 0) > 5 * (was.likes or 0) for month, was in zip(new[AT:], old[AT:], strict=True))
    assert [month.comments for month in new] == [month.comments for month in old]


@pytest.mark.parametrize("seed", SEEDS)
def test_mass_following_saws_at_over_1500(seed: int) -> None:
    following = [month.following or 0 for month in frauds.mass_following(Random(seed), before(seed), AT)]
    assert min(following) > 1_500
    assert 7_900 > max(following) > 5_000
    assert sum(later < month for month, later in pairwise(following)) >= 3


@pytest.mark.parametrize("seed", SEEDS)
def test_a_pod_comments_much_and_always_alike(seed: int) -> None:
    old, new = before(seed), frauds.engagement_pod(Random(seed), before(seed), AT)
    comments = [month.comments or 0 for month in new]
    assert max(comments) < 1.05 * min(comments)
    assert comments[0] > 9 * (old[0].comments or 0)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_giveaway_is_answered_and_half_of_it_leaves(seed: int) -> None:
    old, new = before(seed), frauds.giveaway(Random(seed), before(seed), AT)
    gained = [month.followers - was.followers for month, was in zip(new[AT:], old[AT:], strict=True)]
    assert 0.45 * gained[0] < gained[-1] < 0.65 * gained[0]
    assert (new[AT].comments or 0) > 4 * (old[AT].comments or 0)
    assert [month.likes for month in new[AT + 1 :]] == [month.likes for month in old[AT + 1 :]]


@pytest.mark.parametrize("seed", SEEDS)
def test_press_brings_followers_who_answer(seed: int) -> None:
    old, new = before(seed), frauds.press(Random(seed), before(seed), AT)
    assert all(month.followers >= 1.4 * was.followers for month, was in zip(new[AT:], old[AT:], strict=True))
    assert [rate(month) for month in new] == pytest.approx([rate(month) for month in old])


def test_the_list_has_as_many_of_each_as_stated_each_with_its_note() -> None:
    notes = Counter(listed.note.split(" around ")[0].split(" since ")[0] for listed in sample_accounts(DAYS[-1]) if listed.note)
    stated = {injection.note.split(" around ")[0].split(" since ")[0]: injection.accounts for injection in frauds.INJECTIONS}
    assert notes == stated
    assert sum(stated.values()) < 0.05 * ACCOUNTS


def test_nobody_is_liked_by_more_than_saw_it() -> None:
    for listed in sample_accounts(DAYS[-1]):
        for month in listed.months if listed.note else []:
            assert month.views is None or month.views >= (month.likes or 0) + (month.comments or 0)
