"""What a column's name says it is, in the spellings real exports use. What its values say is proposing.py's to add.

A name means a field where its words, which name_words.py tells apart, are that field's and else only filling ones; a word that changes
the meaning (total, new, audience, authentic) makes it another thing.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

from discovery.importing.fields import PER_POST, Field
from discovery.importing.names.column_words import plain, words, words_in
from discovery.importing.names.name_words import PLATFORM_WORDS, platforms_in, words_of

AVERAGE: Final = words("average", "per")
# The words that name a field, as sets of alternatives: every set must be met.
MEANINGS: Final[tuple[tuple[Field, tuple[frozenset[str], ...]], ...]] = (
    (Field.ENGAGEMENT_RATE_PER_VIEW, (words("engagement"), words("rate"), words("per"), words("views"))),
    (Field.ENGAGEMENT_RATE_PER_FOLLOWER, (words("engagement"), words("rate"), words("per"), words("followers"))),
    (Field.ENGAGEMENT_RATE, (words("engagement"), words("rate"))),
    (Field.ENGAGEMENTS, (words("engagement"),)),
    (Field.FOLLOWERS, (words("followers"),)),
    (Field.FOLLOWING, (words("following"),)),
    (Field.LIKES, (words("likes"),)),
    (Field.COMMENTS, (words("comments"),)),
    (Field.SHARES, (words("shares"),)),
    (Field.VIEWS, (words("views"),)),
    (Field.POSTS, (words("posts"),)),
    (Field.EXTERNAL_ID, (words("id"), words("identified"))),
    (Field.PROFILE_URL, (words("url"),)),
    (Field.PLATFORM, (words("platform", "network"),)),
    (Field.TAKEN_ON, (words("date"),)),
    (Field.COUNTRY, (words("country"),)),
    (Field.LANGUAGE, (words("language"),)),
    (Field.TOPICS, (words("topics"),)),
    (Field.BIO, (words("bio"),)),
)
_FILLING = words("filling")
_CHANNELS: Final = frozenset(
    map(plain, ["channel", "youtube", "yt", "канал", "канала", "チャンネル", "채널", "频道", "頻道", "kanal", "canal", "chaîne"])
)
# Where a flattened JSON name, or a sheet, says whose the value is. Of a channel's views they would make the sum.
_WHOSE: Final = words("account", "name") | {"snippet", "authormeta", "meta", "edge", "public", "social"}
_TOTAL: Final = frozenset({"total", "tot", "gesamt", "всего", "общее", "toplam", "totaal", "totale", "celkem", "łącznie"})
_FILLING_BY_FIELD: Final = {
    # Followers at date.
    Field.FOLLOWERS: _TOTAL | {"at", "date"},
    Field.FOLLOWING: _TOTAL,
    Field.POSTS: _TOTAL,
    Field.ENGAGEMENT_RATE: frozenset({"day", "days"}) | AVERAGE,
    Field.PROFILE_URL: frozenset({"media", "page", "web", "rel", "relative"}) | words("account", "name"),
    Field.TAKEN_ON: frozenset({"utc", "snapshot", "as", "at", "data", "last"}),
    Field.PLATFORM: frozenset({"social", "media", "sociale", "soziales"}),
    Field.COUNTRY: frozenset({"region", "or", "residence", "origin", "declared", "declare", "stated"}),
    Field.TOPICS: frozenset(
        {"main", "primary", "principal", "principale", "content", "influence", "product", "products", "stream", "translated"}
    ),
    Field.LANGUAGE: frozenset({"content"}),
    # They may be of all videos, which the values show; a channel's are.
    Field.VIEWS: frozenset({"video", "videos", "reel", "reels"}),
}
# Of how many posts, or of which days, an average is: avg views (last 10), avg likes 30d.
_WINDOW: Final = frozenset(["last", "past", "recent", "latest", "all", "day", "days", "d", "week", "weeks", "month", "months"])
# Of a formula: ER ((likes + comments) / followers). With more or less in it, it is another definition than ours.
_SUMMED: Final = (words("likes"), words("comments"))
# What an average may be of: avg likes per post, average video views.
_POSTS: Final = words("posts") | frozenset({"reel", "reels"})
# Who pays, on Twitch: it calls those who do not its followers.
PAID_WORDS: Final = frozenset({"subs", "sub", "subscribers", "subscriber", "subscriptions"})
# Followers, as YouTube calls them.
_SUBSCRIBERS: Final = frozenset(
    map(
        plain,
        [
            "subscribers",
            "subscriber",
            "subs",
            "suscriptores",
            "inscritos",
            "assinantes",
            "구독자",
            "登録者",
            "訂閱",
            "订阅",
            "訂閱者",
            "订阅者",
        ],
    )
)
# @ do Instagram, Nombre de la cuenta.
_BETWEEN: Final = frozenset(
    ["real", "snippet", "meta", "from", "of", "the", "de", "del", "du", "do", "da", "di", "della", "la", "s", "i", "y", "и", "und", "and"]
)
_SURE_HANDLE_WORDS: Final = words("handle")
# Whose a handle may be, be it somebody's beside the creator's.
WHOSE_HANDLES: Final = frozenset({"brand", "company", "team", "club", "band", "artist", "contestant", "member", "sponsor"})
HANDLE_WORDS: Final = _SURE_HANDLE_WORDS | words("account")
# Of several such columns: Instagram Handle #2.
_NUMBERED: Final = frozenset({"#", "№"})
# Qual o @ (identifica a rede).
_AT: Final = "@"
_NAME_WORDS: Final = words("name") | _BETWEEN
RUNNING_NUMBERS: Final = frozenset(
    {
        *("rank", "sno", "no", "#", "nr", "index", "id", "position", "row", "№", "place", "rang", "puesto", "순위", "ranking", "platz"),
        *("posicion", "posicao", "место", "排名", "排行", "順位", "miejsce", "sıra", "序号", "序號", "番号", "번호"),
    }
)
_ID_WORDS: Final = frozenset({"id", "ids", "uid"})
_OF_ACCOUNTS: Final = words("account", "name", "platform", "network", "identified") | {"native", "social", "from"}
# Why columns of these words are kept aside.
KEPT: Final = (
    (words("money"), "an amount of money, none of our fields"),
    (words("contact"), "contact details or places, none of our fields"),
    (words("reach"), "reach, none of our fields"),
    (words("median"), "a median, not an average"),
)
# As headers.py calls a column that the file gives no name, and pandas where it writes a table that it read so.
UNNAMED: Final = re.compile(r"column \d+|Unnamed: \d+|\d{1,5}")


_words_in = cache(words_in)


@lru_cache(maxsize=4_096)
def field_named(name: str) -> Field | None:
    """The field that the name means, identities apart; None where it means none of them."""
    found = frozenset(re.sub(r"^\d+(?=d$)", "", word) for word in words_of(name) if not word.isdigit())
    return None if found & PAID_WORDS and "twitch" in found else _of_formula(found) or _field_of(found)


def field_of_audience(name: str) -> Field | None:
    """The field that the name means of the account's audience; None where it speaks of no audience."""
    found = {word for word in words_of(name) if not word.isdigit()}
    return _field_of(frozenset(found - words("audience"))) if found & words("audience") else None


