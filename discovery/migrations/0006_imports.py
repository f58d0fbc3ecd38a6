"""Imports remember what they replaced and confirmed, saved mappings, former handles and suppressed people; snapshots know measured posts."""

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('discovery', '0005_mark_sample'),
    ]

    operations = [
        migrations.CreateModel(
            name='Confirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fields', models.JSONField(default=list, help_text='[field, …]')),
            ],
        ),
        migrations.CreateModel(
            name='EarlierValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(max_length=20)),
                ('value', models.JSONField(help_text='As the column held it; null where it was blank.', null=True)),
            ],
        ),
        migrations.CreateModel(
            name='FormerHandle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('handle', models.CharField(max_length=100)),
                ('replaced_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='SavedMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('header', models.CharField(help_text="SHA-256 of the columns' names, regardless of case.", max_length=64, unique=True)),
                ('columns', models.JSONField(help_text='[name, …]')),
                ('mapping', models.JSONField(help_text="As discovery.importing's Mapping writes it.")),
                ('platform', models.CharField(blank=True, help_text='For rows that named none.', max_length=20)),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='Suppression',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='creatorlist',
            name='list_rows_add_up',
        ),
        migrations.RemoveConstraint(
            model_name='creatorlist',
            name='list_state_known',
        ),
        migrations.AddField(
            model_name='creatorlist',
            name='cancel_requested_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='creatorlist',
            name='continues',
            field=models.ForeignKey(blank=True, help_text='The list whose rows these are, matched to accounts by a person.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='continued_by', to='discovery.creatorlist'),
        ),
        migrations.AddField(
            model_name='creatorlist',
            name='gathered',
            field=models.BigIntegerField(db_default=0, default=0, help_text='Further posts of an account, gathered into its averages.'),
        ),
        migrations.AddField(
            model_name='creatorlist',
            name='suppressed',
            field=models.BigIntegerField(db_default=0, default=0, help_text='Rows of people who asked not to be listed; nothing is kept of them.'),
        ),
        migrations.AddField(
            model_name='creatorlist',
            name='table',
            field=models.FileField(blank=True, db_default='', help_text='The rows as a plain table, where the upload is a workbook or JSON; empty where it is text, and once it expired.', upload_to='lists/%Y/%m/'),
        ),
        migrations.AddField(
            model_name='creatorlist',
            name='undone_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='rowreport',
            name='part',
            field=models.CharField(blank=True, db_default='', help_text='The platform, where the row speaks of accounts on several; else empty.', max_length=20),
        ),
        migrations.AddField(
            model_name='snapshot',
            name='medians',
            field=models.JSONField(blank=True, db_default=models.Value({}, output_field=models.JSONField()), default=dict, help_text='Of those posts, {likes, comments, shares, views: median}.'),
        ),
        migrations.AddField(
            model_name='snapshot',
            name='posts_measured',
            field=models.IntegerField(blank=True, help_text='How many posts a list gave one by one; averages are over these.', null=True),
        ),
        migrations.AlterField(
            model_name='activity',
            name='action',
            field=models.CharField(choices=[('brand.renamed', 'renamed the brand'), ('brand.deleted', 'deleted the brand'), ('campaign.created', 'made the campaign'), ('campaign.changed', 'changed the campaign'), ('campaign.deleted', 'deleted the campaign'), ('campaign.shared', 'shared the campaign'), ('campaign.unshared', 'stopped sharing the campaign'), ('campaign.handed_over', 'handed over the campaign'), ('shortlist.created', 'made the shortlist'), ('shortlist.renamed', 'renamed the shortlist'), ('shortlist.deleted', 'deleted the shortlist'), ('entries.added', 'added accounts to the shortlist'), ('entries.changed', 'changed entries of the shortlist'), ('entries.removed', 'removed accounts from the shortlist'), ('entries.restored', 'put accounts back on the shortlist'), ('shortlist.exported', 'exported the shortlist'), ('import.uploaded', 'uploaded the list'), ('import.queued', 'started loading the list'), ('import.loaded', 'loaded the list'), ('import.failed', 'could not load the list'), ('import.discarded', 'discarded the list'), ('import.cancelled', 'cancelled the loading of'), ('import.undo_started', 'started undoing the list'), ('import.undone', 'undid the list'), ('creator.linked', 'linked accounts to the creator'), ('creator.unlinked', 'separated an account from the creator'), ('sample.removed', 'removed the sample data'), ('person.invited', 'invited'), ('person.joined', 'joined'), ('person.invitation_revoked', 'revoked the invitation of'), ('person.role_changed', 'changed the role of'), ('person.deactivated', 'deactivated'), ('person.reactivated', 'reactivated'), ('person.mfa_reset', 'removed the second factor of'), ('token.created', 'made an API token'), ('token.revoked', 'revoked an API token')], max_length=30),
        ),
        migrations.AlterField(
            model_name='creatorlist',
            name='state',
            field=models.CharField(choices=[('draft', 'Waiting for you'), ('queued', 'Queued'), ('loading', 'Loading'), ('loaded', 'Loaded'), ('failed', 'Failed'), ('undoing', 'Being undone'), ('undone', 'Undone')], default='draft', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='creatorlist',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'loaded'), _negated=True), ('rows', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('created'), '+', models.F('updated')), '+', models.F('unchanged')), '+', models.F('duplicates')), '+', models.F('unmatched')), '+', models.F('rejected')), '+', models.F('gathered')), '+', models.F('suppressed'))), _connector='OR'), name='list_rows_add_up'),
        ),
        migrations.AddConstraint(
            model_name='creatorlist',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'queued', 'loading', 'loaded', 'failed', 'undoing', 'undone'])), name='list_state_known'),
        ),
        migrations.AddConstraint(
            model_name='snapshot',
            constraint=models.CheckConstraint(condition=models.Q(('posts_measured__gte', 1)), name='snapshot_posts_measured_some'),
        ),
        migrations.AddField(
            model_name='confirmation',
            name='account',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='confirmations', to='discovery.account'),
        ),
        migrations.AddField(
            model_name='confirmation',
            name='creator_list',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='confirmations', to='discovery.creatorlist'),
        ),
        migrations.AddField(
            model_name='confirmation',
            name='snapshot',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='confirmations', to='discovery.snapshot'),
        ),
        migrations.AddField(
            model_name='earliervalue',
            name='account',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='earlier_values', to='discovery.account'),
        ),
        migrations.AddField(
            model_name='earliervalue',
            name='creator_list',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='replaced', to='discovery.creatorlist'),
        ),
        migrations.AddField(
            model_name='earliervalue',
            name='snapshot',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='earlier_values', to='discovery.snapshot'),
        ),
        migrations.AddField(
            model_name='earliervalue',
            name='value_list',
            field=models.ForeignKey(help_text='Who had stated it.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='discovery.creatorlist'),
        ),
        migrations.AddField(
            model_name='formerhandle',
            name='account',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_handles', to='discovery.account'),
        ),
        migrations.AddField(
            model_name='formerhandle',
            name='creator_list',
            field=models.ForeignKey(help_text='The list that told of the new one.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='discovery.creatorlist'),
        ),
        migrations.AddField(
            model_name='savedmapping',
            name='saved_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='suppression',
            constraint=models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='suppression_digest_is_one'),
        ),
        migrations.AddConstraint(
            model_name='confirmation',
            constraint=models.UniqueConstraint(fields=('creator_list', 'account', 'snapshot'), name='confirmation_once_a_list', nulls_distinct=False),
        ),
        migrations.AddIndex(
            model_name='earliervalue',
            index=models.Index(fields=['value_list'], name='earlier_value_list'),
        ),
        migrations.AddConstraint(
            model_name='earliervalue',
            constraint=models.UniqueConstraint(fields=('creator_list', 'account', 'snapshot', 'field'), name='earlier_value_once_a_list', nulls_distinct=False),
        ),
        migrations.AddIndex(
            model_name='formerhandle',
            index=models.Index(django.db.models.functions.text.Lower('handle'), name='former_handle_key'),
        ),
        migrations.AddConstraint(
            model_name='formerhandle',
            constraint=models.CheckConstraint(condition=models.Q(('handle', ''), _negated=True), name='former_handle_is_one'),
        ),
        migrations.AddConstraint(
            model_name='formerhandle',
            constraint=models.UniqueConstraint(models.F('account'), django.db.models.functions.text.Lower('handle'), name='former_handle_once'),
        ),
    ]
