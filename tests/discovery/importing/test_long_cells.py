"""Cells as long as they may be, made to be tried in every way: no reader takes longer over them than over a page of text."""

from collections.abc import Callable
from time import process_time

import pytest

from discovery.importing.cells.addresses import SEVERAL
from discovery.importing.cells.named import name_on_page, split_name_and_handle
from discovery.importing.cells.numbers import is_money, looks_like_number
from discovery.importing.cells.several import are_links, told_apart
from discovery.importing.checking import PARTICULARS
from discovery.importing.formats.delimited import FIGURE
from discovery.importing.formats.last_commas import TEXT_OR_COMMA

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


@pytest.mark.parametrize(
    "cell", ["a.bc;" * 4_000 + "https://x.y/z", "a" + " " * LENGTH + "b", "@a " * 6_000, "a: " * 6_000, '[,]"' + '\\"' * 8_000]
)
@pytest.mark.parametrize("read", [are_links, told_apart, SEVERAL.split, name_on_page, lambda cell: TEXT_OR_COMMA.sub("", cell)])
def test_no_cell_of_several_accounts_is_looked_at_again_and_again(read: Callable[[str], object], cell: str) -> None:
    started = process_time()
    read(cell)
    assert process_time() - started < 0.5


@pytest.mark.parametrize("cell", ["1", " 29.3M ", "-1,234", "+ 5 %", "12 k %", "1'234'567", ".5bn"])
def test_figures_are_figures(cell: str) -> None:
    assert FIGURE.fullmatch(cell)
    assert not FIGURE.fullmatch(f"{cell}x")