def is_audience(name: str) -> bool:
    """Whether the column may count the audience itself, which most who say so mean their followers by; a total is of all platforms."""
    found = {word for word in words_of(name) if not word.isdigit()}
    return bool(found & words("audience")) and found <= words("audience") | _FILLING | {"size"}


def kept_as(name: str) -> str:
    """Why a column with such a name is none of our fields; "" where its name does not say so."""
    found = set(words_of(name))
    return next((reason for kept, reason in KEPT if found & kept), "")


def counts_followers_as(name: str) -> bool:
    """Whether brackets say that a reach, or an audience, is one of followers: Reichweite (Follower)."""
    found = re.fullmatch(r"(?P<what>[^()]+)\((?P<counted>[^()]+)\)", name)
    if not found or field_named(found["counted"]) != Field.FOLLOWERS:
        return False
    return set(words_of(found["what"])) <= words("reach", "audience") | _FILLING


def says_subscribers(name: str) -> bool:
    return bool(_SUBSCRIBERS & set(words_of(name)))


def is_bare_id(name: str) -> bool:
    """Whether the name says id, and nothing of whose."""
    return words_of(name) in (["id"], ["pk"])


def says_average(name: str) -> bool:
    return bool(AVERAGE & set(words_of(name)))


def says_percent(name: str) -> bool:
    return bool({"%", "percent", "percentage", "pct"} & set(words_of(name)))


def speaks(name: str, languages: frozenset[str]) -> bool:
    """Whether a word of the name is of one of these languages, and of no other."""
    return bool(_words_in(languages) & set(words_of(name)))


def is_running_number(name: str) -> bool:
    """Words as short as no and id mean something else with accents: Hungarian nő is a woman."""
    is_accented = plain(name) != unicodedata.normalize("NFKC", name).casefold()
    return not {" ".join(words_of(name)), plain(name).strip()}.isdisjoint(RUNNING_NUMBERS) and not is_accented


def is_unnamed(name: str) -> bool:
    """Whether the file names the column by nothing, so that it is called by its place."""
    return UNNAMED.fullmatch(name) is not None


