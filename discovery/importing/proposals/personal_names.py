"""Names that other columns tell: first and last names, put together the one that people read; and what is called as the handles are.

Whose account it is naming.py says.
"""

from collections.abc import Sequence
from typing import Final

from discovery.importing.fields import Field
from discovery.importing.names import columns as names
from discovery.importing.proposals.sampling import LIKELY, NEARLY_ALL, SURE, Column

# Whole names are mostly of several words.
HALF: Final = 0.5
FIRST: Final = "the first name, before the last"
MIDDLE: Final = "what stands between the first and the last name"
LAST: Final = "the last name, behind the first"


def take_personal_names(table: Sequence[Column]) -> None:
    """Where nothing else is the whole name: a first and a last name, or one of them beside what is called a name and is of one word."""
    given = next((column for column in table if column.values and names.says_given_name(column.name)), None)
    family = next((column for column in table if column.values and names.says_family_name(column.name)), None)
    titled = [column for column in table if column.field == Field.TITLE and column not in (given, family)]
    if not (given or family) or len(titled) > 1 or not all(map(_is_free, filter(None, (given, family)))):
        return
    if titled and not (given and family) and _is_a_part(titled[0]):
        given, family = given or titled[0], family or titled[0]
    elif titled:
        return
    if given and family:
        given.take(Field.TITLE, FIRST, SURE)
        family.take(Field.FAMILY_NAME, LAST, SURE)
        if middle := next((column for column in table if column.field == Field.EXTRA and names.says_middle_name(column.name)), None):
            middle.take(Field.MIDDLE_NAME, MIDDLE, SURE)
    elif only := given or family:
        only.take(Field.TITLE, "a part of the name, since no column has the other", LIKELY)


def take_names_beside_handles(table: Sequence[Column]) -> None:
    """Where no column is the name: one that is called as the handles are but for that word, and has a text of its own beside each handle:
    brand beside brand_handle. A league's or a party's stand beside many.
    """
    handles = next((column for column in table if column.field == Field.HANDLE and names.surely_says_handle(column.name)), None)
    if not handles or any(column.field == Field.TITLE for column in table):
        return
    called = names.beside_handle(handles.name)
    for column in table:
        pairs = {(handle, value) for handle, value in zip(handles.cells, column.cells, strict=True) if handle and value}
        is_of_one = len(pairs) == len({handle for handle, _ in pairs}) and len({value for _, value in pairs}) >= NEARLY_ALL * len(pairs) > 1
        if column.field == Field.EXTRA and called and names.beside_handle(column.name) == called and is_of_one:
            column.take(Field.TITLE, f"called as “{handles.header}” is, with another text for each", LIKELY)
            return


def _is_free(column: Column) -> bool:
    return column.field in (Field.EXTRA, Field.TITLE)


def _is_a_part(column: Column) -> bool:
    """Whether a name beside a first or a last name is the other of the two: mostly one word, under a name that says no more."""
    one_word = column.share(lambda value: " " in value) <= HALF
    return one_word and names.says_name(column.name) and not names.says_handle(column.name)
