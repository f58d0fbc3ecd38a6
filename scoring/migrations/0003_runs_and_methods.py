"""Runs that replace all scores at once, what they keep between them, the versions of the method, and flags that people dismissed."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('discovery', '0010_confirmation_packs'),
        ('scoring', '0002_reference_bands'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FeatureBlock',
            fields=[
                ('number', models.BigIntegerField(help_text='Account ids divided by scoring.blocks.SIZE.', primary_key=True, serialize=False)),
                ('version', models.CharField(help_text='Of the constants and formulas that features depend on.', max_length=40)),
                ('accounts', models.IntegerField(help_text='How many the block had.')),
                ('ids_sum', models.BigIntegerField(help_text='The sum of their ids: whether accounts came or went is seen by both.')),
                ('features', models.BinaryField()),
                ('events', models.BinaryField()),
                ('peers', models.BinaryField(help_text='What benchmarks are made of.')),
            ],
        ),
        migrations.AddField(
            model_name='accountscore',
            name='flag_count',
            field=models.IntegerField(db_default=0, default=0, help_text='Of those that nobody dismissed.'),
        ),
        migrations.AddField(
            model_name='accountscore',
            name='flags',
            field=models.JSONField(db_default=models.Value([], output_field=models.JSONField()), default=list, help_text='Each with kind, from_day, to_day, dismissed, and its numbers.'),
        ),
        migrations.AddField(
            model_name='accountscore',
            name='growth',
            field=models.FloatField(help_text='Of followers per 30 days, 0.02 for 2 %, without jumps.', null=True),
        ),
        migrations.AlterField(
            model_name='accountscore',
            name='account',
            field=models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='score', serialize=False, to='discovery.account'),
        ),
        migrations.AlterField(
            model_name='accountscore',
            name='benchmark_version',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='scoring.benchmarkversion'),
        ),
        migrations.AlterField(
            model_name='accountscore',
            name='details',
            field=models.JSONField(db_default=models.Value({}, output_field=models.JSONField()), default=dict, help_text='Of a release before: explanations are replayed from the history now.'),
        ),
        migrations.AlterField(
            model_name='benchmarkversion',
            name='published_at',
            field=models.DateTimeField(default=django.utils.timezone.now, help_text='Empty until the scores that use it are published.', null=True),
        ),
        migrations.CreateModel(
            name='MethodVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.CharField(help_text="The formulas' number and a digest of every constant.", max_length=40)),
                ('params', models.JSONField(help_text='Every constant, {name: value}.')),
                ('chosen', models.JSONField(default=dict, help_text='Those that this installation chose itself, {name: value}; the rest came with the release.')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('note', models.TextField(blank=True, help_text='Why it was chosen.')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='ScoresDue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('scored_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(models.F('id'), condition=models.Q(('scored_at__isnull', True)), name='scores_due')],
            },
        ),
        migrations.CreateModel(
            name='ScoringRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('queued', 'Queued'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed')], default='queued', max_length=10)),
                ('stage', models.IntegerField(choices=[(1, 'Reading histories'), (2, 'Comparing peers'), (3, 'Scoring'), (4, 'Indexing'), (5, 'Publishing')], default=1)),
                ('reason', models.CharField(help_text='Why it was asked for.', max_length=200)),
                ('from_nothing', models.BooleanField(default=False, help_text='Read every history anew, whatever is kept of it.')),
                ('moment', models.DateTimeField(help_text='The time that ages are counted to, and that its scores carry.')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('started_at', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('alive_at', models.DateTimeField(default=django.utils.timezone.now, help_text='When a worker last said that it goes on.')),
                ('attempts', models.IntegerField(default=0, help_text='How often beat found it abandoned.')),
                ('accounts', models.BigIntegerField(default=0, help_text='Scored and published.')),
                ('consumed', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, help_text='The rows of ScoresDue that it takes account of.', size=None)),
                ('message', models.TextField(blank=True, help_text='Why it failed.')),
                ('summary', models.JSONField(default=dict, help_text='What it moved; scoring.movement gives the keys.')),
                ('benchmark_version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='runs', to='scoring.benchmarkversion')),
                ('method', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='scoring.methodversion')),
                ('requested_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='RunUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.IntegerField(choices=[(1, 'Reading histories'), (2, 'Comparing peers'), (3, 'Scoring'), (4, 'Indexing'), (5, 'Publishing')])),
                ('number', models.BigIntegerField(help_text='Of the block of accounts, or of the step.')),
                ('changed', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), help_text="The block's accounts to read anew; NULL for all of them.", null=True, size=None)),
                ('done_at', models.DateTimeField(null=True)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='units', to='scoring.scoringrun')),
            ],
        ),
        migrations.CreateModel(
            name='FlagDismissal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('from_day', models.DateField(help_text='The day of the earlier of the two snapshots that the flag was read from.')),
                ('to_day', models.DateField(help_text='The day of the later one.')),
                ('reason', models.TextField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='flag_dismissals', to='discovery.account')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-at', '-id'],
                'constraints': [models.UniqueConstraint(fields=('account', 'kind', 'from_day', 'to_day'), name='flag_dismissed_once'), models.CheckConstraint(condition=models.Q(('to_day__gte', models.F('from_day'))), name='flag_dismissal_days_in_order'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='flag_dismissal_has_reason')],
            },
        ),
        migrations.AddConstraint(
            model_name='scoringrun',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'queued')), fields=('state',), name='one_queued_run'),
        ),
        migrations.AddConstraint(
            model_name='scoringrun',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'running')), fields=('state',), name='one_running_run'),
        ),
        migrations.AddIndex(
            model_name='rununit',
            index=models.Index(models.F('run'), models.F('stage'), models.F('number'), condition=models.Q(('done_at__isnull', True)), name='unit_open'),
        ),
        migrations.AddConstraint(
            model_name='rununit',
            constraint=models.UniqueConstraint(fields=('run', 'stage', 'number'), name='unit_once_a_run'),
        ),
        # Matrices hardly shrink, and PostgreSQL's own compression would cost more than writing them.
        migrations.RunSQL(
            "ALTER TABLE scoring_featureblock ALTER COLUMN features SET STORAGE EXTERNAL,"
            " ALTER COLUMN events SET STORAGE EXTERNAL, ALTER COLUMN peers SET STORAGE EXTERNAL",
            migrations.RunSQL.noop,
        ),
        # What is lost in a crash of the server is read anew by the next run, so it need not be written twice.
        migrations.RunSQL("ALTER TABLE scoring_featureblock SET UNLOGGED", migrations.RunSQL.noop),
    ]
