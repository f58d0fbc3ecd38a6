"""Lists of posts: an account's rows become its averages and medians, over how many posts; what is of one post is not the account's."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from discovery import lists
from discovery.importing.cells.addresses import is_post_address, read_post
from discovery.importing.fields import Field
from discovery.importing.mapping import Mapping, Shape, missing
from discovery.importing.records import Outcome
from discovery.models import Account, Confirmation, CreatorList, EarlierValue, RowReport, Snapshot
from tests.discovery.importing.lists import forget_all, loaded, outcomes, undone
from tests.discovery.importing.proposed import confidences, fields, proposed
from tests.discovery.pages import page_text

DAY = date(2022, 12, 31)
HEADER = "username,post_url,caption,posted_at,likes,comments,views,followers"
POSTS = Mapping({0: Field.HANDLE, 1: Field.POST, 2: Field.LIKES, 3: Field.COMMENTS}, shape=Shape.POSTS)


def of_posts(*rows: str, **chosen: Any) -> CreatorList:
    return loaded("\n".join(("handle,post id,likes,comments", *rows)), mapping=POSTS, **chosen)


def test_posts_are_told_by_accounts_that_come_again_with_other_posts() -> None:
    found = proposed(
        f"{HEADER}\nanna,https://www.instagram.com/p/A1/,hi,2022-11-01,10,1,100,5000\n"
        "anna,https://www.instagram.com/reel/A2/,ho,2022-11-02,20,3,,5000\nbert,https://www.instagram.com/p/B1/,x,2022-11-02,7,3,,700\n"
    )
    assert found.mapping.shape == Shape.POSTS
    assert [field.value for field in found.mapping.fields.values()] == [
        "handle",
        "post",
        "ignore",
        "ignore",
        "likes",
        "comments",
        "views",
        "followers",
    ]
    assert (found.platform, found.taken_on) == ("instagram", None)


@pytest.mark.parametrize(
    "text",
    [
        # A history; one post of each account; a list in which accounts come again without another post.
        "handle,date,followers,avg likes\nanna,2022-01-01,5,1\nanna,2022-01-02,6,2\nbert,2022-01-01,7,3\n",
        "handle,latest post url,likes\nanna,https://www.instagram.com/p/A1/,5\nbert,https://www.instagram.com/p/B1/,7\n",
        "handle,post id,likes\nanna,a1,5\nanna,a1,5\nbert,b1,7\n",
        "handle,campaign,likes\nanna,x,5\nanna,y,5\nbert,z,7\n",
    ],
)
def test_other_lists_are_not_of_posts(text: str) -> None:
    assert proposed(text).mapping.shape == Shape.ACCOUNTS


def test_a_posts_date_is_never_the_day_of_the_counts() -> None:
    rows = "anna,a1,2022-01-01,5\nanna,a2,2022-01-02,6\nbert,b1,2022-01-01,7\n"
    assert fields(f"channel,video id,date,views\n{rows}") == ["handle", "post", "ignore", "views"]
    assert fields(f"channel,video id,date collected,views\n{rows}") == ["handle", "post", "taken_on", "views"]


def test_a_posts_title_is_left_out_and_not_asked_about() -> None:
    rows = "anna,a1,How I cook,5\nanna,a2,How I bake,6\nbert,b1,How I run,7\n"
    assert confidences(f"channel,video id,Video Title,views\n{rows}")[2] == ("ignore", "likely")


@pytest.mark.parametrize(
    ("header", "rows", "expected"),
    [
        # Of accounts with one post each, too; and of a list whose posts nothing but their texts tells.
        ("username,post_id,timestamp,likes", ("anna,a1,2022-01-01,5", "bert,b1,2022-02-02,7"), ("extra", "likely")),
        ("username,caption,timestamp,likes", ("anna,Hello there,2022-01-01,5", "bert,Hi to you,2022-02-02,7"), ("extra", "likely")),
        ("username,post_id,timestamp,likes", ("anna,a1,2022-01-01,5", "anna,a2,2022-02-02,5"), ("ignore", "likely")),
        # Not where all are of one day, or nothing names a post.
        ("username,post_id,timestamp,views", ("anna,a1,2022-01-01,5", "bert,b1,2022-01-01,7"), ("taken_on", "sure")),
        ("username,timestamp,avg likes", ("anna,2022-01-01,5", "bert,2022-02-02,7"), ("taken_on", "sure")),
        # Whoever fills in a form names a post, and counts on that day.
        ("timestamp,video link,handle,followers", ("2022-01-01,b.co/1,anna,5", "2022-02-02,b.co/2,bert,7"), ("taken_on", "unsure")),
    ],
)
def test_a_bare_timestamp_is_of_the_posts_that_are_named_beside_it(header: str, rows: tuple[str, ...], expected: tuple[str, str]) -> None:
    guess = proposed("\n".join((header, *rows, ""))).guesses[header.split(",").index("timestamp")]
    assert (guess.field.value, guess.confidence.value) == expected


OWNED = "post_id,post_url,owner_username,owner_id,owner_profile_url,likes,timestamp\n" + "".join(
    f"{post},https://www.instagram.com/p/{post}/,{owner},{owner_id},https://www.instagram.com/{told},{likes},2022-11-0{likes % 9 + 1}\n"
    for post, owner, owner_id, told, likes in (
        ("A1", "anna.mai", "7332000001", "anna.mai", 10),
        ("A2", "anna.mai", "7332000001", "bert.games", 30),
        ("B1", "bert.games", "7332000002", "anna.mai", 5),
        ("B2", "bert.games", "7332000002", "cleo.shop", 6),
        ("C1", "cleo.shop", "7332000003", "bert.games", 7),
    )
)


def test_posts_are_their_owners_and_an_address_of_somebody_else_is_asked_about() -> None:
    found = proposed(OWNED)
    assert (found.mapping.shape, found.platform) == (Shape.POSTS, "instagram")
    assert [field.value for field in found.mapping.fields.values()] == [
        *("post", "ignore", "handle", "external_id", "extra", "likes", "ignore"),
    ]
    asked = [(index, guess.reason) for index, guess in enumerate(found.guesses) if guess.confidence == "unsure"]
    assert [index for index, _ in asked] == [4]
    assert asked[0][1].startswith("in 4 of 5 rows another account than “owner_username”")


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("owner_username", "username"),
        # Posts elsewhere say nothing of where the handles are.
        ("https://www.instagram.com/p/", "https://www.youtube.com/watch?v=abcdefgh0"),
    ],
)
def test_handles_that_are_not_said_to_be_of_the_addresses_owner_are_asked_about(said: str, instead: str) -> None:
    found = proposed(OWNED.replace(said, instead))
    assert (found.mapping.fields[4], found.guesses[2].confidence) == ("profile_url", "unsure")
    assert missing(found.mapping, found.platform, DAY)


@pytest.mark.parametrize(
    ("address", "post"),
    [
        ("https://www.instagram.com/p/A1/?igsh=1", "p/A1"),
        ("instagram.com/p/A1", "p/A1"),
        ("https://www.tiktok.com/@anna/video/77#x", "@anna/video/77"),
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3", "dQw4w9WgXcQ"),
        ("https://x.com/anna/status/12", "anna/status/12"),
    ],
)
def test_a_post_is_one_however_its_address_is_spelt(address: str, post: str) -> None:
    assert is_post_address(address)
    assert read_post(address) == post


def test_a_profile_is_no_post() -> None:
    assert not is_post_address("https://www.instagram.com/anna/")
    assert not is_post_address("p/A1")
    assert read_post("A1") == "A1"


@pytest.mark.django_db(transaction=True)
class TestLoading:
    def test_averages_and_medians_over_the_posts_that_say_something(self) -> None:
        creator_list = of_posts("anna,a1,10,1", "anna,a2,20,", "anna,a3,90,3", "bert,b1,5,2", "bert,b2,-1,4")
        assert (creator_list.rows, creator_list.gathered, outcomes(creator_list)) == (5, 3, {"created": 2})
        anna, bert = Snapshot.objects.order_by("account__handle")
        assert (anna.likes, anna.comments, anna.posts_measured, anna.medians) == (40, 2, 3, {"likes": 20, "comments": 2})
        assert (bert.likes, bert.comments, bert.posts_measured) == (5, 3, 2)
        assert anna.taken_on == DAY

    def test_posts_count_for_their_owner_and_not_for_whose_address_stands_beside(self) -> None:
        assert outcomes(loaded(OWNED)) == {"created": 3}
        counted = Snapshot.objects.values_list("account__handle", "account__external_id", "likes", "posts_measured")
        assert set(counted) == {
            ("anna.mai", "7332000001", 20, 2),
            ("bert.games", "7332000002", 5.5, 2),
            ("cleo.shop", "7332000003", 7, 1),
        }

    def test_a_post_that_stands_there_twice_counts_once(self) -> None:
        creator_list = of_posts("anna,a1,10,1", "anna,a2,20,1", "ANNA,a1,70,1")
        assert (creator_list.gathered, outcomes(creator_list)) == (1, {"created": 1, "duplicates": 1})
        assert (Snapshot.objects.get().likes, Snapshot.objects.get().posts_measured) == (15, 2)
        problem = RowReport.objects.get().problems[0]
        assert problem == {"column": "post id", "value": "a1", "reason": "is the same post as line 2, and the first row counts"}

    def test_without_an_id_each_row_is_a_post(self) -> None:
        of_posts("anna,,10,1", "anna,,10,1")
        assert Snapshot.objects.get().posts_measured == 2

    def test_what_is_the_accounts_comes_from_the_first_row_that_says_it(self) -> None:
        text = f"{HEADER}\nanna,p1,hi,2022-11-01,10,1,,\nanna,p2,ho,2022-11-02,20,3,,5000\nanna,p3,x,2022-11-02,30,3,,5001\n"
        loaded(text)
        snapshot = Snapshot.objects.get()
        assert (snapshot.followers, snapshot.likes, snapshot.extra) == (5000, 20, {})

    def test_a_day_of_counts_makes_a_history(self) -> None:
        mapping = Mapping({0: Field.HANDLE, 1: Field.POST, 2: Field.LIKES, 3: Field.TAKEN_ON}, shape=Shape.POSTS)
        loaded("handle,post,likes,day\nanna,a1,1,2022-01-01\nanna,a1,3,2022-02-01\nanna,a2,5,2022-02-01\n", mapping=mapping)
        assert list(Snapshot.objects.order_by("taken_on").values_list("likes", "posts_measured")) == [(1, 1), (4, 2)]

    def test_the_same_list_again_changes_nothing(self) -> None:
        rows = ("anna,a1,10.1,1", "anna,a2,20.7,2", "anna,a3,0.3,2", "bert,b1,5,2")
        of_posts(*rows)
        before = list(Snapshot.objects.order_by("pk").values())
        again = of_posts(*rows)
        assert (outcomes(again), again.gathered, again.snapshots) == ({"unchanged": 2}, 2, 0)
        assert list(Snapshot.objects.order_by("pk").values()) == before

    def test_what_posts_replaced_comes_back(self) -> None:
        loaded("handle,followers,avg likes\nanna,500,7\n")
        first = of_posts("anna,a1,10,1", "anna,a2,20,1")
        second = of_posts("anna,a1,10,1", "anna,a2,20,1", "anna,a3,60,1")
        assert Snapshot.objects.get().posts_measured == 3
        undone(second)
        snapshot = Snapshot.objects.get()
        assert (snapshot.likes, snapshot.posts_measured, snapshot.medians) == (15, 2, {"likes": 15, "comments": 1})
        undone(first)
        snapshot = Snapshot.objects.get()
        assert (snapshot.likes, snapshot.comments, snapshot.posts_measured, snapshot.medians) == (7, None, None, {})
        assert not EarlierValue.objects.exists()

    def test_averages_that_a_later_list_replaced_are_not_said_to_be_over_posts(self, as_viewer: Client) -> None:
        of_posts("anna,a1,10,1", "anna,a2,30,1")
        assert "over 2 posts, median 20" in page_text(as_viewer, "/creators/instagram/anna/")
        loaded("handle,avg likes\nanna,7\n")
        shown = page_text(as_viewer, "/creators/instagram/anna/")
        assert "median 20" not in shown
        assert "over 2 posts, median 1" in shown

    def test_rejected_posts_come_with_all_others_so_that_averages_stay_whole(self) -> None:
        creator_list = of_posts("anna,a1,10,1", "an/na,a2,20,1", "bert,b1,5,2")
        assert outcomes(creator_list) == {"created": 2, "rejected": 1}
        header, rows = lists.mendable_rows(creator_list, Outcome.REJECTED)
        found = list(rows)
        assert ["is not a handle" in row[-1] for row in found] == [False, True, False]
        again = loaded("\n".join(",".join(row[:4]) for row in [header, *found]).replace("an/na", "anna"), mapping=POSTS)
        assert (outcomes(again), again.gathered) == ({"updated": 1, "unchanged": 1}, 1)
        assert Snapshot.objects.get(account__handle="anna").posts_measured == 2

    def test_a_post_without_a_readable_count_counts_all_else(self) -> None:
        creator_list = of_posts("anna,a1,10,1", "anna,a2,many,3", "bert,b1,5,2")
        assert (outcomes(creator_list), creator_list.gathered) == ({"created": 2}, 1)
        snapshot = Snapshot.objects.get(account__handle="anna")
        assert (snapshot.posts_measured, snapshot.likes, snapshot.comments) == (2, 10, 2)
        header, rows = lists.mendable_rows(creator_list, Outcome.NOTED)
        assert [row[-1] for row in rows] == ["", "likes: is not a number; kept as it came", ""]
        assert header[-1] == "reason"

    def test_the_report_counts_further_posts_once(self, as_admin: Client) -> None:
        creator_list = of_posts("anna,a1,10,1", "anna,a2,20,1", "anna,a3,20,1")
        CreatorList.objects.update(scored_at=timezone.now())
        assert page_text(as_admin, f"/imports/{creator_list.pk}/").count("2 further posts") == 1


ROWS = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from("123"), st.none() | st.integers(0, 5), st.none() | st.integers(0, 5)),
    min_size=1,
    max_size=5,
)


@pytest.mark.django_db(transaction=True)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_lists=st.lists(ROWS, min_size=1, max_size=3), data=st.data())
def test_what_is_left_is_what_the_other_lists_alone_would_store(given_lists: list[Any], data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(given_lists))))
    forget_all()
    loads = [of_posts(*map(line_of, rows)) for rows in given_lists]
    for place in order[:-1]:
        undone(loads[place])
    left = stored()
    undone(loads[order[-1]])
    for model in (Account, EarlierValue, Confirmation):
        assert not model.objects.exists()
    forget_all()
    of_posts(*map(line_of, given_lists[order[-1]]))
    assert left == stored()


def line_of(row: tuple[Any, ...]) -> str:
    return ",".join("" if cell is None else str(cell) for cell in row)


def stored() -> list[Any]:
    counts = Snapshot.objects.order_by("account__handle").values_list("account__handle", "likes", "comments", "posts_measured", "medians")
    return [list(Account.objects.order_by("handle").values_list("handle", flat=True)), *counts]


def test_a_date_with_its_time_beside_posts_is_when_they_came_out() -> None:
    rows = "".join(
        f"{handle},{day}T18:05:3{day[-1]}+00:00,{place},3\n"
        for place, (handle, day) in enumerate([("anna", "2023-05-30"), ("bert", "2023-05-29")])
    )
    text = f"username,date,tweet_id,likes\n{rows}anna,2023-05-30T09:00:00+00:00,7,5\n"
    assert proposed(text).mapping.fields[1] != "taken_on"
    followed = text.replace("likes\n", "likes,followers\n", 1).replace(",3\n", ",3,500\n").replace(",5\n", ",5,500\n")
    day = proposed(followed).guesses[1]
    assert (day.field.value, day.confidence.value) == ("taken_on", "unsure")


def test_favorites_of_tweets_are_likes_and_those_of_an_account_are_what_it_gave() -> None:
    rows = "".join(f"anna,{900 + tweet},https://twitter.com/anna/status/{tweet},{tweet},{tweet + 1}\n" for tweet in range(4, 8))
    text = f"handle,user_favorites,permalink,favorites,retweets\n{rows}"
    assert fields(text)[2:] == ["post", "likes", "shares"]
    assert fields(text)[1] != "likes"
    assert fields("handle,followers,favorites\nanna,500,7\nbert,600,9\n")[2] == "extra"


def test_what_each_post_says_is_not_its_accounts_bio() -> None:
    rows = "".join(
        f"{place:032x},Video {place},{'News' if place == 1 else ''},{place}37122,{place}47,32283,{place}9\n" for place in range(1, 6)
    )
    assert fields(f"url,title,description,hits,likes,author_id,duration\n{rows}")[2] == "ignore"


def test_posts_as_xs_interface_gives_them_are_posts() -> None:
    rows = "".join(
        f"206015770469433{place}{number},{account},2026-05-29T00:34:0{place}Z,T{place},{place},{place}1,{place}44,{place}09104,M{place}\n"
        for place in range(1, 6)
        for number, account in enumerate(("annatea", "BertOh"))
    )
    metrics = ",".join(f"public_metrics.{name}_count" for name in ("retweet", "reply", "like", "impression"))
    text = f"id,account,created_at,text,{metrics},player\n{rows}"
    assert proposed(text).mapping.shape == Shape.POSTS
    assert fields(text) == ["post", "handle", "ignore", "ignore", "shares", "comments", "likes", "views", "ignore"]


def test_posts_with_a_few_likes_may_have_no_comments_which_is_asked() -> None:
    rows = "".join(f"anna.tea,1812159646660031{place},{place},0,{place}0\n" for place in range(1, 8))
    assert confidences(f"Account username,Post ID,Likes,Comments,Views\n{rows}")[3] == ("extra", "unsure")


def test_a_platforms_own_account_is_an_account() -> None:
    rows = "".join(
        f"tiktok,107955,699485734083923482{place},https://www.tiktok.com/@tiktok/video/699485734083923482{place},{place}5\n"
        for place in range(4)
    )
    text = f"user_name,user_id,video_id,video_link,n_likes\n{rows}"
    assert (fields(text)[0], proposed(text).platform) == ("handle", "tiktok")


def test_a_bare_title_beside_a_post_is_the_posts() -> None:
    rows = "".join(
        f"{name},https://www.youtube.com/watch?v=abcdefghij{place},Tea {place},2023-01-1{place}\n"
        for place, name in enumerate(("Anna", "Bert", "Cleo"))
    )
    assert confidences(f"site_name,item_url,title,published\n{rows}")[:3] == [("title", "unsure"), ("extra", "likely"), ("extra", "unsure")]
    readings = "".join(
        f"qjzileAbVF{place // 2},UC{'a' * 21}{place // 2},Tea song {place // 2},8158{place},33{place}\n" for place in range(6)
    )
    found = confidences(f"video_id,channel_id,title,view_count,like_count\n{readings}")
    assert found[2:] == [("title", "unsure"), ("views", "unsure"), ("likes", "unsure")]


def test_rows_that_each_name_a_post_count_that_post() -> None:
    rows = "".join(
        f"@{name},26{place}6,1{place}7,https://x.com/{name}/status/205789935396499486{place}\n"
        for place, name in enumerate(("anna_t", "bertoh", "cleo_x", "anna_t"))
    )
    assert proposed(f"Handle,Followers,Engagement,URL\n{rows}").mapping.shape == Shape.POSTS
    assert proposed(f"Handle,Followers,Avg engagement,Top post\n{rows}").mapping.shape == Shape.ACCOUNTS


def test_posts_of_accounts_that_come_once_may_be_their_best() -> None:
    rows = "".join(
        f"@{name},26{place}6,1{place}7,https://x.com/{name}/status/205789935396499486{place}\n"
        for place, name in enumerate(("anna_t", "bertoh", "cleo_x"))
    )
    assert proposed(f"Handle,Followers,Engagement,URL\n{rows}").mapping.shape == Shape.ACCOUNTS


@pytest.mark.parametrize(
    "header",
    [
        "Benutzername;Beitrag-ID;Veröffentlicht am;Likes;Kommentare",
        "utilisateur;Lien de la publication;Publié le;J'aime;Commentaires",
        "usuario;ID de la publicación;Fecha de publicación;Me gusta;Comentarios",
        "usuário;Título da publicação;Data de publicação;Curtidas;Comentários",
        "логин;ID поста;Дата публикации;Лайки;Комментарии",
        "아이디;게시물 ID;게시일;좋아요;댓글",
        "用户名;视频标题;发布时间;点赞;评论",
        "ユーザー名;動画URL;投稿日時;いいね;コメント",
    ],
)
def test_posts_are_told_in_the_languages_of_their_columns(header: str) -> None:
    rows = "".join(
        f"{name};p{name}{number};2026-0{number}-01;{number}10;{number}\n" for name in ("anna_b", "bert_c") for number in (1, 2, 3)
    )
    found = proposed(f"{header}\n{rows}")
    assert found.mapping.shape == Shape.POSTS
    chosen = [field.value for field in found.mapping.fields.values()]
    assert (chosen[0], chosen[2:]) == ("handle", ["ignore", "likes", "comments"])
    assert chosen[1] in ("post", "ignore")


def test_bilibilis_numbers_of_accounts_are_ids() -> None:
    found = confidences("UP主,mid,粉丝数\n贤聊电影,1108782940,5000\n快聊影院,1581017398,700\n")
    assert [field for field, _ in found] == ["title", "external_id", "followers"]
    assert found[1][1] == "unsure"
    linked = "name,live,mid\nAnna Live,https://b23.tv/0JAnyGj,1108782940\nBert Live,https://b23.tv/3AHwUJ1,1581017398\n"
    assert fields(linked)[2] == "external_id"
    # Several of one name are its posts.
    assert fields(linked + "Anna Live,https://b23.tv/5AHwUJ1,1581017400\n")[2] == "extra"


def test_a_title_that_begins_the_rows_text_is_a_posts() -> None:
    rows = "".join(
        f"5b30bf7e910cf67e6a3c20b{number},{text[:30]},5a6d346611be107467cbd3e{number},{number},{number}000,{text}\n"
        for number, text in enumerate(["how I bake bread at home without any tools at all", "ten things to see in Lisbon in the rain"], 1)
    )
    found = proposed(f"id,title,user_id,likes,fans,content\n{rows}")
    assert [field.value for field in found.mapping.fields.values()][1:3] == ["title", "handle"]
    assert (found.guesses[1].confidence, found.guesses[1].reason) == ("unsure", "perhaps the title of the post that the row names")
    named = "title,handle,followers,description\nAnna Berg,anna_b,500,Anna Berg cooks\nBert Cole,bert_c,70,Bert Cole builds\n"
    assert confidences(named)[0] == ("title", "sure")


def test_who_posted_is_the_name_and_not_whose_music_it_is() -> None:
    rows = "".join(f"75275198{number},9{number},The Rock,Roy O {number},song,1{number}00\n" for number in range(3))
    assert fields(f"id,comments,posted_by,music_author,music_title,likes\n{rows}")[2:4] == ["title", "extra"]


@pytest.mark.django_db(transaction=True)
def test_xiaohongshus_ids_may_stand_in_handles_place() -> None:
    made = loaded(
        "user_id,fans\n5a6d346611be107467cbd3e3,7\nanna_b,9\n",
        platform="xiaohongshu",
        mapping=Mapping({0: Field.HANDLE, 1: Field.FOLLOWERS}),
    )
    assert set(Account.objects.values_list("handle", "external_id")) == {("", "5a6d346611be107467cbd3e3"), ("anna_b", "")}
    assert outcomes(made) == {"created": 2}


@pytest.mark.parametrize(
    ("column", "said"),
    [
        *((column, "{}") for column in ("发布视频数", "上传视频数", "опубликовано постов", "veröffentlicht", "publicado")),
        *((column, "How I bake {}") for column in ("top video title", "latest post title", "título del último vídeo", "最新视频标题")),
        ("last post date", "2025-12-0{}"),
        *((column, "https://www.instagram.com/p/Cabcdefghi{}/") for column in ("latest post", "latest posts", "latest post link")),
    ],
)
def test_a_history_that_says_something_of_posts_is_one_still(column: str, said: str) -> None:
    rows = "".join(
        f"{name},2026-01-0{day},{number}{day}000,{number}{day}0,{said.format(number + day)}\n"
        for number, name in enumerate(("anna_b", "bert_c", "carl_d"), 1)
        for day in (1, 2, 3)
    )
    found = proposed(f"username,date,followers,likes,{column}\n{rows}")
    assert (found.mapping.shape, found.mapping.fields[1]) == (Shape.ACCOUNTS, Field.TAKEN_ON)


def test_a_post_on_weibo_is_no_account() -> None:
    rows = "".join(f"{name},49{name[-1]}1234567890{post},2026-01-0{post},1{post},2\n" for name in ("anna_1", "bert_2") for post in (1, 2))
    found = proposed(f"screen_name,mid,created_at,attitudes_count,comments_count\n{rows}")
    assert Field.EXTERNAL_ID not in found.mapping.fields.values()


def test_a_notes_date_may_be_the_day_of_the_counts() -> None:
    assert fields("username,followers,note date\nanna_b,500,2026-01-01\nbert_c,70,2026-01-02\n")[2] == "taken_on"
