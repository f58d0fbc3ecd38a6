"""Rows among a list's last, or a section's, that are no accounts by their numbers, or by what they say below all others.

A row in which every count is the sum or the mean of those above is a total, whatever it is called. They are found once, in lists that are
looked through as a whole when they are uploaded, and kept by their lines: preview, check and load leave out the same ones. Of longer
lists what a row is called tells alone; that is totals.py's.
"""

import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice, product
from typing import Final, NamedTuple

from discovery.importing.cells.addresses import is_address
from discovery.importing.cells.codes import is_code
from discovery.importing.cells.numbers import LONGEST, MISSING, Number, is_percentage, looks_like_number, read_count
from discovery.importing.cells.totals import is_total
from discovery.importing.cells.units import Meant
from discovery.importing.formats.files import RawRow
from discovery.importing.names.stated import says_day

# A list's last rows, in which totals stand: a sum, a mean, a median.
LAST: Final = 3
# Texts in a total: what it is called, and of what it is.
MOST_TEXTS: Final = 2
# Sums of so few rows, or so round, may be by chance: rows above, where one column alone counts; digits that are told, over all columns.
FEWEST, FEWEST_OF_ONE, FEWEST_DIGITS = 2, 3, 4
# Of more rows the mean is not looked for: each of them would be read for each row that might be one.
MOST_FOR_MEAN: Final = 2_000
# Fractions up to it are rates, which may be weighted: one proves nothing where it is no mean. So many cells are looked at for them.
RATE: Final = 100
LOOKED_AT: Final = 50
MARKS: Final = (".", ",")
# “mil” is a thousand, or a million.
MILS: Final = (3, 6)
# Below a list, so many words are a sentence, where no name in the list has as many.
SENTENCE: Final = 5
ADDS_UP: Final = "adds up, or averages, the rows above, so it was left out; if it is an account, write it with an @"
FOOTNOTE: Final = "is a note below the list, not an account; if it is one, write it with an @"
OF_PAGE: Final = "is what a page shows beside accounts, not one; if it is an account, write it with an @"
REASONS: Final = {"sum": ADDS_UP, "note": FOOTNOTE, "page": OF_PAGE}
# What is copied along with a page's accounts, each alone in its line.
ON_PAGE: Final = frozenset(
    {
        *("verified", "follow", "following", "follow back", "followed", "unfollow", "remove", "message", "suggested for you", "see all"),
        *("verifiziert", "folgen", "gefolgt", "abonnieren", "verificado", "verificada", "seguir", "siguiendo", "seguindo", "vérifié"),
        *(
            "suivre",
            "suivi",
            "s'abonner",
            "verificato",
            "segui",
            "segui già",
            "подписаться",
            "подписки",
            "팔로우",
            "팔로잉",
            "フォロー",
            "关注",
        ),
    }
)
NOTE: Final = re.compile(
    r"[*†‡¹²³⁴⁺※]|\(\*|\w{1,3} = |(?:notes?|n\.b\.|nb|sources?|hinweise?|anmerkung(?:en)?|quellen?|stand|legend[ea]?|fuente|notas?|fonte"
    r"|źródło|uwag[ai]|zdroj|pozn\.?|poznámk[ay]|kaynak|not|примечани[ея]|источник|примітка|джерело|주|참고|출처|注|備考|出典|备注|来源|來源)\s*(?:[:：]|[*.](?=\s))",
    re.IGNORECASE,
)


Read = Callable[[str], Number | None]


class _Cells(NamedTuple):
    """What a row's cells are: numbers by their columns, and how many texts; with an @ or an address it is an account."""

    numbers: dict[int, str]
    texts: int
    is_account: bool


def set_aside(rows: Sequence[RawRow], width: int) -> dict[int, str]:
    """{line: a key of REASONS} of a whole list's rows that are no accounts, of `width` columns."""
    found: dict[int, str] = {}
    block: list[RawRow] = []
    accounts: list[RawRow] = []
    last = _last_full(rows)
    tail = set(last[-LAST:])
    for place, row in enumerate(rows):
        if _filled(row) <= 1:
            if "".join(row.cells).strip().casefold() in ON_PAGE:
                found[row.line] = "page"
                continue
            is_below = last and place > last[-1] and width > 1
            # Below a note there are notes alone.
            if is_below and ("note" in found.values() or _is_note("".join(row.cells).strip(), accounts)):
                found[row.line] = "note"
            block = [] if not row.problem else block
            continue
        ends_block = place in tail or (place + 1 < len(rows) and _filled(rows[place + 1]) <= 1)
        if _is_named(row):
            block = []
        elif ends_block and (_adds_up(row, block) or (len(block) < len(accounts) and _adds_up(row, accounts))):
            found[row.line] = "sum"
        elif not row.problem and not _is_unanswered(row):
            block.append(row)
            accounts.append(row)
    return found


