"""Columns that are called what they are not are not taken for it: each case is as a real list had it."""

import pytest

from discovery.importing.cells.named import split_name_and_handle
from discovery.importing.cells.numbers import read_count
from discovery.importing.fields import Field
from discovery.importing.formats.files import RawRow
from discovery.importing.mapping import Mapping
from discovery.importing.reader.rows import RowReader
from tests.discovery.importing.lists import table
from tests.discovery.importing.proposed import TODAY, column, fields, proposed

CHANNELS = [
    ("songs", "UC7XxmEXw7wXgh259vYCSjkQ"),
    ("www", "UCBzMTm873J79SpX8yAoVZmg"),
    ("Zoo Tube", "UCoPvvyd9NZUy1x82FyMW2gg"),
    ("Маша", "UC7eVres5da1E3H5Nd_cxiLA"),
]


def test_a_username_that_repeats_the_names_is_no_handle() -> None:
    rows = "".join(f"{name},{name},{channel},1000\n" for name, channel in CHANNELS)
    assert fields(f"ChannelName,username,YoutubeLink,followers\n{rows}") == ["title", "extra", "external_id", "followers"]


def test_a_username_that_repeats_names_of_one_word_is_a_handle_all_the_same() -> None:
    assert fields("name,username,followers\nanna,anna,5000\nbert,bert,6000\ncleo,cleo,7000\n")[1] == "handle"


def test_what_creators_write_about_is_no_platform() -> None:
    found = proposed("name,platform,instagram\nAnna Mai,tech,@anna\nBert Oh,cars,@bert\n")
    assert [field.value for field in found.mapping.fields.values()] == ["title", "extra", "handle"]
    assert found.platform == "instagram"


def test_where_nothing_else_tells_the_platform_a_network_that_is_none_of_ours_rejects_its_rows() -> None:
    assert fields("username,platform\nanna,myspace\nbert,myspace\n")[1] == "platform"


def test_a_platform_that_is_no_network_is_asked_for() -> None:
    found = proposed("username,platform\nanna,Creator\nbert,Creator\n")
    assert (found.mapping.fields[1], found.guesses[1].confidence.value, found.platform) == ("extra", "unsure", "")


def test_organizations_are_named_where_nobody_else_is() -> None:
    text = "Company,Page,Followers\nAcme Tools,https://www.linkedin.com/company/acme-tools,500\nBolt,https://www.linkedin.com/company/bolt,70\n"
    assert (fields(text)[0], proposed(text).guesses[0].confidence.value) == ("title", "unsure")
    assert fields(text.replace("Bolt,", "Acme Tools,"))[0] == "extra"
    named = "Influencer,Company,Page\nAnna Mai,Acme Tools,https://instagram.com/anna\nBert Oh,Bolt,https://instagram.com/bert\n"
    assert fields(named)[:2] == ["title", "extra"]


def test_pages_titles_name_accounts() -> None:
    rows = "Anna Mai,Anna Mai (@anna) • Instagram photos and videos\nBert,(7) Bert Oh (@bert_oh) • Instagram photos and videos\n"
    assert fields(f"name,url_instagram\n{rows}") == ["title", "name_and_handle"]


@pytest.mark.parametrize("network", ["mastodon_acct", "Bluesky", "weibo"])
def test_followers_beside_an_account_on_another_network_are_asked_about(network: str) -> None:
    text = f"name,youtube_url,{network},followers\nAnna,https://youtube.com/@anna,@anna@example.social,38\n"
    followers = proposed(text).guesses[3]
    assert (followers.field.value, followers.confidence.value) == ("followers", "unsure")
    assert network in followers.reason


def test_followers_that_say_whose_they_are_need_no_question() -> None:
    text = "name,youtube_url,bluesky,youtube followers\nAnna,https://youtube.com/@anna,@anna.example.social,38000\n"
    assert proposed(text).guesses[3].confidence.value != "unsure"


def test_accounts_on_a_network_that_is_none_of_ours_are_no_handles() -> None:
    assert fields("name,weibo,instagram\nAnna Mai,@annamai,@anna\nBert Oh,@bertoh,@bert\n") == ["title", "extra", "handle"]


def test_what_a_stream_is_called_is_no_name() -> None:
    titles = ["RAID DAY, then reacts, then the first look at the new map", "short", "Day 40 of the marathon: subs keep the clock running!"]
    rows = "".join(
        f"{10**8 + place},{name},{title},https://www.twitch.tv/{name}\n"
        for place, (name, title) in enumerate(zip(["Emi", "Zo", "Mun"], titles, strict=True))
    )
    assert fields(f"user_id,user_name,title,channel_url\n{rows}")[1:3] == ["title", "extra"]


