"""Bluesky, Kick, Bilibili, Douyin, Weibo, Xiaohongshu, SOOP and CHZZK. Looser than before: no stored row and no older version can break it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('discovery', '0016_rows_left_out'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='account',
            name='account_platform_known',
        ),
        migrations.RemoveConstraint(
            model_name='creatorlist',
            name='list_platform_known',
        ),
        migrations.AlterField(
            model_name='account',
            name='platform',
            field=models.CharField(choices=[('instagram', 'Instagram'), ('tiktok', 'TikTok'), ('youtube', 'YouTube'), ('twitch', 'Twitch'), ('x', 'X'), ('facebook', 'Facebook'), ('threads', 'Threads'), ('pinterest', 'Pinterest'), ('snapchat', 'Snapchat'), ('linkedin', 'LinkedIn'), ('reddit', 'Reddit'), ('telegram', 'Telegram'), ('vk', 'VK'), ('rutube', 'Rutube'), ('bluesky', 'Bluesky'), ('kick', 'Kick'), ('bilibili', 'Bilibili'), ('douyin', 'Douyin'), ('weibo', 'Weibo'), ('xiaohongshu', 'Xiaohongshu'), ('soop', 'SOOP'), ('chzzk', 'CHZZK')], max_length=20),
        ),
        migrations.AlterField(
            model_name='creatorlist',
            name='platform',
            field=models.CharField(blank=True, choices=[('instagram', 'Instagram'), ('tiktok', 'TikTok'), ('youtube', 'YouTube'), ('twitch', 'Twitch'), ('x', 'X'), ('facebook', 'Facebook'), ('threads', 'Threads'), ('pinterest', 'Pinterest'), ('snapchat', 'Snapchat'), ('linkedin', 'LinkedIn'), ('reddit', 'Reddit'), ('telegram', 'Telegram'), ('vk', 'VK'), ('rutube', 'Rutube'), ('bluesky', 'Bluesky'), ('kick', 'Kick'), ('bilibili', 'Bilibili'), ('douyin', 'Douyin'), ('weibo', 'Weibo'), ('xiaohongshu', 'Xiaohongshu'), ('soop', 'SOOP'), ('chzzk', 'CHZZK')], help_text='For rows that name none.', max_length=20),
        ),
        migrations.AddConstraint(
            model_name='account',
            constraint=models.CheckConstraint(condition=models.Q(('platform__in', ['instagram', 'tiktok', 'youtube', 'twitch', 'x', 'facebook', 'threads', 'pinterest', 'snapchat', 'linkedin', 'reddit', 'telegram', 'vk', 'rutube', 'bluesky', 'kick', 'bilibili', 'douyin', 'weibo', 'xiaohongshu', 'soop', 'chzzk'])), name='account_platform_known'),
        ),
        migrations.AddConstraint(
            model_name='creatorlist',
            constraint=models.CheckConstraint(condition=models.Q(('platform__in', ['', 'instagram', 'tiktok', 'youtube', 'twitch', 'x', 'facebook', 'threads', 'pinterest', 'snapchat', 'linkedin', 'reddit', 'telegram', 'vk', 'rutube', 'bluesky', 'kick', 'bilibili', 'douyin', 'weibo', 'xiaohongshu', 'soop', 'chzzk'])), name='list_platform_known'),
        ),
    ]
