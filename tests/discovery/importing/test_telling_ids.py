"""Ids under other names and other things under an id's: each case is as a real list had it."""

import pytest

from discovery.importing.cells.addresses import read_address
from discovery.importing.fields import Field
from discovery.importing.formats.files import RawRow
from discovery.importing.mapping import Mapping
from discovery.importing.reader.rows import RowReader
from discovery.importing.storing.batches import BatchReader
from discovery.importing.storing.plain import handle_text
from tests.discovery.importing.lists import table
from tests.discovery.importing.proposed import TODAY, confidences, fields, proposed

CHANNELS = [
    ("songs", "UC7XxmEXw7wXgh259vYCSjkQ"),
    ("www", "UCBzMTm873J79SpX8yAoVZmg"),
    ("Zoo Tube", "UCoPvvyd9NZUy1x82FyMW2gg"),
    ("Маша", "UC7eVres5da1E3H5Nd_cxiLA"),
]


def test_an_id_with_an_at_is_a_handle() -> None:
    assert fields("title,channel_id,subscribers\nPhoto Learn,@photolearn,1000\nJamie Wind,@jamiewind,2000\n") == [
        "title",
        "handle",
        "followers",
    ]


def test_lists_of_uploads_name_their_channels_where_nothing_else_does() -> None:
    ids = ["UU7XxmEXw7wXgh259vYCSjkQ", "UUBzMTm873J79SpX8yAoVZmg", "UULLwjmFsvfIVaUFsLs8mlQ"]
    rows = "".join(f"Channel {place},{1000 + place},{each}\n" for place, each in enumerate(ids))
    found = proposed(f"Channel_Name,Subscribers,Channel_Id\n{rows}")
    assert ([field.value for field in found.mapping.fields.values()], found.platform) == (["title", "followers", "external_id"], "youtube")


def test_an_id_that_is_spelt_as_a_handle_is_asked_about() -> None:
    found = proposed("contract_id,id,name,follower\n1,lean.avvab,정리아,1472382\n2,_seong_hee,위성희,684182\n3,solvely__,한기솔,629364\n")
    assert (found.mapping.fields[1].value, found.guesses[1].confidence.value) == ("handle", "unsure")


def test_an_id_that_is_made_of_the_name_is_no_handle() -> None:
    assert fields("id,name,followers\nanna-mai,Anna Mai,5000\nbert_oh,Bert Oh,6000\ncleo.x,Cleo X,7000\n")[0] == "extra"


def test_a_channels_id_among_handles_is_an_id() -> None:
    text = "Name,Subscribers\ntseries_x,136000\nUC-9-kyTW8ZkZNDHQJ6FgpwQ,98000\nbert.oh,97000\ncleo_x,96000\n"
    file_format, rows = table(text)
    reader = RowReader(file_format.columns, proposed(text).mapping, "youtube", TODAY, TODAY)
    who = [(row.record.handle, row.record.external_id) for raw in rows for row in reader.read(raw)]
    assert who == [("tseries_x", ""), ("", "UC-9-kyTW8ZkZNDHQJ6FgpwQ"), ("bert.oh", ""), ("cleo_x", "")]


def test_an_id_of_one_word_each_is_asked_about() -> None:
    found = proposed("Id,Followers,Degree\nABPNews,13254113.0,0.2\nZeeNewsEnglish,5652959.0,0.4\nNews18India,309499.0,0.3\n")
    assert (found.mapping.fields[0].value, found.guesses[0].confidence.value) == ("handle", "unsure")


@pytest.mark.parametrize(
    ("rows", "is_handle"),
    [
        (("twitch,anna_mai", "twitch,bertoh", "twitch,cleo"), True),
        (("twitch,anna_mai", "tiktok,bert.oh", "substack,cleo"), True),
        # The same account again, a slug, names, what a program made, numbers: none is handles on the platforms of the rows.
        (("twitch,anna", "twitch,anna", "twitch,cleopatra"), False),
        (("twitch,anna-mai", "twitch,bert-oh", "twitch,cleo-x"), False),
        (("twitch,Anna", "twitch,Bert", "twitch,Cleopatra"), False),
        (("twitch,ckx1a", "twitch,ckx7b", "twitch,ckq2c"), False),
        (("twitch,row9", "twitch,row10", "twitch,row11"), False),
        (("twitch,919", "twitch,1020", "twitch,11"), False),
    ],
)
def test_an_id_of_words_is_the_handle_beside_a_platform(rows: tuple[str, ...], is_handle: bool) -> None:
    found = confidences("platform,id\n" + "\n".join(rows) + "\n")[1]
    assert (found == ("handle", "likely")) is is_handle


def test_an_id_of_words_beside_names_or_of_posts_is_not_plainly_the_handle() -> None:
    for other in ("name", "post caption"):
        text = f"type,id,{other}\ntwitch,anna_mai,Anna Mai\ntwitch,bertoh,Bert Oh\ntwitch,cleo,Cleo X\n"
        assert confidences(text)[1] != ("handle", "likely"), other


