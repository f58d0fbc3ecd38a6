"""What a column's name says of posts, and of days: which post it is, when it came out, or when it was counted."""

from typing import Final

from discovery.importing.fields import PER_POST, Field
from discovery.importing.names.column_words import OTHER_DAYS, plain, words
from discovery.importing.names.columns import field_named, kept_as
from discovery.importing.names.name_words import PLATFORM_WORDS, words_of

# What a list of posts says of each: which it is, when it came out, what it says.
_POST: Final = (words("posts") - {"npost", "nposts", "uploads"}) | {
    *("vid", "vids", "reel", "reels", "story", "short", "shorts", "pin", "clip", "content"),
}
# Beside an id alone: a note may be anybody's remark.
_POST_WITH_ID: Final = _POST | {"aweme", "note"}
# Where a flattened JSON name says no more than that it is the post's: video_details_info.diggCount.
_AROUND: Final = frozenset(["details", "detail", "info", "data", "meta", "stats", "statistics", "metrics", "node"])
_POST_NAMES: Final = words("id", "url") | {"shortcode", "permalink", "code"}
# The last is Bilibili's.
_POST_ALONE: Final = frozenset(["shortcode", "permalink", "bvid"])
_PUBLISHED: Final = words("published")
# Of an account's posts the ones that stand out.
SOME_POST: Final = frozenset(
    map(
        plain,
        [
            *("top", "best", "latest", "last", "first", "recent", "newest", "pinned", "sample", "example", "featured", "popular"),
            *(
                "letzte",
                "letzter",
                "letztes",
                "neueste",
                "neuestes",
                "dernier",
                "dernière",
                "meilleur",
                "último",
                "última",
                "mejor",
                "melhor",
            ),
            *("последний", "последнее", "последняя", "последнего", "ultimo", "ultima", "migliore", "ostatni"),
            *("最新", "最近", "热门", "置顶", "熱門", "人気", "최근", "최신", "인기"),
        ],
    )
)
_OF_A_POST: Final = words("date", "title") | {"time", "day", "text"}
_POST_TEXTS: Final = frozenset(["caption", "captions", "hashtag", "hashtags", "mentions"])
# What a video has, and its account does not.
_OF_A_VIDEO: Final = frozenset(["duration", "dislikes", "dislike"])
_TITLES: Final = (["title"], ["titles"], ["titel"], ["titre"], ["titulo"], ["titolo"], ["название"], ["제목"], ["タイトル"], ["标题"])
_OF_EACH: Final = (["text"], ["full", "text"], ["tweet", "text"], ["created", "at"])
_FAVORITES: Final = frozenset(["favorites", "favourites", "favorite", "favourite", "favs", "faves"])
# A day that is said to be of the counts, not of a post.
_COUNTED_ON: Final = frozenset(
    {
        *("taken", "collected", "snapshot", "scraped", "crawled", "fetched", "scrape", "crawl", "fetch"),
        *("counts", "counted", "measured"),
    }
)

# When somebody last looked, or the account last did something: the counts may be of that day.
_PERHAPS_COUNTED_ON: Final = frozenset(
    map(
        plain,
        [
            *("last", "seen", "active", "visited", "online", "modified", "gesehen", "aktiv", "aktivität", "vu", "vue", "activité"),
            *("connexion", "visto", "vez", "actividad", "conexión", "atividade", "acesso", "attività", "accesso"),
            *("активность", "видели"),
        ],
    )
)


def says_post(name: str) -> bool:
    """Whether the column names posts, by an id or an address."""
    found = set(words_of(name)) - set(PLATFORM_WORDS)
    return bool(found & _POST_ALONE) or (
        bool(found & _POST_WITH_ID) and bool(found & _POST_NAMES) and found <= _POST_WITH_ID | _POST_NAMES | words("filling")
    )


def is_caption(name: str) -> bool:
    """Whether the column holds what each post says, and is called by nothing else."""
    return words_of(name) in (["caption"], ["captions"])


def says_title(name: str) -> bool:
    """Whether the column is called a title, and no more."""
    return words_of(name) in _TITLES


def says_description(name: str) -> bool:
    """Whether the column describes something, and does not say what."""
    return words_of(name) in (["description"], ["desc"], ["descriptions"], ["text"])


def speaks_of_posts(name: str) -> bool:
    """Whether the column says of each post when it came out, what it says, or how long it is. What an account has one of each of its
    posts may have, too: a text, and when it was made.
    """
    found = set(words_of(name))
    if words_of(name) in _OF_EACH:
        return True
    return bool(found & (_PUBLISHED | _POST_TEXTS | _OF_A_VIDEO)) or (bool(found & _POST) and bool(found & _OF_A_POST))


def says_published(name: str) -> bool:
    """Whether the name says that posts came out: when, or how many did."""
    return bool(_PUBLISHED & set(words_of(name)))


def says_some_post(name: str) -> bool:
    """Whether the name is of an account's best, first or last post alone."""
    return bool(SOME_POST & set(words_of(name))) or any(word in plain(name) for word in SOME_POST if not word.isascii())


def field_of_post(name: str) -> Field | None:
    """What the name counts of one post: vid_nlike, post likes, Tweet Comments; None where it says of no post, or nothing of these."""
    found = words_of(name)
    field = field_named(" ".join(word for word in found if word not in _POST | _AROUND)) if _POST & set(found) else None
    return field if field in PER_POST else None


def says_favorites(name: str) -> bool:
    """Whether the name counts favourites and says of nobody whose: an account's are those that it gave."""
    found = set(words_of(name))
    return bool(found & _FAVORITES) and found <= _FAVORITES | _POST | words("filling")


def says_counted_on(name: str) -> bool:
    """Whether the name says that something was counted then. Instagram says `taken_at` of when a post came out."""
    return bool(_COUNTED_ON & set(words_of(name))) and not {"taken", "at"} <= set(words_of(name))


def says_another_day(name: str) -> bool:
    """Whether a column of days says of them that the counts are of none of them."""
    found, whole = set(words_of(name)), plain(name)
    return bool(found & (OTHER_DAYS | _PUBLISHED | _POST | words("posts"))) or any(
        word in whole for word in OTHER_DAYS if not word.isascii()
    )


def may_say_day(name: str) -> bool:
    """Whether days called so may be those of the counts, be they of something else as often: last seen."""
    is_other = set(words_of(name)) & (OTHER_DAYS | _PUBLISHED | _POST | words("posts")) - _PERHAPS_COUNTED_ON
    return (
        not is_other
        and not kept_as(name)
        and not any(word in plain(name) for word in OTHER_DAYS - _PERHAPS_COUNTED_ON if not word.isascii())
    )


def says_when_seen(name: str) -> bool:
    """Whether the name itself says that somebody looked then, or the account did something."""
    return bool(_PERHAPS_COUNTED_ON & set(words_of(name)))
