"""Columns that say the same, or seem to: which counts, which checks it, and which is of something else.

Each stays within its part of the table: what is said of one platform's account says nothing of another's.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from discovery.importing.cells.addresses import is_profile, platform_at
from discovery.importing.cells.ids import YOUTUBE_ID
from discovery.importing.cells.numbers import is_percentage
from discovery.importing.cells.platforms import platform_in_cell
from discovery.importing.fields import COUNT_LIMITS, IDENTITIES, OF_ONE_ACCOUNT, PER_POST, RATE_DEFINITIONS, REPEATABLE, Field
from discovery.importing.mapping import OF_A_DAY
from discovery.importing.names import columns as names
from discovery.importing.names.name_words import platforms_in, words_of
from discovery.importing.proposals.sampling import LIKELY, MOST, NEARLY_ALL, SURE, UNSURE, Column, Confidence, as_number
from discovery.importing.proposals.spelt import repeats
from discovery.models import Platform

# Views of a post over ten times the followers, for half of a list, are a total; so is what more people do than follow.
TOTAL_OVER_FOLLOWERS: Final = 10
# So many values that no post can have are no slips.
OFTEN_OVER: Final = 0.1
# And where no followers are counted: half of a list hardly has so many a post.
MANY_A_POST: Final = 1_000_000
# So much of its followers an account has kept from one day to the other, in nearly every row of so many.
FEWER, FEWEST = 0.7, 3


def leave_totals(table: Sequence[Column]) -> None:
    """A column that is not called an average and is far above the followers is a sum over all posts: no per-post count.

    Where nothing counts followers, a person is asked about what is very much.
    """
    followers = next((column for column in table if column.field == Field.FOLLOWERS), None)
    middle = followers.middle() if followers else 0
    per_post = [column for column in table if column.field in PER_POST]
    averages = [column for column in per_post if names.says_average(column.name)]
    for column in per_post:
        if _has_more_than_there_can_be(column):
            column.leave("more than a post can have, so a total over all posts", LIKELY)
        elif column in averages:
            continue
        elif averages and _is_large(column, averages, middle):
            column.leave("a total over all posts, where others are called averages", LIKELY)
        elif middle and column.middle() > (TOTAL_OVER_FOLLOWERS if column.field == Field.VIEWS else 1) * middle:
            column.leave("a total over all posts, not an average", LIKELY)
        elif not middle and column.middle() >= MANY_A_POST:
            column.take(column.field, f"{column.reason}; so many are perhaps those of all posts together", UNSURE)


def _is_large(column: Column, averages: Sequence[Column], followers: float) -> bool:
    """Whether it is far over what others call averages, or over the followers, as hardly an average is."""
    same = next((other for other in averages if other.field == column.field), None)
    return column.middle() > (TOTAL_OVER_FOLLOWERS * same.middle() if same else followers or MANY_A_POST)


def _has_more_than_there_can_be(column: Column) -> bool:
    over = column.share(lambda value: (number := column.number(value)) and number.value > COUNT_LIMITS[column.field])
    return over >= OFTEN_OVER


def leave_contradicted_platforms(table: Sequence[Column]) -> None:
    """A column of platforms that is not called so, where most of the rows' ids and addresses are on others: where a picture is from."""
    for column in table:
        if column.field != Field.PLATFORM or names.field_named(column.name) == Field.PLATFORM:
            continue
        said = [(platform, where) for platform, where in zip(map(platform_in_cell, column.cells), _told(table), strict=True) if platform]
        told = [platform == where for platform, where in said if where]
        if told and sum(told) < (1 - MOST) * len(told):
            column.leave("platforms, but not those that the rows' ids and addresses are on", LIKELY)


def _told(table: Sequence[Column]) -> list[str]:
    """The platform that each row's id or address is on; "" where neither tells."""
    telling = [column.cells for column in table if column.field in (Field.PROFILE_URL, Field.EXTERNAL_ID)]
    return [next(filter(None, map(_platform_told, cells)), "") for cells in zip(*telling, strict=True)] or [""] * len(table[0].cells)


