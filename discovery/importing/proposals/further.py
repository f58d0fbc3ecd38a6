"""Columns that name further accounts of the same people: all of somebody's links, a profile elsewhere in the place of a website, a second
handle on the row's platform. What a person has yet to confirm is UNSURE, and kept aside unless the column says that it is of the same
people: a wrong one makes two people one.
"""

from collections.abc import Sequence
from typing import Final

from discovery.importing.cells.addresses import SEVERAL, addresses_in, is_profile, read_address
from discovery.importing.cells.handles import looks_like_handle
from discovery.importing.cells.placed import SAID, placed
from discovery.importing.cells.several import are_links, pieces_of
from discovery.importing.fields import IDENTITIES, Field
from discovery.importing.names.column_words import plain, words
from discovery.importing.names.name_words import platforms_in, words_of
from discovery.importing.proposals.sampling import LIKELY, MOST, NEARLY_ALL, SOME, UNSURE, Column
from discovery.importing.proposals.whose import beside


def _plainly(*texts: str) -> frozenset[str]:
    """The words of the texts, spelt as those of columns' names are."""
    return frozenset(plain(word) for text in texts for word in text.split())


# So much of a column of websites is of profiles, where people put theirs.
SOME_PROFILES: Final = 0.1
HANDLES: Final = (Field.HANDLE, Field.NAME_AND_HANDLE)
WEBSITE: Final = frozenset({"external", "website", "web", "site", "homepage", "сайт", "webseite", "sitio"})
# Words of columns that say that they are of the same people.
SAYS_FURTHER: Final = _plainly(
    "extra other others second secondary alt alternative personal private further additional more also socials accounts profiles",
    "pessoal outro outros otro otros privado personnel autre autres privat weitere zweit andere",
    "личный другие другой ещё 개인 다른 个人 其他",
)
# And of somebody's links.
LINKS: Final = (
    WEBSITE | SAYS_FURTHER | words("url") | _plainly("links linktree bio media profile channels redes ссылки соцсети réseaux sns")
)
# And of others.
WHOSE_ELSE: Final = _plainly(
    "manager management mgmt agent agency agentur agence agencia assistant editor owner team booking bookings label labels studio producer",
    "brand brands sponsor sponsors sponsored client competitor campaign company employer network deliverable deliverables source",
    "partner partners friend friends husband wife spouse mother father sister brother family collab collaborator works",
    "referred referrer tagged mentioned mentions recommended similar related",
)
# How the reasons of columns begin that nothing took.
UNTAKEN: Final = ("not known", "named like", "contact details")


def take_links_for_further_accounts(table: Sequence[Column]) -> None:
    """Several addresses in a cell, on several platforms, beside handles that are called by one: all of somebody's links."""
    handles = next((column for column in table if column.field in HANDLES and len(platforms_in(column.name)) == 1), None)
    addresses = next((column for column in table if column.field == Field.PROFILE_URL), None)
    if not handles or not addresses:
        return
    on = {found.platform for value in addresses.values for found in addresses_in(value)}
    if len(on) > 1 and addresses.share(SEVERAL.search) >= SOME:
        addresses.platform = ""
        addresses.take(Field.FURTHER, f"all of somebody's links, beside the account in “{handles.header}”", LIKELY)


def take_websites_for_further_accounts(table: Sequence[Column]) -> None:
    """Profiles in the place of a website, which hardly name the account whose handle stands beside them."""
    handles = next((column for column in table if column.field in HANDLES), None)
    if not handles:
        return
    for column in table:
        is_website = column.field == Field.PROFILE_URL and WEBSITE & set(words_of(column.name))
        if not is_website or beside(handles, column).are_more_the_same:
            continue
        if _are_own(column, handles):
            column.take(Field.FURTHER, "profiles in the place of a website: perhaps the same people's accounts, without counts", UNSURE)
        else:
            column.leave("profiles, but several accounts have the same ones", UNSURE)


def take_further_accounts(table: Sequence[Column]) -> None:
    """Columns that nothing else took, where another one names the account: of links, of which some are profiles and each is one row's;
    and what says by its name that it is of further accounts, of handles with their platform, or on that of other handles.
    """
    naming = next((column for column in table if column.field in IDENTITIES), None)
    if not naming:
        return
    for column in table:
        if column.field != Field.EXTRA or not column.reason.startswith(UNTAKEN):
            continue
        if WHOSE_ELSE & set(words_of(column.name)):
            continue
        if LINKS & set(words_of(column.name)) and column.share(are_links) >= MOST and _are_own(column, naming):
            column.take(Field.FURTHER, "links, some to profiles: perhaps the same people's accounts, without counts", UNSURE)
        elif SAYS_FURTHER & set(words_of(column.name)) and column.share(_is_placed) >= MOST and _are_own(column, naming):
            column.take(Field.FURTHER, "accounts, each with its platform: perhaps the same people's, without counts", UNSURE)
        elif SAYS_FURTHER & set(words_of(column.name)) and _are_second_handles(column, table):
            column.take(Field.FURTHER, "handles beside other ones: perhaps the same people's further accounts", UNSURE)


def _are_own(column: Column, naming: Column) -> bool:
    """Whether it names accounts, and hardly one of them in the rows of two others, as a shop's or a friend's is."""
    named = {
        (account, told)
        for account, cell in zip(naming.cells, column.cells, strict=True)
        for piece in pieces_of(cell)
        if (told := _account_in(piece))
    }
    is_often = column.share(lambda cell: any(map(_account_in, pieces_of(cell)))) >= SOME_PROFILES
    return is_often and len({told for _, told in named}) >= NEARLY_ALL * len(named)


def _account_in(piece: str) -> object:
    """What tells the account from others that a profile's address names, or a handle or an id beside its platform."""
    if is_profile(piece):
        return read_address(piece)
    found = SAID.fullmatch(piece) and placed(piece)
    return found if found and found.platform else None


def _is_placed(cell: str) -> bool:
    return any(map(_account_in, pieces_of(cell)))


def _are_second_handles(column: Column, table: Sequence[Column]) -> bool:
    """Whether it is called by a platform on which another column of handles is the account's, and its values have an @."""
    on = platforms_in(column.name)
    first = [other for other in table if other.field in HANDLES and platforms_in(other.name) == on]
    have_at = column.share(lambda value: value.startswith(("@", "＠")) and looks_like_handle(value)) >= MOST
    return len(on) == 1 and bool(first) and have_at and len(set(column.values)) >= NEARLY_ALL * len(column.values)
