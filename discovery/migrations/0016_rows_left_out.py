"""Rows that are no account's are told apart from those that need mending. Looser than before: no stored row and no older version
can break it.
"""

import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('discovery', '0015_facebook_ids'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='creatorlist',
            name='list_rows_add_up',
        ),
        migrations.RemoveConstraint(
            model_name='rowreport',
            name='report_outcome_known',
        ),
        migrations.AddField(
            model_name='creatorlist',
            name='left_out',
            field=models.BigIntegerField(db_default=0, default=0, help_text="Rows that are no account's and need no mending: headings, totals, notes, names of columns."),
        ),
        migrations.AlterField(
            model_name='rowreport',
            name='outcome',
            field=models.CharField(choices=[('rejected', 'Rejected'), ('left_out', 'Left out: no account'), ('unmatched', 'To be matched'), ('duplicate', 'Duplicate'), ('noted', 'Loaded, with a remark')], max_length=10),
        ),
        migrations.AddConstraint(
            model_name='creatorlist',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'loaded'), _negated=True), ('rows', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('created'), '+', models.F('updated')), '+', models.F('unchanged')), '+', models.F('duplicates')), '+', models.F('unmatched')), '+', models.F('rejected')), '+', models.F('gathered')), '+', models.F('suppressed')), '+', models.F('left_out'))), _connector='OR'), name='list_rows_add_up'),
        ),
        migrations.AddConstraint(
            model_name='rowreport',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['rejected', 'left_out', 'unmatched', 'duplicate', 'noted'])), name='report_outcome_known'),
        ),
    ]
