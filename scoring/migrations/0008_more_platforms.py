"""The platforms of discovery 0017: choices alone, nothing in the database."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('scoring', '0007_stopped_runs'),
    ]

    operations = [
        migrations.AlterField(
            model_name='benchmark',
            name='platform',
            field=models.CharField(choices=[('instagram', 'Instagram'), ('tiktok', 'TikTok'), ('youtube', 'YouTube'), ('twitch', 'Twitch'), ('x', 'X'), ('facebook', 'Facebook'), ('threads', 'Threads'), ('pinterest', 'Pinterest'), ('snapchat', 'Snapchat'), ('linkedin', 'LinkedIn'), ('reddit', 'Reddit'), ('telegram', 'Telegram'), ('vk', 'VK'), ('rutube', 'Rutube'), ('bluesky', 'Bluesky'), ('kick', 'Kick'), ('bilibili', 'Bilibili'), ('douyin', 'Douyin'), ('weibo', 'Weibo'), ('xiaohongshu', 'Xiaohongshu'), ('soop', 'SOOP'), ('chzzk', 'CHZZK')], max_length=20),
        ),
        migrations.AlterField(
            model_name='referenceband',
            name='platform',
            field=models.CharField(choices=[('instagram', 'Instagram'), ('tiktok', 'TikTok'), ('youtube', 'YouTube'), ('twitch', 'Twitch'), ('x', 'X'), ('facebook', 'Facebook'), ('threads', 'Threads'), ('pinterest', 'Pinterest'), ('snapchat', 'Snapchat'), ('linkedin', 'LinkedIn'), ('reddit', 'Reddit'), ('telegram', 'Telegram'), ('vk', 'VK'), ('rutube', 'Rutube'), ('bluesky', 'Bluesky'), ('kick', 'Kick'), ('bilibili', 'Bilibili'), ('douyin', 'Douyin'), ('weibo', 'Weibo'), ('xiaohongshu', 'Xiaohongshu'), ('soop', 'SOOP'), ('chzzk', 'CHZZK')], max_length=20),
        ),
    ]
