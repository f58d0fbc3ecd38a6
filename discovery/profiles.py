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
}
# Where its id is enough to find it. LinkedIn's organizations and Reddit's communities have ids that begin with what they are: company/acme.
BY_ID = {
    Platform.YOUTUBE: "https://www.youtube.com/channel/{}",
    Platform.RUTUBE: "https://rutube.ru/channel/{}/",
    Platform.X: "https://x.com/i/user/{}",
    Platform.FACEBOOK: "https://www.facebook.com/{}",
    Platform.LINKEDIN: "https://www.linkedin.com/{}/",
    Platform.REDDIT: "https://www.reddit.com/{}/",
}


def profile_address(account: Account) -> str:
    """The account's page on its platform; "" where we know no address for it."""
    pattern, name = (PROFILES, account.handle) if account.handle else (BY_ID, account.external_id)
    if account.platform in (Platform.LINKEDIN, Platform.REDDIT) and not account.handle and "/" not in name:
        return ""
    address = pattern.get(Platform(account.platform), "")
    return address.format(quote(name, safe="" if account.handle else "/")) if name else ""
