"""A column called Engagement is a rate where it could not be engagements."""

from datetime import date

import pytest

from discovery.importing.proposals.proposing import Guess, propose
from tests.discovery.importing.lists import table


def guesses(*lines: str) -> list[Guess]:
    file_format, sample = table("\n".join(lines) + "\n")
    return list(propose(file_format, sample, "list.csv", date(2026, 11, 26)).guesses)


def test_engagements_fewer_than_the_likes_among_them_are_a_rate() -> None:
    guess = guesses("Handle,Followers,Avg likes,Engagement", "anna,152340,4120,2.76", "bert,98211,2210,2.29")[3]
    assert (guess.field, guess.confidence) == ("engagement_rate", "likely")


def test_where_they_are_too_many_for_a_rate_they_are_asked_about() -> None:
    guess = guesses("Handle,Followers,Avg likes,Engagement", "anna,152340,4120,276", "bert,98211,2210,229")[3]
    assert (guess.field, guess.confidence) == ("extra", "unsure")


def test_next_to_nothing_beside_the_followers_is_asked_about() -> None:
    guess = guesses("Handle,Followers,Engagement", "anna,152340,2.76", "bert,98211,2.29")[2]
    assert (guess.field, guess.confidence) == ("engagement_rate", "unsure")


@pytest.mark.parametrize("values", [("4300", "2300"), ("4120", "2210")])
def test_engagements_are_engagements(values: tuple[str, str]) -> None:
    rows = [f"{name},{counts},{value}" for name, counts, value in zip(("anna", "bert"), ("152340,4120", "98211,2210"), values, strict=True)]
    assert guesses("Handle,Followers,Avg likes,Engagement", *rows)[3].field == "engagements"
    assert guesses("Handle,Followers,Engagement", "anna,500,12", "bert,400,9")[2].field == "engagements"
