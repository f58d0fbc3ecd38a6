"""Numbers that are called a count and nothing else, as a list of a person's platforms has them: of what, a label beside them says; else
the columns beside them make it likely, and a person is asked.
"""

from collections.abc import Sequence
from typing import Final

from discovery.importing.cells.numbers import is_percentage
from discovery.importing.fields import COUNT_LIMITS, IDENTITIES, WHOLE_COUNTS, Field
from discovery.importing.names import columns as names
from discovery.importing.names.column_words import plain, words
from discovery.importing.names.name_words import PLATFORM_WORDS, words_of
from discovery.importing.proposals.sampling import LIKELY, NEARLY_ALL, SAMPLE_ROWS, UNSURE, Column, as_number
from discovery.importing.proposals.unnamed import FEW_FOLLOWERS

# Which number of people it is goes without saying, in the language of who wrote it.
COUNTS: Final = frozenset(
    map(
        plain,
        [
            *("count", "counts", "cnt", "size", "audience", "数", "人数", "總數", "总数", "人數", "數", "수", "인원", "명"),
            *("anzahl", "menge", "nombre", "cantidad", "quantidade", "количество", "число", "liczba", "sayı", "jumlah"),
        ],
    )
)
# These may be of anything, money too: a label alone says of what.
VALUES: Final = frozenset(
    map(plain, ["value", "values", "number", "amount", "total", "quantity", "n", "数値", "数值", "wert", "valor", "値"]),
)
# When somebody counted: before a campaign, when the account was added to the list.
TIMES: Final = frozenset(
    ["at", "addition", "added", "start", "beginning", "initial", "baseline", "first", "then", "before", "when", "signup", "onboarding"]
)
# What stands around it and says nothing of it: youtube.stats.count
AROUND: Final = words("platform", "account", "network") | {"stats", "statistics", "metric", "metrics", "social", "data", "of", "the"}


def take_bare_counts(table: Sequence[Column]) -> None:
    """The one column of each platform's, or of the rows', that is called a count alone: what its label says, else followers, unsurely."""
    for platform in dict.fromkeys(column.platform for column in table):
        part = [column for column in table if column.platform == platform]
        bare = [column for column in part if _is_bare_count(column)]
        if len(bare) != 1 or not any(column.field in IDENTITIES for column in part):
            continue
        counted, column = {other.field for other in part} & set(COUNT_LIMITS), bare[0]
        if (label := _label(part)) and (field := _said(label)) not in counted:
            # A longer list may be sorted by its labels.
            is_all = len(column.cells) < SAMPLE_ROWS
            column.take(field, f"“{label.header}” says that it counts {field.label.lower()}", LIKELY if is_all else UNSURE)
        elif label is None and not counted and _what_of(column) <= COUNTS and column.middle() > FEW_FOLLOWERS:
            column.take(Field.FOLLOWERS, "counts beside accounts, most likely their followers, but nothing says so", UNSURE)


def take_followers_of_a_time(table: Sequence[Column]) -> None:
    """Where nothing else is of followers: `subscribers_at_addition`, `initial followers`. When that was, a person is asked."""
    if any(column.field == Field.FOLLOWERS for column in table) or not any(column.field in IDENTITIES for column in table):
        return
    told = [column for column in table if column.field == Field.EXTRA and _is_of_a_time(column) and column.share(as_number) >= NEARLY_ALL]
    if len(told) == 1:
        told[0].take(Field.FOLLOWERS, "followers, but of a time that only its name tells", UNSURE)


def _is_of_a_time(column: Column) -> bool:
    found = set(words_of(column.name))
    return bool(found & words("followers")) and bool(found & TIMES) and found <= words("followers", "filling") | TIMES


def _is_bare_count(column: Column) -> bool:
    is_counted = column.share(as_number) >= NEARLY_ALL and not column.share(is_percentage)
    return column.field == Field.EXTRA and is_counted and bool(said := _what_of(column)) and said <= COUNTS | VALUES


def _what_of(column: Column) -> set[str]:
    """The words of its name without those that say where."""
    return {word for word in words_of(column.name) if not word.isdigit()} - set(PLATFORM_WORDS) - AROUND


def _label(part: Sequence[Column]) -> Column | None:
    """The column whose every value says what is counted, as フォロワー does."""
    return next((column for column in part if column.field == Field.EXTRA and column.values and _said(column) != Field.EXTRA), None)


def _said(label: Column) -> Field:
    """What all its values mean of an account's counts; EXTRA where they mean none, or several."""
    meant = {names.field_named(value) or Field.EXTRA for value in set(label.values)}
    return next(iter(meant & WHOLE_COUNTS), Field.EXTRA) if len(meant) == 1 else Field.EXTRA
