"""Columns that are called what they hardly are, or by less than what they are; each is noted."""

import pytest

from discovery.importing.fields import Field
from discovery.importing.mapping import missing
from discovery.importing.proposals.proposing import Guess
from discovery.importing.proposals.sampling import Confidence
from tests.discovery.importing.proposed import fields, proposed


def guess(text: str, index: int) -> Guess:
    return proposed(text).guesses[index]


def test_likes_that_an_account_has_given_are_not_its_posts() -> None:
    """TikTok's diggCount beside an account's followers; beside a post it counts that post's likes."""
    accounts = "uniqueId,followerCount,heartCount,diggCount,hearts\ncounton.a,28900,243300,3075,9000\nredz_b,406100,5600000,3843,8000\n"
    assert fields(accounts) == ["handle", "followers", "extra", "extra", "extra"]
    assert guess(accounts, 3).reason.startswith("likes that the account has given")
    rows = "".join(
        f"{name},{place}{place}30000000000000000,{place}200,2025-10-1{place}\n" for place in range(1, 4) for name in ("ab.c", "de.f")
    )
    posts = fields(f"authorMeta/name,id,diggCount,createTime posted\n{rows}")
    assert (posts[0], posts[2]) == ("handle", "likes")
    assert fields("uniqueId,followers,avgDiggCount\nab.c,28900,275\nde.f,406100,843\n")[2] == "likes"


@pytest.mark.parametrize(
    ("header", "rows", "field"),
    [
        ("post,followers", ["3200000,115000", "4895000,758000"], "extra"),
        ("posts,followers", ["15000,9000", "12500,800"], "extra"),
        ("post,story,followers", ["350,120,90000", "500,200,120000"], "extra"),
        ("Video,Reel,followers", ["350,120,90000", "500,200,120000"], "extra"),
        ("post,followers", ["350,90000", "500,120000"], "posts"),
        ("posts,reels,followers", ["350,120,90000", "500,200,120000"], "posts"),
        ("posts,followers", ["350,90", "500,120"], "posts"),
        ("Posts,followers", ["1,729525", "3,750305"], "extra"),
        ("Posts,followers", ["1,729525", "300,750305"], "posts"),
        ("Posts,followers", ["1,300", "3,95"], "posts"),
        ("tweets,followers", ["35000,90000", "50000,120000"], "posts"),
    ],
)
def test_prices_and_what_is_agreed_on_are_no_number_of_posts(header: str, rows: list[str], field: str) -> None:
    found = guess("\n".join([f"username,{header}", *(f"anna.{line},{row}" for line, row in enumerate(rows))]), 1)
    assert found.field == field
    assert (found.confidence == Confidence.UNSURE) is (field == "extra")


def test_a_second_column_of_handles_is_noted() -> None:
    text = "Canal,Twitter do canal,Twitter pessoal\nReza a Lenda,@reza_a,@lucas_c\nFabio Go,,@fabio_h\nCadu S,@sejoga,\n"
    assert fields(text) == ["title", "handle", "further"]
    assert guess(text, 2).confidence == Confidence.UNSURE
    text = "Page,Instagram handle,Second Instagram\nMia Cooks,mia.cooks,mia.private\nBen K,ben_k,ben.k.art\n"
    assert (fields(text), guess(text, 2).confidence) == (["title", "handle", "extra"], Confidence.UNSURE)
    # One that says the same as the address does needs no look.
    text = "platform_username,link\nmia.cooks,https://instagram.com/mia.cooks\nben_k,https://instagram.com/ben_k\n"
    assert guess(text, 0).confidence != Confidence.UNSURE


def test_who_somebody_is_makes_no_account_on_a_platform() -> None:
    text = "Canal,Youtuber,Twitter do canal,Twitter pessoal\nReza a Lenda,Lucas C,@reza_a,@lucas_c\nFabio Go,Fabio H,,@fabio_h\n"
    found = proposed(text)
    assert ([field.value for field in found.mapping.fields.values()], found.mapping.platforms) == (
        ["title", "extra", "handle", "further"],
        {},
    )
    assert found.platform == "x"


def test_platforms_in_most_rows_of_an_unknown_column_are_the_rows() -> None:
    """Else one that is chosen for all would be stored where the row says another."""
    rows = "who,where,notes\n@mia.cooks,IG,nice\n@ben_k,TikTok,slow\n@lu.art,IG + TT,\n"
    assert [(each.field, each.confidence) for each in proposed(rows).guesses[1:2]] == [(Field.PLATFORM, Confidence.UNSURE)]
    assert fields("who,note\n@mia.cooks,IG\n@ben_k,nice\n@lu.art,slow\n")[1] == "extra"