def test_a_spoilt_id_among_channels_names_no_account() -> None:
    rows = "아이유 IU,UC3SyT4_WLHzN7JmHQwKQZww,520\n블랙핑크,UCOmHUn--16B90oW2L6FRR3A,890\n뉴진스,UC_뉴진스NewJeans_3,450\n"
    file_format, raws = table(f"채널명,채널 ID,구독자수\n{rows}")
    found = proposed(f"채널명,채널 ID,구독자수\n{rows}")
    reader = RowReader(file_format.columns, found.mapping, found.platform, TODAY, TODAY)
    assert [row.outcome for raw in raws for row in reader.read(raw)] == [None, None, "rejected"]


def test_names_beside_lists_of_uploads_are_names() -> None:
    rows = "codebasics,128,UUh9nVJoWXmFb7sLApWGcLPQ\nChandoo,76,UU8uU_wruBMHeeRma49dtZKA\nAlex The Analyst,106,UU7cs8q-gJRlGwj4A8OmCmXg\n"
    assert fields(f"Channel_name,Subscribers,playlist_id\n{rows}") == ["title", "followers", "external_id"]


def test_the_end_of_an_address_on_facebook_is_an_id() -> None:
    reader = RowReader(["handle"], Mapping({0: Field.HANDLE}), "facebook", TODAY, TODAY)
    (row,) = reader.read(RawRow(2, ["profile.php?id=61556261514878"]))
    assert (row.outcome, row.record.handle, row.record.external_id) == (None, "", "61556261514878")


def test_the_fast_way_leaves_a_channels_id_among_handles_to_the_slow_one() -> None:
    assert [handle_text(cell, "youtube") for cell in ("anna", "UC-9-kyTW8ZkZNDHQJ6FgpwQ")] == ["anna", None]


def test_what_has_no_name_beside_ids_is_a_name_and_no_handle() -> None:
    rows = "".join(
        f"{name},{channel}\n" for name, channel in [("azuki", CHANNELS[0][1]), ("haato_s", CHANNELS[1][1]), ("bae", CHANNELS[2][1])]
    )
    found = proposed(rows)
    assert table(rows)[0].header_line == 0
    assert [field.value for field in found.mapping.fields.values()] == ["title", "external_id"]
    assert found.guesses[0].confidence.value == "unsure"


def read_accounts(text: str, platform: str = "") -> list[tuple[str, str, str]]:
    """(platform, handle or id, why it is rejected or noted) of each row."""
    file_format, rows = table(text)
    found = proposed(text)
    reader = RowReader(file_format.columns, found.mapping, found.platform or platform, TODAY, TODAY)
    read = [row for raw in rows for row in reader.read(raw)]
    return [
        (row.record.platform, row.record.handle or row.record.external_id, " ".join(each.reason for each in row.problems)) for row in read
    ]


def test_a_playlist_among_channels_is_none() -> None:
    text = "".join(f"{name},{key}\n" for name, key in CHANNELS)
    text = f"name,id\n{text}Best of,PLGpfjoJVRqU4guesWbHD6SW6EvQCeL__R\n"
    assert confidences(text)[1] == ("external_id", "likely")
    found = read_accounts(text)
    assert [key for _, key, why in found if not why] == [key for _, key in CHANNELS]
    assert "list of videos" in found[-1][2]


def test_an_address_of_an_id_among_handles_is_the_ids() -> None:
    text = f"artist,YouTube Channel\nAnna,@anna.tea\nBert,@bert_oh\nCleo,https://www.youtube.com/channel/{CHANNELS[0][1]}\n"
    assert read_accounts(text) == [("youtube", "anna.tea", ""), ("youtube", "bert_oh", ""), ("youtube", CHANNELS[0][1], "")]


def test_ids_of_which_a_spreadsheet_rounded_some_are_ids_still() -> None:
    text = "Page Name,Page ID,Ads\nTea Time,20787991568,5\nBoiled,1.10019E+14,6\nLeaves,7292655492,7\nCups,1.57655E+15,8\n"
    assert confidences(text)[1] == ("external_id", "unsure")
    assert [(key, bool(why)) for _, key, why in read_accounts(text, "facebook")] == [
        ("20787991568", False),
        ("", True),
        ("7292655492", False),
        ("", True),
    ]


def test_a_number_on_facebook_is_a_pages_id() -> None:
    address = "https://www.facebook.com/289987304364966"
    text = f"name,twitter,facebook\nAnna,annatea,anna.tea.5\nBert,bert_oh,100000494042921\nCleo,cleo_x,{address}\n"
    on_facebook = [key for platform, key, _ in read_accounts(text) if platform == "facebook"]
    assert on_facebook == ["anna.tea.5", "100000494042921", "289987304364966"]
    assert handle_text("100000494042921", "facebook") is None


