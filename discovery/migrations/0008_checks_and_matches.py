"""How far a load is stands apart; a draft knows what the whole file would do, and a row that was matched in which list it went on."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('discovery', '0007_reports_by_part'),
    ]

    operations = [
        migrations.CreateModel(
            name='ListProgress',
            fields=[
                ('creator_list', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='progress', serialize=False, to='discovery.creatorlist')),
                ('attempt', models.IntegerField(help_text="The list's attempt that this is of.")),
                ('stage', models.CharField(blank=True, choices=[('reading', 'Reading rows'), ('storing', 'Storing accounts and counts'), ('scoring', 'Scoring'), ('undoing', 'Taking it back')], max_length=10)),
                ('share_done', models.FloatField(default=0, help_text='How much of the work is done, 0 to 1.')),
                ('rows_done', models.BigIntegerField(default=0, help_text='Rows read so far.')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('share_done__gte', 0), ('share_done__lte', 1)), name='progress_share_from_0_to_1')],
            },
        ),
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
