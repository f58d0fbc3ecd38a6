"""Which columns name a row's account: its handle, its id, the name that people read; columns' names may lie, so values count too."""

import pytest

from discovery.importing.fields import Field
from discovery.importing.proposals.proposing import propose
from discovery.importing.proposals.sampling import Confidence
from tests.discovery.importing.lists import table
from tests.discovery.importing.proposed import TODAY, confidences, fields, proposed


def test_a_header_that_lies_is_asked_about() -> None:
    assert confidences("Username,Name\nLeo Messi,leomessi\nKylian Mbappé,k.mbappe\n") == [("title", "unsure"), ("handle", "unsure")]
    assert confidences("Name,Username\nLeo Messi,leomessi\nKylian Mbappé,k.mbappe\n") == [("title", "sure"), ("handle", "sure")]
    assert confidences("name,followers\nleomessi,5\nk.mbappe,7\n")[0] == ("handle", "likely")


def test_handles_with_an_at_are_found_whatever_their_column_is_called() -> None:
    assert confidences("Spalte A,followers\n@anna,5\n@bert,7\n")[0] == ("handle", "sure")


def test_handles_are_told_from_names_by_their_values() -> None:
    assert fields("name,instagram name\nleomessi,Leo Messi\nk.mbappe,Kylian Mbappé\n") == ["handle", "title"]
    assert fields("Influencer insta name,instagram name\nleomessi,Leo Messi\n433,433\n") == ["handle", "title"]
    assert fields("Name,Username\nAnna Berg,@anna\nBert,@bert\n") == ["title", "handle"]


@pytest.mark.parametrize(
    "header",
    ["Username", "handle", "IG username", "Instagram (handle)", "Instagram ID", "Instagram", "IG", "@", "tiktok_username", "User ID"],
)
@pytest.mark.parametrize("name", ["Channel", "channel_name", "Account", "Account name", "Nickname", "User", "Creator", "Page", "Name"])
def test_the_column_that_says_handle_wins_over_names_of_one_word(name: str, header: str) -> None:
    rows = [("Mia", "mia.cooks"), ("Jon", "jon_runs"), ("Sunny", "sunny9"), ("Ed", "edfit")]
    first = "".join(f"{shown},{handle},5000\n" for shown, handle in rows)
    assert fields(f"{name},{header},Followers\n{first}") == ["title", "handle", "followers"]
    behind = "".join(f"{handle},{shown},5000\n" for shown, handle in rows)
    assert fields(f"{header},{name},Followers\n{behind}") == ["handle", "title", "followers"]


def test_of_two_accounts_names_the_one_spelt_as_handles_is_the_handle() -> None:
    assert fields("Channel,Account\nMia,mia.cooks\nJon,jon_runs\n") == ["title", "handle"]
    assert fields("Name,Channel,Followers\nMia,miacooks,5\nJon,jonruns,7\n") == ["title", "handle", "followers"]


def test_a_nickname_beside_what_is_spelt_as_handles_is_a_name() -> None:
    assert fields("Nickname,Instagram-Name,Follower\nMia,mia.cooks,5\nJon,jon_runs,7\n") == ["title", "handle", "followers"]


def test_names_that_the_addresses_contradict_are_no_handles() -> None:
    rows = "".join(f"{shown},https://instagram.com/{handle},5\n" for shown, handle in [("Mia", "mia.cooks"), ("Jon", "jon_runs")])
    assert fields(f"Channel,Instagram link,Followers\n{rows}") == ["title", "profile_url", "followers"]
    assert fields(f"Username,Instagram link,Followers\n{rows}") == ["handle", "profile_url", "followers"]


def test_channels_that_ids_name_are_called_by_names() -> None:
    rows = "Sunny,UC7XxmEXw7wXgh259vYCSjkQ,5\nMia,UC7XxmEXw7wXgh259vYCSjkA,7\n"
    assert fields(f"Channel Name,Channel ID,Subscribers\n{rows}") == ["title", "external_id", "followers"]


def test_ids_that_are_no_numbers_are_handles() -> None:
    assert fields("アカウント名,ユーザーID\nゆい旅,yui_tabi\nみお,mio\n") == ["title", "handle"]
    assert fields("Instagram ID,Followers\n@mia.cooks,5\njon_runs,7\n") == ["handle", "followers"]
    assert fields("Instagram ID,Username\n17947349889,mia.cooks\n30937866267,jon_runs\n") == ["external_id", "handle"]
    assert fields("User ID,Username\nu-1,mia.cooks\nu-2,jon_runs\n") == ["extra", "handle"]


