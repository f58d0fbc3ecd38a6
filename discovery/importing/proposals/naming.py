"""Finds the columns that name a row's account: its handle, the handle in brackets after a name, the name that people read.

A column that is plainly called a handle is the handle, and `Channel` or `User` beside it the name. But names of columns lie: `name` may
hold handles beside a `username` of display names. So the values must agree, and where they contradict the column's name, a person is asked.
"""

from collections.abc import Sequence
from typing import Final

from discovery.importing.cells.addresses import is_profile, platform_at, read_address
from discovery.importing.cells.handles import looks_like_handle
from discovery.importing.cells.ids import UPLOADS_ID, YOUTUBE_ID
from discovery.importing.cells.named import split_name_and_handle
from discovery.importing.fields import Field
from discovery.importing.names import columns as names
from discovery.importing.names.name_words import platforms_in, words_of
from discovery.importing.proposals.misleading import are_texts, is_of_another_network, leave_echoes
from discovery.importing.proposals.sampling import LIKELY, MOST, NEARLY_ALL, SOME, SURE, UNSURE, Column, Confidence, as_number
from discovery.importing.proposals.spelt import (
    are_answers,
    are_surely_handles,
    are_titles_of_one_word,
    has_at,
    in_brackets,
    is_handle,
    is_spelt_as_handle,
    repeats,
    shows_at,
)
from discovery.importing.proposals.unnamed import are_countries, may_show_names

USER_NAME: Final = frozenset({"user", "name"})
# Addresses of fewer rows do not say of all of them what the column is.
TELLING: Final = 0.1


def take_identities(table: Sequence[Column], with_handles: bool) -> None:
    """Of the columns that could name somebody, the one whose values are handles, where those are looked for, and of the others the first
    with names.
    """
    candidates = [column for column in table if column.field == Field.EXTRA and column.values and _could_name_somebody(column)]
    candidates = [column for column in candidates if not _is_of_others(column)]
    accounts = _accounts(table)
    addresses = next((column for column in table if column.field == Field.PROFILE_URL), None)
    handles = sorted(
        (
            column
            for column in candidates
            if with_handles and _could_be_handles(column, accounts) and not _contradicts(column, addresses) and not _is_shown(column, table)
        ),
        key=_handle_rank,
        reverse=True,
    )
    echoes = leave_echoes(handles, candidates)
    handles, candidates = ([column for column in columns if column.index not in echoes] for columns in (handles, candidates))
    if handles:
        best = handles[0]
        _take_handles(best, [column for column in candidates if column is not best])
        candidates.remove(best)
        for other in handles[1:]:
            if _says_as_much(other, best) and other.share(looks_like_handle) >= NEARLY_ALL:
                _leave_other_handles(other, best)
                candidates.remove(other)
    candidates = [column for column in candidates if not _is_no_name(column)] or (may_show_names(table) if handles or accounts else [])
    candidates = [column for column in candidates if not are_texts(column)] or candidates
    if candidates:
        # A name that is the handle again says nothing, and what the file names by nothing is perhaps no name.
        told = handles[0].cells if handles else []
        repeated = [column for column in candidates if _repeats(column, addresses) or _say_the_same(column.cells, told)]
        # Beside a name, a title is a post's as often.
        name = min(candidates, key=lambda column: (column in repeated, names.is_unnamed(column.name), words_of(column.name) == ["title"]))
        take_names(name)
        if in_brackets(name) >= NEARLY_ALL and _say_the_same([split_name_and_handle(cell)[1] for cell in name.cells], told):
            name.take(Field.NAME_AND_HANDLE, f"names, each with its handle from “{handles[0].name}” behind it", LIKELY)


def _leave_other_handles(other: Column, best: Column) -> None:
    """Further handles beside those that name the accounts: a person may say that they are the same people's."""
    if repeats(best, other):
        other.leave(f"the same as “{best.header}”", SURE)
    else:
        other.leave(f"handles, but so is “{best.name}”: if they are the same people's, take them for further accounts", UNSURE)


def _is_of_others(column: Column) -> bool:
    """Whether it is of numbers, of channels' uploads, or of a network that is none of ours."""
    is_told = column.share(as_number) >= NEARLY_ALL or column.share(UPLOADS_ID.fullmatch) >= MOST
    return is_told or is_of_another_network(column)


