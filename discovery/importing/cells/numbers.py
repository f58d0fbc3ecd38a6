"""Reads numbers as people write them: 29.3M, 12,345, 1 234, 1.234.567, 3.4%. What is ambiguous is an error, never a guess.

What a column's other values show of its spelling, evidence.py gathers; the reader here is told.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from discovery.importing.cells.units import AMBIGUOUS, KNOWN, LETTERS, MIL, OPEN, POWERS, B, Meant, compound_number

_SPREADSHEET_ERRORS = {
    *("#n/a", "#n/d", "#nv", "#nd", "#н/д", "#value!", "#valor!", "#¡valor!", "#valeur!", "#valore!", "#wert!", "#знач!", "#arg!"),
    *("#ref!", "#bezug!", "#¡ref!", "#rif!", "#adr!", "#ссылка!", "#div/0!", "#¡div/0!", "#дел/0!", "#dziel/0!", "#error!"),
    *("#name?", "#nom?", "#nome?", "#¿nombre?", "#имя?", "#nazwa?", "#num!", "#¡num!", "#zahl!", "#nombre!", "#число!", "#null!"),
}
_WORDS_FOR_NOTHING = {
    *("n/a", "n.a.", "na", "n\\a", "nan", "nan%", "null", "(null)", "[null]", "\\n", "none", "undefined", "no data"),
    *("not available", "n/d", "n.d.", "s/d", "k.a.", "k. a.", "n.v.", "н/д", "нет данных", "없음", "정보 없음", "暂无", "なし"),
    *("unknown", "not found", "hidden", "tbd", "tba", "?", "??", "???", "unbekannt", "inconnu", "desconocido", "desconhecido"),
    *("not enriched", "not_enriched", "not_found", "not_available", "not provided", "not specified", "not given", "not listed"),
    *("not disclosed", "not stated", "not applicable", "not known", "not set"),
    *("sconosciuto", "неизвестно", "bilinmiyor", "nieznane", "不明", "未知", "미상", "비공개", "非公開"),
}
MISSING = frozenset({"", "#", "@", "?", "-", "--", "---", "−", "–", "—", "―", *_WORDS_FOR_NOTHING, *_SPREADSHEET_ERRORS})
# Of a count or a rate they say that there is none; elsewhere they are something.
_UNTOLD = frozenset({"not confirmed", "unconfirmed", "not verified", "not measured", "not public", "private", "no access"})
# What stands on a page's button in a count's place where nobody has pressed it.
_BUTTONS = frozenset({"share", "like", "comment", "reply", "repost"})
# Units of those who write a decimal point: 1.234M is no grouped number, while 1.234 Tsd. may be one.
_POINTED = frozenset({"k", "m", "mm", "mn", "b", "bn", "thousand", "million", "millions", "billion", "billions"})
PLAINLY = Meant()
# The last ones are apostrophes, and what groups thousands in Arabic.
SPACES = " \u00a0\u2000-\u200a\u202f\u205f\u3000'’ʼ´٬"
_SPACE = re.compile(f"[{SPACES}]")
# A spreadsheet's mark of a text, 'about', a percent sign before the number as in Turkish, and what stands behind it.
_ABOUT = (
    r"[~≈∼±]|almost|nearly|just under|close to|fast|presque|casi|quase|quasi|почти"
    r"|ca\.?|circa|c\.|approx(?:\.|imately)?|about|around|roughly|etwa|rund|ungefähr|env(?:\.|iron)|aprox\.?|около|примерно|ок\."
    r"|yaklaşık|ok\.|约|約|약"
)
# 1.2M followers, 2.75万人.
_PEOPLE = (
    r"followers?|subscribers?|members?|subs|fans|abonnenten|abonnés|seguidores|inscritos|iscritti|подписчик(?:ов|а|и)?|takipçi"
    r"|명|人|名|位|粉丝|粉絲"
)
# 123万回, 1.2M views, 345 videos: what else is counted.
_OF_VIEWS = r"views?|plays?|vues|vistas|aufrufe|просмотр(?:ов|а)?|回(?:視聴|再生)?|次(?:观看|播放|觀看)?|회"
_OF_POSTS = r"videos?|posts?|tweets?|видео|개|편|本"
_TIMES = rf"{_OF_VIEWS}|{_OF_POSTS}|likes?"
_COUNTED_BY = re.compile(rf"\d\s?[^\W\d_]{{0,3}}\s*(?:(?P<views>{_OF_VIEWS})|(?P<posts>{_OF_POSTS})|(?P<likes>likes?))$")
# 收看次數：110,933 次
_COUNTED = "收看次數|觀看次數|观看次数|再生回数|視聴回数|조회수|조회|просмотры|visualizações|vistas"
# 155M ↑ 0.7%, 3.67亿51%: how it has changed.
_CHANGE = r"(?<=[万萬亿億])\d[\d.]*%|\s+(?:[↑↓▲▼⬆⬇]\s*\d[\d.,]*\s*[kmb]?%?|-)"
# 50k?, 5k-ish, 12 000 (approx.); a footnote's mark; and once more, roughly: 33,511 (~33.5k).
_AFTER = (
    r"\s*(?:\(\s*[~≈]\s*\d[\d.,]*\s*[a-z]?\s*\)"
    r"|(?P<vaguely>[~≈?]|[-\s]?ish|\(?(?:approx(?:\.|imately)?|estimated|est\.?|circa|ca\.?)\)?)|[*†]+)"
)
# As Telegram shows groups: 996 members, 16 online.
_ONLINE = rf",\s*\d[\d.,{SPACES}]*k?\s*online"
NUMBER = re.compile(
    rf"'?(?:(?:{_PEOPLE}|{_TIMES}|{_COUNTED})\s*[:：]\s*)?(?:(?P<about>{_ABOUT})\s*)?(?P<before>%?)\s*(?P<sign>[-−+]?)\s*(?P<digits>\d[\d.,{SPACES}]*|\.\d+)(?:e(?P<power>[-+]?\d\d?))?"
    rf"\s*(?P<unit>{LETTERS}*?)\.?\s*(?P<percent>[%‰]?)(?:\s*(?:{_PEOPLE}|{_TIMES}))?"
    rf"(?:{_CHANGE}|{_AFTER}|{_ONLINE})?"
)
LONGEST = 40
# What is longer is no number at all, not even one that cannot be read.
LONGEST_BAD = 200
# A column's mark where nothing shows it and its file is of people who may write 1,234 for less than two.
UNSHOWN = "?"
# 2,28,00,000: the last three digits, and pairs before them.
INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")
GROUPED_BY_SPACES = re.compile(rf"\d{{1,3}}(?:[{SPACES}]\d{{3}})+(?:[.,]\d+)?")
# East Asian digits and marks as wide as their letters, and what nobody sees: neither changes a number.
_PLAIN = str.maketrans(
    "０１２３４５６７８９．，％＋－～٫٪﹪", "0123456789.,%+-~.%%", "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202c\u00ad"
)
_CODES = "usd|eur|gbp|rub|руб|р|inr|rs|brl|krw|jpy|cny|rmb|aud|cad|chf|mxn|pln|zł|try|tl|sek|nok|dkk|kr|aed|sar|ngn|idr|rp|won|원|円|元"
_CURRENCY = rf"(?:(?:us|r|a|c|mx)?[$€£¥₽₹₩₺₴₦₱฿₫₪￥￦]|(?<![^\W\d_])(?:{_CODES})(?![^\W\d_]))"
MONEY = re.compile(rf"{_CURRENCY}\.?\s*[-+]?\d[^a-z]*[km]?|[-+]?\d[\d.,{SPACES}]*\s*[km]?\s*{_CURRENCY}\.?")
_DIGITS = rf"\d[\d.,{SPACES}]*{LETTERS}{{0,9}}\.?\s*%?"
RANGE = re.compile(rf"\D{{0,2}}{_DIGITS}\s*(?:[-–—~～]|to|bis|до|à|até|hasta)\s*{_DIGITS}")
# 1,1,8,1,1 or 12; 15: what several things were counted as, in one cell.
SEVERAL = re.compile(r"\d+(?:\s*[;|]\s*\d+)+|\d+(?:,\s?\d+){2,}")
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
# A float has 15 digits that count.
NOISE = Decimal("1e-14")
_MORE = "over|more than|at least|min\\.?|über|mehr als|ab|más de|mais de|plus de|oltre|более|больше|от|ponad"
_LESS = "under|up to|less than|max\\.?|unter|bis|weniger als|menos de|moins de|meno di|менее|меньше|до"
BOUND = re.compile(rf"(?:[<>≤≥]=?|{_MORE}|{_LESS})\s*\d.*|\d.*(?:\+|\splus)")
# 3M+, over 800K, >10k: so many at least.
AT_LEAST = re.compile(rf"(?:[>≥]=?|{_MORE})\s*(?P<after>\d.*?)\+?|(?P<before>\d.*?)(?:\+|\splus)")
# 10k / 20k, of two accounts perhaps; and 12K (2024).
TWO = re.compile(rf"{_DIGITS}\s*[/|]\s*{_DIGITS}")
REMARKED = re.compile(rf"{_DIGITS}\s*\([^()]+\)")


class Imprecise(ValueError):
    """A range, a bound, two numbers, or what may be read two ways: it says something, but no one number."""


class Number(NamedTuple):
    """A value and the step it is rounded to: 29.3M is 29,300,000 by 100,000. ~15k is about it, and 15k+ no less."""

    value: int | float
    step: float
    percent: bool = False
    is_about: bool = False


def read_count(text: str, mark: str = "", meant: Meant = PLAINLY) -> Number | None:
    """A count; None where it is missing. ValueError says why it is none, Imprecise where it says no one number.

    `mark` is the column's decimal mark; "" where nothing shows it, so that 1,234 is a thousand; UNSHOWN where it might not be.
    `meant` is what the column means by its units.
    """
    if not meant.scale and text.isdigit() and text.isascii() and len(text) < LONGEST:
        return Number(int(text), 1)
    return _read(text.strip().casefold(), mark, False, meant)


def read_rate(text: str, percent: bool | None = None) -> Number | None:
    """A rate as a share: 3.4% is 0.034; None where it is missing.

    A number without a sign is a percentage or a share as `percent` says of its column; ValueError where nothing says.
    """
    # A rate is never in the thousands, so that its one mark is the decimal mark.
    number = _read(text.strip().casefold(), "either", True, PLAINLY)
    if number is None:
        return None
    if not number.percent and percent is None and number.value:
        raise ValueError("may be a percentage or a share of 1: write it with a % sign")
    scale = 100 if number.percent or percent else 1
    return number._replace(value=round(number.value / scale, 12), step=number.step / scale)


def is_missing(text: str) -> bool:
    """Whether a cell says nothing, or says so: NA is what R writes for a missing value, and never read as Namibia."""
    return text.casefold() in MISSING


def looks_like_number(text: str) -> bool:
    """Whether it is a number, be it one that cannot be read or that no count may be."""
    return _matched(text) is not None or compound_number(text.strip()[:LONGEST]) is not None


def is_imprecise(text: str) -> bool:
    """Whether it is a range, a bound, two numbers, or has a remark: 10k-50k, >100k, 10k / 20k, 12K (2024)."""
    text = text.strip().casefold().translate(_PLAIN)
    return len(text) <= LONGEST and bool(any(each.fullmatch(text) for each in (RANGE, BOUND, TWO, REMARKED)))


def are_several(text: str) -> bool:
    """Whether it is several numbers, and not one with its thousands parted."""
    text = text.strip()[:LONGEST_BAD]
    return SEVERAL.fullmatch(text) is not None and not (GROUPED.fullmatch(text) or INDIAN.fullmatch(text))


def is_percentage(text: str) -> bool:
    """Whether a sign of per cent stands beside the number."""
    found = _matched(text)
    return bool(found and (found["percent"] or found["before"]))


def is_money(text: str) -> bool:
    """Whether a currency's sign or code stands beside the number."""
    text = text.strip().casefold()
    return len(text) <= LONGEST_BAD and MONEY.fullmatch(text) is not None


