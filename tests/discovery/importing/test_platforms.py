"""Platforms by their names, however they are spelt."""

from discovery.importing.cells.platforms import platform_in_cell, read_platform


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


def test_platforms_are_known_in_other_scripts() -> None:
    spelt = {"إنستغرام": "instagram", "تيك توك": "tiktok", "يوتيوب": "youtube", "אינסטגרם": "instagram", "इंस्टाग्राम": "instagram"}
    spelt |= {"ติ๊กต็อก": "tiktok", "твітер": "x", "脸书": "facebook", "تيليجرام": "telegram", "فیسبوک": "facebook"}
    assert {text: read_platform(text) for text in spelt} == spelt
