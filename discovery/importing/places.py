"""Countries and languages as lists name them, to their ISO codes: English names, codes, and what people write instead."""

from functools import cache

from django.conf.locale import LANG_INFO
from django.utils.translation import override
from django_countries import countries

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
}
# Django names variants ("Simplified Chinese"); lists name the language.
LANGUAGE_ALIASES = {"chinese": "zh", "mandarin": "zh", "norwegian": "no", "farsi": "fa", "filipino": "tl", "tagalog": "tl", "malay": "ms"}


def country_code(text: str) -> str:
    """ISO 3166 alpha-2; "" where the text names no country."""
    return _country_names().get(" ".join(text.casefold().split()), "")


def language_code(text: str) -> str:
    """ISO 639, as en or pt-br; "" where the text names no language."""
    return _language_names().get(" ".join(text.casefold().replace("_", "-").split()), "")


@cache
def _country_names() -> dict[str, str]:
    with override("en"):
        known = list(countries)
    names = {name.casefold(): code for code, name in known}
    codes = {code.casefold(): code for code, _ in known}
    alpha3 = {countries.alpha3(code).casefold(): code for code, _ in known}
    return {**alpha3, **codes, **names, **COUNTRY_ALIASES}


@cache
def _language_names() -> dict[str, str]:
    known = {code: info for code, info in LANG_INFO.items() if "name" in info}
    local = {info["name_local"].casefold(): code for code, info in known.items()}
    english = {info["name"].casefold(): code for code, info in known.items()}
    return {**local, **english, **{code: code for code in known}, **LANGUAGE_ALIASES}