def counted_by(text: str) -> str:
    """What the word behind a number says was counted: views, posts or likes; "" where there is none, or people."""
    found = _COUNTED_BY.search(text.strip().casefold()) if text[-1:].isalpha() else None
    return found.lastgroup or "" if found else ""


def unit_of(text: str) -> str:
    """The word behind a number: K, Mio, mil; "" where there is none."""
    found = _matched(text)
    return found["unit"] if found else ""


def shown_mark(text: str) -> str:
    """The decimal mark that a number shows beyond doubt: "." or ","; "" where it shows none."""
    found = _matched(text)
    if not found:
        return ""
    marks = [character for character in found["digits"] if character in ".,"]
    if len(set(marks)) == 2:
        return marks[-1] if marks.count(marks[-1]) == 1 else ""
    if len(marks) > 1:
        return "," if marks[0] == "." else "."
    return marks[0] if marks and (found["power"] or not _may_group(found["digits"], marks[0])) else ""


def doubted_mark(text: str) -> str:
    """The one mark of a number in which it may group thousands or begin a fraction; "" where there is no doubt."""
    found = _matched(text)
    marks = [character for character in found["digits"] if character in ".,"] if found else []
    if not found or len(marks) != 1 or found["power"] or (found["unit"] in _POINTED and marks[0] == "."):
        return ""
    return marks[0] if _may_group(found["digits"], marks[0]) else ""


