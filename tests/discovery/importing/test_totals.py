"""Counts that are sums over all posts are told from averages, by their size and by what stands beside them."""

from tests.discovery.importing.proposed import fields, proposed


def test_a_sum_of_likes_beside_what_is_called_an_average_is_none() -> None:
    header = "username,followers,Likes,Likes Avg.,ViewsAvg.\n"
    rows = "anna_k,220000,160268,2095,70000\nbert_x,138000,220990,702,9000\ncleo_d,137000,174875,109,8000\n"
    assert fields(header + rows) == ["handle", "followers", "extra", "likes", "views"]
    # Likes that may well be averages, too, beside those that are said to be.
    assert fields("username,followers,Likes,ViewsAvg.\nanna_k,220000,2000,70000\nbert_x,138000,900,9000\n")[2] == "likes"
    assert fields("username,followers,Likes,ViewsAvg.\nanna_k,220000,330000,70000\nbert_x,138000,150000,9000\n")[2] == "extra"


def test_one_count_that_cannot_be_is_a_slip_and_no_total() -> None:
    rows = "".join(f"account{number},{number}000,{number}00\n" for number in range(1, 30))
    assert fields(f"username,followers,views\n{rows}slip,5000,228000000000\n")[2] == "views"


def test_more_views_than_a_post_can_have_are_of_all_posts() -> None:
    found = proposed("Youtuber,views\nAnna Mai,228000000000\nBert Oh,0\nCleo Day,28368841870\n").guesses[1]
    assert (found.field.value, found.confidence.value) == ("extra", "likely")
    assert "all posts" in found.reason
