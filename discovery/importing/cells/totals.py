"""Rows that sum the others up, as sheets end: Total, Summe, Итого, 합계, an average. They are nobody's, and are left out with a reason.

Told by what they are called here; sums.py tells those by their numbers that are called otherwise.
"""

from typing import Final

from discovery.importing.cells.platforms import read_platform

TOTALS: Final = frozenset(
    {
        *("total", "totals", "grand total", "subtotal", "sub-total", "sum", "average", "avg", "mean", "median", "overall"),
        *("summe", "gesamt", "gesamtsumme", "insgesamt", "zwischensumme", "durchschnitt", "mittelwert", "ø"),
        *("total général", "sous-total", "somme", "moyenne", "total general", "suma", "suma total", "promedio", "soma"),
        *(
            "total geral",
            "média",
            "totale",
            "totale generale",
            "somma",
            "итого",
            "всего",
            "сумма",
            "среднее",
            "合計",
            "小計",
            "合计",
            "小计",
        ),
        *("总计", "總計", "总和", "平均", "平均値", "平均值", "합계", "총계", "총합", "소계", "평균"),
        *("toplam", "genel toplam", "ara toplam", "ortalama", "razem", "łącznie", "ogółem", "suma częściowa", "średnia"),
        *("celkem", "celkový součet", "součet", "mezisoučet", "průměr", "spolu", "súčet", "medzisúčet", "priemer"),
        *("summa", "totalt", "totalsumma", "delsumma", "snitt", "genomsnitt", "medelvärde", "i alt", "sum total", "sammenlagt"),
        *("gennemsnit", "gjennomsnitt", "yhteensä", "keskiarvo", "kokku", "keskmine", "kopā", "vidēji", "iš viso", "vidurkis"),
        *("totaal", "eindtotaal", "subtotaal", "gemiddelde", "összesen", "mindösszesen", "átlag", "σ", "∑"),
        *("ukupno", "zbroj", "prosjek", "skupaj", "vsota", "povprečje", "укупно", "просек", "всього", "разом", "сума", "середнє"),
        *("общо", "средно", "σύνολο", "γενικό σύνολο", "μέσος όρος", "jumlah", "total keseluruhan", "rata-rata", "purata"),
        *("tổng", "tổng cộng", "trung bình", "รวม", "รวมทั้งหมด", "ยอดรวม", "เฉลี่ย", "ค่าเฉลี่ย", "कुल", "योग", "कुल योग", "औसत"),
        *("المجموع", "الإجمالي", "الاجمالي", "إجمالي", "المتوسط", 'סה"כ', "סה״כ", "סהכ", "ממוצע", "جمع", "جمع کل", "مجموع", "میانگین"),
    }
)
REASON: Final = "is a total of the other rows, so it was left out; if it is an account, write it with an @"
# Longer than any of them with the platform that it is of.
LONGEST: Final = max(map(len, TOTALS)) + 10
AROUND: Final = " .:=*"


def is_total(text: str) -> bool:
    """Whether a cell is called a total or an average, be it of one platform or with how many, and nothing else."""
    if len(text) > LONGEST:
        return False
    words = text.casefold().strip(AROUND)
    if words in TOTALS:
        return True
    # Nearly every cell: of several words are none of the handles.
    return " " in words and _is_total_of(*words.rsplit(" ", 1))


def _is_total_of(before: str, last: str) -> bool:
    """Whether it is a total with what it is of, or of how many: Razem IG, Total (12)."""
    of = last.strip("()[]:#")
    return before.strip(AROUND) in TOTALS and (of.isdigit() or bool(read_platform(of)))
