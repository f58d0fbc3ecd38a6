"""What columns are taken for, by name and by values, and why; what is missing is said before anything loads."""

from dataclasses import replace
from datetime import date

import pytest

from discovery.importing.fields import Field
from discovery.importing.mapping import Convention, Mapping, missing
from discovery.importing.proposals.proposing import Proposal, mapping_of, propose
from discovery.importing.proposals.sampling import Confidence
from tests.discovery.importing.lists import table

TODAY = date(2026, 11, 20)


def proposed(text: str, name: str = "list.csv") -> Proposal:
    file_format, rows = table(text)
    return propose(file_format, rows, name, TODAY)


def fields(text: str) -> list[str]:
    return [field.value for field in proposed(text).mapping.fields.values()]


def column(name: str, *values: str) -> str:
    """The field that one column beside a handle is taken for."""
    rows = "".join(f"account{number}\t{value}\n" for number, value in enumerate(values))
    return fields(f"username\t{name}\n{rows}")[1]


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        ("Followers", "1200", "followers"),
        ("Follower Count", "10.4M", "followers"),
        ("subscribers", "1200", "followers"),
        ("following", "300", "following"),
        ("Media count", "300", "posts"),
        ("likesAvg", "300", "likes"),
        ("avg_likes", "8.7m", "likes"),
        ("comments(avg.)", "12", "comments"),
        ("Average video views", "300", "views"),
        ("shares(avg.)", "3", "shares"),
        ("Eng. (Avg.)", "300", "engagements"),
        ("Engagement", "3.4%", "engagement_rate"),
        ("Engagement", "3400", "engagements"),
        ("60_day_eng_rate", "1.39%", "engagement_rate"),
        ("Engagement rate per view", "1.39%", "engagement_rate_per_view"),
        ("ER per follower", "1.39%", "engagement_rate_per_follower"),
        ("Category-2", "Music", "topics"),
        ("niche", "Music|Dance", "topics"),
        ("country", "Spain", "country"),
        ("Language", "Spanish", "language"),
        ("biography", "I cook", "bio"),
        ("date_utc", "2026-01-17", "taken_on"),
        ("Profile link", "https://www.instagram.com/anna", "profile_url"),
        ("anything", "https://www.instagram.com/anna", "profile_url"),
        ("anything", "UC7XxmEXw7wXgh259vYCSjkQ", "external_id"),
        ("channel", "YouTube", "platform"),
        # A word that changes the meaning, or values that contradict the name.
        ("Eng. (Auth.)", "300", "extra"),
        ("Audience country(mostly)", "Spain", "extra"),
        ("new_post_avg_like", "300", "extra"),
        ("total_likes", "300", "extra"),
        ("Peak viewers", "300", "extra"),
        ("country", "Москва", "extra"),
        ("followers", "many", "extra"),
        # Bad values of a column whose name leaves no doubt: their rows are to be rejected.
        ("followers", "-1", "followers"),
        ("followers", "12 34", "followers"),
        ("Engagement rate", "-3%", "engagement_rate"),
        ("date", "2099-01-01", "taken_on"),
        ("date", "2022-02-30", "taken_on"),
        ("date", "soon", "extra"),
        ("platform", "myspace", "platform"),
        ("Social platform", "bebo", "platform"),
        ("network", "myspace", "extra"),
        ("reason", "Followers: is below zero", "ignore"),
    ],
)
def test_a_column_is_what_its_name_and_values_say(name: str, value: str, field: str) -> None:
    assert column(name, value, value) == field


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Audience country(mostly)", "the audience's country, not the creator's: kept as it came"),
        ("audience language", "the audience's language, not the creator's: kept as it came"),
        ("audience type", "not known: kept as it came"),
    ],
)
def test_what_is_said_of_the_audience_is_not_taken_for_the_creators(name: str, reason: str) -> None:
    found = proposed(f"username,{name}\nanna,Spain\nbert,Spain\n")
    assert (found.mapping.fields[1], found.guesses[1].reason) == (Field.EXTRA, reason)


