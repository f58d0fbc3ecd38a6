"""Handles, names, addresses and platforms are told apart; none is invented."""

from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from discovery.importing.cells.handles import (
    ALPHABETS,
    Address,
    fits,
    is_address,
    looks_like_handle,
    read_address,
    read_handle,
    read_id,
    split_name_and_handle,
)
from discovery.importing.cells.places import country_code, language_code
from discovery.importing.cells.platforms import platform_in_cell, read_platform
from discovery.models import Platform


@pytest.mark.parametrize(
    ("text", "platform", "handle"),
    [
        ("leomessi", "instagram", "leomessi"),
        (" @leomessi ", "instagram", "leomessi"),
        ("k.mbappe", "instagram", "k.mbappe"),
        ("https://www.instagram.com/leomessi/", "instagram", "leomessi"),
        ("instagram.com/leomessi?hl=en", "instagram", "leomessi"),
        ("https://www.tiktok.com/@khaby.lame", "tiktok", "khaby.lame"),
        ("5-Minute", "youtube", "5-Minute"),
        ("＠leomessi", "instagram", "leomessi"),
        ("\ufeff@leomessi\u200b", "instagram", "leomessi"),
        ("\u202aleomessi\u202c", "instagram", "leomessi"),
        ("Like Nastya", "youtube", ""),
        ("设计师", "instagram", ""),
    ],
)
def test_a_cell_holds_a_handle_or_a_name(text: str, platform: str, handle: str) -> None:
    assert read_handle(text, platform) == handle


