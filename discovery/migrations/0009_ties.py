"""Which accounts are one person's is remembered by whoever said so: a list that has them in a row, or a person."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('discovery', '0008_checks_and_matches'),
    ]

    operations = [
        migrations.CreateModel(
            name='Tie',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_apart', models.BooleanField(db_default=False, default=False)),
                ('account', models.ForeignKey(help_text='The younger of the two.', on_delete=django.db.models.deletion.CASCADE, related_name='ties', to='discovery.account')),
                ('creator_list', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='ties', to='discovery.creatorlist')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='discovery.account')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('creator_list', 'account', 'other'), name='tie_once_a_list', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('account__gt', models.F('other'))), name='tie_is_of_two'), models.CheckConstraint(condition=models.Q(('is_apart', False), ('creator_list', None), _connector='OR'), name='tie_is_parted_by_people')],
            },
        ),
    ]
