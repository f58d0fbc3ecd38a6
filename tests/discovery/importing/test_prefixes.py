"""What stands before columns' names where an object is written as a table."""

import pytest

from tests.discovery.importing.proposed import column, fields


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        *(("more.posts", "3121", "posts"), ("authorMeta/video", "240", "posts"), ("data.user.follower_cnt", "90", "followers")),
        *(("user/edge_follow/count", "120", "following"), ("user/edge_owner_to_timeline_media/count", "88", "posts")),
        *(("baseline.followers.count", "1200", "followers"), ("more.followings", "3", "following"), ("more.biography", "I cook", "bio")),
        *(("profile.average_likes", "900", "likes"), ("profile.content_count", "21", "posts"), ("info.country", "Spain", "country")),
        # Of somebody else, of one thing among others, of all posts together.
        *((name, "1200", "extra") for name in ("brand.followers", "lookalikes/0/followers", "target.followers", "total.new.followers")),
        *((name, "1200", "extra") for name in ("more.likes", "authorMeta/digg", "authorMeta/heart", "likes/followers")),
    ],
)
def test_a_name_behind_whose_it_is(name: str, value: str, field: str) -> None:
    assert column(name, value, value) == field


def test_what_stands_before_the_handle_says_whose() -> None:
    assert fields("entry.username,entry.follower_cnt,entry.fullName\nanna.k,1200,Anna K\nbert.x,3400,Bert X\n") == [
        "handle",
        "followers",
        "title",
    ]
    assert fields("username,entry.follower_cnt\nanna.k,1200\nbert.x,3400\n") == ["handle", "extra"]


def test_a_platform_within_a_name_is_the_columns() -> None:
    """`baseline.followers.youtube` beside the accounts on YouTube and Instagram."""
    header = "name,handles.youtube,handles.instagram,baseline.followers.instagram,baseline.followers.youtube\n"
    found = fields(f"{header}Kim L,kim.yt,kim.l,37600000,47400000\nLuis C,luis.yt,luis_c,33600000,45400000\n")
    assert found == ["title", "handle", "handle", "followers", "followers"]
