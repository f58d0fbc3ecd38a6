"""What columns are taken for, by name and by values, and why; what is missing is said before anything loads."""

import pytest

from discovery.importing.fields import Field
from discovery.importing.mapping import Convention, Mapping, missing
from discovery.importing.proposals.proposing import mapping_of
from discovery.importing.proposals.sampling import Confidence
from tests.discovery.importing.lists import table
from tests.discovery.importing.proposed import TODAY, column, confidences, fields, proposed


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
        ("Social platform", "bebo", "extra"),
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
    ("Engagement", ["3.4", "1.2"], "engagement_rate", "unsure"),
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
    ("Links", ["https://instagram.com/account0", "https://instagram.com/account1"], "profile_url", "sure"),
    ("Manager", ["https://instagram.com/account0", "https://instagram.com/account1"], "profile_url", "likely"),
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


def test_a_running_number_is_left_out() -> None:
    assert column("Rank", "1", "2", "3") == "ignore"
    assert column("Rank", "7", "2", "3") == "extra"


def test_only_the_last_column_is_our_own_reason() -> None:
    assert fields("handle,reason,followers\nanna,likes us,1\nbert,is kind,2\n")[1] == "extra"
    assert fields("handle,reason,reason\nanna,likes us,is below zero\nbert,,x\n")[1:] == ["extra", "ignore"]


def test_codes_of_platforms_are_read_where_others_stand_beside_them() -> None:
    """TW may be Twitch's in some lists, so that it is noted; a list from Taiwan is on no platform."""
    found = proposed("handle,Network\nanna,IG\nbert,Instagramm\ncarl,PIN\ndora,TW\n")
    assert (found.mapping.fields[1], found.guesses[1].confidence) == (Field.PLATFORM, Confidence.UNSURE)
    assert proposed("handle,Network\nanna,IG\nbert,Facebok\ncarl,PIN\n").guesses[1].confidence != Confidence.UNSURE
    assert fields("handle,country\nanna,TW\nbert,TW\ncarl,TW\n") == ["handle", "country"]


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


def test_a_blank_postal_address_is_no_profiles() -> None:
    assert fields("handle,address1,address2\nanna,341 Elm St,\nbert,9 Elm St,\n")[1:] == ["extra", "extra"]
    assert fields("handle,Profile link\nanna,\nbert,https://www.instagram.com/bert\n")[1] == "profile_url"
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