@pytest.mark.parametrize(
    ("text", "platform", "reason"),
    [
        ("5-Minute", "instagram", "1 to 30 letters, digits and . _"),
        ("a" * 31, "instagram", "1 to 30 letters"),
        ("a" * 5_000, "youtube", "1 to 60 letters"),
        ("x " * 2_500, "youtube", "not a handle"),
        ("<script>", "tiktok", "not a handle"),
        ("@two words", "tiktok", "not a handle"),
        ("somebody@example.com", "instagram", "not a handle"),
        ("https://www.instagram.com/leomessi", "tiktok", "an address on Instagram, but the row is about TikTok"),
        ("https://example.com/leomessi", "instagram", "not the address of a profile"),
        ("https://www.instagram.com/p/Cq1/", "instagram", "not the address of a profile"),
        ("https://youtube.com/channel/UC7XxmEXw7wXgh259vYCSjkQ", "youtube", "map the column as Profile address"),
        ("https://youtube.com/c/Old", "youtube", "an address from before handles"),
    ],
)
def test_what_is_neither_is_refused(text: str, platform: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_handle(text, platform)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://youtube.com/@MrBeast", Address(Platform.YOUTUBE, "MrBeast")),
        ("https://www.youtube.com/channel/UC7XxmEXw7wXgh259vYCSjkQ", Address(Platform.YOUTUBE, external_id="UC7XxmEXw7wXgh259vYCSjkQ")),
        ("https://rutube.ru/channel/23460655/", Address(Platform.RUTUBE, external_id="23460655")),
        ("https://twitter.com/nasa", Address(Platform.X, "nasa")),
        ("https://www.snapchat.com/add/team", Address(Platform.SNAPCHAT, "team")),
        ("https://www.linkedin.com/in/somebody/", Address(Platform.LINKEDIN, "somebody")),
        ("https://www.reddit.com/u/somebody", Address(Platform.REDDIT, "somebody")),
        ("m.facebook.com/zuck", Address(Platform.FACEBOOK, "zuck")),
        ("https://www.facebook.com/gaming/zuck", Address(Platform.FACEBOOK, "zuck")),
        ("https://www.facebook.com/watch/zuck/", Address(Platform.FACEBOOK, "zuck")),
        ("https://www.youtube.com/@てみブロスタ", Address(Platform.YOUTUBE, "てみブロスタ")),
        ("https://www.youtube.com/@%E3%81%A6%E3%81%BF", Address(Platform.YOUTUBE, "てみ")),
        ("mobile.twitter.com/nasa", Address(Platform.X, "nasa")),
        ("https://twitter.com/#!/nasa", Address(Platform.X, "nasa")),
        ("https://x.com/nasa/status/1?s=20", Address(Platform.X, "nasa")),
        ("https://twitter.com/intent/user?screen_name=nasa", Address(Platform.X, "nasa")),
        ("https://x.com/i/user/11348282", Address(Platform.X, external_id="11348282")),
        ("https://www.tiktok.com/@khaby.lame?lang=en", Address(Platform.TIKTOK, "khaby.lame")),
        ("HTTPS://WWW.INSTAGRAM.COM/leomessi/?hl=en", Address(Platform.INSTAGRAM, "leomessi")),
        ("https://instagram.com/_u/leomessi", Address(Platform.INSTAGRAM, "leomessi")),
        ("//instagram.com/leomessi/reels/", Address(Platform.INSTAGRAM, "leomessi")),
        ("https://www.facebook.com/profile.php?id=100004&sk=about", Address(Platform.FACEBOOK, external_id="100004")),
        ("https://t.me/s/durov", Address(Platform.TELEGRAM, "durov")),
        ("https://www.twitch.tv/xqc/videos", Address(Platform.TWITCH, "xqc")),
        ("https://www.pinterest.de/anna/", Address(Platform.PINTEREST, "anna")),
        ("https://pinterest.co.uk/anna", Address(Platform.PINTEREST, "anna")),
        ("https://de.linkedin.com/in/somebody-1a2b", Address(Platform.LINKEDIN, "somebody-1a2b")),
        ("https://vk.com/id123", Address(Platform.VK, external_id="123")),
        ("https://vk.com/public77", Address(Platform.VK, external_id="-77")),
        ("https://vk.com/durov", Address(Platform.VK, "durov")),
        ("https://threads.net/@zuck", Address(Platform.THREADS, "zuck")),
        # A name from before handles is not one of them.
        ("https://youtube.com/c/Old", Address(Platform.YOUTUBE, name="Old")),
        ("https://www.youtube.com/user/old/videos", Address(Platform.YOUTUBE, name="old")),
    ],
)
def test_addresses_name_platform_and_account(text: str, address: Address) -> None:
    assert read_address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "https://instagram.com/",
        "https://vimeo.com/x",
        "https://vm.tiktok.com/ZMabc/",
        "https://www.tiktok.com/tag/food",
        "https://www.youtube.com/watch?v=abc",
        "https://t.me/joinchat/AAAA",
        "https://x.com/search?q=anna",
        "https://www.facebook.com/groups/1",
        "https://www.facebook.com/gaming",
        "https://www.facebook.com/watch/?v=1",
        "https://www.facebook.com/watch/live/?v=1",
        "https://www.youtube.com/てみ",
        "https://www.tiktok.com/@てみ",
        "https://pinterest.com/pin/1",
        "https://notinstagram.com/anna",
        "https://pinterest.example/anna",
    ],
)
def test_other_addresses_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not the address of a profile"):
        read_address(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("https://www.youtube.com/channel/a%0Ab%20c", "UC and 22 characters"),
        ("https://www.youtube.com/channel/UCabc", "UC and 22 characters"),
        ("https://www.youtube.com/channel/UC7XxmEXw7wXgh259vYCSjkQ%00", "UC and 22 characters"),
        ("https://rutube.ru/channel/a%0Ab", "not a platform's id"),
        ("https://rutube.ru/channel/a%00b", "not a platform's id"),
        ("https://rutube.ru/channel/" + "1" * 101, "not a platform's id"),
        ("https://www.instagram.com/an%0Ana", "not the address of a profile"),
        ("https://www.instagram.com/..", "not the address of a profile"),
        ("https://[::1", "is not a web address"),
    ],
)
def test_what_an_address_names_is_checked_as_in_a_column_of_its_own(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_address(text)


@pytest.mark.parametrize("text", ["two words", "a\nb", "UC\u200bzz", "a\u2028b", "a\u00a0b", "\ufeffa", "a\u00adb", "a\0b", "1" * 101])
def test_an_id_has_no_spaces_and_nothing_unseen(text: str) -> None:
    with pytest.raises(ValueError, match="not a platform's id"):
        read_id(text)


@pytest.mark.parametrize("text", [".", "..", "-", ".-."])
def test_marks_alone_are_no_handle(text: str) -> None:
    assert not looks_like_handle(text)
    with pytest.raises(ValueError, match="is not a handle"):
        read_handle(text, "tiktok")
    assert read_handle("_", "tiktok") == "_"


def test_the_address_of_a_story_names_who_tells_it() -> None:
    assert read_address("https://www.instagram.com/stories/anna.b/3141592/") == Address("instagram", "anna.b")


@pytest.mark.parametrize("path", ["facebook.com/profile.php", "facebook.com/people/Anna/100", "instagram.com/stories/highlights/17900"])
def test_an_address_without_a_handle_lends_its_path_to_nobody(path: str) -> None:
    with pytest.raises(ValueError, match="not the address of a profile"):
        read_address(f"https://{path}")


@pytest.mark.parametrize("text", ["\u0430nna", "\uff41nna", "\u0130nna", "\u212anna"])
@pytest.mark.parametrize("platform", ["instagram", "youtube"])
def test_a_letter_that_only_looks_like_ours_is_in_no_handle(text: str, platform: str) -> None:
    assert read_handle(text, platform) == ""
    with pytest.raises(ValueError, match="is not a handle"):
        read_handle(f"@{text}", platform)


def test_youtube_has_handles_of_scripts_without_capitals() -> None:
    assert read_handle("@てみブロスタ", "youtube") == "てみブロスタ"
    assert read_handle("てみブロスタ", "youtube") == ""
    with pytest.raises(ValueError, match="is not a handle"):
        read_handle("@てみブロスタ", "tiktok")


def test_an_unseen_character_makes_no_second_handle_and_no_name() -> None:
    with pytest.raises(ValueError, match="invisible character"):
        read_handle("an\u200bna", "instagram")
    assert read_handle("The 👨‍👩‍👧 Family", "instagram") == ""


def test_platforms_in_any_spelling() -> None:
    spelt = {
        "Instagram": "instagram",
        "IG": "instagram",
        "Tik Tok": "tiktok",
        "You-Tube": "youtube",
        "Twitter / X": "x",
        "ВК": "vk",
        "Фейсбук": "facebook",
        "인스타그램": "instagram",
        "틱톡": "tiktok",
        "유튜브": "youtube",
        "インスタグラム": "instagram",
        "ＹｏｕＴｕｂｅ": "youtube",
        "OnlyFans": "",
        # A letter too many or too few in a long name; codes say a platform in a column of platforms alone.
        "Instagramm": "instagram",
        "Facebok": "facebook",
        "Instagrams": "instagram",
        "twich": "",
        "ТГ": "telegram",
        "PIN": "",
        "TW": "",
    }
    assert {text: read_platform(text) for text in spelt} == spelt
    assert [platform_in_cell(text) for text in ("PIN", "TW", "ttv", "IG", "Facebok", "DE")] == [
        "pinterest",
        "x",
        "twitch",
        "instagram",
        "facebook",
        "",
    ]


@pytest.mark.parametrize(
    ("text", "name", "handle"),
    [
        ("마스카 (newmasca)", "마스카", "newmasca"),
        ("마스카 (@newmasca)", "마스카", "newmasca"),
        ("Anna Berg [anna]", "Anna Berg", "anna"),
        ("アンナ（anna）", "アンナ", "anna"),
        ("Анна【anna】", "Анна", "anna"),
        ("Anna <anna>", "Anna", "anna"),
        ("Anna | @anna", "Anna", "anna"),
        ("Anna Berg – @anna", "Anna Berg", "anna"),
        ("Anna @anna", "Anna", "anna"),
        ("@anna | Anna Berg", "Anna Berg", "anna"),
        ("@anna (Anna Berg)", "Anna Berg", "anna"),
        ("@anna - Anna Berg", "Anna Berg", "anna"),
        ("@anna- Anna Berg", "Anna Berg", "anna"),
        ("@anna-berg | Anna Berg", "Anna Berg", "anna-berg"),
        ("@anna-berg", "", "@anna-berg"),
        ("newmasca", "", "newmasca"),
        ("@newmasca", "", "@newmasca"),
        ("Anna Berg", "", "Anna Berg"),
        ("anna@example.com", "", "anna@example.com"),
        ("https://www.tiktok.com/@anna", "", "https://www.tiktok.com/@anna"),
    ],
)
def test_a_name_and_the_handle_beside_it(text: str, name: str, handle: str) -> None:
    assert split_name_and_handle(text) == (name, handle)


@pytest.mark.parametrize("platform", list(Platform))
@given(st.data())
def test_a_handle_in_any_form_is_itself(platform: Platform, data: st.DataObject) -> None:
    marks, length = ALPHABETS[platform]
    handle = data.draw(st.text("abcXYZ019" + marks, min_size=1, max_size=length).filter(lambda text: fits(text, platform)))
    form = data.draw(st.sampled_from(["{}", "@{}", "＠{}", " @{} ", "\u200b{}", "\ufeff@{}"]))
    assume(not is_address(handle))
    assert read_handle(form.format(handle), platform) == handle


@given(st.text(max_size=60))
def test_any_text_is_an_account_or_refused(text: str) -> None:
    for address in (text, f"https://youtube.com/{text}", f"vk.com/{text}", f"https://www.facebook.com/profile.php?id={text}"):
        with suppress(ValueError):
            found = read_address(address)
            assert bool(found.handle) + bool(found.external_id) + bool(found.name) == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("United States", "US"),
        ("usa", "US"),
        ("DEU", "DE"),
        ("Turkey", "TR"),
        ("south korea", "KR"),
        ("España", "ES"),
        ("Deutschland", "DE"),
        ("Spanien", "ES"),
        ("Allemagne", "DE"),
        ("Estados Unidos", "US"),
        ("Brasil", "BR"),
        ("Reino Unido", "GB"),
        ("Германия", "DE"),
        ("대한민국", "KR"),
        ("日本", "JP"),
        ("Berlin, Germany", "DE"),
        ("Москва, Россия", "RU"),
        ("🇩🇪", "DE"),
        ("🇧🇷 Brazil", "BR"),
        # A state, and a part of the United Kingdom.
        ("Los Angeles, CA", ""),
        ("London, England", "GB"),
        (", Germany", ""),
        *(("Türkiye", "TR"), ("Česko", "CZ"), ("ČR", "CZ"), ("Nederland", "NL"), ("台灣", "TW"), ("السعودية", "SA"), ("مصر", "EG")),
        *(("Україна", "UA"), ("ไทย", "TH"), ("भारत", "IN"), ("Việt Nam", "VN"), ("Amerika Serikat", "US"), ("İngiltere", "GB")),
        # As addresses and keys of software have them, and with other words between.
        *(("south-korea", "KR"), ("UNITED_STATES", "US"), ("Etats Unis", "US"), ("bosnia-and-herzegovina", "BA"), ("Bresil", "BR")),
        *(("Trinité-et-Tobago", "TT"), ("Trinité et Tobago", "TT"), ("Trinidad y Tobago", "TT"), ("Trinidad & Tobago", "TT")),
        *(("COTE D'IVOIRE", "CI"), ("Corée-du-Sud", "KR"), ("guinea-bissau", "GW"), ("Guinea", "GN"), ("u-k", ""), ("i-n", "")),
        ("Москва", ""),
        ("Nowhere", ""),
        ("", ""),
    ],
)
def test_countries(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("English", "en"),
        ("español", "es"),
        ("Chinese", "zh"),
        ("pt_BR", "pt-br"),
        ("DE", "de"),
        ("Klingon", ""),
        ("Deutsch", "de"),
        ("Englisch", "en"),
        ("espagnol", "es"),
        ("английский", "en"),
        ("한국어", "ko"),
    ],
)
def test_languages(text: str, code: str) -> None:
    assert language_code(text) == code


def test_platforms_are_known_in_other_scripts() -> None:
    spelt = {"إنستغرام": "instagram", "تيك توك": "tiktok", "يوتيوب": "youtube", "אינסטגרם": "instagram", "इंस्टाग्राम": "instagram"}
    spelt |= {"ติ๊กต็อก": "tiktok", "твітер": "x", "脸书": "facebook", "تيليجرام": "telegram", "فیسبوک": "facebook"}
    assert {text: read_platform(text) for text in spelt} == spelt
