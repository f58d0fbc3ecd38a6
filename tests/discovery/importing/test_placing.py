"""Where and when rows are that do not say so themselves: by columns' names, the sheet's, the file's, or what stands above."""

from dataclasses import replace
from datetime import date

import pytest

from discovery.importing.fields import Field
from discovery.importing.mapping import missing
from discovery.importing.proposals.proposing import propose
from discovery.importing.proposals.sampling import Confidence
from tests.discovery.importing.lists import table
from tests.discovery.importing.proposed import TODAY, column, fields, proposed


def test_followers_elsewhere_beside_followers_name_no_platform() -> None:
    text = "Username,Followers,Followers on TikTok\nmia.cooks,5000,70\njon_runs,5001,71\n"
    assert (fields(text), proposed(text).platform) == (["handle", "followers", "extra"], "")


@pytest.mark.parametrize(
    ("header", "name", "platform"),
    [
        ("Tiktoker name", "list.csv", "tiktok"),
        ("handle", "top-instagram-200.csv", "instagram"),
        ("Youtube channel", "list.csv", "youtube"),
        ("Youtube channel", "youtube-and-tiktok.csv", "youtube"),
        ("handle", "x-profiles.csv", "x"),
        ("handle", "list x.csv", ""),
        ("handle", "top_1000_instagrammers.csv", "instagram"),
        # Who they are, and where the list has them.
        ("Twitter do canal", "youtubers.csv", "x"),
        # They contradict each other.
        ("Youtube channel", "my-tiktok-list.csv", ""),
        ("handle", "list.csv", ""),
        ("handle", "instagram-and-tiktok.csv", ""),
    ],
)
def test_the_platform_is_named_by_the_header_or_the_file(header: str, name: str, platform: str) -> None:
    assert proposed(f"{header},followers\nanna,1\nbert,2\n", name).platform == platform


def test_a_platform_that_is_contradicted_is_asked_for_with_the_reason() -> None:
    found = proposed("handle,instagram\nanna,x\nbert,y\n", "youtube-x.csv")
    assert (found.platform, found.platform_reason) == (
        "",
        "The header and the file's name speak of different platforms: choose the one it is.",
    )


def test_the_account_or_what_stands_above_says_the_platform() -> None:
    text = "Canal,Youtuber,Twitter do canal\nReza a Lenda,Lucas C,@reza_a\nCadu S,Cadu C,@sejoga\n"
    assert proposed(text).platform == "x"
    text = "Statistics of our creators (YouTube)\n\nHandle,Followers,Posts\nanna.k,1200,3\nbert.x,3400,5\n"
    assert (proposed(text).platform, proposed(text).platform_reason) == ("youtube", "named above the columns")
    assert proposed(text.replace("YouTube", "YouTube and TikTok")).platform == ""


def test_addresses_of_posts_say_where_their_accounts_are() -> None:
    """Whether they tell the posts apart, or an id does beside them."""
    post = "https://www.tiktok.com/@mia.cooks/video/74345663098131939{}"
    header = "video_url,creator_username,follower_count\n"
    rows = f"{post.format(11)},mia.cooks,162200\n{post.format(12)},jon_runs,2400000\n"
    assert proposed(header + rows).platform == "tiktok"
    posts = "Post ID,Permalink,Account username,Likes\n" + "".join(
        f"180{at},https://www.instagram.com/p/C{at}aB/,{who},{at}2\n"
        for at, who in enumerate(["mia.cooks", "mia.cooks", "jon_runs", "jon_runs"])
    )
    assert proposed(posts).platform == "instagram"
    # On two platforms; and what the file's name says counts more.
    assert proposed(header + rows.replace("www.tiktok.com/@mia.cooks/video", "www.instagram.com/p", 1)).platform == ""
    assert proposed(header + rows, "youtube.csv").platform == "youtube"


def test_the_date_is_the_file_names_and_never_today() -> None:
    assert proposed("handle,followers\nanna,1\n", "x-2022-03.csv").taken_on == date(2022, 3, 31)
    assert proposed("handle,followers\nanna,1\n", "x.csv").taken_on is None
    assert proposed("handle,date\nanna,2022-01-05\n", "x-2022-03.csv").taken_on is None


@pytest.mark.parametrize("name", ["Numbers of", "기준", "Checked by us"])
def test_the_one_column_of_days_is_asked_about(name: str) -> None:
    guess = proposed(f"username\t{name}\tfollowers\nanna\t2/5/24\t5\nanna\t2/19/24\t7\nbert\t2/19/24\t9\n").guesses[1]
    assert (guess.field, guess.confidence) == (Field.TAKEN_ON, Confidence.UNSURE)


@pytest.mark.parametrize(
    ("name", "days"),
    [
        *(
            (name, ["2020-02-05", "2021-03-01"])
            for name in ("Joined", "Date added", "Created at", "Birthday", "Geburtsdatum", "Last video")
        ),
        *((name, ["2020-02-05", "2021-03-01"]) for name in ("생년월일", "Contract until", "Phone", "Published", "Дата рождения")),
        # No day of counts yet, no days, numbers that a day may be.
        ("Notes", ["2027-02-05", "2021-03-01"]),
        ("Notes", ["2020-02-05", "soon"]),
        ("Score", ["44562", "44563"]),
    ],
)
def test_days_of_something_else_are_kept_as_they_came(name: str, days: list[str]) -> None:
    assert column(name, *days) == "extra"


def test_days_are_not_taken_where_there_are_two_columns_of_them_or_the_file_names_one() -> None:
    two = "handle,seen,met\nanna,2020-02-05,2021-02-05\nbert,2020-02-05,2021-02-05\n"
    assert fields(two)[1:] == ["extra", "extra"]
    found = proposed("handle,seen\nanna,2020-02-05\n", "list-2022-03.csv")
    assert (found.mapping.fields[1], found.taken_on) == (Field.EXTRA, date(2022, 3, 31))


def test_a_sheet_named_for_a_platform_says_where_its_rows_are() -> None:
    file_format, rows = table("Handle,Followers\nanna,5\nbert,7\n")
    of_sheet = propose(replace(file_format, sheet="TikTok Q3"), rows, "list.xlsx", TODAY)
    assert (of_sheet.platform, of_sheet.platform_reason) == ("tiktok", "named in the sheet's name")
    both = propose(replace(file_format, sheet="TikTok Q3"), rows, "instagram and tiktok.xlsx", TODAY)
    assert both.platform == "tiktok"
    assert propose(replace(file_format, sheet="Sheet1"), rows, "youtube.xlsx", TODAY).platform_reason == "named in the file's name"


def test_tweets_are_counted_on_x() -> None:
    text = "username,followers,tweets\nanna_k,3473,1674\nbert_x,5881,5075\n"
    assert (proposed(text).platform, proposed(text, "top-instagram.csv").platform) == ("x", "instagram")


@pytest.mark.parametrize("name", ["Link", "Platform", "Profile URL"])
def test_a_blank_column_tells_no_platform(name: str) -> None:
    text = f"Handle,{name},Followers\n@anna.k,,5000\n@bert_x,,6000\n"
    found = proposed(text)
    assert (fields(text), found.platform, found.platform_reason) == (["handle", "extra", "followers"], "", "")
    assert "No column names the platform" in missing(found.mapping, found.platform, TODAY)[0]
    assert fields(text.replace("anna.k,,", "anna.k,https://www.tiktok.com/@anna.k,").replace("Platform", "Link"))[1] == "profile_url"