# A cell's mark and its unit are asked for one after the other.
@lru_cache(maxsize=1_024)
def _matched(text: str) -> re.Match[str] | None:
    text = text.strip().casefold().translate(_PLAIN)
    if "  " in text:
        text = " ".join(text.split())
    return NUMBER.fullmatch(text) if len(text) <= LONGEST_BAD else None


def _may_group(digits: str, mark: str) -> bool:
    """Whether the number's one mark could stand between thousands: one to three digits before it, three after."""
    whole, _, fraction = digits.rstrip().partition(mark)
    return len(fraction) == 3 and fraction.isdigit() and 0 < len(whole) <= 3 and whole.isdigit() and whole != "0"


@lru_cache(maxsize=65_536)
def _read(text: str, mark: str, percent_allowed: bool, meant: Meant) -> Number | None:
    if text in MISSING or text in _BUTTONS or text in _UNTOLD:
        return None
    if not text.isascii():
        text = text.translate(_PLAIN)
    found = NUMBER.fullmatch(text) if len(text) <= LONGEST else None
    unit = found["unit"] if found else ""
    if not found and (compound := compound_number(text[:LONGEST])):
        return Number(compound, 1)
    if not found and (least := AT_LEAST.fullmatch(text[:LONGEST])) and (number := _read_bare(least, mark, percent_allowed, meant)):
        return number._replace(is_about=True)
    if not found or unit not in KNOWN:
        raise _why_no_number(text)
    is_percentage = bool(found["percent"] or found["before"])
    if is_percentage and not percent_allowed:
        raise ValueError("is a percentage, not a count")
    # What is below zero is no count, whichever of two it may be.
    if found["sign"] in ("-", "−") and any(map(int, filter(str.isdecimal, found["digits"]))):
        raise ValueError("is below zero")
    digits = _plain_digits(re.sub(rf"[{SPACES}]+$", "", found["digits"]), "either" if found["power"] else mark, unit)
    power = _power(unit, meant, found["power"]) - (found["percent"] == "‰")
    value = _without_noise(Decimal(digits).scaleb(power))
    step = float(Decimal(1).scaleb(power - len(digits.partition(".")[2])))
    is_about = bool(found["about"] or found["vaguely"])
    return Number(int(value) if value == value.to_integral_value() else float(value), step, is_percentage, is_about)


