"""Handles and names are told apart; none is invented."""

from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from discovery.importing.cells.addresses import is_address, read_address
from discovery.importing.cells.handles import ALPHABETS, WITHOUT_HANDLES, fits, looks_like_handle
from discovery.importing.cells.ids import read_id
from discovery.importing.cells.named import read_handle, split_name_and_handle
from discovery.models import Platform


@pytest.mark.parametrize(
    ("text", "platform", "handle"),
    [
        ("leomessi", "instagram", "leomessi"),
        ("@anna.bsky.social", "bluesky", "anna.bsky.social"),
        ("泠鸢yousa", "bilibili", ""),
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
        ("anna", "bluesky", "those are domains, as anna.bsky.social"),
        ("anna", "bilibili", "told by a number"),
        ("anna", "chzzk", "told by 32 letters and digits"),
    ],
)
def test_what_is_neither_is_refused(text: str, platform: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_handle(text, platform)


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


@pytest.mark.parametrize(
    ("text", "handle"),
    [
        ("@josé.canal", "josé.canal"),
        ("@Éric", "éric"),
        ("@jose\u0301", "josé"),
        ("@канал", "канал"),
        ("https://www.youtube.com/@PolskizAni%C4%85", "PolskizAnią"),
    ],
)
def test_youtube_has_handles_with_accents(text: str, handle: str) -> None:
    assert read_handle(text, "youtube") == handle
    with pytest.raises(ValueError, match=r"is not a handle|is an address"):
        read_handle(text, "tiktok")


def test_an_unseen_character_makes_no_second_handle_and_no_name() -> None:
    with pytest.raises(ValueError, match="invisible character"):
        read_handle("an\u200bna", "instagram")
    assert read_handle("The 👨‍👩‍👧 Family", "instagram") == ""


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
        ("@anna (BERG)", "BERG", "anna"),
        ("@anna (@anna.b)", "@anna", "anna.b"),
        ("@anna- Anna Berg", "Anna Berg", "anna"),
        ("@anna-berg | Anna Berg", "Anna Berg", "anna-berg"),
        ("@anna-berg", "", "@anna-berg"),
        ("newmasca", "", "newmasca"),
        ("@newmasca", "", "@newmasca"),
        ("Anna Berg", "", "Anna Berg"),
        ("anna@example.com", "", "anna@example.com"),
        ("https://www.tiktok.com/@anna", "", "https://www.tiktok.com/@anna"),
        ("Anna Berg https://www.tiktok.com/@anna", "Anna Berg", "https://www.tiktok.com/@anna"),
        ("Anna Berg (instagram.com/anna)", "Anna Berg", "instagram.com/anna"),
        ("https://youtube.com/c/anna – Anna", "Anna", "https://youtube.com/c/anna"),
        ("MenT@UCk-1Oa5qkBUXNKYdK95os8g", "MenT", "UCk-1Oa5qkBUXNKYdK95os8g"),
        ("Men T (UCk-1Oa5qkBUXNKYdK95os8g)", "Men T", "UCk-1Oa5qkBUXNKYdK95os8g"),
        ("MenT@UCk-1Oa5qkBUXNKYd", "", "MenT@UCk-1Oa5qkBUXNKYd"),
        ("anna.b     # Anna Berg — food and travel", "Anna Berg", "anna.b"),
        ("anna #1", "", "anna #1"),
        ("Anna https://example.com/@anna", "", "Anna https://example.com/@anna"),
    ],
)
def test_a_name_and_the_handle_beside_it(text: str, name: str, handle: str) -> None:
    assert split_name_and_handle(text) == (name, handle)


@pytest.mark.parametrize("platform", [on for on in Platform if on not in WITHOUT_HANDLES])
@given(st.data())
def test_a_handle_in_any_form_is_itself(platform: Platform, data: st.DataObject) -> None:
    marks, length = ("-", 50) if platform == Platform.BLUESKY else ALPHABETS[platform]
    names = st.text("abcXYZ019" + marks, min_size=1, max_size=length)
    if platform == Platform.BLUESKY:
        names = names.map("{}.bsky.social".format)
    handle = data.draw(names.filter(lambda text: fits(text, platform)))
    form = data.draw(st.sampled_from(["{}", "@{}", "＠{}", " @{} ", "\u200b{}", "\ufeff@{}"]))
    assume(not is_address(handle))
    assert read_handle(form.format(handle), platform) == handle


@given(st.text(max_size=60))
def test_any_text_is_an_account_or_refused(text: str) -> None:
    for address in (text, f"https://youtube.com/{text}", f"vk.com/{text}", f"https://www.facebook.com/profile.php?id={text}"):
        with suppress(ValueError):
            found = read_address(address)
            assert bool(found.handle) + bool(found.external_id) + bool(found.name) == 1
