"""Cells as long as they may be, made to be tried in every way: no reader takes longer over them than over a page of text."""

from collections.abc import Callable
from time import process_time

import pytest

from discovery.importing.cells.named import split_name_and_handle
from discovery.importing.cells.numbers import is_money, looks_like_number
from discovery.importing.checking import PARTICULARS
from discovery.importing.formats.delimited import FIGURE

LENGTH = 20_000


@pytest.mark.parametrize("unit", ["1", " ", "a", "1 ", "a(", "( ", "@a ", "- "])
@pytest.mark.parametrize(
    "read", [FIGURE.fullmatch, split_name_and_handle, looks_like_number, is_money, lambda cell: PARTICULARS.sub("…", cell)]
)
def test_no_cell_is_tried_in_every_way(read: Callable[[str], object], unit: str) -> None:
    started = process_time()
    for start in ("", "1", "a("):
        read(start + unit * (LENGTH // len(unit)) + "!")
    assert process_time() - started < 0.5


@pytest.mark.parametrize("cell", ["1", " 29.3M ", "-1,234", "+ 5 %", "12 k %", "1'234'567", ".5bn"])
def test_figures_are_figures(cell: str) -> None:
    assert FIGURE.fullmatch(cell)
    assert not FIGURE.fullmatch(f"{cell}x")
