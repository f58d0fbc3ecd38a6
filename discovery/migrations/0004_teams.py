"""Sharing, invitations, API tokens and the activity log; sources say whether they are the sample."""

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('discovery', '0003_campaigns_name_brands'),
    ]

    operations = [
        migrations.AddField(
            model_name='source',
            name='is_sample',
            field=models.BooleanField(db_default=False, default=False, editable=False, help_text='On for the invented accounts of a first look; pages say so.'),
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('digest', models.CharField(max_length=128, primary_key=True, serialize=False)),
                ('token_key', models.CharField(db_index=True, max_length=25)),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('expiry', models.DateTimeField(blank=True, null=True)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, help_text='How addresses name it.', unique=True)),
                ('name', models.CharField(help_text='What uses it.', max_length=100)),
                ('last_used_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='auth_token_set', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created', 'public_id'],
            },
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('actor_name', models.CharField(blank=True, help_text="The actor's address then; empty where a command or a worker did it.", max_length=254)),
                ('action', models.CharField(choices=[('brand.renamed', 'renamed the brand'), ('brand.deleted', 'deleted the brand'), ('campaign.created', 'made the campaign'), ('campaign.changed', 'changed the campaign'), ('campaign.deleted', 'deleted the campaign'), ('campaign.shared', 'shared the campaign'), ('campaign.unshared', 'stopped sharing the campaign'), ('campaign.handed_over', 'handed over the campaign'), ('shortlist.created', 'made the shortlist'), ('shortlist.renamed', 'renamed the shortlist'), ('shortlist.deleted', 'deleted the shortlist'), ('entries.added', 'added accounts to the shortlist'), ('entries.changed', 'changed entries of the shortlist'), ('entries.removed', 'removed accounts from the shortlist'), ('entries.restored', 'put accounts back on the shortlist'), ('shortlist.exported', 'exported the shortlist'), ('import.uploaded', 'uploaded the list'), ('import.queued', 'started loading the list'), ('import.loaded', 'loaded the list'), ('import.failed', 'could not load the list'), ('import.discarded', 'discarded the list'), ('sample.removed', 'removed the sample data'), ('person.invited', 'invited'), ('person.joined', 'joined'), ('person.invitation_revoked', 'revoked the invitation of'), ('person.role_changed', 'changed the role of'), ('person.deactivated', 'deactivated'), ('person.reactivated', 'reactivated'), ('person.mfa_reset', 'removed the second factor of'), ('token.created', 'made an API token'), ('token.revoked', 'revoked an API token')], max_length=30)),
                ('subject_id', models.BigIntegerField(help_text="Primary key of what the action's first word names; may be gone by now.")),
                ('subject_name', models.CharField(max_length=300)),
                ('changes', models.JSONField(default=dict, help_text='{field: [before, after]}, or what was added as {field: [null, after]}.')),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('campaign', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='activities', to='discovery.campaign')),
            ],
            options={
                'verbose_name_plural': 'activities',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['campaign', '-id'], name='activity_campaign'), models.Index(fields=['actor', '-id'], name='activity_actor')],
                'constraints': [models.CheckConstraint(condition=models.Q(('action', ''), _negated=True), name='activity_has_action')],
            },
        ),
        migrations.CreateModel(
            name='CampaignShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('may_edit', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shares', to='discovery.campaign')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shares', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('campaign', 'person'), name='share_once_a_person')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254)),
                ('role', models.CharField(choices=[('admin', 'Admin'), ('marketer', 'Marketer'), ('viewer', 'Viewer')], max_length=10)),
                ('digest', models.CharField(help_text="SHA-256 of the link's secret.", max_length=64, unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('expires_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='invitation', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['admin', 'marketer', 'viewer'])), name='invitation_role_known'), models.UniqueConstraint(django.db.models.functions.text.Lower('email'), condition=models.Q(('accepted_at', None), ('revoked_at', None)), name='invitation_waiting_once_an_address')],
            },
        ),
    ]
