"""Whatever a list's columns are called and hold, they are taken for something, and its rows are read or rejected: nothing breaks."""

import csv
from io import StringIO

from hypothesis import example, given, settings
from hypothesis import strategies as st

from discovery.importing.mapping import Mapping
from discovery.importing.proposals.proposing import propose
from discovery.importing.reader.rows import RowReader
from tests.discovery.importing.lists import table
from tests.discovery.importing.proposed import TODAY

NAMES = st.sampled_from(
    [
        *("username", "name", "id", "channel_id", "Handle", "url", "url_instagram", "YouTube", "Instagram", "platform", "title", ""),
        *("followers", "Subscribers", "구독자 수", "likes", "avg likes", "vid_nview", "views(avg)", "engagement", "ER %", "posts", "count"),
        *("date", "taken_at", "scrape time", "last seen", "country", "language", "niche", "bio", "mastodon", "Idol_Name", "brand", "#"),
        *(
            "post_id",
            "caption",
            "Follows",
            "TikTok followers",
            "2026-01",
            "x",
            "author",
            "uploads_playlist",
            "# Format: username",
            "Unnamed: 0",
        ),
    ]
)
CELLS = st.sampled_from(
    [
        *(
            "",
            "anna.mai",
            "@bert_oh",
            "Anna Mai",
            "Anna Mai (@anna.mai) | TikTok",
            "(3) Bert (@bert) / X",
            "PewDiePie",
            "てみ",
            "josé.canal",
        ),
        *("https://www.instagram.com/anna.mai/", "https://youtube.com/@%C3%A9ric", "https://youtube.com/channel/UC7XxmEXw7wXgh259vYCSjkQ"),
        *(
            "https://www.tiktok.com/@anna.mai/video/7516514308457598226",
            "https://kick.com/anna",
            "t.me/s/anna",
            "profile.php?id=61556261514878",
        ),
        *(
            "UC7XxmEXw7wXgh259vYCSjkQ",
            "UU7XxmEXw7wXgh259vYCSjkQ",
            "17841400000000001",
            "1.78E+16",
            "[Anna](https://x.com/anna) (x.com)",
            "**A**",
        ),
        *(
            "0",
            "12",
            "1,234",
            "1.234",
            "12,5",
            "29.3M",
            "155M ↑ 0.7%",
            "79만",
            "1,1,8,1,1",
            "3.4%",
            "0.034",
            "-1",
            "260600.00000000003",
            "Share",
        ),
        *(
            "2026-01-17",
            "01/02/2026",
            "2025-06-18T01:41:04",
            "46000",
            "tech",
            "Instagram",
            "kick",
            "DE",
            "Germany",
            "N/A",
            "—",
            "null",
            "True",
        ),
        *(
            "@me@mastodon.social",
            "anna@example.org",
            "UC",
            "'",
            "=1+1",
            "\u200b",
            "²",
            "x" * 400,
            "a\nb",
            "----",
            "50,00 €",
            "1-2k",
            "total",
        ),
    ]
) | st.text(max_size=6)


@st.composite
def tables(draw: st.DrawFn) -> str:
    width = draw(st.integers(1, 7))
    lines = [draw(st.lists(NAMES, min_size=width, max_size=width))]
    lines += draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=6))
    text = StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue().replace("\0", "")


@given(tables(), st.sampled_from(["", "instagram", "youtube", "x"]), st.sampled_from(["list.csv", "tiktok DEC 2022.csv", "youtube.csv"]))
@example("username,followers\nanna.mai,²\nbert_oh,5000\n", "x", "list.csv")
@settings(max_examples=250, deadline=None)
def test_any_table_is_understood_and_its_rows_are_read_or_rejected(text: str, platform: str, name: str) -> None:
    try:
        file_format, rows = table(text)
    except ValueError:
        # Refused with a sentence: a table of blanks is none.
        return
    found = propose(file_format, rows, name, TODAY)
    assert len(found.guesses) == len(file_format.columns)
    assert all(guess.reason for guess in found.guesses)
    assert Mapping.from_json(found.mapping.to_json()) == found.mapping
    reader = RowReader(file_format.columns, found.mapping, found.platform or platform, TODAY, TODAY)
    for raw in rows:
        for row in reader.read(raw):
            assert row.outcome is not None or row.record.handle or row.record.external_id
