"""Finds the columns that name a row's account: its handle, the handle in brackets after a name, the name that people read.

A column that is plainly called a handle is the handle, and `Channel` or `User` beside it the name. But names of columns lie: `name` may
hold handles beside a `username` of display names. So the values must agree, and where they contradict the column's name, a person is asked.
"""

import re
from collections.abc import Sequence
from typing import Final

from discovery.importing.cells.addresses import is_address, is_profile, read_address
from discovery.importing.cells.handles import looks_like_handle
from discovery.importing.cells.ids import UPLOADS_ID
from discovery.importing.cells.named import split_name_and_handle
from discovery.importing.cells.placed import placed
from discovery.importing.fields import IDENTITIES, Field
from discovery.importing.names import columns as names
from discovery.importing.names.name_words import platforms_in, words_of
from discovery.importing.proposals.misleading import are_texts, is_of_another_network, leave_echoes
from discovery.importing.proposals.sampling import LIKELY, MOST, NEARLY_ALL, SOME, SURE, UNSURE, Column, Confidence, as_number
from discovery.importing.proposals.unnamed import are_countries, may_show_names

AT: Final = re.compile(r"[@＠]")
# So long that hardly a list numbers its own rows so.
LONG_ID: Final = re.compile(r"\d{15,20}", re.ASCII)
# Who and what else is written in one small word.
OTHERS: Final = frozenset(
    [
        *(
            "manager",
            "agent",
            "agency",
            "agentur",
            "agence",
            "agencia",
            "brand",
            "campaign",
            "file",
            "filename",
            "code",
            "sku",
            "ref",
            "slug",
        ),
        *(
            "company",
            "product",
            "category",
            "city",
            "team",
            "song",
            "track",
            "game",
            "list",
            "sponsor",
            "network",
            "niche",
            "label",
            "sheet",
        ),
    ]
)
IDS: Final = frozenset({"id", "ids", "uid", "no", "number", "#"})
# So many accounts, and more, hardly one person has.
MOST_ACCOUNTS: Final = 5
# What stands within handles, and hardly within a name of one word: mia.cooks, roji_cam, anna88.
MARKED: Final = re.compile(r"[._\d]")
# And words written together: WillyRex.
JOINED: Final = re.compile(r"[a-z][A-Z]")
# Longer texts are no names but notes.
LONGEST_SHOWN: Final = 40
# What has a point in it and is no handle.
FILE_OR_SITE: Final = re.compile(r"\.(?:com|net|org|info|io|co|de|fr|es|it|pl|uk|br|jpe?g|png|gif|pdf|mp4|xlsx?|csv)$", re.IGNORECASE)
# Of what is called a name so much are words of plain letters, and so much are not written as names of one word are.
ONE_WORD, HALF = 0.9, 0.5


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
                other.leave(f"handles, but so is “{best.name}”", UNSURE)
                candidates.remove(other)
    candidates = [column for column in candidates if not _is_no_name(column)] or (may_show_names(table) if handles else [])
    candidates = [column for column in candidates if not are_texts(column)] or candidates
    if candidates:
        # A name that is the handle again says nothing.
        told = handles[0].cells if handles else []
        _take_names(min(candidates, key=lambda column: _repeats(column, addresses) or _say_the_same(column.cells, told)))


def take_doubtful_identities(table: Sequence[Column]) -> None:
    """Where no column names an account so far, the one that may: a person is asked, since else every row would wait, or the list."""
    if any(column.field in IDENTITIES for column in table):
        return
    names_people = [column for column in table if column.field == Field.TITLE]
    kept = [column for column in table if column.field == Field.EXTRA and not column.platform and not names.kept_as(column.name)]
    unknown = [column for column in kept if not OTHERS & set(words_of(column.name))]
    if mixed := next((column for column in unknown if _are_some_profiles(column, bool(names_people))), None):
        mixed.take(Field.PROFILE_URL, "addresses, of which some are profiles'; of posts some name no account", UNSURE)
    elif handles := next((column for column in [*names_people, *unknown] if _may_be_handles(column)), None):
        if handles.field == Field.TITLE:
            handles.take(Field.HANDLE, "called a name, but its values are spelt as handles are", UNSURE)
        elif not names_people or platforms_in(handles.name):
            handles.take(Field.HANDLE, "its values are spelt as handles are", UNSURE)
        else:
            # Beside names it may be the file's, the manager's, the list's own.
            handles.leave("spelt as handles are, but its name does not say whose", UNSURE)
    elif ids := next((column for column in unknown if _may_be_ids(column, table)), None):
        ids.take(Field.EXTERNAL_ID, "as long as platforms' ids of accounts are, but its name does not say whose it is", UNSURE)
    elif uploads := next((column for column in kept if column.share(UPLOADS_ID.fullmatch) >= MOST), None):
        uploads.take(Field.EXTERNAL_ID, "lists of channels' uploads, each the channel's id but for its second letter", LIKELY)
    elif not names_people and (named := next((column for column in unknown if _may_be_names(column)), None)):
        named.take(Field.TITLE, "called a name, though its name does not say whose", UNSURE)
    elif not names_people and (shown := may_show_names(table)):
        _take_names(shown[0])


