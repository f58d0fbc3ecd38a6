"""Brands become rows that campaigns point to.

The text column stays, with a default, so that the version before still reads and writes while this one is rolled out; nothing
of this version uses it. A later release drops it.
"""

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("discovery", "0001_facts")]

    operations = [
        migrations.CreateModel(
            name="Brand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": [django.db.models.functions.text.Lower("name")],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="brand_name_once",
                        violation_error_message="There is a brand of this name.",
                    ),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="brand_has_name"),
                ],
            },
        ),
        migrations.AlterField("campaign", "brand", models.CharField(max_length=200, db_default="")),
        migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField("campaign", "brand")]),
        migrations.AddField(
            "campaign",
            "brand",
            models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="campaigns", to="discovery.brand"
            ),
        ),
    ]
