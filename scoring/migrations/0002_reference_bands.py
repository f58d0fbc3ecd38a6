"""The published reference tables that benchmarks start from. Data only; an admin may edit every row afterwards."""

from django.db import migrations

SIZES = (1_000, 5_000, 10_000, 50_000, 100_000, 500_000, 1_000_000)

# Percent; from the lowest edge to the highest, a column a size.
INSTAGRAM = (
    (1.72, 0.62, 0.39, 0.32, 0.41, 0.46, 0.57),
    (3.38, 1.25, 0.84, 0.75, 0.87, 0.88, 1.02),
    (4.42, 1.62, 1.11, 1.01, 1.14, 1.13, 1.27),
    (7.97, 3.54, 2.61, 2.47, 2.63, 2.46, 2.60),
)
TIKTOK = (
    (9.49, 7.79, 6.28, 5.47, 5.07, 4.73, 4.75),
    (12.06, 10.50, 8.38, 7.22, 6.66, 6.19, 6.20),
    (14.04, 11.83, 9.37, 8.03, 7.39, 6.85, 6.84),
    (18.51, 14.59, 11.38, 10.45, 9.56, 8.12, 8.69),
)
YOUTUBE = (
    (0.41, 0.16, 0.09, 0.05, 0.04, 0.03, 0.02),
    (1.47, 0.59, 0.36, 0.23, 0.19, 0.16, 0.13),
    (2.02, 0.82, 0.51, 0.33, 0.27, 0.24, 0.18),
    (6.42, 2.62, 1.66, 1.08, 0.86, 0.71, 0.59),
)
RATES = (
    ("instagram", "per_follower", INSTAGRAM, "Modash, Instagram per follower, median of the last 30 posts, 72M+ profiles (table undated)", 2025),
    ("tiktok", "per_view", TIKTOK, "Modash, TikTok per view, November", 2025),
    ("youtube", "per_follower", YOUTUBE, "Modash, YouTube, 8M+ channels (table undated; per subscriber, as its magnitudes imply)", 2025),
)

# Comments per 100 likes: one median for all sizes. The edges around it are house: an 80 % quantile of twice the median,
# and the other three as a log-normal spread then has them.
SPREAD = (0.5, 0.8, 1.25, 2.0)
TALK = (
    ("instagram", 6.0, "Markerly, Instagram, median over 10,000 followers; other sizes and the edges around it are house", 2016),
    ("tiktok", 1.4, "TikTok, median; the edges around it are house", 2025),
)


def bands():
    """Every row as a dictionary of its fields."""
    for platform, measure, table, source, year in RATES:
        for size, edges in zip(SIZES, zip(*table)):
            yield _band(platform, measure, size, [round(edge / 100, 6) for edge in edges], source, year)
    for platform, median, source, year in TALK:
        for size in SIZES:
            yield _band(platform, "comments_per_100_likes", size, [round(median * times, 6) for times in SPREAD], source, year)


def _band(platform, measure, size, edges, source, year):
    names = ("below_average", "average", "above_average", "high")
    return {"platform": platform, "measure": measure, "followers_from": size, "source": source, "year": year, **dict(zip(names, edges))}


def add_bands(apps, schema_editor):
    reference = apps.get_model("scoring", "ReferenceBand")
    reference.objects.bulk_create(reference(**band) for band in bands())


def remove_bands(apps, schema_editor):
    """Take away these tables, edited or not; bands from other sources stay."""
    apps.get_model("scoring", "ReferenceBand").objects.filter(source__in={band["source"] for band in bands()}).delete()


class Migration(migrations.Migration):
    dependencies = [("scoring", "0001_scores")]
    operations = [migrations.RunPython(add_bands, remove_bands)]
