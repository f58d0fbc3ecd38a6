"""Profiles' addresses name a platform and an account; what names none is refused."""

import pytest

from discovery.importing.cells.addresses import Address, read_address
from discovery.models import Platform

HEX = "0123456789abcdef" * 2


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
        ("https://www.reddit.com/r/Tea/", Address(Platform.REDDIT, external_id="r/tea")),
        ("m.facebook.com/zuck", Address(Platform.FACEBOOK, "zuck")),
        ("https://www.facebook.com/gaming/zuck", Address(Platform.FACEBOOK, "zuck")),
        ("https://www.facebook.com/gaming/Mr-Zuck-110014043876480", Address(Platform.FACEBOOK, external_id="110014043876480")),
        ("https://www.facebook.com/Mr-Zuck-110014043876480/", Address(Platform.FACEBOOK, external_id="110014043876480")),
        ("https://facebook.com/pages/Zuck/110014043876480?ref=hl", Address(Platform.FACEBOOK, external_id="110014043876480")),
        ("https://facebook.com/pages/category/Gamer/Zuck-110014043876480/", Address(Platform.FACEBOOK, external_id="110014043876480")),
        ("https://www.facebook.com/people/Mr-Zuck/100064512345678/", Address(Platform.FACEBOOK, external_id="100064512345678")),
        ("https://www.facebook.com/p/Zuck-100064512345678/", Address(Platform.FACEBOOK, external_id="100064512345678")),
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
        ("https://www.linkedin.com/company/Acme-Tools/about/", Address(Platform.LINKEDIN, external_id="company/acme-tools")),
        ("https://linkedin.com/school/m%C3%BCnchen", Address(Platform.LINKEDIN, external_id="school/münchen")),
        ("https://www.linkedin.com/in/maik-au%C3%9Fen", Address(Platform.LINKEDIN, "maik-außen")),
        ("https://www.instagram.de/anna.b/", Address(Platform.INSTAGRAM, "anna.b")),
        ("https://vk.com/id123", Address(Platform.VK, external_id="123")),
        ("https://vk.com/public77", Address(Platform.VK, external_id="-77")),
        ("https://vk.com/durov", Address(Platform.VK, "durov")),
        ("https://threads.net/@zuck", Address(Platform.THREADS, "zuck")),
        ("https://bsky.app/profile/anna.bsky.social", Address(Platform.BLUESKY, "anna.bsky.social")),
        ("https://bsky.app/profile/did:plc:z72i7hdynmk6r22z2", Address(Platform.BLUESKY, external_id="did:plc:z72i7hdynmk6r22z2")),
        ("https://kick.com/anna-b", Address(Platform.KICK, "anna-b")),
        ("https://space.bilibili.com/11073?spm_id_from=333", Address(Platform.BILIBILI, external_id="11073")),
        ("https://m.bilibili.com/space/11073", Address(Platform.BILIBILI, external_id="11073")),
        ("https://www.douyin.com/user/MS4wLjABAAAA_x-1234567890", Address(Platform.DOUYIN, external_id="MS4wLjABAAAA_x-1234567890")),
        ("https://www.iesdouyin.com/share/user/MS4wLjABAAAA12345678", Address(Platform.DOUYIN, external_id="MS4wLjABAAAA12345678")),
        ("https://weibo.com/u/1234567890", Address(Platform.WEIBO, external_id="1234567890")),
        ("https://m.weibo.cn/profile/1234567890", Address(Platform.WEIBO, external_id="1234567890")),
        ("weibo.com/1234567890", Address(Platform.WEIBO, external_id="1234567890")),
        ("https://weibo.com/annatea", Address(Platform.WEIBO, "annatea")),
        ("https://weibo.com/n/Anna", Address(Platform.WEIBO, name="Anna")),
        (f"https://www.xiaohongshu.com/user/profile/{HEX[:24]}", Address(Platform.XIAOHONGSHU, external_id=HEX[:24])),
        ("https://ch.sooplive.co.kr/anna12", Address(Platform.SOOP, "anna12")),
        ("https://bj.afreecatv.com/anna12", Address(Platform.SOOP, "anna12")),
        (f"https://chzzk.naver.com/{HEX}", Address(Platform.CHZZK, external_id=HEX)),
        (f"https://chzzk.naver.com/live/{HEX}", Address(Platform.CHZZK, external_id=HEX)),
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
        "https://bsky.app/search?q=anna",
        "https://live.bilibili.com/21452505",
        "https://kick.com/category/slots",
        "https://m.weibo.cn/detail/4567890123456789",
        "https://vod.sooplive.co.kr/player/12345",
        "https://www.bilibili.com/video/BV1xx411c7mD",
        "https://v.douyin.com/abc/",
        "https://www.douyin.com/user/self",
        f"https://www.xiaohongshu.com/explore/{HEX[:24]}",
        "https://chzzk.naver.com/lives",
        "https://www.tiktok.com/tag/food",
        "https://www.youtube.com/watch?v=abc",
        "https://t.me/joinchat/AAAA",
        "https://x.com/search?q=anna",
        "https://www.linkedin.com/company/",
        "https://www.linkedin.com/company/a%20b",
        "https://www.linkedin.com/feed/",
        "https://www.facebook.com/groups/1",
        "https://www.facebook.com/gaming",
        "https://www.facebook.com/watch/?v=1",
        "https://www.facebook.com/watch/live/?v=1",
        "https://www.youtube.com/てみ",
        "https://www.tiktok.com/@てみ",
        "https://pinterest.com/pin/1",
        "https://www.reddit.com/r/tea/comments/1abcde/which_tea/",
        "https://www.reddit.com/comments/1abcde",
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


def test_the_address_of_a_story_names_who_tells_it() -> None:
    assert read_address("https://www.instagram.com/stories/anna.b/3141592/") == Address("instagram", "anna.b")


@pytest.mark.parametrize("path", ["facebook.com/profile.php", "facebook.com/people/Anna/100", "instagram.com/stories/highlights/17900"])
def test_an_address_without_a_handle_lends_its_path_to_nobody(path: str) -> None:
    with pytest.raises(ValueError, match="not the address of a profile"):
        read_address(f"https://{path}")