INVENTED = [
    # (header, values, field, confidence)
    ("Followers", ["12.5K", "1.2M"], "followers", "sure"),
    ("Abonnenten", ["12.500", "1.200.000"], "followers", "sure"),
    ("팔로워 수", ["12.5만", "3천"], "followers", "sure"),
    ("Подписчики", ["2 587", "13 005"], "followers", "sure"),
    ("Seguidores", ["12,5 mil", "1,2 mi"], "followers", "sure"),
    ("Fans", ["3%", "4%"], "extra", "unsure"),
    ("Followers", ["many", "few"], "extra", "unsure"),
    ("Followers", ["", ""], "followers", "likely"),
    ("Followers", ["€1,200", "€900"], "extra", "sure"),
    ("Audience", ["10 358", "13 005"], "followers", "unsure"),
    ("Audience", ["12", "29"], "extra", "likely"),
    ("Subs", ["1200", "many"], "extra", "unsure"),
    ("Ø Likes", ["1200", "850"], "likes", "sure"),
    ("Likes", ["1200", "850"], "likes", "likely"),
    ("Views", ["1200", "850"], "views", "likely"),
    ("Avg. Views", ["1.2K", "N/A"], "views", "sure"),
    ("ER", ["3.4%", "1.2%"], "engagement_rate", "sure"),
    ("Taux d'engagement", ["3,4 %", "1,2 %"], "engagement_rate", "sure"),
    ("Engagement", ["3.4", "1.2"], "engagements", "likely"),
    ("Engagement", ["0.034", "0.012"], "engagement_rate", "sure"),
    ("ER", ["3400", "1200"], "extra", "unsure"),
    ("Country", ["DE", "Germany"], "country", "sure"),
    ("Land", ["Deutschland", "Spanien"], "country", "sure"),
    ("Country", ["1", "2"], "extra", "unsure"),
    ("Sprache", ["Deutsch", "Englisch"], "language", "sure"),
    ("Kategorie", ["Mode", "Reise"], "topics", "sure"),
    ("Kategorie", ["7", "9"], "extra", "unsure"),
    ("Network", ["Instagram", "TikTok"], "platform", "sure"),
    ("Channel", ["Instagram", "TikTok"], "platform", "likely"),
    ("Datum", ["31.12.2022", "01.01.2023"], "taken_on", "sure"),
    ("Date", ["44562", "44563"], "taken_on", "sure"),
    ("Links", ["https://instagram.com/anna", "https://instagram.com/bert"], "profile_url", "sure"),
    ("Manager", ["https://instagram.com/anna", "https://instagram.com/bert"], "profile_url", "likely"),
    ("Link", ["https://example.com/a", "https://example.com/b"], "extra", "unsure"),
    ("address1", ["1 Main Street", "2 Main Street"], "extra", "sure"),
    ("E-mail", ["a@example.com", "b@example.com"], "extra", "sure"),
    ("Cost per post", ["300", "500"], "extra", "sure"),
    ("Reach", ["1200", "850"], "extra", "sure"),
    ("Reichweite", ["1200", "850"], "extra", "sure"),
    ("Notes", ["likes us", "is kind"], "extra", "likely"),
    ("Full Name", ["Anna Berg", "Bert Ek"], "title", "sure"),
    ("Name", ["Anna", "Bert"], "title", "likely"),
    ("ID", ["1", "2"], "ignore", "sure"),
]


@pytest.mark.parametrize(("name", "values", "field", "confidence"), INVENTED)
def test_a_guess_says_how_sure_it_is(name: str, values: list[str], field: str, confidence: str) -> None:
    rows = "".join(f"account{number}\t{value}\n" for number, value in enumerate(values))
    handle, guess = proposed(f"username\t{name}\n{rows}").guesses
    assert (handle.field, handle.confidence) == ("handle", "sure")
    assert (guess.field, guess.confidence) == (field, confidence), guess.reason


def confidences(text: str) -> list[tuple[str, str]]:
    return [(guess.field.value, guess.confidence.value) for guess in proposed(text).guesses]


def test_a_header_that_lies_is_asked_about() -> None:
    assert confidences("Username,Name\nLeo Messi,leomessi\nKylian Mbappé,k.mbappe\n") == [("title", "unsure"), ("handle", "unsure")]
    assert confidences("Name,Username\nLeo Messi,leomessi\nKylian Mbappé,k.mbappe\n") == [("title", "sure"), ("handle", "sure")]
    assert confidences("name,followers\nleomessi,5\nk.mbappe,7\n")[0] == ("handle", "likely")


