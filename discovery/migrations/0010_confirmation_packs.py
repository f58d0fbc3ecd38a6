"""What lists confirm of many accounts alike is kept once for a thousand of them."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('discovery', '0009_ties'),
    ]

    operations = [
        migrations.CreateModel(
            name='ConfirmationPack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('block', models.BigIntegerField(help_text='The account ids divided by BLOCK.')),
                ('accounts', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('snapshots', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(null=True), help_text='One for each account; null where the fields are of the account itself.', size=None)),
                ('fields', models.JSONField(default=list, help_text='[field, …]')),
                ('creator_list', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='confirmation_packs', to='discovery.creatorlist')),
            ],
            options={
                'indexes': [models.Index(fields=['creator_list', 'block'], name='confirmation_pack_list'), models.Index(fields=['block'], name='confirmation_pack_block')],
            },
        ),
    ]
