"""Columns that may name accounts where none does so plainly: a person is asked, since else every row would wait, or the list."""

import re
from collections.abc import Sequence
from typing import Final

from discovery.importing.cells.addresses import is_address, is_profile
from discovery.importing.cells.handles import fits, looks_like_handle
from discovery.importing.cells.ids import UPLOADS_ID, UUID
from discovery.importing.cells.platforms import platform_in_cell
from discovery.importing.fields import IDENTITIES, Field
from discovery.importing.names import columns as names
from discovery.importing.names import of_posts
from discovery.importing.names.name_words import platforms_in, words_of
from discovery.importing.proposals.naming import take_names
from discovery.importing.proposals.sampling import LIKELY, MOST, NEARLY_ALL, SOME, UNSURE, Column, as_number
from discovery.importing.proposals.spelt import are_answers, are_numbered, is_spelt_as_handle, may_be_handles
from discovery.importing.proposals.unnamed import are_written_as_names, lone_words, may_show_names

# So long that hardly a list numbers its own rows so.
LONG_ID: Final = re.compile(r"\d{15,20}", re.ASCII)
# Who and what else is written in one small word.
BILIBILIS: Final = frozenset({"up主", "bvid", "aid", "bilibili"})
ON_BILIBILI: Final = re.compile(r"(?<![\w.-])(?:b23\.tv|(?:\w+\.)?bilibili\.com)/", re.IGNORECASE)
DIGITS: Final = re.compile(r"\d{1,20}", re.ASCII)
OTHERS: Final = frozenset(
    {
        *("manager", "agent", "agency", "agentur", "agence", "agencia", "brand", "campaign", "company", "team", "sponsor"),
        *("file", "filename", "sheet", "list", "label", "code", "sku", "ref", "slug"),
        *("hometown", "town", "place", "region", "state", "province", "county", "district", "address", "assistant", "editor", "owner"),
        *("product", "category", "niche", "city", "music", "song", "track", "game", "network", "status", "reason", "vibe"),
        *("note", "notes", "remark", "remarks", "comment", "comments", "memo", "notiz", "notizen", "anmerkung", "bemerkung", "bemerkungen"),
        *("kommentar", "remarque", "remarques", "commentaire", "nota", "notas", "observación", "observaciones", "observação"),
        *("observações", "заметки", "примечание", "комментарий", "备注", "備考", "メモ", "비고", "메모"),
    }
)
PATH: Final = re.compile(r"\S/\S+/\S|\.(?:jpe?g|png|gif|webp|svg)$", re.IGNORECASE)
ORGANIZATIONS: Final = frozenset(
    {
        *("brand", "brands", "company", "companies", "marca", "marke", "marque", "organization", "organisation", "institution", "ngo"),
        *("merchant", "store", "shop", "restaurant", "business", "hotel", "agency", "newsroom", "media", "publisher", "label"),
        *("museum", "museums", "club", "team", "band", "outlet", "newspaper", "firma", "unternehmen", "verein", "entreprise", "musée"),
        *("empresa", "organización", "organização", "museo", "museu", "azienda", "компания", "организация", "музей"),
    }
)
ORGANIZATIONS_PAGE: Final = re.compile(r"linkedin\.com/(?:company|school|showcase)/", re.IGNORECASE)
IDS: Final = frozenset({"id", "ids", "uid", "no", "number", "#"})
# Of names of people fewer are of one word.
OF_ONE_WORD: Final = 0.75
# So many accounts, and more, hardly one person has.
MOST_ACCOUNTS: Final = 5


def take_ids_beside_platforms(table: Sequence[Column]) -> None:
    """Where no column names an account so far: handles that are called an id, each beside its platform."""
    kept = [column for column in table if column.field == Field.EXTRA and _are_handles_on_platforms(column, table)]
    if kept and not any(column.field in IDENTITIES for column in table):
        kept[0].take(Field.HANDLE, "called an id, but spelt as handles on the platform of each row are", LIKELY)


def take_bilibilis_ids(table: Sequence[Column]) -> None:
    """`mid` beside what else Bilibili alone calls so, and the same in all rows of a name: on Weibo it is the post's."""
    said = {word for column in table for word in words_of(column.name)} | {column.header.casefold() for column in table}
    links_there = any(ON_BILIBILI.search(value) for column in table for value in column.values)
    if any(column.field in IDENTITIES for column in table) or not (said & BILIBILIS or links_there):
        return
    names_people = next((column for column in table if column.field == Field.TITLE), None)
    for column in table:
        if column.field != Field.EXTRA or words_of(column.name) != ["mid"] or column.share(DIGITS.fullmatch) < NEARLY_ALL:
            continue
        pairs = set(zip(names_people.cells, column.cells, strict=True)) if names_people else set[tuple[str, str]]()
        if len(pairs) == len({name for name, _ in pairs}):
            column.take(Field.EXTERNAL_ID, "as Bilibili calls its accounts' numbers", UNSURE)