def test_names_of_one_word_are_no_handles() -> None:
    assert fields("name,followers\nDarix,1\nJardred,2\nMemorias de Pez,3\n") == ["title", "followers"]


def test_a_column_that_is_called_handle_needs_fewer_of_them() -> None:
    assert fields("handle,followers\nanna,1\nAnna Berg,2\n") == ["handle", "followers"]
    assert fields("channel,followers\nanna,1\nAnna Berg,2\n") == ["title", "followers"]


def test_handles_in_brackets_after_a_name() -> None:
    assert fields("Channel,Followers\nxQcOW,1\n마스카 (newmasca),2\nRiot Games (riotgames),3\n") == ["name_and_handle", "followers"]


@pytest.mark.parametrize("text", ["anna_bakes\nbert.b\ncleo_9\n", "anna_bakes,1200\nbert.b,900\ncleo_9,40000\n"])
def test_handles_without_any_header_are_handles(text: str) -> None:
    file_format, rows = table(text)
    found = propose(file_format, rows, "handles.txt", TODAY)
    assert file_format.columns[0] == "column 1"
    assert (found.mapping.fields[0], found.guesses[0].confidence) == (Field.HANDLE, Confidence.LIKELY)


def test_words_without_any_header_are_kept_as_they_came() -> None:
    file_format, rows = table("1,Anna Berg,1200\n2,Bert Holm,900\n3,Cleo Tan,40000\n")
    found = propose(file_format, rows, "list.csv", TODAY)
    assert Field.HANDLE not in found.mapping.fields.values()


LONG = "17947349889", "30937866267", "1793734988"


def test_a_bare_id_that_goes_with_the_handles_is_asked_about() -> None:
    text = f"id,username,followers\n{LONG[0]},anna,5\n{LONG[1]},bert,7\n{LONG[2]},cleo,7\n{LONG[0]},anna,5\n"
    assert confidences(text)[0] == ("external_id", "unsure")
    assert confidences(text.replace("id,", "pk,", 1))[0] == ("external_id", "unsure")
    # One that differs within an account, a short one, one of a list with posts, and one beside an id that is known.
    assert confidences(f"{text}{LONG[1]},anna,5\n")[0] == ("extra", "likely")
    assert confidences("id,username\n4077,anna\n13041,bert\n702,cleo\n")[0] == ("extra", "likely")
    assert confidences(text.replace("followers", "shortCode"))[0] == ("extra", "likely")
    assert confidences(text.replace("followers", "ownerId"))[0] == ("extra", "likely")


def test_handles_that_come_again_are_known_by_the_accounts_addresses() -> None:
    rows = "".join(
        f"https://www.tiktok.com/@{name}\t{name}\t{name.title()} Berg\t{number}\n" for number in range(4) for name in ("anna", "bert")
    )
    assert fields(f"authorMeta.profileUrl\tauthorMeta.name\tauthorMeta.nickName\tscore\n{rows}") == [
        "profile_url",
        "handle",
        "title",
        "extra",
    ]


@pytest.mark.parametrize("name", ["Influencer", "Creator", "Name", "Profile"])
def test_a_name_with_its_handle_gives_both_whatever_the_column_is_called(name: str) -> None:
    assert fields(f"{name},Followers\nAnna Kowal (@AnnaK),5\nBen Dietz | @ben.d,7\nCat @cat,9\n") == ["name_and_handle", "followers"]
    assert fields(f"{name},Followers\nAnna Kowal (Berlin),5\nBen Dietz (Ulm),7\n")[0] == "title"


def test_a_name_with_its_handle_beside_the_same_handles_is_both() -> None:
    text = "NAME,username,followers\nAnna Berg @anna,anna,5000\nBert Beck @bertb,bertb,700\nCarla @carla_c,,800\n"
    assert fields(text) == ["name_and_handle", "handle", "followers"]
    assert fields(text.replace("@anna,", "@agency,").replace("@bertb,", "@agency,")) == ["title", "handle", "followers"]


def test_handles_that_end_as_on_bluesky_say_where_they_are() -> None:
    found = proposed("label,size\nanna.bsky.social,9.08\nbert.bsky.social,7.9\ncarla.example.org,3.1\n")
    assert (found.guesses[0].field, found.platform) == (Field.HANDLE, "bluesky")


def test_beside_a_name_a_title_is_a_posts() -> None:
    text = "title,name,like\nWe went home,Anna Berg,5\nTen cats and a dog,Bert Beck,7\n"
    assert fields(text)[:2] == ["extra", "title"]


