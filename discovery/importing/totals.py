"""Rows that sum the others up, as sheets end: Total, Summe, Итого, 합계, an average. They are nobody's, and are left out with a reason."""

from typing import Final

TOTALS: Final = frozenset(
    {
        *("total", "totals", "grand total", "subtotal", "sum", "average", "avg", "mean", "median"),
        *("summe", "gesamt", "gesamtsumme", "insgesamt", "zwischensumme", "durchschnitt", "mittelwert"),
        *("total général", "somme", "moyenne", "total general", "suma", "suma total", "promedio", "soma", "total geral", "média"),
        *("totale", "somma", "итого", "всего", "сумма", "среднее", "합계", "총계", "총합", "평균", "合計", "合计", "总计", "平均"),
        *("toplam", "genel toplam", "ortalama", "razem", "łącznie", "średnia"),
    }
)
LONGEST: Final = max(map(len, TOTALS))
REASON: Final = "is a total of the other rows, so it was left out; if it is an account, write it with an @"


def is_total(text: str) -> bool:
    """Whether a cell is called a total or an average, and nothing else."""
    return len(text) <= LONGEST + 2 and text.casefold().strip(" .:=") in TOTALS
