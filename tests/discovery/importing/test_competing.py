"""Columns that say the same, or seem to: which counts, which checks it, which is of something else."""

import pytest

from tests.discovery.importing.facts import counts
from tests.discovery.importing.lists import loaded
from tests.discovery.importing.proposed import confidences, fields, proposed


def test_columns_that_compete_are_asked_about() -> None:
    assert confidences("username,login\nanna,anna2\nbert,bert2\n") == [("handle", "likely"), ("extra", "unsure")]
    assert confidences("handle,followers,subscribers\nanna,1000,5\nbert,2000,7\n")[1:] == [("followers", "unsure"), ("extra", "unsure")]
    # The one that a name speaks for counts, whichever comes first.
    text = "query,profileUrl\nhttps://instagram.com/anna,https://instagram.com/anna\nhttps://instagram.com/b,https://instagram.com/bert\n"
    assert confidences(text) == [("extra", "unsure"), ("profile_url", "unsure")]


def test_contradictions_of_a_count_beside_its_copy_are_counted() -> None:
    rows = "".join(f"account{number},{number}.3K,{number}300\n" for number in range(1, 9))
    guesses = proposed(f"handle,followers,Followers exact\n{rows}anna,9.3K,7\n".replace("Followers exact", "followers")).guesses
    assert guesses[1].reason == (
        "the same counts as “followers (2)”, rounded: checked against them; 1 of 9 contradict them, as 9.3K beside 7"
    )
    assert guesses[1].confidence == "sure"


@pytest.mark.django_db(transaction=True)
def test_of_followers_of_two_days_the_exact_ones_count() -> None:
    text = "handle,Followers,total_followers\nanna,87M,88348986\nbert,66.5M,65111673\ncarla,6.1M,5859600\ndora,5M,\n"
    found = proposed(text)
    assert [field.value for field in found.mapping.fields.values()] == ["handle", "followers", "followers"]
    assert [guess.confidence.value for guess in found.guesses[1:]] == ["unsure", "sure"]
    assert "3 of 3 contradict them" in found.guesses[1].reason
    loaded(text)
    assert [(handle, followers) for handle, _, followers, *_ in counts()] == [
        *(("anna", 88_348_986), ("bert", 65_111_673), ("carla", 5_859_600), ("dora", 5_000_000)),
    ]


@pytest.mark.parametrize(("likes", "field"), [("1165446000", "extra"), ("60000000", "likes")])
def test_more_likes_than_followers_are_a_sum(likes: str, field: str) -> None:
    rows = "".join(f"account{number},{80 + number}000000,{likes}\n" for number in range(5))
    assert fields(f"handle,fans,likes\n{rows}")[2] == field


def test_followers_that_each_platform_calls_otherwise_are_one_count() -> None:
    rows = "mia,Instagram,,5000,\njon,YouTube,,,7000\ned,Facebook,9000,,\n"
    assert fields(f"Handle,Platform,Fans,Followers,Subscribers\n{rows}")[2:] == ["followers"] * 3


def test_a_main_platform_beside_handles_on_several_is_kept_as_it_came() -> None:
    header = "Primary platform,Creator,Instagram handle,Instagram followers,TikTok handle,TikTok followers"
    found = proposed(f"{header}\nInstagram,Mia,mia.cooks,5000,miacooks,7000\nTikTok,Jon,jon_runs,5001,jonruns,7001\n").mapping
    assert [field.value for field in found.fields.values()] == ["extra", "title", "handle", "followers", "handle", "followers"]
    assert found.platforms == {2: "instagram", 3: "instagram", 4: "tiktok", 5: "tiktok"}


def test_who_pays_on_twitch_follows_nobody() -> None:
    assert fields("Twitch channel,Followers,Subs\nsunnyplays,5000,70\njonruns,5001,71\n") == ["handle", "followers", "extra"]
    assert confidences("Channel,Platform,Followers,Subs\nsunny,Twitch,5000,70\njon,Twitch,5001,71\n")[2:] == [
        ("followers", "sure"),
        ("extra", "sure"),
    ]


def test_of_two_columns_for_one_count_the_rounded_one_checks_the_other() -> None:
    found = proposed("handle,followers,followers\nanna,29.3M,29300000\nbert,1.2K,1249\n")
    assert [field.value for field in found.mapping.fields.values()] == ["handle", "followers", "followers"]
    assert found.guesses[1].reason == "the same counts as “followers (2)”, rounded: checked against them"


def test_a_second_column_that_disagrees_is_another_thing() -> None:
    found = proposed("handle,followers,followers tiktok\nanna,1000,5\nbert,2000,7\n")
    assert [field.value for field in found.mapping.fields.values()] == ["handle", "followers", "extra"]


def test_totals_over_all_posts_are_no_averages() -> None:
    rows = "anna,1000,500000\nbert,2000,900000\n"
    assert fields(f"handle,followers,views\n{rows}") == ["handle", "followers", "extra"]
    assert fields(f"handle,followers,avg views\n{rows}") == ["handle", "followers", "views"]


def test_of_two_columns_of_addresses_the_one_that_names_most_profiles_is_taken() -> None:
    """What was searched for is fuller than what was found, and names posts, too."""
    at = "https://www.instagram.com"
    found = [f"{at}/anna.k,{at}/anna.k,anna.k", f"{at}/bert_x/,{at}/bert_x,bert_x", f"{at}/cleo/,,", f"{at}/p/DBx1/,{at}/dora,dora"]
    assert fields("\n".join(["query,profileUrl,username", *found, f"emil,{at}/emil,emil"]))[:2] == ["extra", "profile_url"]


def test_two_columns_of_one_name_that_contradict_each_other_are_asked_about() -> None:
    text = "handle,Followers,Followers\nmia.cooks,5000,20000\njon_runs,5001,20007\n"
    assert confidences(text)[1:] == [("followers", "unsure"), ("followers", "unsure")]
    assert "neither counts" in proposed(text).guesses[1].reason


@pytest.mark.django_db
def test_of_counts_as_exact_that_contradict_each_other_neither_is_stored() -> None:
    creator_list = loaded("handle,Followers,Followers\nmia.cooks,5000,20000\njon_runs,29.3M,29300017\n")
    assert [(row[0], row[2]) for row in counts()] == [("jon_runs", 29300017)]
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
    assert [(row[0], row[2], row[4]) for row in counts()] == [("jonruns", 7001, 0.03), ("mia.cooks", 5000, None)]
    (report,) = creator_list.reports.all()
    assert report.problems == [
        {"column": "TikTok followers", "value": "70", "reason": "is left out: it is of TikTok, and the row of an account on Instagram"}
    ]


@pytest.mark.parametrize("name", ["Real followers", "Authentic followers", "Total audience", "Total reach", "Twitch subs"])
def test_what_is_no_count_of_followers(name: str) -> None:
    assert fields(f"handle,{name}\nmia.cooks,5000\njon_runs,5001\n") == ["handle", "extra"]