def test_several_numbers_in_a_cell_are_no_count() -> None:
    text = 'username,plays_count\nanna,1\nbert,"1,1,8,1,1"\ncleo,"8,8"\n'
    assert fields(text) == ["handle", "extra"]


@pytest.mark.parametrize("count", ['"1,234,567"', '"2,28,00,000"'])
def test_a_count_with_its_thousands_parted_is_one(count: str) -> None:
    assert fields(f"username,followers\nanna,{count}\nbert,{count}\n") == ["handle", "followers"]


def test_a_post_was_taken_when_it_came_out_and_counted_when_it_was_collected() -> None:
    rows = "".join(f"{place},anna,2026-03-2{place} 10:00:00,{100 + place},2026-05-18 21:27:0{place}\n" for place in range(4))
    assert fields(f"post_id,owner_username,taken_at,like_count,collected_at\n{rows}") == ["post", "handle", "ignore", "likes", "taken_on"]


def test_a_header_under_pandas_numbers_is_the_header() -> None:
    text = (
        ",0,1,2,3\n0,,Channel Info ,Category , Subscribers \n1,-,T Series,Music, 155M ↑  0.7% \n2,-,Cocomelon Rhymes,Education, 94.4M  - \n"
    )
    found = proposed(text)
    assert [field.value for field in found.mapping.fields.values()][2:] == ["title", "topics", "followers"]


def test_pandas_numbers_above_rows_without_a_header_stay_numbers() -> None:
    assert fields(",0,1\n0,anna,5000\n1,bert,6000\n")[1] == "handle"


def test_subscribers_are_youtubes_beside_its_channels() -> None:
    text = "name,channel,구독자 수,instagram\nAnna Mai,UC7XxmEXw7wXgh259vYCSjkQ,79만,https://www.instagram.com/anna\n"
    found = proposed(text)
    assert found.mapping.platforms == {1: "youtube", 2: "youtube", 3: "instagram"}


def test_a_blank_column_raises_no_question() -> None:
    text = "name,link,youtube,x\nAnna Mai,,https://youtube.com/@anna,https://x.com/anna\nBert Oh,,https://youtube.com/@bert,https://x.com/bert\n"
    found = proposed(text)
    assert (found.mapping.fields[1].value, found.guesses[1].confidence.value) == ("extra", "likely")


def test_of_several_columns_of_addresses_the_fullest_leads() -> None:
    rows = "".join(
        f"A {place},https://www.instagram.com/a{place},{'https://www.instagram.com/b' if place == 1 else ''}\n" for place in range(4)
    )
    assert fields(f"name,link,link 2\nB 9,https://www.instagram.com/,\n{rows}")[1] == "profile_url"


def test_the_name_of_whomever_is_asked_about() -> None:
    text = "Idol_Name,Platform,Username\nAlice Mai,X,alicemai\nAlice Mai,TikTok,alice.tt\nBo Oh,X,bo_oh\n"
    found = proposed(text)
    assert (found.mapping.fields[0].value, found.guesses[0].confidence.value) == ("title", "unsure")


@pytest.mark.parametrize("name", ["Brand Name", "team name"])
def test_what_many_accounts_share_or_a_brand_is_called_is_no_name(name: str) -> None:
    text = f"{name},Platform,Username\nFood Lovers,X,anna\nFood Lovers,TikTok,bert\nGreat Food,X,cleo\n"
    assert fields(text)[0] == "extra"


def test_posts_of_one_author_are_one_account() -> None:
    rows = "".join(
        f"2025-06-18,https://www.tiktok.com/@anna.mai/video/751651430845759{place},751651430845759{place},{100 + place},anna.mai\n"
        for place in range(5)
    )
    found = proposed(f"timestamp,video_url,video_id,view_count,author\n{rows}")
    assert found.mapping.shape == "posts"


def test_a_header_behind_a_comments_mark_is_a_header() -> None:
    text = "# Channels\n# Format: username,title,category\ngolang_x,Golang Developers,it\njs_x,JavaScript Developers,it\n"
    assert fields(text) == ["handle", "title", "topics"]


