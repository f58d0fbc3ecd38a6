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
CHANNELS = {Platform.YOUTUBE: "https://www.youtube.com/channel/{}", Platform.RUTUBE: "https://rutube.ru/channel/{}/"}


def profile_address(account: Account) -> str:
    """The account's page on its platform; "" where we know no address for it."""
    pattern, name = (PROFILES, account.handle) if account.handle else (CHANNELS, account.external_id)
    address = pattern.get(Platform(account.platform), "")
    return address.format(quote(name, safe="")) if name else ""
