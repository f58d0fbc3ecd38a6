"""A draft knows what the whole file would do; a row that waited to be matched knows the list that goes on with it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('discovery', '0007_reports_by_part'),
    ]

    operations = [
        migrations.AddField(
            model_name='creatorlist',
            name='checked',
            field=models.JSONField(blank=True, db_default=models.Value({}, output_field=models.JSONField()), default=dict, help_text="What the whole file would do by what is chosen; the shape is Check's in discovery.importing."),
        ),
        migrations.AddField(
            model_name='rowreport',
            name='matched_in',
            field=models.BigIntegerField(blank=True, help_text='The id of the list that continues this one with the account a person matched the row to; void where that is gone.', null=True),
        ),
    ]