def take_doubtful_identities(table: Sequence[Column]) -> None:
    """Where no column names an account so far, the one that may: a person is asked, since else every row would wait, or the list."""
    if any(column.field in IDENTITIES for column in table):
        return
    names_people = [column for column in table if column.field == Field.TITLE]
    kept = [column for column in table if column.field == Field.EXTRA and not column.platform and not names.kept_as(column.name)]
    unknown = [column for column in kept if not OTHERS & set(words_of(column.name))]
    if mixed := next((column for column in unknown if _are_some_profiles(column, bool(names_people))), None):
        mixed.take(Field.PROFILE_URL, "addresses, of which some are profiles'; of posts some name no account", UNSURE)
    elif handles := next((column for column in [*names_people, *unknown] if may_be_handles(column)), None):
        _take_spelt(handles, names_people, table)
    elif ids := next((column for column in unknown if _may_be_ids(column, table)), None):
        ids.take(Field.EXTERNAL_ID, "as long as platforms' ids of accounts are, but its name does not say whose it is", UNSURE)
    elif named := next((column for column in unknown if _are_words_of_somebody(column, table)), None):
        named.take(Field.HANDLE, "called an id, and of one word each, as handles are", UNSURE)
    elif uploads := next((column for column in kept if column.share(UPLOADS_ID.fullmatch) >= MOST), None):
        uploads.take(Field.EXTERNAL_ID, "lists of channels' uploads, each the channel's id but for its second letter", LIKELY)
    elif names_people:
        _ask_of_names(names_people[0], table)
    elif lone := lone_words(table):
        lone.take(Field.HANDLE, "one word each: if these are names, say so", UNSURE)
    elif of_days := next((column for column in unknown if _tells_apart(column, table)), None):
        of_days.take(Field.HANDLE, "one word, which tells the rows of a day apart", UNSURE)
    else:
        _take_doubtful_names(table, kept, unknown)


def _ask_of_names(named: Column, table: Sequence[Column]) -> None:
    """Names of one word, which may be handles."""
    if names.is_unnamed(named.name) and named.share(looks_like_handle) >= NEARLY_ALL:
        named.take(Field.HANDLE, "one word each: if these are names, say so", UNSURE)
        for shown in may_show_names(table):
            take_names(shown)
    elif named.confidence != UNSURE and named.share(looks_like_handle) >= OF_ONE_WORD:
        reason = "most are of one word: if these are handles, say so; rows with a name alone wait to be matched"
        named.take(Field.TITLE, reason, UNSURE)


def _take_spelt(handles: Column, names_people: Sequence[Column], table: Sequence[Column]) -> None:
    """What is spelt as handles are, be it called a name; beside names it may be the file's, the manager's, the list's own."""
    if names.is_unnamed(handles.name) and handles.field == Field.TITLE:
        handles.take(Field.HANDLE, "its values are spelt as handles are", UNSURE)
        for shown in may_show_names(table):
            take_names(shown)
    elif handles.field == Field.TITLE:
        handles.take(Field.HANDLE, "called a name, but its values are spelt as handles are", UNSURE)
    elif not names_people or platforms_in(handles.name) or _is_id_of_somebody(handles, names_people[0]):
        handles.take(Field.HANDLE, "its values are spelt as handles are", UNSURE)
    else:
        handles.leave("spelt as handles are, but its name does not say whose", UNSURE)


def _take_doubtful_names(table: Sequence[Column], kept: Sequence[Column], unknown: Sequence[Column]) -> None:
    """What may be people's names; where nothing else is, brands'."""
    if named := next((column for column in unknown if _may_be_names(column)), None):
        named.take(Field.TITLE, "called a name, though its name does not say whose", UNSURE)
    elif shown := may_show_names(table):
        take_names(shown[0])
    elif named := next((column for column in kept if ORGANIZATIONS & set(words_of(column.name)) and _is_text(column)), None):
        named.take(Field.TITLE, "nothing else names anybody: the organizations' names", UNSURE)
    elif texts := next((column for column in unknown if are_written_as_names(column)), None):
        texts.take(Field.TITLE, "nothing else names anybody, and these are written as names are", UNSURE)


