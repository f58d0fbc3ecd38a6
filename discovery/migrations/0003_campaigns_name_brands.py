"""Every brand that campaigns name in their text becomes a row, once whatever its case, and the campaigns point to it."""

from django.db import migrations

MAKE_BRANDS = """
    INSERT INTO discovery_brand (name, created_at)
    SELECT DISTINCT ON (lower(trim(brand))) trim(brand), now() FROM discovery_campaign WHERE trim(brand) <> ''
    ORDER BY lower(trim(brand)), id
    ON CONFLICT DO NOTHING
"""
POINT_TO_THEM = """
    UPDATE discovery_campaign AS campaign SET brand_id = brand.id
    FROM discovery_brand AS brand WHERE lower(brand.name) = lower(trim(campaign.brand)) AND campaign.brand_id IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("discovery", "0002_brands")]
    operations = [migrations.RunSQL([MAKE_BRANDS, POINT_TO_THEM], migrations.RunSQL.noop)]
