"""How a column's values are spelt: as handles are, as names, with a handle in brackets. What the column is, naming.py says of it."""

import re
from typing import Final

from discovery.importing.cells.addresses import community, is_profile
from discovery.importing.cells.handles import looks_like_handle
from discovery.importing.cells.ids import UPLOADS_ID
from discovery.importing.cells.named import split_name_and_handle
from discovery.importing.cells.placed import placed
from discovery.importing.fields import Field
from discovery.importing.names import columns as names
from discovery.importing.proposals.sampling import MOST, NEARLY_ALL, SOME, Column, as_number

AT: Final = re.compile(r"[@＠]")
# What stands within handles, and hardly within a name of one word: mia.cooks, roji_cam, anna88.
MARKED: Final = re.compile(r"[._\d]")
# And words written together: WillyRex.
JOINED: Final = re.compile(r"[a-z][A-Z]")
# What has a point in it and is no handle.
FILE_OR_SITE: Final = re.compile(r"\.(?:com|net|org|info|io|co|de|fr|es|it|pl|uk|br|jpe?g|png|gif|pdf|mp4|xlsx?|csv)$", re.IGNORECASE)
ANSWERS: Final = frozenset({"yes", "no", "y", "n", "true", "false", "oui", "non", "ja", "nein", "sí", "si", "sim", "não", "да", "нет"})
# Of what is called a name so much are words of plain letters, and so much are not written as names of one word are.
ONE_WORD, HALF = 0.9, 0.5


def are_answers(column: Column) -> bool:
    """Whether it says of each whether they are something, an actor or not, which is no name."""
    return column.share(lambda value: value.casefold() in ANSWERS) >= MOST


def is_handle(value: str) -> bool:
    """Whether it could be a handle, be its platform behind it."""
    return looks_like_handle(value) or placed(value) is not None or bool(community(value))


def has_at(value: str) -> bool:
    return value.startswith(("@", "＠")) and looks_like_handle(value)


def shows_at(value: str) -> bool:
    """Whether it is a handle with an @, be it behind a name: Anna (@anna), Anna | @anna; or with a word that says so, or where it is."""
    name, handle = split_name_and_handle(value)
    return has_at(value) or placed(value) is not None or (bool(name) and AT.search(value) is not None and looks_like_handle(handle))


def is_spelt_as_handle(value: str) -> bool:
    """Names of one word mostly begin with a capital."""
    return looks_like_handle(value) and value == value.lower()


def in_brackets(column: Column) -> float:
    """Of the values that are no handle, how many carry one in brackets: `마스카 (newmasca)`."""
    others = [value for value in column.values if not is_handle(value)]
    carried = [split_name_and_handle(value) for value in others]
    fitting = [
        handle
        for value, (name, handle) in zip(others, carried, strict=True)
        if name and looks_like_handle(handle) and (handle == handle.lower() or AT.search(value))
    ]
    return len(fitting) / len(others) if others else 0.0


def are_titles_of_one_word(column: Column) -> bool:
    """Whether what could be handles among its values is spelt as the names beside them are: PewDiePie, WWE."""
    handles = [value for value in column.values if looks_like_handle(value)]
    return sum(map(is_spelt_as_handle, handles)) + sum(map(has_at, handles)) < HALF * len(handles)


def are_surely_handles(column: Column) -> bool:
    """Whether they are written with an @, or a column that says whose account is what has them spelt as names are not."""
    if column.share(shows_at) >= NEARLY_ALL:
        return True
    marked = column.share(lambda value: is_spelt_as_handle(value) and MARKED.search(value))
    return names.says_handle(column.name) and marked >= SOME and column.share(is_spelt_as_handle) >= NEARLY_ALL


def may_be_handles(column: Column) -> bool:
    """One word each, and spelt as names hardly are: in small letters, joined, with digits or marks. An unknown column needs more."""
    one_word = column.share_of_different(looks_like_handle)
    if column.share_of_different(as_number) >= MOST or column.share_of_different(_is_of_something) >= SOME or are_numbered(column):
        return False
    if column.share_of_different(lambda value: shows_at(value) or is_profile(value)) >= MOST:
        return True
    marked = column.share_of_different(lambda value: looks_like_handle(value) and MARKED.search(value))
    small = marked + column.share_of_different(lambda value: is_spelt_as_handle(value) and not MARKED.search(value))
    joined = small + column.share_of_different(lambda value: looks_like_handle(value) and JOINED.search(value) and not MARKED.search(value))
    if column.field == Field.TITLE:
        return small >= MOST or (one_word >= ONE_WORD and small >= SOME and joined >= HALF)
    are_distinct = len(set(column.values)) >= NEARLY_ALL * len(column.values)
    return are_distinct and small >= MOST and marked >= SOME and one_word >= NEARLY_ALL


def _is_of_something(value: str) -> bool:
    """Whether it is a file's name, a site's, or that of a channel's uploads."""
    return FILE_OR_SITE.search(value) is not None or UPLOADS_ID.fullmatch(value) is not None


def are_numbered(column: Column) -> bool:
    """Whether they differ in their digits alone: INF-001, INF-002."""
    values = set(column.values)
    return len(values) > 1 and len({re.sub(r"\d", "", value) for value in values}) <= HALF * len(values)


def repeats(leading: Column, other: Column) -> bool:
    """Whether the other says nothing that the leading one does not, however addresses and handles are spelt."""
    rows = [(_bare(left), _bare(right)) for left, right in zip(leading.cells, other.cells, strict=True) if right]
    return bool(rows) and all(left == right for left, right in rows)


def _bare(cell: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?[@＠]?|/$", "", cell.casefold())