def _is_no_name(column: Column) -> bool:
    """Whether it is called an id, holds handles with an @, numbers, countries or answers, is called a platform alone and could be handles
    there, or has no name and the same text in several rows.
    """
    if are_answers(column):
        return True
    if column.share(has_at) >= MOST or column.share(as_number) >= MOST or are_countries(column):
        return True
    if names.is_unnamed(column.name) and len(set(column.values)) < NEARLY_ALL * len(column.values):
        return True
    return names.says_id(column.name) or (names.says_platform_alone(column.name) and column.share(looks_like_handle) >= NEARLY_ALL)


def _could_name_somebody(column: Column) -> bool:
    """By its name, because nothing but handles is written with an @ before it, or where it has no name and all its values are handles."""
    if names.is_unnamed(column.name):
        return column.share(is_handle) >= NEARLY_ALL
    with_at = column.share(has_at)
    return names.could_name_somebody(column.name) or with_at >= NEARLY_ALL or (with_at >= MOST and column.share(looks_like_handle) == 1)


def _take_handles(column: Column, others: Sequence[Column]) -> None:
    share = column.share_of_different(is_handle)
    if in_brackets(column) >= NEARLY_ALL:
        column.take(Field.NAME_AND_HANDLE, "handles, some in brackets after a name", SURE if share < 1 else LIKELY)
    elif share >= NEARLY_ALL:
        confidence, reason = _surely_handles(column, others)
        column.take(Field.HANDLE, reason, confidence)
    else:
        reason = f"{share:.0%} of its values are handles; rows with a name instead wait to be matched"
        column.take(Field.HANDLE, reason, LIKELY if share >= MOST else UNSURE)


def _surely_handles(column: Column, others: Sequence[Column]) -> tuple[Confidence, str]:
    """Sure where name and values say so and no other column does; asked where another column's name says that it is the one."""
    liar = next((other for other in others if names.surely_says_handle(other.name)), None)
    if liar and not names.surely_says_handle(column.name):
        return UNSURE, f"its values are handles, though “{liar.name}” is called so: one word each"
    if names.surely_says_handle(column.name) or column.share(has_at) >= NEARLY_ALL:
        return (LIKELY if liar else SURE), "its values are handles: one word each"
    return LIKELY, "its values are handles: one word each"


def take_names(column: Column) -> None:
    """Sure where name and values say so; asked where the name says that these are handles, or says nothing."""
    if names.is_unnamed(column.name):
        column.take(Field.TITLE, "another text in every row, as names are", UNSURE)
        return
    if names.surely_says_handle(column.name):
        column.take(Field.TITLE, "called a handle, but its values are names as people read them", UNSURE)
        return
    with_spaces = column.share(lambda value: any(map(str.isspace, value)) or not value.isascii())
    is_sure = names.says_name(column.name) and with_spaces >= SOME
    column.take(Field.TITLE, "names as people read them", SURE if is_sure else LIKELY)


def _accounts(table: Sequence[Column]) -> int:
    """How many accounts the rows are of, as their addresses or ids tell, so that an account may come again; 0 where none do."""
    telling = [column for column in table if column.field in (Field.PROFILE_URL, Field.EXTERNAL_ID) and all(column.cells)]
    return max((len(set(column.values)) for column in telling), default=0)


def _could_be_handles(column: Column, accounts: int) -> bool:
    """A name that says so needs most values on its side; any other needs what only handles are: all one lower-case word, of one account
    each.
    """
    if names.says_platform_alone(column.name) and len(set(column.values)) * 2 < len(column.values):
        return False
    if names.says_handle(column.name) or names.says_platform_alone(column.name) or names.says_id(column.name):
        needed = SOME if names.surely_says_handle(column.name) and not are_titles_of_one_word(column) else MOST
        share = column.share_of_different(lambda value: is_handle(value) or is_profile(value))
        are_names = share < NEARLY_ALL and names.says_how_much_handle(column.name) < 2 and are_titles_of_one_word(column)
        return (share >= needed and not are_names) or in_brackets(column) >= NEARLY_ALL
    with_at = column.share(shows_at)
    if with_at >= SOME and column.share(lambda value: shows_at(value) or is_spelt_as_handle(value)) >= NEARLY_ALL:
        # Under Influencer too: Anna (@anna).
        return True
    distinct = len(set(column.values)) / min(len(column.values), accounts or len(column.values))
    return column.share(is_spelt_as_handle) >= NEARLY_ALL and distinct >= NEARLY_ALL


