"""Handles beside profiles' addresses: the same platform's where they agree, else another's, which is asked and never guessed."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from discovery.answers import Answer, Answers, answered
from discovery.importing.answering import why_platform_is_unused
from discovery.importing.mapping import Mapping, missing
from discovery.models import Account, CreatorList, Snapshot
from tests.discovery.importing.lists import draft, loaded
from tests.discovery.importing.proposed import TODAY, proposed
from tests.discovery.uploading import choices

AT = "https://www.youtube.com/@"
BY_ID = "https://www.youtube.com/channel/UCBJycsmduvYEL83R_U4JriQ"
# One says nothing, one agrees, one differs, as accounts of the same people do.
PEOPLE = f"Name,Username,Follower,URL\nMarques B,@mkbhd,5M,{BY_ID}\nMatty T,@setupspawn,2.8M,{AT}SetupSpawn\nAnu R,@_anu_,43.3K,{AT}anu\n"


def rows(*pairs: tuple[str, str], header: str = "Username,Followers,URL") -> str:
    return "\n".join([header, *(f"{handle},{5000 + at},{AT}{told}" for at, (handle, told) in enumerate(pairs))])


def stored() -> dict[tuple[str, str], int | None]:
    """{(platform, handle or id): followers}"""
    counted = dict(Snapshot.objects.values_list("account_id", "followers"))
    return {(each.platform, each.handle or each.external_id): counted.get(each.pk) for each in Account.objects.all()}


SAME = [(f"user_{at}", f"User_{at}") for at in range(9)]


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        (PEOPLE, True),
        (rows(*SAME), False),
        # One of ten is a rename, or a slip.
        (rows(*SAME, ("dora", "doraexplores")), False),
        (rows(*SAME[:6], ("dora", "doraexplores"), ("emil.x", "emil"), ("fay", "fayfay")), True),
        (rows(("@anna.k", "annacooks"), ("@bert", "bertbuilds"), header="Account,Followers,URL"), True),
        (rows(("Anna (@anna.k)", "annacooks"), ("Bert (@bert)", "bertbuilds"), header="Creator,Followers,URL"), True),
        (rows(("anna.k", "annacooks"), ("bert_x", "bertbuilds"), header="User,Followers,URL"), True),
        # A name of one word is no handle of somewhere else.
        (rows(("Anna", "annacooks"), ("Bert", "bertbuilds"), header="Channel,Followers,URL"), False),
        # And a column that says so is of the addresses' platform all the same.
        (rows(("anna.k", "annacooks"), ("bert_x", "bertbuilds"), header="YouTube handle,Followers,URL"), False),
        (f"Handle,Followers,URL\nmkbhd,5M,{BY_ID}\n", False),
    ],
)
def test_handles_are_of_another_platform_where_addresses_name_others(text: str, is_asked: bool) -> None:
    found = proposed(text)
    assert bool(missing(found.mapping, found.platform, TODAY)) is is_asked
    assert found.mapping.platforms == ({len(found.mapping.fields) - 1: "youtube"} if is_asked else {})


def test_a_file_that_is_called_by_the_addresses_platform_says_nothing_of_other_handles() -> None:
    assert proposed(PEOPLE, "tech beside youtube.csv").platform == ""
    assert proposed(PEOPLE, "tech on instagram.csv").platform == "instagram"


@pytest.mark.django_db
def test_counts_go_with_the_handles_that_a_person_puts_on_a_platform() -> None:
    waiting = draft(PEOPLE, "youtube people.csv")
    said = Answers([Answer("Username", "handle@instagram")])
    mapping = answered(waiting, Mapping.from_json(waiting.mapping), said, waiting.platform)
    assert mapping.platforms == {1: "instagram", 2: "instagram", 3: "youtube"}
    # A count that is spoken of stays where it is put.
    said = Answers([Answer("Username", "handle@instagram"), Answer("Follower", "followers@youtube")])
    assert answered(waiting, Mapping.from_json(waiting.mapping), said, "").platforms[2] == "youtube"
    loaded(PEOPLE, mapping=mapping)
    assert stored() == {
        ("instagram", "mkbhd"): 5_000_000,
        ("instagram", "setupspawn"): 2_800_000,
        ("instagram", "_anu_"): 43_300,
        ("youtube", "UCBJycsmduvYEL83R_U4JriQ"): None,
        ("youtube", "SetupSpawn"): None,
        ("youtube", "anu"): None,
    }


@pytest.mark.django_db
def test_counts_that_are_the_addresses_stay_theirs_where_further_handles_are_put_somewhere() -> None:
    waiting = draft(f"Channel,URL,Subscribers,also\nAnna K,{AT}annacooks,5000,Anna.K\nBert X,{AT}bertbuilds,600,Bert.X\n")
    said = Answers([Answer("also", "handle@instagram")])
    mapping = answered(waiting, Mapping.from_json(waiting.mapping), said, "")
    assert mapping.platforms == {1: "youtube", 2: "youtube", 3: "instagram"}


@pytest.mark.django_db
@pytest.mark.parametrize(("handle", "told", "is_of_use"), [("mkbhd", BY_ID, True), ("mkbhd", f"{AT}mkbhd", False)])
def test_a_platform_that_is_chosen_is_the_handles_or_is_said_to_be_of_no_use(handle: str, told: str, is_of_use: bool) -> None:
    text = "Handle,Followers,URL\n" + "".join(f"{handle}{at or ''},{5000 + at},{told}{at or ''}\n" for at in range(4 - 3 * is_of_use))
    waiting = draft(text)
    mapping = answered(waiting, Mapping.from_json(waiting.mapping), Answers(), "instagram")
    assert mapping.platforms == ({2: "youtube"} if is_of_use else {})
    kept = draft(text, mapping=mapping, platform="instagram")
    assert why_platform_is_unused(kept).partition(":")[0] == ("" if is_of_use else "Every address is on YouTube")
    if is_of_use:
        loaded(text, mapping=mapping, platform="instagram")
        assert stored() == {("instagram", "mkbhd"): 5000, ("youtube", "UCBJycsmduvYEL83R_U4JriQ"): None}


@pytest.mark.django_db
def test_the_page_takes_the_counts_along_and_says_what_a_choice_is_good_for(client: Client, admin: Any) -> None:
    client.force_login(admin)
    waiting = draft(PEOPLE)
    client.post(reverse("import_mapping", args=[waiting.pk]), choices(waiting, platform_1="instagram", platform_3="youtube"))
    assert CreatorList.objects.get(pk=waiting.pk).mapping["platforms"] == {"1": "instagram", "2": "instagram", "3": "youtube"}
    agreeing = draft(rows(*SAME))
    client.post(reverse("import_mapping", args=[agreeing.pk]), choices(agreeing, platform="instagram"))
    page = client.get(reverse("import", args=[agreeing.pk])).content.decode()
    assert "Every address is on YouTube: Instagram counts for rows without one alone" in page


def test_subscribers_are_youtubes_where_the_handles_are_of_elsewhere() -> None:
    found = proposed(rows(("anna.k", "annacooks"), ("bert_x", "bertbuilds"), header="Username,Subscribers,URL"))
    assert (found.mapping.platforms, found.platform) == ({1: "youtube", 2: "youtube"}, "")


OFTEN_RENAMED = [*SAME[:4], ("dora", "doraexplores"), ("emil.x", "emil"), ("fay", "fayfay")]


@pytest.mark.parametrize(
    ("pairs", "header", "is_asked"),
    [
        (OFTEN_RENAMED, "handle,subscribers,channel_url", False),
        # Followers may be those of handles elsewhere; and half of the handles say nothing, nor do two.
        (OFTEN_RENAMED, "handle,followers,channel_url", True),
        (OFTEN_RENAMED[1:], "handle,subscribers,channel_url", True),
        (OFTEN_RENAMED[2:5], "handle,subscribers,channel_url", True),
    ],
)
def test_handles_are_the_addresses_where_most_repeat_them_and_youtube_alone_is_counted(
    pairs: list[tuple[str, str]], header: str, *, is_asked: bool
) -> None:
    found = proposed(rows(*pairs, header=header))
    assert bool(missing(found.mapping, found.platform, TODAY)) is is_asked
    assert (found.guesses[0].confidence == "unsure") is is_asked


@pytest.mark.django_db
def test_rows_whose_address_names_another_than_the_handle_are_rejected() -> None:
    creator_list = loaded(rows(*OFTEN_RENAMED, header="handle,subscribers,channel_url"), platform="")
    assert (creator_list.created, creator_list.rejected) == (4, 3)
    assert stored() == {("youtube", f"user_{at}"): 5000 + at for at in range(4)}


@pytest.mark.django_db
def test_handles_are_where_something_is_counted_and_nothing_else_named() -> None:
    text = rows(("anna.k", "annacooks"), ("bert_x", "bertbuilds"), header="Username,IG Followers,URL")
    found = proposed(text)
    assert (found.guesses[0].field, found.guesses[0].confidence) == ("handle", "unsure")
    assert (found.mapping.platforms, missing(found.mapping, "", TODAY)) == ({0: "instagram", 1: "instagram", 2: "youtube"}, [])
    # Then no column is of what else is chosen.
    assert why_platform_is_unused(draft(text, platform="tiktok")) == "Each column names its platform, and none is on TikTok"


APART = "creator,platform,profile_url,followers,avg_views,engagement_rate,instagram,tiktok\n"
SECOND = "https://www.instagram.com/anna.second"


def on_youtube(*platforms: str) -> str:
    rows = (f"Anna{at},{on},{AT}anna{at},{5000 + at},{900 + at},2.{at}%,{SECOND}{at},Not Found\n" for at, on in enumerate(platforms))
    return APART + "".join(rows)


def test_counts_are_of_the_platform_that_the_list_says_in_every_row() -> None:
    found = proposed(on_youtube("YouTube", "youtube", "YouTube"))
    assert found.mapping.platforms == {**dict.fromkeys(range(1, 6), "youtube"), 6: "instagram", 7: "tiktok"}
    assert not missing(found.mapping, found.platform, TODAY)
    assert {guess.confidence.value for guess in found.guesses[3:6]} == {"sure"}
    assert "the platform column says YouTube" in found.guesses[3].reason


@pytest.mark.parametrize("platforms", [("YouTube", "Instagram"), ("YouTube", ""), ("Twitch", "Twitch"), ("Blog", "Blog"), ("ttv", "ttv")])
def test_counts_are_asked_about_where_rows_say_several_platforms_or_one_without_accounts(platforms: tuple[str, str]) -> None:
    found = proposed(on_youtube(*platforms))
    assert 3 not in found.mapping.platforms
    assert missing(found.mapping, found.platform, TODAY)


def test_what_the_platforms_own_column_counts_leaves_the_other_asked_about() -> None:
    text = "name,platform,profile_url,followers,youtube followers,instagram\n" + f"Anna,YouTube,{AT}anna,9000,5000,{SECOND}\n"
    found = proposed(text)
    assert (found.mapping.platforms.get(3), found.mapping.platforms[4]) == (None, "youtube")
    assert missing(found.mapping, found.platform, TODAY)


def test_counts_of_a_list_longer_than_what_was_looked_at_are_to_be_checked() -> None:
    found = proposed(on_youtube(*["YouTube"] * 501))
    assert {(found.mapping.platforms[at], found.guesses[at].confidence.value) for at in range(3, 6)} == {("youtube", "unsure")}


@pytest.mark.django_db
def test_counts_are_stored_with_the_account_that_the_list_says_they_are_of() -> None:
    loaded(on_youtube("YouTube"))
    assert stored() == {("youtube", "anna0"): 5000, ("instagram", "anna.second0"): None}


@pytest.mark.django_db
def test_a_mapping_is_not_taken_up_where_the_same_columns_say_another_platform() -> None:
    loaded(on_youtube("YouTube"))
    again = Mapping.from_json(draft(on_youtube("YouTube", "YouTube")).mapping)
    other = Mapping.from_json(draft(on_youtube("Instagram", "Instagram")).mapping)
    assert (again.platforms[3], other.platforms[3]) == ("youtube", "instagram")


def test_all_of_somebodys_links_beside_a_handle_are_further_accounts() -> None:
    rows = (
        "Anna,https://www.facebook.com/anna.b|https://anna.example|https://twitter.com/annatea,annatea\n"
        "Bert,https://bert.example|https://www.facebook.com/bert.b|https://twitter.com/bertb,bertb\n"
        "Carla,https://www.facebook.com/carla.c|https://twitter.com/carla_c,carla_c\n"
    )
    found = proposed(f"name,sites,twitter\n{rows}")
    assert [field.value for field in found.mapping.fields.values()] == ["title", "further", "handle"]
    assert found.mapping.platforms == {2: "x"}
    # Where nothing else names the account, they do, the first that is a profile's before the others.
    found = proposed(f"name,sites\n{rows.replace(',annatea', '').replace(',bertb', '').replace(',carla_c', '')}")
    assert [field.value for field in found.mapping.fields.values()] == ["title", "profile_url"]