def take_names_of_whomever(table: Sequence[Column]) -> None:
    """Where nothing else is a name, the one column that is called one, as `Idol_Name`, and has one for each account: a person is asked."""
    telling = [column for column in table if column.field in (Field.HANDLE, Field.EXTERNAL_ID, Field.PROFILE_URL)]
    if not telling or any(column.field in (Field.TITLE, Field.NAME_AND_HANDLE) for column in table):
        return
    free = [column for column in table if column.field == Field.EXTRA and column.reason.startswith("not known") and _may_be_names(column)]
    free = [column for column in free if not (OTHERS | IDS) & set(words_of(column.name)) and _is_of_accounts(column, telling)]
    if len(free) == 1:
        free[0].take(Field.TITLE, "called a name, though its name does not say whose", UNSURE)


def _is_of_accounts(column: Column, telling: Sequence[Column]) -> bool:
    """Whether each account has one of its values, and they are not few: a person may have several accounts, a category has many."""
    pairs = {
        (tuple(account), name)
        for *account, name in zip(*(each.cells for each in telling), column.cells, strict=True)
        if name and any(account)
    }
    accounts = {account for account, _ in pairs}
    return len(pairs) * NEARLY_ALL <= len(accounts) <= len(set(column.values)) * MOST_ACCOUNTS


def _are_some_profiles(column: Column, have_names: bool) -> bool:
    profiles = column.share(is_profile)
    return profiles > (SOME if have_names else 0) and column.share(is_address) >= NEARLY_ALL


def _may_be_handles(column: Column) -> bool:
    """One word each, and spelt as names hardly are: in small letters, joined, with digits or marks. An unknown column needs more."""
    one_word = column.share(looks_like_handle)
    if column.share(as_number) >= MOST or column.share(_is_of_something) >= SOME or _are_numbered(column):
        return False
    if column.share(lambda value: _shows_at(value) or is_profile(value)) >= MOST:
        return True
    marked = column.share(lambda value: looks_like_handle(value) and MARKED.search(value))
    small = marked + column.share(lambda value: _is_spelt_as_handle(value) and not MARKED.search(value))
    joined = small + column.share(lambda value: looks_like_handle(value) and JOINED.search(value) and not MARKED.search(value))
    if column.field == Field.TITLE:
        return small >= MOST or (one_word >= ONE_WORD and small >= SOME and joined >= HALF)
    are_distinct = len(set(column.values)) >= NEARLY_ALL * len(column.values)
    return are_distinct and small >= MOST and marked >= SOME and one_word >= NEARLY_ALL


def _is_of_others(column: Column) -> bool:
    """Whether it is of numbers, of channels' uploads, or of a network that is none of ours."""
    is_told = column.share(as_number) >= NEARLY_ALL or column.share(UPLOADS_ID.fullmatch) >= MOST
    return is_told or is_of_another_network(column)


def _is_of_something(value: str) -> bool:
    """Whether it is a file's name, a site's, or that of a channel's uploads."""
    return FILE_OR_SITE.search(value) is not None or UPLOADS_ID.fullmatch(value) is not None


def _may_be_ids(column: Column, table: Sequence[Column]) -> bool:
    """Called an id alone, beside the followers of one account each, and not beside what is said of posts."""
    counts = any(other.field == Field.FOLLOWERS for other in table)
    if not counts or any(names.speaks_of_posts(other.name) for other in table) or len(set(column.values)) < len(column.values):
        return False
    return names.is_bare_id(column.name) and column.share(LONG_ID.fullmatch) >= NEARLY_ALL


def _are_numbered(column: Column) -> bool:
    """Whether they differ in their digits alone: INF-001, INF-002."""
    values = set(column.values)
    return len(values) > 1 and len({re.sub(r"\d", "", value) for value in values}) <= HALF * len(values)


def _may_be_names(column: Column) -> bool:
    is_text = column.share(lambda value: any(map(str.isalpha, value))) >= NEARLY_ALL and column.share(is_address) == 0
    return names.says_name(column.name) and is_text and not names.says_post(column.name)


def _is_no_name(column: Column) -> bool:
    """Whether it is called an id, holds handles with an @, numbers or countries, is called a platform alone and could be handles there, or
    has no name and the same text in several rows.
    """
    if column.share(_has_at) >= MOST or column.share(as_number) >= MOST or are_countries(column):
        return True
    if names.is_unnamed(column.name) and len(set(column.values)) < NEARLY_ALL * len(column.values):
        return True
    return names.says_id(column.name) or (names.says_platform_alone(column.name) and column.share(looks_like_handle) >= NEARLY_ALL)


def _could_name_somebody(column: Column) -> bool:
    """By its name, because nothing but handles is written with an @ before it, or where it has no name and all its values are handles."""
    if names.is_unnamed(column.name):
        return column.share(looks_like_handle) >= NEARLY_ALL
    with_at = column.share(_has_at)
    return names.could_name_somebody(column.name) or with_at >= NEARLY_ALL or (with_at >= MOST and column.share(looks_like_handle) == 1)


