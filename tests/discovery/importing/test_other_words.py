"""Columns whose names say what they are in other words than most lists do: each as a real list had it."""

import pytest

from tests.discovery.importing.proposed import column


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("Number.of.people.they.follow", ("198", "272"), "following"),
        ("accounts followed", ("198", "272"), "following"),
        ("Assinantes", ("245000000", "1200"), "followers"),
        ("Content Focus", ("Food and travel", "Travel couple"), "topics"),
        ("Specialties", ("Digital Art, Neon", "Abstract Art"), "topics"),
        ("product_categories", ("Beauty|Bags", "Toys"), "topics"),
        ("TOPIC OF INFLUENCE", ("Fashion", "Tech"), "topics"),
        ("Interests", ("Theater : 54%, Politics : 45%", "Rugby : 95%, Dance : 38%"), "extra"),
        ("checked_date", ("2026-09-06T15:07:31+00:00", "2026-09-06T15:07:32+00:00"), "taken_on"),
        ("확인일자", ("2026-08-21", "2026-08-22"), "taken_on"),
        ("members_count", ("7425", "18850"), "followers"),
        ("member count", ("7425", "18850"), "followers"),
        ("autor", ("Anna Mai", "Bert Oh"), "title"),
        ("friend_count", ("16734", "40371"), "following"),
        ("edge_media_preview_like_count", ("50", "40"), "likes"),
        ("edge_media_to_comment_count", ("2", "1"), "comments"),
        ("taken_at_timestamp", ("1436315494", "1435125811"), "extra"),
        ("Catégorie", ("Macro", "Micro", "micro-influencer"), "extra"),
        ("shortName", ("Sora", "Roboco"), "title"),
        ("actor", ("Anna Mai", "Bert Oh"), "title"),
        ("actor", ("yes", "no"), "extra"),
        ("Followers_to_Date", ("13863213", "6088584"), "followers"),
        ("views to date", ("13863213", "6088584"), "extra"),
        ("scraping_date", ("19-02-2026", "20-02-2026"), "taken_on"),
    ],
)
def test_names_that_say_it_in_other_words(name: str, values: tuple[str, ...], expected: str) -> None:
    assert column(name, *values) == expected