def take_names_of_whomever(table: Sequence[Column]) -> None:
    """Where nothing else is a name, the one column that is called one, as `Idol_Name`, and has one for each account: a person is asked."""
    telling = [column for column in table if column.field in (Field.HANDLE, Field.EXTERNAL_ID, Field.PROFILE_URL)]
    if not telling or any(column.field in (Field.TITLE, Field.NAME_AND_HANDLE) for column in table):
        return
    free = [column for column in table if column.field == Field.EXTRA and column.reason.startswith("not known") and _may_be_names(column)]
    free = [column for column in free if not (OTHERS | IDS) & set(words_of(column.name)) and _is_of_accounts(column, telling)]
    if len(free) == 1:
        free[0].take(Field.TITLE, "called a name, though its name does not say whose", UNSURE)
        return
    kept = [column for column in table if column.field == Field.EXTRA and ORGANIZATIONS & set(words_of(column.name))]
    own = [column for column in kept if _is_text(column) and _is_of_accounts(column, telling)]
    are_organizations = any(column.share(ORGANIZATIONS_PAGE.search) >= MOST for column in telling)
    own = [column for column in own if (are_organizations and names.says_name(column.name)) or are_written_as_names(column)]
    if len(own) == 1 and not free:
        own[0].take(Field.TITLE, "nothing else names anybody: the organizations' names", UNSURE)
    elif not free and not own and (named := _written_as_names(table, telling)):
        named.take(Field.TITLE, "nothing else names anybody, and these are written as names are", UNSURE)


def _written_as_names(table: Sequence[Column], telling: Sequence[Column]) -> Column | None:
    """The only column of which nothing is known that has another name for each account; None where there is none, or several."""
    free = [column for column in table if column.field == Field.EXTRA and column.reason.startswith("not known")]
    free = [column for column in free if _is_text(column) and not (OTHERS | IDS) & set(words_of(column.name))]
    # Of remarks, too, commas stand in many.
    free = [column for column in free if not column.share(platform_in_cell) and column.share(lambda value: "," in value) < SOME]
    named = [column for column in free if are_written_as_names(column, OF_ONE_WORD) and _is_of_accounts(column, telling)]
    return named[0] if len(named) == 1 and not of_posts.speaks_of_posts(named[0].name) else None


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


def _may_be_ids(column: Column, table: Sequence[Column]) -> bool:
    """Called an id alone, beside the followers of one account each, and not beside what is said of posts."""
    counts = any(other.field == Field.FOLLOWERS for other in table)
    if not counts or any(of_posts.speaks_of_posts(other.name) for other in table) or len(set(column.values)) < len(column.values):
        return False
    return names.is_bare_id(column.name) and column.share(LONG_ID.fullmatch) >= NEARLY_ALL


def _may_be_names(column: Column) -> bool:
    return names.says_name(column.name) and _is_text(column) and not are_answers(column) and not of_posts.says_post(column.name)


def _is_text(column: Column) -> bool:
    """Whether its values have letters, and are no addresses and no paths of files."""
    is_elsewhere = column.share(lambda value: is_address(value) or PATH.search(value)) > 0
    return not is_elsewhere and column.share(lambda value: any(map(str.isalpha, value))) >= NEARLY_ALL


def _is_id_of_somebody(column: Column, titles: Column) -> bool:
    """Whether it is called an id and is not made of the names beside it, as the list's own are: anna-mai of Anna Mai."""
    both = [(_letters(one), _letters(two)) for one, two in zip(column.cells, titles.cells, strict=True) if one and two]
    return names.is_bare_id(column.name) and sum(one == two for one, two in both) < SOME * len(both)


def _are_words_of_somebody(column: Column, table: Sequence[Column]) -> bool:
    """Whether it is called an id, and is another word for each of a list's followers, which nobody else is named by."""
    if not names.is_bare_id(column.name) or any(other.field in (Field.TITLE, Field.HANDLE) for other in table):
        return False
    is_counted = any(other.field == Field.FOLLOWERS for other in table)
    words = column.share(lambda value: looks_like_handle(value) and any(map(str.isalpha, value)))
    return is_counted and words >= NEARLY_ALL and len(set(column.values)) == len(column.values) and not UUID.fullmatch(column.values[0])


def _are_handles_on_platforms(column: Column, table: Sequence[Column]) -> bool:
    """Whether it is called an id, and is another handle in every row, on the platform that a column says, which nobody else is named by.

    Ids that somebody's program made are as long as each other, or differ in their digits alone.
    """
    on = next((other for other in table if other.field == Field.PLATFORM), None)
    is_another = any(other.field == Field.TITLE or of_posts.speaks_of_posts(other.name) for other in table)
    if not on or is_another or not names.is_bare_id(column.name) or are_numbered(column):
        return False
    told = [(value, platform_in_cell(platform)) for value, platform in zip(column.cells, on.cells, strict=True) if value]
    spelt = [is_spelt_as_handle(value) and (not at or fits(value, at)) for value, at in told]
    return all(spelt) and len({value for value, _ in told}) == len(told) and len({len(value) for value, _ in told}) > 1


def _tells_apart(column: Column, table: Sequence[Column]) -> bool:
    """Whether it has another word in each of a day's rows, as accounts that are counted again and again do."""
    day = next((other for other in table if other.field == Field.TAKEN_ON), None)
    if day is None or not all(day.cells) or not all(column.cells):
        return False
    if column.share(as_number) or column.share(looks_like_handle) < 1:
        return False
    rows = list(zip(day.cells, column.cells, strict=True))
    return len(set(day.cells)) < len(rows) == len(set(rows))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
