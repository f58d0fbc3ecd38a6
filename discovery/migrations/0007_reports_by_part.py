"""A row that speaks of several accounts has a report for each. Looser than before: no stored row and no older version can break it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('discovery', '0006_imports'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='rowreport',
            name='report_once_a_row',
        ),
        migrations.AddConstraint(
            model_name='rowreport',
            constraint=models.UniqueConstraint(fields=('creator_list', 'line', 'part'), name='report_once_a_part'),
        ),
    ]