def test_numbers_called_by_a_platform_alone_are_followers_where_it_has_handles() -> None:
    text = "IG handle,TT handle,Instagram (k),TikTok (k)\nhattie.s,hatties,45.2,120\nduodusk,duo.dusk,0.94,15.07\n"
    assert fields(text) == ["handle", "handle", "followers", "followers"]
    assert guess(text, 2).confidence == Confidence.UNSURE
    assert fields("username,Instagram\nanna.k,45200\nbert.x,940\n") == ["handle", "followers"]
    text = "KOL,IG (k),TikTok (k)\nmia.cooks,12.5,1.2\nben_k,8.1,0.3\n"
    assert [(each.field, each.confidence) for each in proposed(text).guesses[1:]] == [(Field.EXTRA, Confidence.LIKELY)] * 2
    # Beside followers they may be anything, and where nothing names an account nobody's.
    assert fields("username,Instagram,Followers\nanna.k,452,45200\nbert.x,94,9400\n")[1] == "extra"
    assert "followers" not in fields("Name,Instagram,TikTok\nAnna K,45200,120\nBert X,940,1507\n")


NAMES = ["Darix", "mrcalamarc", "locos_de_la_historia", "carlos_taracena", "WillyRex"]


@pytest.mark.parametrize(
    ("header", "values", "field"),
    [
        ("name", NAMES, "handle"),
        ("Nome", ["cristiano", "nasa", "nasa", "momo", "momo", "_jeong", "j.m"], "handle"),
        ("name", ["Anna K", "mia.cooks", "bert_x", "carla.y"], "handle"),
        ("wer", ["zurek.n", "pani_p", "morze_99"], "handle"),
        ("wer", ["Lena (@lena.b)", "@kofi.c", "https://tiktok.com/@sparrow.s"], "handle"),
        ("ref", ["inf_001", "inf_002", "inf_003"], "extra"),
        ("site", ["mia-cooks.com", "ben.de", "lu.co"], "extra"),
        # Of people, of brands, and of several words.
        ("name", ["Shakira", "Adele", "Drake", "Rihanna"], "title"),
        ("name", ["Anna K", "mia.cooks", "bert_x", "Carla Y"], "title"),
        ("name", ["anna k", "bert x", "carla y"], "title"),
        ("wer", ["berlin", "paris", "rome"], "extra"),
        ("wer", ["Anna K", "Bert X", "Carla Y"], "title"),
        ("stage_name_of_hers", ["Anna K", "Bert X", "Carla Y"], "title"),
    ],
)
def test_where_nothing_else_names_an_account_what_is_spelt_as_handles_does(header: str, values: list[str], field: str) -> None:
    rows = "".join(f"{value},Instagram,{1200 + line}\n" for line, value in enumerate(values))
    found = guess(f"{header},platform,followers\n{rows}", 0)
    assert found.field == field
    if field == "handle":
        assert found.confidence == Confidence.UNSURE


def test_beside_names_what_is_spelt_as_handles_may_be_anybodys() -> None:
    text = "{},influencer,platform,followers\nanna.s,Mia Koch,Instagram,12500\nben_m,Ben Kurz,TikTok,8100\ncara.l,Lu Art,Instagram,4100\n"
    assert fields(text.format("Insta wer"))[:2] == ["handle", "title"]
    assert fields(text.format("wer"))[:2] == ["extra", "title"]
    assert guess(text.format("wer"), 0).confidence == Confidence.UNSURE
    assert guess(text.format("manager"), 0).confidence == Confidence.LIKELY


def test_a_column_without_values_names_nobody() -> None:
    assert fields("a,b,followers\n,,1200\n,,940\n") == ["extra", "extra", "followers"]


def test_beside_an_account_names_stay_names() -> None:
    assert fields("name,profile\n" + "".join(f"{name},https://twitch.tv/{name}1\n" for name in NAMES)) == ["title", "profile_url"]


def test_addresses_of_which_some_are_profiles_name_the_accounts() -> None:
    found = proposed("https://www.instagram.com/lantern.lil/\ninstagram.com/p/C9xYz12AbCd/\nhttps://youtu.be/dQw4w9WgXcQ\n")
    assert (found.mapping.fields[0], found.guesses[0].confidence) == (Field.PROFILE_URL, Confidence.UNSURE)
    assert missing(found.mapping, "", None) == []


@pytest.mark.parametrize(
    ("header", "values", "field", "confidence"),
    [
        *((name, ["902926941413453824", "1243470638477697024"], "external_id", "likely") for name in ("uid", "creator_id", "Network ID")),
        ("uid", ["171942960", "948736680"], "external_id", "unsure"),
        ("creator_id", ["1", "2"], "extra", "likely"),
        ("creator_id", ["INF001", "INF002"], "extra", "likely"),
        ("region", ["GB", "DE"], "country", "likely"),
        ("region", ["North", "South"], "extra", "likely"),
        ("region", ["EU", "EU"], "extra", "likely"),
    ],
)
def test_ids_and_regions_are_told_by_their_values(header: str, values: list[str], field: str, confidence: str) -> None:
    found = guess(f"username,{header}\nanna.k,{values[0]}\nbert.x,{values[1]}\n", 1)
    assert (found.field, found.confidence) == (field, confidence)


