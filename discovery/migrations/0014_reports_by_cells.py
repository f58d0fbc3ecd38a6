"""A line that holds several rows, as a tracker's does, has a report for each. Looser than before: no stored row and no older version
can break it.
"""

from django.db import migrations, models
from django.db.models.functions import MD5, Cast


class Migration(migrations.Migration):

    dependencies = [
        ('discovery', '0013_action_of_stopping'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='rowreport',
            name='report_once_a_part',
        ),
        migrations.AddConstraint(
            model_name='rowreport',
            constraint=models.UniqueConstraint('creator_list', 'line', 'part', MD5(Cast('cells', models.TextField())), name='report_once_its_cells'),
        ),
    ]
