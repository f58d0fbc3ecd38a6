"""A campaign may want another size than the method does: its centre, its width, and how much it counts."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('discovery', '0010_confirmation_packs'),
    ]

    operations = [
        migrations.AddField(
            model_name='campaign',
            name='size_share',
            field=models.FloatField(blank=True, help_text='How much size counts in fit, 0 to 1.', null=True),
        ),
        migrations.AddField(
            model_name='campaign',
            name='sweet_centre',
            field=models.BigIntegerField(blank=True, help_text='Followers.', null=True),
        ),
        migrations.AddField(
            model_name='campaign',
            name='sweet_width',
            field=models.FloatField(blank=True, help_text='Powers of ten.', null=True),
        ),
        migrations.AddConstraint(
            model_name='campaign',
            constraint=models.CheckConstraint(condition=models.Q(('sweet_centre__range', (100, 10000000000)), ('sweet_centre__isnull', True), _connector='OR'), name='campaign_centre_in_range'),
        ),
        migrations.AddConstraint(
            model_name='campaign',
            constraint=models.CheckConstraint(condition=models.Q(('sweet_width__range', (0.05, 3)), ('sweet_width__isnull', True), _connector='OR'), name='campaign_width_in_range'),
        ),
        migrations.AddConstraint(
            model_name='campaign',
            constraint=models.CheckConstraint(condition=models.Q(('size_share__range', (0, 1)), ('size_share__isnull', True), _connector='OR'), name='campaign_share_in_range'),
        ),
    ]