def _is_shown(column: Column, table: Sequence[Column]) -> bool:
    """Whether ids or addresses name the accounts, and a column like `Channel` beside them is spelt as what people read: Sunny.

    What has no name and no @ may be anything that somebody calls the account where every row has its id.
    """
    telling = [other for other in table if other.field in (Field.PROFILE_URL, Field.EXTERNAL_ID) and other.values]
    if names.is_unnamed(column.name) and any(other.field == Field.EXTERNAL_ID and all(other.cells) for other in telling):
        return column.share(has_at) < MOST
    are_told = bool(telling) or any(other.share(UPLOADS_ID.fullmatch) >= MOST for other in table)
    if names.is_of_channel(column.name) and any(other.share(YOUTUBE_ID.fullmatch) >= NEARLY_ALL for other in telling):
        # YouTube calls channels by names, which may be of one word; a handle of theirs begins with an @, or its column says that it is one.
        return names.says_how_much_handle(column.name) < 2 and column.share(shows_at) < MOST
    has_others = any(other.field == Field.PROFILE_URL or (other is not column and names.says_name(other.name)) for other in table)
    if not has_others and set(words_of(column.name)) == USER_NAME and column.share(looks_like_handle) >= NEARLY_ALL:
        # user_name, of one word each, as Username is written, too.
        return False
    spelt = column.share(lambda value: is_spelt_as_handle(value) or shows_at(value) or is_profile(value))
    return are_told and names.says_how_much_handle(column.name) < 2 and spelt < MOST


def _contradicts(column: Column, addresses: Column | None) -> bool:
    """Whether the profiles' addresses name other handles, so that the column has names of one word; sure handles are asked about."""
    if addresses is None:
        return False
    # One handle beside many addresses is the mark of whose they all are.
    are_many = len(set(addresses.values)) >= 2 * len(set(column.values))
    if names.surely_says_handle(column.name) or (are_surely_handles(column) and not are_many):
        return False
    # Of somebody's account elsewhere an address says nothing.
    said = platforms_in(column.name)
    beside = [(cell, text) for cell, text in zip(column.cells, addresses.cells, strict=True) if cell and said <= {platform_at(text)}]
    both = [(cell, handle) for cell, text in beside if (handle := _handle_at(text))]
    others = sum(1 for cell, handle in both if cell.lstrip("@＠").casefold() != handle.casefold() and not is_profile(cell))
    return others > (1 - MOST) * len(both) and len(both) >= TELLING * len(column.values)


def _repeats(column: Column, addresses: Column | None) -> bool:
    """Whether most of its cells are the handles that the profiles' addresses name."""
    cells = addresses.cells if addresses else []
    both = [(cell, handle) for cell, text in zip(column.cells, cells, strict=False) if cell and (handle := _handle_at(text))]
    return bool(both) and sum(cell.casefold() == handle.casefold() for cell, handle in both) >= MOST * len(both)


def _say_the_same(cells: Sequence[str], handles: Sequence[str]) -> bool:
    """Whether most of the cells are the handles beside them."""
    both = [(cell.casefold(), handle.lstrip("@＠").casefold()) for cell, handle in zip(cells, handles, strict=False) if cell and handle]
    return bool(both) and sum(cell == handle for cell, handle in both) >= MOST * len(both)


def _handle_at(text: str) -> str:
    try:
        return read_address(text).handle if is_profile(text) else ""
    except ValueError:
        return ""


def _handle_rank(column: Column) -> tuple[int, float, float, float, int]:
    """What its name says counts first, if most of its values are handles; then how many are, and are spelt as nothing else is."""
    share = column.share(looks_like_handle)
    spelt = column.share(is_spelt_as_handle)
    # One that is blank in most rows says of these nothing.
    is_whole = len(column.values) >= MOST * len(column.cells)
    said = names.says_how_much_handle(column.name) if share >= MOST and is_whole else 0
    said -= bool(said and names.WHOSE_HANDLES & set(words_of(column.name)))
    # `Nickname` may be of names; beside what is spelt as handles it is.
    said = said if said > 1 or spelt >= MOST else 0
    return said, round(share, 1), column.share(has_at), round(spelt, 1), -column.index


def _says_as_much(column: Column, best: Column) -> bool:
    """Whether the column says handle as the best one does: beside `Username`, `Channel` is a name; so is `Mia` beside `mia.cooks`."""
    said = names.says_how_much_handle(column.name)
    return 0 < said >= names.says_how_much_handle(best.name) and (said > 1 or column.share(is_spelt_as_handle) >= MOST)