def _read_bare(least: re.Match[str], mark: str, percent_allowed: bool, meant: Meant) -> Number | None:
    """The number of a lower bound; None where there is none."""
    try:
        return _read((least["after"] or least["before"]).strip(), mark, percent_allowed, meant)
    except Imprecise:
        raise
    except ValueError:
        return None


def _without_noise(value: Decimal) -> Decimal:
    """260600.00000000003 is what a computer makes of 260600 on its way through binary fractions."""
    whole = value.to_integral_value()
    return whole if value != whole and abs(value - whole) <= NOISE * abs(value) else value


def _power(unit: str, meant: Meant, written: str | None) -> int:
    """What the digits are multiplied by, as a power of ten. Imprecise where that may be two."""
    if written:
        return int(written) + POWERS.get(unit, 0)
    if not unit and meant.scale != OPEN:
        return meant.scale
    if not unit:
        raise Imprecise("may be a number of thousands, or of another unit: say of the column which")
    power = {MIL: meant.mil, B: meant.b}.get(unit, POWERS.get(unit, 0))
    if not power:
        raise Imprecise(f"may be {'s or '.join(AMBIGUOUS[unit])}s: write it in digits")
    return power


def _why_no_number(text: str) -> ValueError:
    if len(text) <= LONGEST:
        if MONEY.fullmatch(text):
            return ValueError("is an amount of money, not a number of people or posts")
        if RANGE.fullmatch(text):
            return Imprecise("is a range: write one number")
        if BOUND.fullmatch(text):
            return Imprecise("is a bound, not a number: write the number itself")
        if TWO.fullmatch(text):
            return Imprecise("is two numbers: write one")
        if REMARKED.fullmatch(text):
            return Imprecise("has a remark behind it: write the number alone")
    return ValueError("is not a number")


