"""Column headings that sort: where a click on one leads, and which column the table is in the order of.

Which columns a table has is its view's to say; an order is a name, with a minus for the largest first.
"""

from typing import NamedTuple


class Heading(NamedTuple):
    """A column's heading: the order its link asks for ("" where there is none), and its `aria-sort` where the table is in its order."""

    label: str
    sort: str
    direction: str
    classes: str


def heading(label: str, first: str, sort: str, *, classes: str = "") -> Heading:
    """`first` is what a first click asks for, `sort` the order in force: another click on that column turns it round."""
    name, falling = sort.removeprefix("-"), sort.startswith("-")
    if first.removeprefix("-") != name:
        return Heading(label, first, "", classes)
    return Heading(label, name if falling else f"-{name}", "descending" if falling else "ascending", classes)