def test_handles_with_an_at_are_found_whatever_their_column_is_called() -> None:
    assert confidences("Spalte A,followers\n@anna,5\n@bert,7\n")[0] == ("handle", "sure")


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


def test_a_running_number_is_left_out() -> None:
    assert column("Rank", "1", "2", "3") == "ignore"
    assert column("Rank", "7", "2", "3") == "extra"


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


def test_followers_that_each_platform_calls_otherwise_are_one_count() -> None:
    rows = "mia,Instagram,,5000,\njon,YouTube,,,7000\ned,Facebook,9000,,\n"
    assert fields(f"Handle,Platform,Fans,Followers,Subscribers\n{rows}")[2:] == ["followers"] * 3


def test_followers_elsewhere_beside_followers_name_no_platform() -> None:
    text = "Username,Followers,Followers on TikTok\nmia.cooks,5000,70\njon_runs,5001,71\n"
    assert (fields(text), proposed(text).platform) == (["handle", "followers", "extra"], "")


def test_names_that_the_addresses_contradict_are_no_handles() -> None:
    rows = "".join(f"{shown},https://instagram.com/{handle},5\n" for shown, handle in [("Mia", "mia.cooks"), ("Jon", "jon_runs")])
    assert fields(f"Channel,Instagram link,Followers\n{rows}") == ["title", "profile_url", "followers"]
    assert fields(f"Username,Instagram link,Followers\n{rows}") == ["handle", "profile_url", "followers"]


def test_channels_that_ids_name_are_called_by_names() -> None:
    rows = "Sunny,UC7XxmEXw7wXgh259vYCSjkQ,5\nMia,UC7XxmEXw7wXgh259vYCSjkA,7\n"
    assert fields(f"Channel Name,Channel ID,Subscribers\n{rows}") == ["title", "external_id", "followers"]
    assert fields(f"Channel,Channel ID,Subscribers\n{rows.lower().replace('uc', 'UC')}")[0] == "handle"


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


