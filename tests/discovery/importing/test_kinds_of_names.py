"""Columns whose names say something by a number, a sign, a platform's name or a type beside what they are of."""

import pytest

from discovery.importing.fields import Field
from discovery.importing.proposals.sampling import Confidence
from tests.discovery.importing.proposed import fields, proposed

CHANNELS = ("UC6t3-_N8A6ME1JShZHHqOMw", "UC1opHUrw8rvnsadT-iGp7Cg")


def platforms(text: str) -> dict[int, str]:
    return dict(proposed(text).mapping.platforms)


def test_numbered_handles_are_of_their_platform_though_one_lacks_its_at() -> None:
    text = (
        "Name,Twitter Handle #1,Twitter Followers,Instagram Handle #2,Instagram Followers\n"
        'Liz Adams,@lizschneider_,"7,871",@liz.adams_,70.7K\nDomenique M,@domeniquemalone,1466,domeniquemalone,1542\n'
    )
    assert fields(text) == ["title", "handle", "followers", "handle", "followers"]
    assert platforms(text) == {1: "x", 2: "x", 3: "instagram", 4: "instagram"}


def test_a_platforms_id_that_holds_handles_is_a_handle_there() -> None:
    text = f"name,youtubeId,twitterId\nNorio H,{CHANNELS[0]},norioo_\nLuna K,{CHANNELS[1]},_KaguyaLuna\n"
    assert fields(text) == ["title", "external_id", "handle"]
    assert platforms(text) == {1: "youtube", 2: "x"}


@pytest.mark.parametrize("header", ["name,youtubeId,thumbnailSource", "name,channel,pictures"])
def test_platforms_that_the_rows_ids_are_not_on_are_none_of_theirs(header: str) -> None:
    text = f"{header}\nMiyabi H,{CHANNELS[0]},twitter\nMinato A,{CHANNELS[1]},twitter\n"
    assert (fields(text)[2], proposed(text).platform) == ("extra", "youtube")
    # Where they agree, they say each row's.
    assert fields(text.replace("twitter", "youtube"))[2] == "platform"


def test_addresses_that_are_on_other_platforms_outweigh_an_unknown_column() -> None:
    rows = "".join(f"https://www.tiktok.com/@{name},instagram\n" for name in ("anna.k", "bert.x", "cleo_m"))
    assert fields(f"link,seen first\n{rows}") == ["profile_url", "extra"]


def test_a_list_of_uploads_names_no_account_beside_what_does() -> None:
    found = proposed("nome,subs,uploads_id,handle\nDream,315,UUTkXRDQl0luXxVQrRQvWS6w,@dream\nDavi,266,UUtKndmEnQyqkhOQfpi5CgvQ,@davi\n")
    assert (found.mapping.fields[2], "uploads" in found.guesses[2].reason) == (Field.EXTRA, True)


def test_a_price_of_an_integration_is_no_engagement() -> None:
    text = "name,link,youtube_integration,followers\n" + "".join(
        f'{name} K,https://www.instagram.com/{name},"900,000",292000\n' for name in ("mery", "sona")
    )
    assert fields(text) == ["title", "profile_url", "extra", "followers"]
    assert platforms(text) == {}


def test_of_a_rounded_figure_and_the_exact_one_beside_it_the_exact_one_counts() -> None:
    text = "username,followers,followers_int,er,er_float\nanna.k,3K,3339,1.5%,1.55\nbert.x,143K,143013,0.0%,0.02\n"
    assert fields(text)[1:] == ["followers", "followers", "extra", "engagement_rate"]
    assert "rounded: checked against them" in proposed(text).guesses[1].reason


def test_a_question_for_an_at_asks_for_handles() -> None:
    text = "Nome do influencer,Qual o @ (identifica a rede)\nGil do Vigor,@gildovigor\nPreta Lima,pretademais\nNicole B,nicolebahls\n"
    assert fields(text) == ["title", "handle"]


def test_short_thai_for_instagram() -> None:
    text = "ชื่อ,ไอจี,ผู้ติดตาม (IG),TikTok,ผู้ติดตาม (TikTok)\nพลอย,@ploy.ch,45.2K,@ploych,210K\nบอส,@boss_,128400,@boss,1.3M\n"
    assert fields(text) == ["title", "handle", "followers", "handle", "followers"]
    assert proposed(text).guesses[1].confidence == Confidence.SURE
