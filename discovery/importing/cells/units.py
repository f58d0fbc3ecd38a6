"""The words that multiply a number, behind it or in its column's name: 1.2K, 3 Tsd., 12,5 bin; Followers (in thousands), (万).

A word that is a thousand in one language and a million, or a billion, in another is told by what else the column and the names show.
"""

import re
from typing import Final, NamedTuple

# What a unit multiplies by, as a power of ten; those of two meanings apart.
POWERS: Final = {
    "": 0,
    **dict.fromkeys(("k", "thousand", "thousands", "thsd", "tsd", "tausend", "mille", "milliers", "mila", "migliaia", "milhares"), 3),
    **dict.fromkeys(("miles", "к", "тыс", "тысяч", "тысячи", "тысячах", "тис", "тисяч", "хил", "хиляди", "tys", "tysięcy", "tysiące"), 3),
    **dict.fromkeys(("tis", "tisíc", "tisíce", "tisuća", "tisoč", "hilj", "mii", "ezer", "bin", "ribu", "rb", "rbu", "nghìn", "ngàn"), 3),
    **dict.fromkeys(
        ("n", "duizend", "dzd", "tn", "tusen", "tusind", "tuhat", "tuhatta", "χιλ", "χιλιάδες", "천", "千", "ألف", "الف", "آلاف"), 3
    ),
    **dict.fromkeys(("هزار", "אלף", "हजार", "हज़ार", "हज़ार", "พัน"), 3),
    **dict.fromkeys(("만", "万", "萬", "w", "หมื่น"), 4),
    **dict.fromkeys(("l", "lakh", "lakhs", "lac", "lacs", "लाख", "แสน"), 5),
    **dict.fromkeys(("m", "mm", "mn", "mln", "mio", "mi", "mill", "million", "millions", "millionen", "millones", "millón", "milhão"), 6),
    **dict.fromkeys(("milhões", "milione", "milioni", "milyon", "milion", "milióny", "miliony", "milionów", "milionů", "milioane"), 6),
    **dict.fromkeys(("millió", "milj", "miljoen", "miljoner", "miljoonaa", "milijun", "milijuna", "tr", "triệu", "jt", "juta"), 6),
    **dict.fromkeys(("млн", "миллион", "миллиона", "миллионов", "миллионах", "мільйон", "мільйонів", "милиона", "εκ", "εκατ"), 6),
    **dict.fromkeys(("м", "백만", "百万", "百萬", "مليون", "ملايين", "میلیون", "מיליון", "ล้าน"), 6),
    **dict.fromkeys(("crore", "crores", "cr", "करोड़", "करोड़", "천만", "千万", "千萬"), 7),
    **dict.fromkeys(("억", "亿", "億"), 8),
    **dict.fromkeys(("bn", "bln", "mrd", "mld", "mlrd", "mia", "bi", "billion", "billions", "milliarden", "milliard", "milliards"), 9),
    **dict.fromkeys(("md", "mds", "milyar", "miliar", "miliardi", "tỷ", "млрд", "миллиард", "миллиарда", "миллиардов", "مليار"), 9),
}
# Where these are short, they are short for a million too.
MILLIONS: Final = frozenset(unit for unit, power in POWERS.items() if power == 6)
# A thousand in Madrid and Lisbon, a million in London and Prague; a thousand in Istanbul, a billion elsewhere.
MIL, B = "mil", "b"
AMBIGUOUS: Final = {MIL: {"thousand": 3, "million": 6}, B: {"thousand": 3, "billion": 9}}
KNOWN: Final = frozenset({*POWERS, *AMBIGUOUS})
TURKISH: Final = frozenset({"bin", "mn", "milyon", "milyar"})
# Who writes these for a thousand writes mil for a million.
OTHER_THOUSANDS: Final = frozenset({"k", "tis", "tisíc", "mii", "hilj", "tisuća"})
# In a column's name these are something else: how many were asked (n), women or weeks (w), miles.
OTHER_IN_NAMES: Final = frozenset({"n", "w", "l", "tn", "tr", "cr", "bi", "mi", "md", "mia", "lac", "mm"})
# As a scale: the column's name says one, and its values contradict it.
OPEN: Final = -1
# Nobody has so many followers: a count over it is of another unit.
BILLION: Final = 10**9
# The letters of a unit: those of Hindi and Thai have marks that are none by themselves.
LETTERS: Final = r"(?:[^\W\d_]|[\u0900-\u0963\u0e30-\u0e4e])"
_IN: Final = r"(?:in|en|em|auf|w|v|в|dans|ב)"
_ZEROS: Final = r"['’x×*]?\s*(?:1[.,  ]?000|000)(?:['’]?s)?"
_WRITTEN: Final = rf"(?P<zeros>{_ZEROS})|(?P<unit>[^\W\d_][^\s()\[\],.'’]*?)\.?(?:['’]?s|人|명)?"
# Followers (K), Followers [in thousands], Abonnenten (Tsd.), フォロワー（万人）.
_IN_BRACKETS: Final = re.compile(rf"\s*[(\[（]\s*(?:{_IN}\s+)?(?:{_WRITTEN})\s*[)\]）]", re.IGNORECASE)
# What a name ends in: Followers in thousands, Подписчики, тыс.; Followers/1000; Followers '000, followers_k.
_AT_END: Final = (
    re.compile(rf"(?:[\s_]+{_IN}[\s_]+|\s*,\s*)(?:{_WRITTEN})$", re.IGNORECASE),
    re.compile(rf"\s*/\s*(?:(?P<zeros>{_ZEROS})|(?P<unit>[^\W\d_a-z]+))$", re.IGNORECASE),
    re.compile(r"[\s_]+(?:(?P<zeros>['’x×]\s*1?000s?|000s?)|(?P<unit>k|mn|[^\W\d_]{3,})\.?)$", re.IGNORECASE),
)
_CHINESE: Final = re.compile(r"[\u3400-\u9fff]")