def test_one_handle_beside_many_addresses_is_a_mark_not_an_account() -> None:
    rows = "".join(f"@vera,Vera Mai,telegram,https://t.me/{handle}\n" for handle in ("vera", "vera_news", "vera_reviews", "her_games"))
    assert fields(f"name,displayName,platform,url\n{rows}") == ["extra", "title", "platform", "profile_url"]


def test_a_list_that_was_scraped_within_seconds_has_its_day() -> None:
    rows = "".join(
        f"2025-06-18T01:41:0{place},https://www.tiktok.com/@anna.mai/video/75165143084575{place},75165143084575{place},{place}00\n"
        for place in range(5)
    )
    found = proposed(f"timestamp,video_url,video_id,view_count\n{rows}")
    assert [field.value for field in found.mapping.fields.values()] == ["taken_on", "profile_url", "post", "views"]


def test_engagement_in_hundredths_is_a_rate() -> None:
    assert column("engagement", "1.97", "33.33", "2.23", "0.5") == "engagement_rate"
    assert column("engagement", "197", "3333", "223", "50") == "engagements"
    assert column("Avg engagement", "19.75", "33.5", "22.25", "50.5") == "engagements"


def test_a_username_over_titles_is_of_names() -> None:
    titles = ["T-Series", "Cocomelon Rhymes", "PewDiePie", "MrBeast", "Kids Diana Show", "Vlad and Niki", "BLACKPINK", "Zee Music Company"]
    rows = "".join(f"{title},{100 + place}M\n" for place, title in enumerate(titles))
    assert fields(f"Username,Subscribers\n{rows}")[0] == "title"


def test_handles_among_names_stay_handles_where_they_are_spelt_as_such() -> None:
    assert fields("Username,Followers\nanna.mai,5000\nMia Bo,6000\nbert_oh,7000\nThe Cleo,8000\n")[0] == "handle"


def test_counts_of_nothing_but_0_were_never_fetched() -> None:
    found = proposed("username,subscribers,likes\nanna,0,5\nbert,0,0\ncleo,0,7\n")
    assert [field.value for field in found.mapping.fields.values()] == ["handle", "extra", "likes"]
    assert found.guesses[1].confidence.value == "unsure"


def test_of_accounts_alone_no_day_is_asked() -> None:
    assert fields("ig_handle,seen on\nanna.mai,2/26/26\nbert_oh,2/27/26\n") == ["handle", "extra"]


def test_a_page_says_its_platform() -> None:
    text = (
        'CRIADOR DE CONTEÚDO,PAGAMENTO\nLucía Mai (@lucia.mai) | TikTok,"50,00 €"\nsof (@sofie_e) | TikTok,"50,00 €"\nangela_p,"10,00 €"\n'
    )
    file_format, rows = table(text)
    reader = RowReader(file_format.columns, proposed(text).mapping, "", None, TODAY)
    who = [(row.record.platform, row.record.handle, row.record.title) for raw in rows for row in reader.read(raw)]
    assert who == [("tiktok", "lucia.mai", "Lucía Mai"), ("tiktok", "sofie_e", "sof"), ("", "", "")]


def test_names_with_handles_among_bare_handles_are_both() -> None:
    text = "Influencer,Status\nLucía Mai (@lucia.mai) | TikTok,ok\nsof (@sofie_e) | TikTok,ok\nangelap,ok\nbarbara13,ok\n"
    assert fields(text)[0] == "name_and_handle"


def test_names_beside_addresses_on_one_platform_are_on_it() -> None:
    text = "Name,LinkedIn URL\nAnna Mai,https://www.linkedin.com/in/anna-mai/\nBert Oh,\nElliot Nord,https://www.linkedin.com/in/elliot-nordstr%C3%B6m/\n"
    assert proposed(text).platform == "linkedin"


def test_a_markdown_table_is_a_table() -> None:
    text = (
        "| # | Creator Name | Channel URL |\n| -- | :------------ | ----------- |\n"
        "| 1 | **Anna Mai** | [https://www.youtube.com/%40annamai/videos](https://www.youtube.com/%40annamai/videos) ([youtube.com][1]) |\n"
        "| 2 | Bert Oh | [his channel](https://www.youtube.com/@bert_oh) |\n"
    )
    file_format, rows = table(text)
    mapping = proposed(text).mapping
    reader = RowReader(file_format.columns, mapping, "", None, TODAY)
    who = [(row.record.platform, row.record.handle, row.record.title) for raw in rows for row in reader.read(raw)]
    assert who == [("youtube", "annamai", "Anna Mai"), ("youtube", "bert_oh", "Bert Oh")]


