"""The platforms' names as lists write them, in whatever language and script. What handles on them are like is handles.py's."""

import unicodedata
from typing import Final

from discovery.models import Platform

SPELLINGS: Final = {
    Platform.INSTAGRAM: (
        "instagram insta ig instagrammer инстаграм инстаграмм инста 인스타그램 인스타 インスタグラム インスタ "
        "інстаграм ινσταγκραμ אינסטגרם انستغرام إنستغرام انستقرام إنستقرام انستجرام إنستجرام انستا إنستا اینستاگرام इंस्टाग्राम อินสตาแกรม"
    ),
    Platform.TIKTOK: "tiktok tiktoker tiktokers tt тикток 틱톡 ティックトック тікток טיקטוק تيكتوك تیکتاک टिकटॉक टिकटोक ติ๊กต็อก",
    Platform.YOUTUBE: "youtube youtuber youtubers yt ютуб ютьюб 유튜브 ユーチューブ ютюб יוטיוב يوتيوب یوتیوب यूट्यूब ยูทูบ 油管",
    Platform.TWITCH: "twitch twitchtv твич 트위치 ツイッチ",
    Platform.X: "x twitter xtwitter twitterx твиттер 트위터 엑스 ツイッター твітер إكس تويتر توییتر 推特",
    Platform.FACEBOOK: "facebook fb фейсбук 페이스북 フェイスブック פייסבוק فيسبوك فیسبوک फेसबुक เฟซบุ๊ก 脸书 臉書",
    Platform.THREADS: "threads 스레드",
    Platform.PINTEREST: "pinterest 핀터레스트",
    Platform.SNAPCHAT: "snapchat snap سنابشات سناب",
    Platform.LINKEDIN: "linkedin لينكدإن لينكدان",
    Platform.REDDIT: "reddit",
    Platform.TELEGRAM: "telegram tg телеграм телеграмм 텔레그램 טלגרם تيليجرام تيليغرام تلغرام تلگرام 电报",
    Platform.VK: "vk vkontakte вк вконтакте",
    Platform.RUTUBE: "rutube рутуб",
}


def read_platform(text: str) -> str:
    """The platform a cell names, in any of its spellings; "" where it names none we know."""
    return str(PLATFORM_WORDS.get(_bare(text), ""))


def _bare(text: str) -> str:
    """Letters and digits alone, however they are written."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


PLATFORM_WORDS: Final = {_bare(word): platform for platform, words in SPELLINGS.items() for word in words.split()}
