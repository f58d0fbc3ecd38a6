"""Groups above the names of columns, as Instagram over Followers and Likes: told by merged cells, or by names that come again."""

from collections import Counter
from collections.abc import Sequence

from discovery.importing.cells.dates import looks_like_date
from discovery.importing.formats.column_names import count_known, filled_in, looks_like_data, padded, without_end
from discovery.importing.formats.files import RawRow
from discovery.importing.names.name_words import platforms_in

# Merged cells: {line: {column: the last column that its cell reaches over}}.
Spans = dict[int, dict[int, int]]


def names_with_groups(rows: Sequence[RawRow], place: int, width: int, spans: Spans) -> list[str]:
    """The names of the row at `place`, each after its group's in the row above: Instagram over Followers is Instagram Followers.

    None at all where the row above names no groups: those tell names apart that are the same, or are platforms.
    """
    above, cells = rows[place - 1], rows[place].cells
    filled = filled_in(cells)
    # Days may head groups.
    data = [cell for cell in filled_in(above.cells) + filled if looks_like_data(cell) and (cell.isdigit() or not looks_like_date(cell))]
    if above.problem or rows[place].problem or data:
        return []
    if len(filled) < 2 or count_known(rows, place) * 2 < len(filled):
        return []
    # A group is of several columns: a row with another cell over each name is none of groups.
    over = [cell.strip().casefold() for cell, name in zip(above.cells, cells, strict=False) if name.strip()]
    if all(over) and len(set(over)) == len(filled):
        return []
    named = padded(cells, max(width, len(without_end(cells))))
    groups = _groups(padded(above.cells, len(named)), named, spans.get(above.line, {}))
    composed = [_composed(group, name) for group, name in zip(groups, named, strict=True)]
    alike = len(filled) - len({name.casefold() for name in filled})
    still_alike = len(filled) - len({name.casefold() for name, alone in zip(composed, named, strict=True) if alone.strip()})
    return composed if still_alike < alike or _are_platforms(groups) else []


def _groups(above: list[str], named: list[str], merged: dict[int, int]) -> list[str]:
    """Each column's group, "" where it has none: merged cells say how far one reaches, else the names do."""
    starts = [index for index, cell in enumerate(above) if cell.strip()]
    if not merged and starts == [0]:
        # A banner.
        return [""] * len(named)
    often = Counter(name.strip().casefold() for name in named)
    groups = [""] * len(named)
    longest = 0
    for start, end in zip(starts, [*starts[1:], len(named)], strict=True):
        for index in range(start, end):
            is_repeated = often[named[index].strip().casefold()] > 1
            is_within = index <= merged.get(start, start) if merged else is_repeated or end < len(named) or index - start < longest
            if index == start or (is_within and named[index].strip()) or (not longest and not merged and max(often.values()) == 1):
                groups[index] = above[start].strip()
        longest = max(longest, end - start)
    return groups


def _composed(group: str, name: str) -> str:
    group, name = " ".join(group.split()), " ".join(name.split())
    return name if group.casefold() in name.casefold() else f"{group} {name}".strip()


def _are_platforms(groups: list[str]) -> bool:
    """Whether columns are told apart by platforms."""
    return len(set(groups)) > 1 and any(map(platforms_in, groups))
