"""Countries and languages as lists name them, to their ISO codes: names in forty languages, codes, flags, and what people write instead.

A name that means two countries in two languages is the one that it means in English, or none.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Final

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext, override
from django_countries import countries

# Lists name countries and languages in these.
LANGUAGES: Final = (
    *("de", "fr", "es", "pt", "ru", "ko", "it", "pl", "tr", "ja", "zh-hans", "zh-hant"),
    *("cs", "sk", "nl", "sv", "nb", "da", "fi", "hu", "ro", "el", "uk", "bg", "sr", "hr", "sl", "lt", "lv", "et", "ca"),
    *("ar", "he", "fa", "id", "ms", "vi", "th", "hi"),
)
# A flag is two letters of its own alphabet.
FLAG: Final = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
FIRST_FLAG_LETTER: Final = 0x1F1E6
COUNTRY_ALIASES = {
    "america": "US",
    "bolivia": "BO",
    "bosnia": "BA",
    "brasil": "BR",
    "british virgin islands": "VG",
    "brunei": "BN",
    "burma": "MM",
    "cape verde": "CV",
    "czech republic": "CZ",
    "deutschland": "DE",
    "dr congo": "CD",
    "england": "GB",
    "españa": "ES",
    "great britain": "GB",
    "holland": "NL",
    "iran": "IR",
    "ivory coast": "CI",
    "korea": "KR",
    "laos": "LA",
    "macau": "MO",
    "macedonia": "MK",
    "micronesia": "FM",
    "moldova": "MD",
    "méxico": "MX",
    "north korea": "KP",
    "palestine": "PS",
    "russia": "RU",
    "scotland": "GB",
    "south korea": "KR",
    "swaziland": "SZ",
    "syria": "SY",
    "taiwan": "TW",
    "tanzania": "TZ",
    "the gambia": "GM",
    "the netherlands": "NL",
    "the philippines": "PH",
    "tchéquie": "CZ",
    "trinité-et-tobago": "TT",
    "turkey": "TR",
    "türkiye": "TR",
    "u.k.": "GB",
    "u.s.": "US",
    "u.s.a.": "US",
    "uae": "AE",
    "us virgin islands": "VI",
    "uk": "GB",
    "united kingdom": "GB",
    "united states": "US",
    "united states of america": "US",
    "usa": "US",
    "venezuela": "VE",
    "vietnam": "VN",
    "wales": "GB",
    "россия": "RU",
    "беларусь": "BY",
    "великобритания": "GB",
    "англия": "GB",
    "оаэ": "AE",
    "сша": "US",
    "соединенные штаты": "US",
    "соединённые штаты": "US",
    "corea del sur": "KR",
    "coreia do sul": "KR",
    "corée du sud": "KR",
    "südkorea": "KR",
    "한국": "KR",
    "ee.uu.": "US",
    "ee. uu.": "US",
    "eeuu": "US",
    "eua": "US",
    "vereinigte staaten": "US",
    "états-unis": "US",
    "großbritannien": "GB",
    "royaume-uni": "GB",
    "angleterre": "GB",
    "inglaterra": "GB",
    "inghilterra": "GB",
    "anglie": "GB",
    "velká británie": "GB",
    "anglia": "GB",
    "i̇ngiltere": "GB",
    "ingiltere": "GB",
    "groot-brittannië": "GB",
    "reino unido": "GB",
    "regno unito": "GB",
    "inggris": "GB",
    "英国": "GB",
    "英國": "GB",
    "イギリス": "GB",
    "영국": "GB",
    "великобританія": "GB",
    "بريطانيا": "GB",
    "stati uniti": "US",
    "spojené státy": "US",
    "verenigde staten": "US",
    "amerika": "US",
    "amerika serikat": "US",
    "abd": "US",
    "mỹ": "US",
    "hoa kỳ": "US",
    "米国": "US",
    "アメリカ": "US",
    "美国": "US",
    "أمريكا": "US",
    "сполучені штати": "US",
    "čr": "CZ",
    "česká republika": "CZ",
    "السعودية": "SA",
    "الإمارات": "AE",
    "الامارات": "AE",
    "bae": "AE",
    "birleşik arap emirlikleri": "AE",
    "ไทย": "TH",
    "ประเทศไทย": "TH",
    "สหรัฐอเมริกา": "US",
    "อินโดนีเซีย": "ID",
    "भारत": "IN",
    "अमेरिका": "US",
    "पाकिस्तान": "PK",
    "中国": "CN",
    "中國": "CN",
    "台灣": "TW",
    "台湾": "TW",
    "臺灣": "TW",
    "香港": "HK",
    "澳門": "MO",
    "corea": "KR",
    "корея": "KR",
    "südafrika": "ZA",
    "jižní korea": "KR",
    "korea południowa": "KR",
    "korea selatan": "KR",
    "hàn quốc": "KR",
    "nhật bản": "JP",
    "việt nam": "VN",
}
# Abbreviations of states are no longer: CA, NSW.
LONGEST_STATE: Final = 3
# Between a name's words, however it is spelt, and what joins two of them: Trinidad & Tobago.
BETWEEN_WORDS: Final = re.compile(r"[\s_.,&+/()'’ʼ`‐‑–-]+")
AND: Final = frozenset({"and", "the", "et", "und", "y", "e", "i", "en", "og", "och", "a", "ve", "dan", "и", "та", "і"})
# Marks up to it may be left out; those of Hindi and Thai are vowels.
LAST_EUROPEAN_MARK: Final = "\u036f"
_STROKES: Final = str.maketrans("ıłđø", "ildo")
# Django names variants ("Simplified Chinese"); lists name the language.
# ISO 639-1, whole: Django knows those that it is translated into.
LANGUAGE_CODES = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa "
    "ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr "
    "ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl "
    "ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur "
    "uz ve vi vo wa wo xh yi yo za zh zu"
)
LANGUAGE_ALIASES = {"chinese": "zh", "mandarin": "zh", "norwegian": "no", "farsi": "fa", "filipino": "tl", "tagalog": "tl", "malay": "ms"}


def country_code(text: str) -> str:
    """ISO 3166 alpha-2; "" where the text names no country. Of `Berlin, Germany` it is the last part that counts."""
    names, plain = _country_names(), _plain(text)
    if code := names.get(plain):
        return code
    if len(plain) > LONGEST_STATE and (code := _loose_country_names().get(_loosely(plain))):
        return code
    if found := FLAG.search(text):
        code = "".join(chr(ord(letter) - FIRST_FLAG_LETTER + ord("A")) for letter in found[0])
        return names.get(code.casefold(), "")
    place, comma, last = plain.rpartition(",")
    # A code alone after a city may be a state's: Los Angeles, CA is not in Canada.
    return names.get(last.strip(), "") if comma and place and len(last.strip()) > LONGEST_STATE else ""


def language_code(text: str) -> str:
    """ISO 639, as en or pt-br; "" where the text names no language."""
    return _language_names().get(_plain(text.replace("_", "-")), "")


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _loosely(text: str) -> str:
    """A name as addresses and keys of software have it: south-korea, trinidad_and_tobago, COTE D'IVOIRE."""
    apart = unicodedata.normalize("NFKD", _plain(text).translate(_STROKES))
    bare = "".join(character for character in apart if not unicodedata.combining(character) or character > LAST_EUROPEAN_MARK)
    return " ".join(word for word in BETWEEN_WORDS.split(bare) if word not in AND)


