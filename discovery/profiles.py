"""Where an account's profile is on its platform, as its page and the API link to it. Knows addresses alone; asks no platform."""

from urllib.parse import quote

from discovery.models import Account, Platform

# Where a handle's profile is on its platform.
PROFILES = {
    Platform.INSTAGRAM: "https://www.instagram.com/{}/",
    Platform.TIKTOK: "https://www.tiktok.com/@{}",
    Platform.YOUTUBE: "https://www.youtube.com/@{}",
    Platform.TWITCH: "https://www.twitch.tv/{}",
    Platform.X: "https://x.com/{}",
    Platform.FACEBOOK: "https://www.facebook.com/{}",
    Platform.THREADS: "https://www.threads.net/@{}",
    Platform.PINTEREST: "https://www.pinterest.com/{}/",
    Platform.SNAPCHAT: "https://www.snapchat.com/add/{}",
    Platform.LINKEDIN: "https://www.linkedin.com/in/{}/",
    Platform.REDDIT: "https://www.reddit.com/user/{}/",
    Platform.TELEGRAM: "https://t.me/{}",
    Platform.VK: "https://vk.com/{}",
    Platform.BLUESKY: "https://bsky.app/profile/{}",
    Platform.KICK: "https://kick.com/{}",
    Platform.WEIBO: "https://weibo.com/{}",
    Platform.SOOP: "https://ch.sooplive.co.kr/{}",
}
# Where its id is enough to find it. LinkedIn's organizations and Reddit's communities have ids that begin with what they are: company/acme.
BY_ID = {
    Platform.YOUTUBE: "https://www.youtube.com/channel/{}",
    Platform.RUTUBE: "https://rutube.ru/channel/{}/",
    Platform.X: "https://x.com/i/user/{}",
    Platform.FACEBOOK: "https://www.facebook.com/{}",
    Platform.LINKEDIN: "https://www.linkedin.com/{}/",
    Platform.REDDIT: "https://www.reddit.com/{}/",
    Platform.BLUESKY: "https://bsky.app/profile/{}",
    Platform.BILIBILI: "https://space.bilibili.com/{}",
    Platform.DOUYIN: "https://www.douyin.com/user/{}",
    Platform.WEIBO: "https://weibo.com/u/{}",
    Platform.XIAOHONGSHU: "https://www.xiaohongshu.com/user/profile/{}",
    Platform.CHZZK: "https://chzzk.naver.com/{}",
}


def profile_address(account: Account) -> str:
    """The account's page on its platform; "" where we know no address for it."""
    is_told = bool(account.handle) and account.platform in PROFILES
    pattern, name = (PROFILES, account.handle) if is_told else (BY_ID, account.external_id)
    if account.platform in (Platform.LINKEDIN, Platform.REDDIT) and not account.handle and "/" not in name:
        return ""
    address = pattern.get(Platform(account.platform), "")
    return address.format(quote(name, safe="" if is_told else "/:")) if name else ""