def test_brands_are_named_where_nobody_else_is() -> None:
    assert fields('Brand,Platform,Followers\nNippy Paints,Instagram,"2,193"\nDuluxe,Facebook,"204,000"\n')[0] == "title"


def test_counts_of_posts_are_told_by_their_names() -> None:
    rows = "".join(
        f"anna.mai,353.1K,74745648277010875{place},2025-02-2{place} 10:48:59,2025-06-05 22:23:0{place},{place}.1K,{place},{shares}\n"
        for place, shares in enumerate(["Share", "2", "3", "4"], 1)
    )
    found = proposed(f"user_name,user_nfollower,vid_id,vid_postTime,vid_scrapeTime,vid_nview,vid_ncomment,vid_nshare\n{rows}")
    told = [field.value for field in found.mapping.fields.values()]
    assert told == ["handle", "followers", "post", "ignore", "taken_on", "views", "comments", "shares"]


def test_who_followed_by_a_post_is_not_whom_its_account_follows() -> None:
    rows = "".join(f"1812159646660031{place},3m.lounge,13{place},{place},{place * 3}\n" for place in range(4))
    assert fields(f"Post ID,Account username,Views,Likes,Follows\n{rows}") == ["post", "handle", "views", "likes", "ignore"]


def test_followers_of_a_time_are_asked_about() -> None:
    found = proposed("handle,subscribers_at_addition,added_date\nanna.mai,254000,2026-04-16\nbert_oh,344000,2026-04-16\n")
    assert (found.mapping.fields[1].value, found.guesses[1].confidence.value) == ("followers", "unsure")
    assert fields("handle,followers gained,joined\nanna.mai,254,2026-04-16\nbert_oh,344,2026-04-16\n")[1] == "extra"


def test_a_digit_that_is_no_number_counts_no_rows() -> None:
    assert fields("id,username\n1,anna.mai\n²,bert_oh\n")[1] == "handle"


def test_the_path_of_a_picture_is_no_name() -> None:
    text = "username,profilePicUrl,followers\nanna.mai,/api/media/anna.jpg,5000\nbert_oh,/api/media/bert.jpg,6000\n"
    assert fields(text) == ["handle", "extra", "followers"]


def test_an_account_began_on_the_day_of_its_registration() -> None:
    text = "url,subscribers,reg_date\nhttps://youtube.com/@anna,19 тыс.,4 февр. 2012 г.\nhttps://youtube.com/@bert,379,7 янв. 2010 г.\n"
    assert fields(text) == ["profile_url", "followers", "extra"]


def test_sub_count_is_of_subscribers() -> None:
    assert column("channel_sub_count", "2370", "52") == "followers"


def test_likes_that_all_posts_of_an_account_share_are_of_none() -> None:
    posts = [("anna", 487, 3, 0), ("anna", 487, 5, 1), ("anna", 487, 8, 2), ("bert", 24, 2, 3), ("bert", 24, 9, 4), ("cleo", 32, 1, 5)]
    rows = "".join(f"{who},{total},https://www.tiktok.com/@{who}/video/739878235689668{n},{likes}\n" for who, total, likes, n in posts)
    assert fields(f"username,like_count,video_url,video_details_info.diggCount\n{rows}") == ["handle", "extra", "post", "likes"]


def test_posts_addresses_tell_posts_though_each_account_has_one() -> None:
    rows = "".join(
        f"{n}00,{n}2,2025-0{n}-11T19:06:13.000Z,https://www.tiktok.com/@{who}/video/716632115485096679{n}\n"
        for n, who in enumerate(["anna.mai", "bert_oh", "cleo.x"], 1)
    )
    found = proposed(f"diggCount,shareCount,createTimeISO,webVideoUrl\n{rows}")
    told = [field.value for field in found.mapping.fields.values()]
    assert (found.mapping.shape, told) == ("posts", ["likes", "shares", "extra", "profile_url"])


def test_handles_under_category_are_handles() -> None:
    rows = "".join(f"ig3117143{n},{n}00,@{who}\n" for n, who in enumerate(["harvard", "harvard", "yale", "yale"]))
    assert fields(f"postid,likes,category\n{rows}") == ["post", "likes", "handle"]


def test_one_code_in_every_row_without_a_name_is_no_country() -> None:
    rows = "".join(f"{n},https://www.instagram.com/{who}/,SG\n" for n, who in enumerate(["anna.mai", "bert_oh", "c.x"], 1))
    assert fields(rows)[2] == "extra"