def test_comments_between_handles_say_nothing_of_what_they_are() -> None:
    text = "# one name a line\n# no @ before it\n\n# Crypto\ncz_binance\nelonmusk\nai_9684xtpa\n# add more here\nwolfyxbt\n"
    assert fields(text) == ["handle"]


def test_the_same_handles_twice_need_no_answer() -> None:
    text = "name,handle,twitterHandle,followers\nAnna Berg,@anna,anna,5\nBert Beck,@bertb,BertB,7\n"
    assert confidences(text)[1:3] == [("handle", "likely"), ("extra", "sure")]
    assert confidences(text.replace("BertB", "bert_private"))[2] == ("extra", "unsure")


def test_a_uid_of_a_platform_is_its_id() -> None:
    text = "vtuber_name,platform,platform_uid,uuid\n"
    rows = "Hanser,bilibili,11073,8226457c-0cd7-5dde-a04a-7eb32a528975\nYousa,bilibili,282994,0d7c46b3-0d9e-5b19-8566-59fb2e23ff9b\n"
    assert fields(text + rows)[:3] == ["title", "platform", "external_id"]


def test_what_is_called_a_name_is_one_before_what_the_file_calls_by_nothing() -> None:
    at = "https://www.youtube.com/@"
    rows = f"-WHTMYjhq0w,Anna Mai,{at}annamai\n-WMdQ4AMN1U,ベルト,{at}bert\n9Cy6Zrpw2VA,Cleo,{at}cleo_k\n76qT8Iye3tg,Anna Mai,{at}annamai\n"
    assert confidences(f",name,url\n{rows}") == [("extra", "likely"), ("title", "sure"), ("profile_url", "sure")]
    # Where nothing is called so, it is asked.
    assert confidences(f",,url\n{rows.replace('Anna Mai', '')}")[0] == ("title", "unsure")


def test_a_channel_beside_its_id_is_a_name_be_it_of_one_word() -> None:
    ids = ("UC7XxmEXw7wXgh259vYCSjkQ", "UCq0Cm-3SKthEySQc2JZBi1A")
    assert fields(f"channel,channel_id,followers\nannabakes,{ids[0]},5\nbert88,{ids[1]},6\n")[0] == "title"
    assert fields(f"channel,channel_id,followers\n@annabakes,{ids[0]},5\n@bert88,{ids[1]},6\n")[0] == "handle"
    assert fields(f"username,channel_id,followers\nannabakes,{ids[0]},5\nbert88,{ids[1]},6\n")[0] == "handle"


def test_of_two_columns_of_handles_the_one_that_most_rows_have_names_the_accounts() -> None:
    text = "account,username,platform\nanna.b,,instagram\nbert_o,,instagram\ncleo.d,cleo.d,tiktok\n"
    assert fields(text)[0] == "handle"


def test_words_alone_without_a_header_are_asked_about_as_handles() -> None:
    found = proposed("WankilStudio,[]\nJoueur_du_Grenier,[]\nDomingo,[]\n")
    assert (found.mapping.fields[0], found.guesses[0].confidence) == ("handle", Confidence.UNSURE)


def test_a_handle_or_an_address_names_the_account() -> None:
    text = "platform,handle_or_url\ninstagram,https://www.instagram.com/anna/\ninstagram,bert_o\ninstagram,cleo\n"
    assert fields(text) == ["platform", "handle"]


def test_an_id_that_pandas_made_a_fraction_is_one() -> None:
    assert fields("handle,user id,followers\nanna,303633122.0,5\nbert,894630420.0,6\n")[1] == "external_id"


def test_a_brands_handle_names_the_account_unless_a_creators_stands_beside_it() -> None:
    rows = "".join(
        f"{handle},https://www.instagram.com/p/{post}/,{post}\n"
        for handle, post in [("nfl", "Dd7KJ"), ("nfl", "Dd37s"), ("toyota", "C5NDl")]
    )
    assert fields(f"brand_handle,post_url,post_id\n{rows}")[0] == "handle"
    both = "brand_handle,creator_handle,followers\nnfl,anna.b,5\ntoyota,bert_o,6\n"
    assert fields(both)[:2] == ["extra", "handle"]


@pytest.mark.parametrize("name", ["ScreenName", "screen name", "name_id"])
def test_what_platforms_call_handles(name: str) -> None:
    text = f"{name},name,id,followers\nAnnaBakes,Anna,1,5000\nBertOh,Bert,2,6000\nAnnaBakes,Anna,3,7000\n"
    assert fields(text)[0] == "handle"