@pytest.mark.parametrize(
    ("header", "name", "platform"),
    [
        ("Tiktoker name", "list.csv", "tiktok"),
        ("handle", "top-instagram-200.csv", "instagram"),
        ("Youtube channel", "list.csv", "youtube"),
        ("Youtube channel", "youtube-and-tiktok.csv", "youtube"),
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


def test_only_the_last_column_is_our_own_reason() -> None:
    assert fields("handle,reason,followers\nanna,likes us,1\nbert,is kind,2\n")[1] == "extra"
    assert fields("handle,reason,reason\nanna,likes us,is below zero\nbert,,x\n")[1:] == ["extra", "ignore"]


def test_codes_of_platforms_are_read_where_others_stand_beside_them() -> None:
    """TW may be Twitch's in some lists, so that it is noted; a list from Taiwan is on no platform."""
    found = proposed("handle,Network\nanna,IG\nbert,Instagramm\ncarl,PIN\ndora,TW\n")
    assert (found.mapping.fields[1], found.guesses[1].confidence) == (Field.PLATFORM, Confidence.UNSURE)
    assert proposed("handle,Network\nanna,IG\nbert,Facebok\ncarl,PIN\n").guesses[1].confidence != Confidence.UNSURE
    assert fields("handle,country\nanna,TW\nbert,TW\ncarl,TW\n") == ["handle", "country"]


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


def test_what_the_other_values_show_goes_with_the_mapping() -> None:
    found = proposed("handle;followers;ER;date\nanna;1.234;3,4;01/02/2022\nbert;1.234.567;0,5;17/02/2022\n").mapping
    assert found.conventions == {1: Convention(decimal_mark=","), 2: Convention(percent=True), 3: Convention(day_first=True)}
    assert Mapping.from_json(found.to_json()) == found


def test_fields_that_a_person_chose_have_their_own_conventions_and_keep_what_was_chosen() -> None:
    file_format, rows = table("handle;audience;seen\nanna;1.234;01/02/2022\nbert;1.234.567;17/02/2022\n")
    said = {1: Convention(decimal_mark=".")}
    chosen = Mapping({0: Field.HANDLE, 1: Field.FOLLOWERS, 2: Field.TAKEN_ON}, chosen=said, platforms={0: "tiktok"})
    mapping = mapping_of(chosen, file_format, rows)
    assert mapping.conventions == {1: Convention(decimal_mark=","), 2: Convention(day_first=True)}
    assert (mapping.fields, mapping.chosen, mapping.platforms) == (chosen.fields, said, {0: "tiktok"})
    assert mapping_of(Mapping({1: Field.EXTRA}), file_format, rows).conventions == {}


def test_what_is_missing_is_said() -> None:
    whole = Mapping({0: Field.HANDLE, 1: Field.FOLLOWERS})
    assert missing(whole, "instagram", TODAY) == []
    assert [sentence.split(":")[0] for sentence in missing(Mapping({0: Field.FOLLOWERS}), "", None)] == [
        "No column could name an account",
        "No column names the platform",
        "No column has a date",
    ]
    assert missing(Mapping({0: Field.PROFILE_URL, 1: Field.TAKEN_ON}), "", None) == []
    # Without counts no day matters.
    assert missing(Mapping({0: Field.HANDLE, 1: Field.BIO}), "instagram", None) == []
    assert missing(Mapping({0: Field.HANDLE, 1: Field.EXTRA}), "instagram", None) == []
    # Names alone wait to be matched.
    assert missing(Mapping({0: Field.TITLE}), "instagram", TODAY) == []
    assert missing(Mapping({0: Field.HANDLE, 1: Field.HANDLE}), "instagram", TODAY) == [
        "2 columns are mapped to “Handle”: choose one, and keep the others as they came."
    ]
    assert missing(Mapping({0: Field.HANDLE, 1: Field.TOPICS, 2: Field.TOPICS}), "instagram", TODAY) == []


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


def test_a_blank_postal_address_is_no_profiles() -> None:
    assert fields("handle,address1,address2\nanna,341 Elm St,\nbert,9 Elm St,\n")[1:] == ["extra", "extra"]
    assert fields("handle,Profile link\nanna,\nbert,\n")[1] == "profile_url"
    assert fields("handle,address\nanna,https://www.instagram.com/anna\n")[1] == "profile_url"


def test_cells_are_understood_without_the_html_around_them() -> None:
    rows = "".join(
        f"<a href='https://www.instagram.com/{name}/' target='_blank'>{name}</a>\t<b>Anna &amp; {name}</b>\t<span>21,{place}51</span>\n"
        for place, name in enumerate(("anna", "bert"))
    )
    found = proposed(f"Account\tName\tFollowers\n{rows}")
    assert [guess.field for guess in found.guesses] == [Field.PROFILE_URL, Field.TITLE, Field.FOLLOWERS]
    assert [guess.confidence for guess in found.guesses] == ["sure", "sure", "sure"]


def test_a_total_says_nothing_of_what_the_columns_are() -> None:
    assert confidences("Profil,Follower\nanna,5\nbert,7\nGesamtsumme:,12\n")[0] == ("handle", "likely")
    assert confidences("Username,Followers\nanna,5\nbert,7\nGrand Total,12\n") == [("handle", "sure"), ("followers", "sure")]
    assert confidences("Username,Followers\nGrand Total,12\n")[1] == ("followers", "sure")


@pytest.mark.parametrize(
    ("name", "field"), [("Reichweite (Follower)", "followers"), ("Reach (30 days)", "extra"), ("Reach (people)", "extra")]
)
def test_a_reach_is_the_followers_where_brackets_say_so(name: str, field: str) -> None:
    assert column(name, "1200", "3400") == field


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


def test_a_sheet_named_for_a_platform_says_where_its_rows_are() -> None:
    file_format, rows = table("Handle,Followers\nanna,5\nbert,7\n")
    of_sheet = propose(replace(file_format, sheet="TikTok Q3"), rows, "list.xlsx", TODAY)
    assert (of_sheet.platform, of_sheet.platform_reason) == ("tiktok", "named in the sheet's name")
    both = propose(replace(file_format, sheet="TikTok Q3"), rows, "instagram and tiktok.xlsx", TODAY)
    assert both.platform == "tiktok"
    assert propose(replace(file_format, sheet="Sheet1"), rows, "youtube.xlsx", TODAY).platform_reason == "named in the file's name"