def test_a_column_of_addresses_with_other_texts_in_it_is_asked_about() -> None:
    text = "name,url_yt\nAnna Mai,Anna Mai - YouTube\nBert Oh,https://youtube.com/@bert_oh\nCleo X,Cleo X - YouTube\n"
    found = proposed(text)
    assert (found.mapping.fields[1].value, found.guesses[1].confidence.value) == ("profile_url", "unsure")


def test_very_many_views_without_followers_are_asked_about() -> None:
    found = proposed("Creator,Views,Likes\nanna.mai,85000000,12000000\nbert_oh,72000000,9800000\ncleo.x,68000000,8900000\n")
    assert [(guess.field.value, guess.confidence.value) for guess in found.guesses[1:]] == [("views", "unsure"), ("likes", "unsure")]


def test_channels_of_one_word_among_names_are_names() -> None:
    assert fields("Channel_name,Subscribers\nCodebasics,128\nChandoo,76\nTechTFQ,55\nAlex The Analyst,106\n")[0] == "title"


def test_how_much_is_unread_is_no_part_of_a_name() -> None:
    assert split_name_and_handle("(7) Bert Oh (@bert_oh) • Instagram photos and videos") == ("Bert Oh", "bert_oh")


@pytest.mark.parametrize(
    ("text", "platform", "name"),
    [
        ("(7) Doug Dee - YouTube", "youtube", "Doug Dee"),
        ("UR · Cris - YouTube", "youtube", "UR · Cris"),
        ("Shakira - YouTube", "youtube", "Shakira"),
        ("NASA | Facebook", "facebook", "NASA"),
        ("anna_b • Instagram photos and videos", "instagram", "anna_b"),
    ],
)
@pytest.mark.parametrize("field", [Field.PROFILE_URL, Field.NAME_AND_HANDLE, Field.HANDLE])
def test_the_title_of_a_page_that_says_no_handle_is_a_name(field: Field, text: str, platform: str, name: str) -> None:
    (row,) = RowReader(["page"], Mapping({0: field}), "", TODAY, TODAY).read(RawRow(2, [text]))
    assert (row.outcome, row.record.platform, row.record.handle, row.record.title) == ("unmatched", platform, "", name)


@pytest.mark.parametrize("text", ["anna_b - TikTok", "anna_b | TikTok", "anna_b – TikTok"])
@pytest.mark.parametrize("field", [Field.NAME_AND_HANDLE, Field.HANDLE])
def test_a_handle_beside_its_platform_is_no_title_of_a_page(field: Field, text: str) -> None:
    (row,) = RowReader(["account"], Mapping({0: field}), "", TODAY, TODAY).read(RawRow(2, [text]))
    assert (row.outcome, row.record.platform, row.record.handle) == (None, "tiktok", "anna_b")


def test_the_title_of_a_page_beside_an_address_moves_nobody() -> None:
    mapping = Mapping({0: Field.PROFILE_URL, 1: Field.HANDLE})
    (row,) = RowReader(["url", "page"], mapping, "", TODAY, TODAY).read(RawRow(2, ["https://instagram.com/anna", "Anna Berg - YouTube"]))
    assert (row.outcome, row.record.platform, row.record.handle, row.record.title) == ("noted", "instagram", "anna", "Anna Berg")


def test_the_word_on_a_button_is_no_count_and_no_error() -> None:
    assert read_count("Share") is None


def test_handles_that_are_called_addresses_are_asked_about() -> None:
    found = proposed("profile_url\nstock_tea\ntea.shop.com.br\n43einhalb\n", "instagram_profiles.csv")
    assert (found.mapping.fields[0], found.guesses[0].confidence.value, found.platform) == ("handle", "unsure", "instagram")


def test_one_account_with_many_posts_does_not_make_titles_handles() -> None:
    rows = "".join(
        f"{channel},id{number},{number}000,5\n" for number, channel in enumerate(["touring"] * 5 + ["Joyous Travel", "Anna Mai"])
    )
    assert fields(f"channelTitle,video_id,viewCount,likeCount\n{rows}")[0] == "title"


def test_companies_on_linkedin_are_called_by_their_companies_names() -> None:
    url = "https://www.linkedin.com/company"
    text = (
        f"LinkedIn URL,Company Name,Size\n{url}/digitea,Digitea,11-50\n{url}/1702-tea,1702 Tea Network,11-50\n{url}/a-b,A&B Leaves,2-10\n"
    )
    assert fields(text)[:2] == ["profile_url", "title"]
