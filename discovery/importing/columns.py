"""What a column's name says it is, in the spellings real exports use. What its values say is proposing.py's to add.

A name is read as words: `60_day_eng_rate` is 60, day, eng, rate. It means a field where its words are that field's and
else only filling ones; a word that changes the meaning (total, new, audience, authentic) makes it another thing.
"""

import re
from typing import Final

from discovery.importing.fields import Field
from discovery.importing.handles import PLATFORM_WORDS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# The words that name a field, as sets of alternatives: every set must be met.
AVERAGE: Final = frozenset({"avg", "average", "mean", "median", "per"})
_LIKES = _words("likes like likesavg hearts лайки")
_ENGAGEMENT = _words("engagement engagements eng interactions interaction er")
_RATE = _words("rate ratio percent percentage pct er")
_PLATFORM_WORDS: Final = _words("platform platforms plataforma платформа")
MEANINGS: Final[tuple[tuple[Field, tuple[frozenset[str], ...]], ...]] = (
    (Field.ENGAGEMENT_RATE_PER_VIEW, (_ENGAGEMENT, _RATE, frozenset({"per", "by"}), frozenset({"view", "views"}))),
    (Field.ENGAGEMENT_RATE_PER_FOLLOWER, (_ENGAGEMENT, _RATE, frozenset({"per", "by"}), frozenset({"follower", "followers"}))),
    (Field.ENGAGEMENT_RATE, (_ENGAGEMENT, _RATE)),
    (Field.ENGAGEMENTS, (_ENGAGEMENT,)),
    (Field.FOLLOWERS, (_words("followers follower subscribers subscriber subs fans seguidores abonnenten abonnés подписчики"),)),
    (Field.FOLLOWING, (_words("following followings follows followees"),)),
    (Field.LIKES, (_LIKES,)),
    (Field.COMMENTS, (_words("comments comment комментарии"),)),
    (Field.SHARES, (_words("shares share reposts"),)),
    (Field.VIEWS, (_words("views view plays просмотры"),)),
    (Field.POSTS, (_words("posts post media uploads videos video публикации"),)),
    (
        Field.EXTERNAL_ID,
        (frozenset({"id", "uid"}), _words("channel user account platform external uid youtube instagram tiktok twitch")),
    ),
    (Field.PROFILE_URL, (_words("url link address href"),)),
    (Field.PLATFORM, (_PLATFORM_WORDS | {"network"},)),
    (Field.TAKEN_ON, (_words("date day taken collected fecha дата"),)),
    (Field.COUNTRY, (_words("country location nation país pais страна"),)),
    (Field.LANGUAGE, (_words("language lang idioma язык"),)),
    (Field.TOPICS, (_words("category categories topic topics niche niches tag tags genre genres industry interests тематика"),)),
    (Field.BIO, (_words("bio biography description about описание"),)),
)
_FILLING = _words("count counts number numbers no of the value values num n on in mostly main primary code s")
_FILLING_BY_FIELD: Final = {
    Field.FOLLOWERS: frozenset({"total"}),
    Field.POSTS: frozenset({"total"}),
    Field.ENGAGEMENT_RATE: frozenset({"day", "days", "avg", "average", "mean", "median"}),
    Field.PROFILE_URL: frozenset({"profile", "channel", "account", "media", "page", "web"}),
    Field.TAKEN_ON: frozenset({"utc", "snapshot", "as", "at", "data"}),
    Field.PLATFORM: frozenset({"social", "media"}),
}
# What an average may be of: avg likes per post, average video views.
_POSTS = _words("post posts video videos reel reels media")
# Words that mean a handle and nothing else, and words that mean an account, whatever it is named by.
_SURE_HANDLE_WORDS = _words("handle handles username usernames login")
HANDLE_WORDS: Final = _SURE_HANDLE_WORDS | _words("user nickname nick screen account channel")
_NAME_WORDS = _words("name names title display full creator creators influencer influencers profile info person blogger streamer")
RUNNING_NUMBERS: Final = frozenset({"rank", "s no", "sno", "no", "#", "nr", "index", "id", "position", "row", "№", "place"})


def words_of(name: str) -> list[str]:
    """A column's name as words: likesAvg is likes, avg. The number of a repeated name is no word."""
    plain = re.sub(r" \(\d+\)$", "", name)
    apart = re.sub(r"(?<=[a-zа-я])(?=[A-ZА-Я])", " ", plain)
    return _with_platforms_whole(re.findall(r"[^\W_]+|#|№", apart.casefold()))


def _with_platforms_whole(words: list[str]) -> list[str]:
    """TikTok and You Tube are one word each."""
    whole: list[str] = []
    for word in words:
        if whole and min(len(whole[-1]), len(word)) > 1 and whole[-1] + word in PLATFORM_WORDS:
            whole[-1] += word
        else:
            whole.append(word)
    return whole


def platforms_in(name: str) -> set[str]:
    """The platforms a column's or a file's name speaks of; a lone x may be anything."""
    return {str(PLATFORM_WORDS[word]) for word in words_of(name) if word in PLATFORM_WORDS and len(word) > 1}


def field_named(name: str) -> Field | None:
    """The field that the name means, identities apart; None where it means none of them."""
    words = frozenset(word for word in words_of(name) if not word.isdigit())
    is_average = bool(words & AVERAGE)
    for field, sets in MEANINGS:
        known = frozenset.union(*sets, _FILLING, _FILLING_BY_FIELD.get(field, frozenset()), frozenset(PLATFORM_WORDS))
        if is_average and field not in (Field.FOLLOWERS, Field.POSTS):
            known |= AVERAGE | _POSTS
        if words <= known and all(words & alternatives for alternatives in sets):
            return field
    return None


def field_of_audience(name: str) -> Field | None:
    """The field that the name means of the account's audience; None where it speaks of no audience."""
    words = words_of(name)
    return field_named(" ".join(word for word in words if word != "audience")) if "audience" in words else None


def says_average(name: str) -> bool:
    return bool(AVERAGE & set(words_of(name)))


def is_running_number(name: str) -> bool:
    return " ".join(words_of(name)) in RUNNING_NUMBERS


def could_name_somebody(name: str) -> bool:
    """Whether the column may hold handles or names: its words are of people and accounts."""
    words = {word for word in words_of(name) if not word.isdigit()}
    return bool(words) and words <= HANDLE_WORDS | _NAME_WORDS | frozenset(PLATFORM_WORDS)


def says_handle(name: str) -> bool:
    """Whether the name itself says that these are handles, not names as people read them."""
    return bool(HANDLE_WORDS & set(words_of(name)))


def says_platform_alone(name: str) -> bool:
    """Whether the name is a platform's and nothing else, as in a list with a column of handles for each."""
    words = words_of(name)
    return bool(words) and all(word in PLATFORM_WORDS for word in words)


def surely_says_platform(name: str) -> bool:
    return bool(_PLATFORM_WORDS & set(words_of(name)))


def surely_says_handle(name: str) -> bool:
    return bool(_SURE_HANDLE_WORDS & set(words_of(name)))


def says_percent(name: str) -> bool:
    return "%" in name or bool({"percent", "percentage", "pct"} & set(words_of(name)))


def speaks_romance(name: str) -> bool:
    """Whether the name is Spanish, Portuguese or Italian, where “mil” is a thousand."""
    return bool({"seguidores", "seguidor", "suscriptores", "inscritos", "media", "promedio"} & set(words_of(name)))
