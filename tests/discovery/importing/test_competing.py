"""Columns that say the same, or seem to: which counts, which checks it, which is of something else."""

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