def _is_note(text: str, accounts: Sequence[RawRow]) -> bool:
    """Whether what stands alone below a list is said of it: by its mark, as a day, or as a sentence among shorter names."""
    if NOTE.match(text) or says_day(text):
        return True
    words = len(text.split())
    return words >= SENTENCE and not any(len(cell.split()) >= words for row in accounts for cell in row.cells[:1])


def _filled(row: RawRow) -> int:
    """How many cells say something; a row with a problem is none that says anything alone."""
    return 2 if row.problem else len(row.cells) - row.cells.count("")


def _last_full(rows: Sequence[RawRow]) -> list[int]:
    """The places of the last rows that say more than one thing, rising."""
    places = [place for place in range(len(rows) - 1, -1, -1) if _filled(rows[place]) > 1][:LAST]
    return places[::-1]


def _is_named(row: RawRow) -> bool:
    return is_total(next(filter(None, map(str.strip, row.cells)), ""))


def _is_unanswered(row: RawRow) -> bool:
    said = set(filter(None, row.cells))
    return len(said) == 1 and is_code(said.pop())


def _adds_up(row: RawRow, above: Sequence[RawRow]) -> bool:
    """Whether every count in the row is the sum or the mean of those above, beyond chance."""
    cells = _told(row)
    if row.problem or len(above) < FEWEST or cells.is_account or not cells.numbers or cells.texts > MOST_TEXTS:
        return False
    proven, digits = 0, 0
    for column, text in cells.numbers.items():
        told = _proof(text, [each.cells[column] if column < len(each.cells) else "" for each in above])
        if told == 0:
            return False
        if told:
            proven += 1
            digits += told
    return digits >= FEWEST_DIGITS and (proven > 1 or (proven == 1 and len(above) >= FEWEST_OF_ONE))


def _told(row: RawRow) -> _Cells:
    filled = [(column, text) for column, cell in enumerate(row.cells) if (text := cell.strip()) and text.casefold() not in MISSING]
    numbers = {column: text for column, text in filled if looks_like_number(text)}
    texts = [text for column, text in filled if column not in numbers]
    return _Cells(numbers, len(texts), any(text.startswith(("@", "＠")) or is_address(text) for text in texts))


def _proof(text: str, above: Sequence[str]) -> int | None:
    """How many digits of a total are borne out by the column above it; 0 where they contradict it, None where they say nothing of it."""
    told = (each for each in above if looks_like_number(each) and not is_code(each))
    if len(list(islice(told, FEWEST))) < FEWEST:
        return None
    is_rate = is_percentage(text)
    for mark, mil in product(MARKS, MILS):
        read = partial(_number, mark=mark, meant=Meant(mil=mil))
        total = read(text)
        if total is None or not total.value:
            continue
        is_rate = is_rate or (total.value <= RATE and any(number.value % 1 for number in map(read, [text, *above[:LOOKED_AT]]) if number))
        if _is_sum(total, above, read) or _is_mean(total, above, read):
            return len(re.sub(r"\D", "", text).strip("0"))
    return None if is_rate else 0


def _is_sum(total: Number, above: Sequence[str], read: Read) -> bool:
    so_far, said = 0.0, 0
    for text in above:
        if number := read(text):
            so_far += number.value
            said += 1
        # Of nearly every row that is none the first ones show it.
        if so_far > total.value + total.step:
            return False
    return said >= FEWEST and abs(so_far - total.value) <= total.step / 2


def _is_mean(total: Number, above: Sequence[str], read: Read) -> bool:
    if len(above) > MOST_FOR_MEAN:
        return False
    values = [number.value for text in above if (number := read(text))]
    if len(values) < FEWEST or total.value in values:
        return False
    return abs(sum(values) / len(values) - total.value) <= total.step / 2


def _number(text: str, mark: str, meant: Meant) -> Number | None:
    """A cell's number for adding up, of a percentage its figure; None where it is none."""
    try:
        return read_count(text[:LONGEST].replace("%", ""), mark, meant)
    except ValueError:
        return None