def _plain_digits(written: str, mark: str, unit: str) -> str:
    """Digits with at most a point in them, without grouping."""
    if _SPACE.search(written):
        if not GROUPED_BY_SPACES.fullmatch(written):
            raise ValueError("is not a number")
        return _SPACE.sub("", written).replace(",", ".")
    marks = [character for character in written if character in ".,"]
    if not marks:
        return written
    if len(marks) == 1:
        return _with_one_mark(written, marks[0], mark, unit)
    decimal = marks[-1] if marks.count(marks[-1]) == 1 else ""
    whole, _, fraction = written.rpartition(decimal) if decimal else (written, "", "")
    grouping = "," if "," in whole else "."
    if not (re.fullmatch(rf"\d{{1,3}}(?:\{grouping}\d{{3}})+", whole) or INDIAN.fullmatch(whole)):
        raise ValueError("is not a number")
    return f"{whole.replace(grouping, '')}.{fraction}" if decimal else whole.replace(grouping, "")


def _with_one_mark(written: str, at: str, mark: str, unit: str) -> str:
    """One mark with three digits after it either groups thousands or begins a fraction."""
    whole, _, fraction = written.partition(at)
    if not _may_group(written, at) or mark in (at, "either"):
        return f"{whole or '0'}.{fraction or '0'}"
    if mark in (".", ","):
        return whole + fraction
    if unit in _POINTED and at == ".":
        return f"{whole}.{fraction}"
    if unit or at == "." or mark == UNSHOWN:
        raise Imprecise(f"may be {whole}{fraction} or {whole}.{fraction}: write it without the mark")
    return whole + fraction