def test_a_long_id_is_asked_about_where_nothing_else_names_an_account() -> None:
    text = "nickname,id,follower_count,aweme_count\nMia C,6726567136771015686,12500,88\nBen K,6969253589844345862,8100,40\n"
    assert fields(text) == ["title", "external_id", "followers", "posts"]
    assert guess(text, 1).confidence == Confidence.UNSURE
    # It may as well be a post's, or the list's own.
    assert fields(text.replace("aweme_count", "createTime posted"))[1] == "extra"
    assert fields("nickname,id,follower_count\nMia C,10001,12500\nBen K,10002,8100\n")[1] == "ignore"


def test_a_second_column_that_says_the_same_needs_no_choice() -> None:
    text = "username,url,inputUrl\nanna.k,https://www.instagram.com/anna.k/,instagram.com/anna.k\nbert.x,https://instagram.com/bert.x,\n"
    assert fields(text) == ["handle", "profile_url", "extra"]
    assert [each.confidence for each in proposed(text).guesses] == [Confidence.SURE] * 3
    assert guess(text.replace("com/anna.k\n", "com/anna.l\n"), 2).confidence == Confidence.UNSURE


def test_numbers_are_never_names() -> None:
    assert "title" not in fields("Name,Followers\n411800,1200\n413200,1300\nTotally,1500\n413900,1600\n")


def test_beside_handles_without_a_header_another_text_in_every_row_may_be_the_names() -> None:
    text = "FC Barcelona,L. Messi,@leomessi\nJuventus,Cristiano Ronaldo,@cristiano\nJuventus,G. Chiellini,@chiellini\n"
    assert fields(text) == ["extra", "title", "handle"]
    assert guess(text, 1).confidence == Confidence.UNSURE


def test_of_two_rates_that_say_the_same_the_more_exact_counts() -> None:
    text = "username,followers,ER,ER (2)\nanna.k,12345,3.3%,3.31\nbert.x,100412,0.8%,0.81\n"
    assert fields(text)[2:] == ["extra", "engagement_rate"]
    # Of shares nothing says that they are, but those with a sign, or counts.
    shares = text.replace("3.31", "0.0331").replace("0.81", "0.0081")
    assert fields(shares)[2:] == ["engagement_rate", "extra"]
    counted = "username,followers,avg likes,ER,ER (2)\nanna.k,12345,409,3.3%,0.0331\nbert.x,100412,813,0.8%,0.0081\n"
    assert fields(counted)[3:] == ["extra", "engagement_rate"]
    assert fields("username,ER,Engagement rate %\nanna.k,3.31,3.3\nbert.x,0.81,0.8\n")[1:] == ["engagement_rate", "extra"]
    # Rates that differ are a person's to choose between.
    assert guess("username,ER,ER (2)\nanna.k,3.3%,0.0731\nbert.x,0.8%,0.0181\n", 1).confidence == Confidence.UNSURE


def test_a_name_that_is_the_addresss_handle_again_is_no_display_name() -> None:
    rows = "".join(f"https://www.instagram.com/{name}/,{name},{name.title()} K\n" for name in ("velvet.c", "tin_p", "velvet.c"))
    assert fields(f"profileUrl,profileName,fullName\n{rows}")[2] == "title"


def test_members_of_bands_and_replies_to_messages_are_asked_about() -> None:
    band = proposed("group,username,members\nThe Teas,theteas,7\nKettles,kettles,13\n").guesses[2]
    sent = proposed("username,emails sent,replies\nanna.k,3,1\nbert.x,2,0\n").guesses[2]
    assert [(guess.field.value, guess.confidence.value) for guess in (band, sent)] == [("extra", "unsure")] * 2
    assert fields("username,likes,replies\nanna_k,297,268\nbert_x,852,142\n")[2] == "comments"


@pytest.mark.parametrize("name", ["Channel_Type", "Activity"])
def test_what_kind_of_account_each_is_is_a_topic_where_nothing_else_says(name: str) -> None:
    rows = "".join(f"account{number},{value},Tea\n" for number, value in enumerate(["Music", "News", "Music"]))
    assert fields(f"handle,{name},Hometown\n{rows}")[1] == "topics"
    assert fields(f"handle,{name},Category\n{rows}")[1:] == ["extra", "topics"]
    assert fields(f"handle,{name},Hometown\n{rows}".replace("News", "17"))[1] == "extra"


def test_what_is_called_as_its_column_is_no_topic() -> None:
    assert fields("handle,theme\nanna,theme-pink\nbert,theme-peach\n")[1] == "extra"
    assert fields("handle,theme\nanna,Food\nbert,Travel\n")[1] == "topics"


@pytest.mark.parametrize(
    ("header", "field", "confidence"),
    [
        ("twitter.name,twitter.followers,twitter.friends", "following", Confidence.LIKELY),
        ("screen_name,followers,friends", "extra", Confidence.UNSURE),
        ("screen_name,following,friends", "extra", Confidence.LIKELY),
    ],
)
def test_friends_beside_followers_are_those_who_are_followed(header: str, field: str, confidence: Confidence) -> None:
    found = guess(f"{header}\nanna,5000,40\nbert,600,500\n", 2)
    assert (found.field.value, found.confidence) == (field, confidence)