@cache
def _country_names() -> dict[str, str]:
    with override("en"):
        known = list(countries)
    names = {name.casefold(): code for code, name in known}
    codes = {code.casefold(): code for code, _ in known}
    alpha3 = {countries.alpha3(code).casefold(): code for code, _ in known}
    return {**_in_languages(lambda: [(name, code) for code, name in countries]), **alpha3, **codes, **names, **COUNTRY_ALIASES}


@cache
def _loose_country_names() -> dict[str, str]:
    """{a name spelt loosely: its code}, without those that mean two and those as short as codes."""
    found: dict[str, set[str]] = {}
    for name, code in _country_names().items():
        if len(loose := _loosely(name)) > LONGEST_STATE:
            found.setdefault(loose, set()).add(code)
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}


@cache
def _language_names() -> dict[str, str]:
    known = {code: info for code, info in LANG_INFO.items() if "name" in info}
    local = {info["name_local"].casefold(): code for code, info in known.items()}
    english = {info["name"].casefold(): code for code, info in known.items()}
    translated = _in_languages(lambda: [(gettext(info["name"]), code) for code, info in known.items()])
    codes = {code: code for code in (*LANGUAGE_CODES.split(), *known)}
    return {**translated, **local, **english, **codes, **LANGUAGE_ALIASES}


def _in_languages(named: Callable[[], Iterable[tuple[str, str]]]) -> Mapping[str, str]:
    """{a name in any of LANGUAGES: its code}, without names that mean two."""
    found: dict[str, set[str]] = {}
    for language in LANGUAGES:
        with override(language):
            for name, code in named():
                found.setdefault(_plain(name), set()).add(code)
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}
