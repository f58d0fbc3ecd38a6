"""The platforms' names as lists write them, in whatever language and script. What handles on them are like is handles.py's."""

import unicodedata
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import Indel

from discovery.models import Platform

SPELLINGS: Final = {
    Platform.INSTAGRAM: (
        "instagram insta ig instagrammer instagrammers инстаграм инстаграмм инста инст 인스타그램 인스타 インスタグラム インスタ "
        "інстаграм ινσταγκραμ אינסטגרם انستغرام إنستغرام انستقرام إنستقرام انستجرام إنستجرام انستا إنستا اینستاگرام इंस्टाग्राम อินสตาแกรม ไอจี"
    ),
    Platform.TIKTOK: "tiktok tiktoker tiktokers tt тикток 틱톡 ティックトック тікток טיקטוק تيكتوك تیکتاک टिकटॉक टिकटोक ติ๊กต็อก",
    Platform.YOUTUBE: "youtube youtuber youtubers yt ютуб ютьюб 유튜브 ユーチューブ ютюб יוטיוב يوتيوب یوتیوب यूट्यूब ยูทูบ 油管",
    Platform.TWITCH: "twitch twitchtv твич 트위치 ツイッチ",
    Platform.X: "x twitter xtwitter twitterx твиттер 트위터 엑스 ツイッター твітер إكس تويتر توییتر 推特",
    Platform.FACEBOOK: "facebook fb фб фейсбук 페이스북 フェイスブック פייסבוק فيسبوك فیسبوک फेसबुक เฟซบุ๊ก 脸书 臉書",
    Platform.THREADS: "threads 스레드",
    Platform.PINTEREST: "pinterest 핀터레스트",
    Platform.SNAPCHAT: "snapchat snap سنابشات سناب",
    Platform.LINKEDIN: "linkedin لينكدإن لينكدان",
    Platform.REDDIT: "reddit subreddit subreddits",
    Platform.TELEGRAM: "telegram tg тг телеграм телеграмм 텔레그램 טלגרם تيليجرام تيليغرام تلغرام تلگرام 电报",
    Platform.VK: "vk vkontakte вк вконтакте",
    Platform.RUTUBE: "rutube рутуб",
    Platform.BLUESKY: "bluesky bsky блюскай 블루스카이 ブルースカイ",
    Platform.KICK: "kick",
    Platform.BILIBILI: "bilibili bili b站 哔哩哔哩 嗶哩嗶哩 ビリビリ 빌리빌리",
    Platform.DOUYIN: "douyin 抖音",
    Platform.WEIBO: "weibo sinaweibo 微博 新浪微博 웨이보",
    Platform.XIAOHONGSHU: "xiaohongshu xhs rednote 小红书 小紅書 샤오홍슈",
    Platform.SOOP: "soop sooplive afreecatv afreeca 아프리카tv",
    Platform.CHZZK: "chzzk 치지직",
}

# In a column of platforms alone: elsewhere these are other words as well, or countries.
CODES: Final = {"pin": Platform.PINTEREST, "sc": Platform.SNAPCHAT, "li": Platform.LINKEDIN, "tw": Platform.X, "ttv": Platform.TWITCH}
# Also Twitch's, in some lists: a person is asked.
DOUBTED_CODE: Final = "tw"


def read_platform(text: str) -> str:
    """The platform a cell names, in any of its spellings; "" where it names none we know."""
    bare = _bare(text)
    return str(PLATFORM_WORDS.get(bare) or _misspelt(bare))


def platform_in_cell(text: str) -> str:
    """The same of a cell in a column of platforms, where a code says one, too."""
    return read_platform(text) or str(CODES.get(_bare(text), ""))


def is_doubted(text: str) -> bool:
    return _bare(text) == DOUBTED_CODE


@lru_cache(maxsize=1_024)
def _misspelt(bare: str) -> str:
    """The platform whose long name it is but for one letter that is missing or too many; "" where it is none."""
    if not SHORTEST <= len(bare) <= LONGEST:
        return ""
    found = [name for name in _LONG_NAMES if Indel.distance(bare, name, score_cutoff=1) == 1]
    return found[0] if len(found) == 1 else ""


def _bare(text: str) -> str:
    """Letters and digits alone, however they are written."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


PLATFORM_WORDS: Final = {_bare(word): platform for platform, words in SPELLINGS.items() for word in words.split()}
# Instagramm, Facebok. Of shorter names too much else is alike.
_LONG_NAMES: Final = frozenset(str(platform.value) for platform in Platform if len(platform.value) >= 8)
SHORTEST, LONGEST = 7, 1 + max(map(len, _LONG_NAMES))