def test_ids_of_a_platform_beside_handles_on_others_are_accounts_there() -> None:
    rows = "Anna,AnnaTea,http://youtube.com/annatea,89927603836\nBert,BertOh,http://youtube.com/bertoh,123436097729198\n"
    text = f"name,twitter_id,youtube_url,facebook_id\n{rows}"
    assert [platform for platform, _, _ in read_accounts(text)] == ["x", "youtube", "facebook"] * 2


def test_a_cut_channel_id_is_refused_however_it_is_read() -> None:
    text = "chid,subscriber,date\nUC6ROKPXrnzfhNYST1w,2390,2017-04-01\nUC6ROKPXrnzfhNYST1w,2392,2017-04-02\n"
    (platform, _, why), _ = read_accounts(text, "youtube")
    assert (platform, why) == ("youtube", "is no id of a channel: YouTube's are UC and 22 characters after it")


def test_an_id_that_xs_interface_writes_as_text_is_asked_about() -> None:
    text = "id_str,name,screen_name\n19668491,Anna Tea,AnnaTea\n1060655470178787328,Bert Oh,BertOh\n1081991142,Cleo X,CleoX\n"
    assert confidences(text)[0] == ("external_id", "unsure")


def test_a_zero_is_no_id() -> None:
    text = "user.id,user.screen_name,followers\n0,annatea,5\n0,bert_oh,6\n0,cleo_x,7\n"
    file_format, rows = table(text)
    mapping = Mapping({0: Field.EXTERNAL_ID, 1: Field.HANDLE, 2: Field.FOLLOWERS})
    reader = RowReader(file_format.columns, mapping, "x", TODAY, TODAY)
    assert [row.record.external_id for raw in rows for row in reader.read(raw)] == ["", "", ""]
    assert ["\t\t" in line for line in BatchReader(reader).read(rows, 0).plain.splitlines()] == [True] * 3


def test_who_a_post_is_from_may_be_called_as_its_platform_is() -> None:
    text = "".join(f"20531316728_1015086733507172{place},Facebook,20531316728,Text {place}\n" for place in range(4))
    assert fields(f"post_id,from_name,from_id,message\n{text}")[1:3] == ["title", "external_id"]


def test_relative_addresses_are_asked_about_as_handles() -> None:
    assert confidences("rel-URL,Class\nInteractiveTea,\nOtkrito.lv,\nannatea,\n")[0] == ("handle", "unsure")


@pytest.mark.parametrize(
    "cells", [("r/Tea", "r/coffee_talk"), ("Tea", "coffee_talk"), ("https://www.reddit.com/r/Tea/", "reddit.com/r/coffee_talk")]
)
def test_communities_on_reddit_have_an_id_since_people_may_be_called_so_too(cells: tuple[str, str]) -> None:
    text = f"Subreddit,Members\n{cells[0]},2.8M\n{cells[1]},180k\n"
    assert read_accounts(text, "reddit")[0][:2] == ("reddit", "r/tea")
    assert [key for _, key, _ in read_accounts(text, "reddit")] == ["r/tea", "r/coffee_talk"]
    assert read_accounts("handle,platform\nr/Tea,reddit\nu/anna,reddit\n")[0][1] == "r/tea"


def test_a_user_name_of_one_word_beside_an_id_is_the_handle() -> None:
    assert fields("user_name,user_id\nALcomTea,9893842\nadndotcom,15828025\nTheTea_,456845561\n") == ["handle", "external_id"]
    assert fields("user_name,name,user_id\nALcomTea,Al,9893842\nadndotcom,Ada,15828025\nTheTea_,Thea,456845561\n")[2] == "external_id"
    assert fields("user_name,user_id\nAL Tea,9893842\nAda Dot,15828025\nThe Tea,456845561\n") == ["title", "external_id"]


def test_a_posts_address_on_facebook_names_its_page() -> None:
    url = "https://facebook.com/story.php?story_fbid=199275394967394&id=108824017345866"
    assert read_address(url).external_id == "108824017345866"
    with pytest.raises(ValueError, match="not the address of a profile"):
        read_address("https://facebook.com/photo.php?fbid=199275394967394")


@pytest.mark.parametrize("platform", ["youtube", "instagram", "reddit"])
def test_ids_beside_a_platform_are_refused_alike_by_the_fast_and_the_careful_way(platform: str) -> None:
    file_format, raws = table(f"platform,id,followers\n{platform},UC6ROKPXrnzfhNYST1w,2390\n{platform},a b,12\n{platform},77,5\n")
    mapping = Mapping({0: Field.PLATFORM, 1: Field.EXTERNAL_ID, 2: Field.FOLLOWERS})
    reader = RowReader(file_format.columns, mapping, "", TODAY, TODAY)
    loads = [not row.errors for raw in raws for row in reader.read(raw)]
    batch = BatchReader(reader).read(raws, 0)
    assert batch.count + sum(not row.errors for _, row in batch.others) == sum(loads)