@lru_cache(maxsize=4_096)
def could_name_somebody(name: str) -> bool:
    """Whether the column may hold handles or names: its words are of people and accounts, or it asks for an @."""
    found = {word for word in words_of(name) if not word.isdigit()} - _NUMBERED
    known = HANDLE_WORDS | _NAME_WORDS | frozenset(PLATFORM_WORDS) | {"unique"}
    if found & _SURE_HANDLE_WORDS:
        # Handle or URL, brand handle
        known |= words("url") | {"or"} | WHOSE_HANDLES
    return bool(found - _BETWEEN) and (found <= known or says_id(name) or _AT in found)


def says_handle(name: str) -> bool:
    """Whether the name itself says that these are handles, not names as people read them."""
    return bool(HANDLE_WORDS & set(words_of(name)))


def says_how_much_handle(name: str) -> int:
    """3 where the name says handle, 2 a platform's account, 1 an account or an id, which may be called by a name; 0 where it says none."""
    if surely_says_handle(name):
        return 3
    is_of_platform = bool(platforms_in(name))
    if is_of_platform and (says_platform_alone(name) or says_handle(name) or says_id(name)):
        return 2
    return int(says_handle(name) or says_id(name))


def says_id(name: str) -> bool:
    """Whether the name says that these are ids of accounts, be they handles or numbers."""
    return field_named(name) == Field.EXTERNAL_ID


def beside_handle(name: str) -> frozenset[str]:
    """What a column's name says besides that it is of a handle or a name, and where: brand of both brand_handle and Brand name."""
    return frozenset(words_of(name)) - HANDLE_WORDS - _NAME_WORDS - frozenset(PLATFORM_WORDS)


def may_say_id(name: str) -> bool:
    """Whether the name says id of an account, which may be the platform's own or that of whoever keeps the list."""
    found = set(words_of(name)) - set(PLATFORM_WORDS) - _FILLING
    # TikTok's is the handle.
    of_id = _ID_WORDS | {"uniqueid"}
    return bool(found & of_id) and found <= of_id | _OF_ACCOUNTS


def says_region(name: str) -> bool:
    """Whether the name says where somebody is, and not whether that is a country."""
    return set(words_of(name)) - words("account", "name") - {"code", "creator"} in ({"region"}, {"market"}, {"geo"})


def is_of_channel(name: str) -> bool:
    """Whether an id is a channel's, which YouTube makes of letters."""
    return bool(_CHANNELS & set(words_of(name)))


def says_platform_alone(name: str) -> bool:
    """Whether the name is a platform's and nothing else, as in a list with a column of handles for each."""
    words = words_of(name)
    return bool(words) and all(word in PLATFORM_WORDS for word in words)


def says_name(name: str) -> bool:
    """Whether the name itself says that these are names as people read them."""
    found = set(words_of(name))
    return bool(found & {"name", "names", "title"} | found & words("name")) and not found & _SURE_HANDLE_WORDS


def says_given_name(name: str) -> bool:
    return _says_only("given", name)


def says_middle_name(name: str) -> bool:
    return _says_only("middle", name)


def says_family_name(name: str) -> bool:
    return _says_only("family", name)


def _says_only(part: str, name: str) -> bool:
    """Whether it is called by such a part of a person's name, whoever's of the row, and nothing else."""
    found = set(words_of(name))
    return bool(found & words(part)) and found <= words(part) | words("name", "account") | _BETWEEN | _FILLING


def surely_says_platform(name: str) -> bool:
    return bool(words("platform") & set(words_of(name)))


def surely_says_handle(name: str) -> bool:
    return bool(_SURE_HANDLE_WORDS & set(words_of(name)))


def _of_formula(found: frozenset[str]) -> Field | None:
    """The rate whose formula the name says; one with less or more in it than likes and comments is of no definition that we know."""
    if not (found & words("engagement") and found & words("per") and found & words("followers", "views")):
        return None
    summed = frozenset.union(*_SUMMED, words("shares"), frozenset({"saves", "save", "saved", "and", "plus"}))
    if not found & frozenset.union(*_SUMMED):
        return None
    is_ours = all(found & each for each in _SUMMED) and not found & (summed - frozenset.union(*_SUMMED) - {"and", "plus"})
    rate = _field_of(found - summed)
    return rate if is_ours or rate is None else Field.ENGAGEMENT_RATE


def _field_of(found: frozenset[str]) -> Field | None:
    is_average = bool(found & AVERAGE)
    for field, sets in MEANINGS:
        known = frozenset.union(*sets, _FILLING, _FILLING_BY_FIELD.get(field, frozenset()), frozenset(PLATFORM_WORDS))
        if field not in PER_POST:
            known |= _WHOSE
        if is_average and field not in (Field.FOLLOWERS, Field.POSTS, Field.TAKEN_ON):
            known |= AVERAGE | _POSTS | _WINDOW | _WHOSE
        if found <= known and all(found & alternatives for alternatives in sets):
            return field
    return None