# 3만5천, 1억 2천만: hundreds of millions, tens of thousands and the rest, each perhaps with thousands of its own. 12万3 may be two.
_COMPOUND: Final = re.compile(
    r"(?:(?P<eok>[\d천千]+)[억億亿])?\s*(?:(?P<man>[\d천千]+)[만万萬])?\s*(?P<rest>\d[천千]\d{0,3}|\d{4}|)\s*[명人]?"
)
_BELOW_TEN_THOUSAND: Final = re.compile(r"(?:(?P<thousands>\d)[천千])?(?P<ones>\d{0,4})")


class Meant(NamedTuple):
    """The powers of ten that a column means by “mil”, by “B” (0 where nothing shows that) and by no unit at all."""

    mil: int = 0
    b: int = 9
    scale: int = 0


class NameUnit(NamedTuple):
    """A column's name without the unit in it, and the power of ten that the unit multiplies by; 0 where there is none."""

    rest: str
    power: int


def unit_in_name(name: str) -> NameUnit:
    """“mil” in a name is a thousand: Seguidores (mil)."""
    name = name.strip()
    ends = (found for form in _AT_END if (found := form.search(name)))
    for found in (*_IN_BRACKETS.finditer(name), *ends):
        rest = f"{name[: found.start()]} {name[found.end() :]}".strip()
        if rest and (power := 3 if found["zeros"] else _power_in_name(found["unit"], rest)):
            return NameUnit(rest, power)
    return NameUnit(name, 0)


def compound_number(text: str) -> int | None:
    """The number of a text with several East Asian units in it; None where it is none."""
    found = _COMPOUND.fullmatch(text)
    if not found or sum(text.count(unit) for unit in "억億亿만万萬천千") < 2 - bool(found["rest"]):
        return None
    value = 0
    for name, power in (("eok", 8), ("man", 4), ("rest", 0)):
        below = _BELOW_TEN_THOUSAND.fullmatch(found[name] or "")
        if below is None:
            return None
        value += (int(below["thousands"] or 0) * 1_000 + int(below["ones"] or 0)) * 10**power
    return value


def _power_in_name(unit: str, rest: str) -> int:
    """The regular expression leaves an s in the end out: thousands, but miles."""
    unit = unit.casefold()
    if unit == "w" and _CHINESE.search(rest):
        return POWERS[unit]
    return 0 if unit in OTHER_IN_NAMES else 3 if unit == MIL else POWERS.get(unit, 0) or POWERS.get(f"{unit}s", 0)