def _platform_told(cell: str) -> str:
    return Platform.YOUTUBE.value if YOUTUBE_ID.fullmatch(cell) else platform_at(cell)


def leave_other_platforms(table: Sequence[Column]) -> None:
    """Where a column says each row's platform: a count of a platform that another's name says is of the rows on it alone."""
    named = next((column for column in table if column.field == Field.PLATFORM), None)
    if named is None:
        return
    rows = {platform for value in named.values if (platform := platform_in_cell(value))}
    for column in table:
        said = platforms_in(column.name)
        if column.field not in OF_ONE_ACCOUNT - {Field.PROFILE_URL} or len(said) != 1 or not rows - said:
            continue
        where = "some rows are on another platform" if rows & said else "the rows are not on it"
        reason = f"of accounts on {Platform(next(iter(said))).label}, but {where}"
        if column.field in IDENTITIES and sum(each.field in IDENTITIES for each in table) == 1:
            column.take(column.field, f"{column.reason}; called {reason}", UNSURE)
        elif rows & said and column.field in OF_A_DAY:
            column.platform = said.pop()
            column.reason = f"{column.reason}, of the rows on {Platform(column.platform).label} alone"
        else:
            column.leave(reason, UNSURE if rows & said else SURE)


def leave_paid(table: Sequence[Column]) -> None:
    """Subscribers where followers are counted beside them, and nothing but Twitch is spoken of: they pay."""
    followers = [column for column in table if column.field == Field.FOLLOWERS]
    paid = [column for column in followers if names.PAID_WORDS & set(words_of(column.name))]
    if len(paid) < len(followers) and _platforms_of(table) == {Platform.TWITCH}:
        for column in paid:
            column.leave("who pays, not who follows", SURE)


def _platforms_of(table: Sequence[Column]) -> set[str]:
    """The platforms that the rows or the columns' names speak of."""
    rows = {platform_in_cell(value) for column in table if column.field == Field.PLATFORM for value in column.values}
    return (rows or {platform for column in table for platform in platforms_in(column.name)}) - {""}


def settle_repeats(table: Sequence[Column], days: dict[int, date]) -> None:
    """A second column of a field that has one: a rounded copy of a count is checked against it; of others the surer counts, if asked."""
    first: dict[tuple[Field, date | None, str], Column] = {}
    for column in sorted(table, key=_lead):
        leading = first.setdefault((column.field, days.get(column.index), column.platform), column)
        if leading is column or column.field in (Field.TOPICS, Field.EXTRA, Field.IGNORE):
            continue
        both, apart = _compared(leading, column)
        if column.field in REPEATABLE and both and len(apart) <= (1 - MOST) * both:
            rounded, exact = sorted((leading, column), key=lambda each: (-sum(_steps(each)), each.index))
            said = f"; {len(apart)} of {both} contradict them, as {apart[0]}" if apart else ""
            rounded.reason = f"the same counts as “{exact.header}”, rounded: checked against them{said}"
        elif column.field in RATE_DEFINITIONS and (rounder := _rounder_rate(leading, column)):
            exact = leading if rounder is column else column
            if _says_alone_that_it_is_per_cent(rounder, exact, table):
                rounder, exact = exact, rounder
                rounder.leave(f"the same rates as “{exact.header}”, which says that they are per cent", LIKELY)
            else:
                rounder.leave(f"the same rates as “{exact.header}”, rounded", SURE)
            exact.confidence = min(leading.confidence, column.confidence, key=list(Confidence).index)
            first[exact.field, days.get(exact.index), exact.platform] = exact
        elif column.field == Field.FOLLOWERS and not both and platforms_in(column.name) == platforms_in(leading.name):
            column.take(column.field, f"followers, in rows where “{leading.header}” is blank", LIKELY)
        elif column.field in OF_A_DAY & REPEATABLE and both and words_of(column.name) == words_of(leading.name):
            _contradict(leading, column, both, apart)
        elif column.field == Field.FOLLOWERS and (rounder := _rounder_of_another_day(leading, column, both)):
            exact = leading if rounder is column else column
            said = f"about the same followers as “{exact.header}”, rounded, but {len(apart)} of {both} contradict them, as {apart[0]}"
            rounder.take(column.field, f"{said}: they count where “{exact.header}” is blank", UNSURE)
        elif column.field not in REPEATABLE and repeats(leading, column):
            column.leave(f"the same as “{leading.header}”", SURE)
        else:
            _leave_the_other(leading, column)


