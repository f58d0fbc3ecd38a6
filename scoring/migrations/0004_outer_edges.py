"""The outer edges that a rate is called out of band by, and the two measures of a history."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('scoring', '0003_runs_and_methods'),
    ]

    operations = [
        migrations.AddField(
            model_name='benchmark',
            name='highest',
            field=models.FloatField(help_text='The higher of their high edges.', null=True),
        ),
        migrations.AddField(
            model_name='benchmark',
            name='lowest',
            field=models.FloatField(help_text="The lower of the low edges of the reference and of one's own accounts.", null=True),
        ),
        migrations.AlterField(
            model_name='benchmark',
            name='measure',
            field=models.CharField(choices=[('per_follower', 'engagement per follower'), ('per_view', 'engagement per view'), ('comments_per_100_likes', 'comments per 100 likes'), ('growth_per_30_days', 'growth of followers per 30 days'), ('rate_spread', 'spread of the engagement rate')], max_length=25),
        ),
        migrations.AlterField(
            model_name='referenceband',
            name='measure',
            field=models.CharField(choices=[('per_follower', 'engagement per follower'), ('per_view', 'engagement per view'), ('comments_per_100_likes', 'comments per 100 likes'), ('growth_per_30_days', 'growth of followers per 30 days'), ('rate_spread', 'spread of the engagement rate')], max_length=25),
        ),
    ]
