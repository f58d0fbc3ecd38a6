"""What stands before a column's own name where an object is written as a table: profile.follower_count, authorMeta/video, more.posts.

It is left out where it says no more than that the value is the account's. Of what stands before by any other name nothing is guessed.
"""

import re
from collections.abc import Sequence
from typing import Final

from discovery.importing.fields import PER_POST
from discovery.importing.names import columns as names
from discovery.importing.names.column_words import words
from discovery.importing.names.name_words import words_of
from discovery.importing.proposals.sampling import Column

DOTTED: Final = re.compile(r"[^\W\d]\w*(?:[./][^\W\d]\w*)+")
# Whose the value is, or nothing at all.
_IN_JSON: Final = (
    "meta attributes fields properties node data result results item payload response record object entity info information details"
    " detail about basic general common extra more additional overview summary baseline public metric numbers kpi kpis insights analytics"
)
SAYS_NOTHING: Final = words("account", "name", "filling") | frozenset(_IN_JSON.split())


def take_prefixes(table: Sequence[Column]) -> None:
    """Name such columns by what is left: where the whole says nothing, and the rest does."""
    of_handles = _before_handles(table)
    for column in table:
        if DOTTED.fullmatch(column.name) and not _says_something(column.name):
            column.name = _without_prefix(column.name, of_handles)


def _before_handles(table: Sequence[Column]) -> str:
    """What stands before the name of every column that is called a handle: entry, of entry.username. "" where that differs."""
    found = {"".join(_apart(column.name)[:1]) for column in table if names.surely_says_handle(column.name)}
    return found.pop() if len(found) == 1 else ""


def _apart(name: str) -> list[str]:
    return re.split(r"[./]", name) if DOTTED.fullmatch(name) else []


def _without_prefix(name: str, of_handles: str) -> str:
    pieces = _apart(name)
    for count, piece in enumerate(pieces[:-1], 1):
        if piece != of_handles and not set(words_of(piece)) <= SAYS_NOTHING:
            return name
        rest = ".".join(pieces[count:])
        if _says_something(rest):
            # Likes of an account are most likely those of all its posts.
            is_sum = names.field_named(rest) in PER_POST and not names.says_average(rest)
            return name if is_sum else rest
    return name


def _says_something(name: str) -> bool:
    return names.field_named(name) is not None or names.could_name_somebody(name) or bool(names.kept_as(name))