def _is_handle(value: str) -> bool:
    """Whether it could be a handle, be its platform behind it."""
    return looks_like_handle(value) or placed(value) is not None


def _has_at(value: str) -> bool:
    return value.startswith(("@", "＠")) and looks_like_handle(value)


def _shows_at(value: str) -> bool:
    """Whether it is a handle with an @, be it behind a name: Anna (@anna), Anna | @anna."""
    name, handle = split_name_and_handle(value)
    return _has_at(value) or (bool(name) and AT.search(value) is not None and looks_like_handle(handle))


def _take_handles(column: Column, others: Sequence[Column]) -> None:
    share = column.share(_is_handle)
    if _in_brackets(column) >= NEARLY_ALL:
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
    if names.surely_says_handle(column.name) or column.share(_has_at) >= NEARLY_ALL:
        return (LIKELY if liar else SURE), "its values are handles: one word each"
    return LIKELY, "its values are handles: one word each"


def _take_names(column: Column) -> None:
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
        needed = SOME if names.surely_says_handle(column.name) and not _are_titles_of_one_word(column) else MOST
        return column.share(lambda value: _is_handle(value) or is_profile(value)) >= needed or _in_brackets(column) >= NEARLY_ALL
    with_at = column.share(_shows_at)
    if with_at >= SOME and column.share(lambda value: _shows_at(value) or _is_spelt_as_handle(value)) >= NEARLY_ALL:
        # Under Influencer too: Anna (@anna).
        return True
    distinct = len(set(column.values)) / min(len(column.values), accounts or len(column.values))
    return column.share(_is_spelt_as_handle) >= NEARLY_ALL and distinct >= NEARLY_ALL


def _are_titles_of_one_word(column: Column) -> bool:
    """Whether what could be handles among its values is spelt as the names beside them are: PewDiePie, WWE."""
    handles = [value for value in column.values if looks_like_handle(value)]
    return sum(map(_is_spelt_as_handle, handles)) + sum(map(_has_at, handles)) < HALF * len(handles)


def _is_shown(column: Column, table: Sequence[Column]) -> bool:
    """Whether ids or addresses name the accounts, and a column like `Channel` beside them is spelt as what people read: Sunny."""
    are_told = any(other.field in (Field.PROFILE_URL, Field.EXTERNAL_ID) and other.values for other in table)
    spelt = column.share(lambda value: _is_spelt_as_handle(value) or _shows_at(value) or is_profile(value))
    return are_told and names.says_how_much_handle(column.name) < 2 and spelt < MOST


def _contradicts(column: Column, addresses: Column | None) -> bool:
    """Whether the profiles' addresses name other handles, so that the column has names of one word; sure handles are asked about."""
    if addresses is None:
        return False
    # One handle beside many addresses is the mark of whose they all are.
    are_many = len(set(addresses.values)) >= 2 * len(set(column.values))
    if names.surely_says_handle(column.name) or (_are_surely_handles(column) and not are_many):
        return False
    both = [(cell, handle) for cell, text in zip(column.cells, addresses.cells, strict=True) if cell and (handle := _handle_at(text))]
    others = sum(1 for cell, handle in both if cell.lstrip("@＠").casefold() != handle.casefold() and not is_profile(cell))
    return others > (1 - MOST) * len(both)


def _are_surely_handles(column: Column) -> bool:
    """Whether they are written with an @, or a column that says whose account is what has them spelt as names are not."""
    if column.share(_shows_at) >= NEARLY_ALL:
        return True
    marked = column.share(lambda value: _is_spelt_as_handle(value) and MARKED.search(value))
    return names.says_handle(column.name) and marked >= SOME and column.share(_is_spelt_as_handle) >= NEARLY_ALL


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
    spelt = column.share(_is_spelt_as_handle)
    said = names.says_how_much_handle(column.name) if share >= MOST else 0
    # `Nickname` may be of names; beside what is spelt as handles it is.
    said = said if said > 1 or spelt >= MOST else 0
    return said, round(share, 1), column.share(_has_at), round(spelt, 1), -column.index


def _is_spelt_as_handle(value: str) -> bool:
    """Names of one word mostly begin with a capital."""
    return looks_like_handle(value) and value == value.lower()


def _says_as_much(column: Column, best: Column) -> bool:
    """Whether the column says handle as the best one does: beside `Username`, `Channel` is a name; so is `Mia` beside `mia.cooks`."""
    said = names.says_how_much_handle(column.name)
    return 0 < said >= names.says_how_much_handle(best.name) and (said > 1 or column.share(_is_spelt_as_handle) >= MOST)


def _in_brackets(column: Column) -> float:
    """Of the values that are no handle, how many carry one in brackets: `마스카 (newmasca)`."""
    others = [value for value in column.values if not _is_handle(value)]
    carried = [split_name_and_handle(value) for value in others]
    fitting = [
        handle
        for value, (name, handle) in zip(others, carried, strict=True)
        if name and looks_like_handle(handle) and (handle == handle.lower() or AT.search(value))
    ]
    return len(fitting) / len(others) if others else 0.0