def _lead(column: Column) -> tuple[int, int, bool]:
    """Who leads: of addresses the column that names most profiles, else the surest, of averages before others; of X's posts all, not those
    with pictures alone.
    """
    nobodys = sum(not is_profile(cell) for cell in column.cells) if column.field == Field.PROFILE_URL else 0
    is_less = "media" in words_of(column.name) if column.field == Field.POSTS else not names.says_average(column.name)
    return nobodys, list(Confidence).index(column.confidence), is_less


def _contradict(one: Column, other: Column, both: int, apart: list[str]) -> None:
    """Both are called the same: nobody but a person knows which is right, and until then a row's neither counts."""
    for column, beside in ((one, other), (other, one)):
        said = f"called as “{beside.header}” is, but {len(apart)} of {both} contradict it, as {apart[0]}; neither counts there"
        column.take(column.field, said, UNSURE)


def _leave_the_other(leading: Column, other: Column) -> None:
    """An average needs no question where the other is not called one."""
    is_settled = names.says_average(leading.name) and not names.says_average(other.name)
    if not is_settled:
        leading.confidence = UNSURE
    other.leave(f"another {other.field.label.lower()} than “{leading.header}”", LIKELY if is_settled else UNSURE)


def _compared(one: Column, other: Column) -> tuple[int, list[str]]:
    """In how many rows both columns have a number, and which of these are further apart than their rounding."""
    both, apart = 0, []
    for left, right in zip(one.cells, other.cells, strict=True):
        a, b = one.number(left), other.number(right)
        if a and b:
            both += 1
            if abs(a.value - b.value) > max(a.step, b.step):
                apart.append(f"{left} beside {right}")
    return both, apart


def _rounder_of_another_day(one: Column, other: Column, both: int) -> Column | None:
    """Of two columns that count the same people on two days, as nearly all of their rows show, the rounded one; None where none is."""
    pairs = [(a, b) for left, right in zip(one.cells, other.cells, strict=True) if (a := one.number(left)) and (b := other.number(right))]
    near = sum(a.value * FEWER <= b.value <= a.value / FEWER for a, b in pairs)
    if both < FEWEST or near < NEARLY_ALL * both:
        return None
    rounder = [a.step > b.step for a, b in pairs], [b.step > a.step for a, b in pairs]
    return next((column for column, is_rounder in zip((one, other), rounder, strict=True) if sum(is_rounder) >= MOST * both), None)


def _rounder_rate(one: Column, other: Column) -> Column | None:
    """Of two columns of rates that say the same, be one of them in per cent, that with fewer decimals; None where they do not."""
    pairs = [(a, b) for left, right in zip(one.cells, other.cells, strict=True) if (a := one.number(left)) and (b := other.number(right))]
    for times in (1, 100, 1 / 100):
        alike = [abs(a.value - times * b.value) <= max(a.step, times * b.step) for a, b in pairs]
        if sum(max(a.value, b.value) > 0 for a, b in pairs) >= MOST * len(pairs) > 0 and sum(alike) >= NEARLY_ALL * len(pairs):
            return one if sum(a.step for a, _ in pairs) > sum(times * b.step for _, b in pairs) else other
    return None


def _says_alone_that_it_is_per_cent(rounder: Column, exact: Column, table: Sequence[Column]) -> bool:
    """Whether the exact ones may be shares or per cent, as 0.0331, and neither a sign nor counts beside them would tell."""
    counts = any(column.field in PER_POST for column in table)
    is_open = not counts and not exact.share(is_percentage) and all(_could_be_share(value) for value in exact.values)
    return is_open and rounder.share(is_percentage) >= NEARLY_ALL


def _could_be_share(value: str) -> bool:
    number = as_number(value)
    return number is not None and number.value <= 1


def _steps(column: Column) -> list[float]:
    return [number.step for value in column.values if (number := column.number(value))]
