"""Small pictures drawn as SVG by the server, in classes that app.css colours, each with its numbers as a text alternative."""

from collections.abc import Mapping
from itertools import pairwise
from math import ceil, floor, log, log10
from typing import Any

import pandas as pd
from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from discovery.sweet_spots import SweetSpot
from discovery.templatetags.figures import fixed, short
from scoring.bands import Table
from scoring.formulas.benchmarks import EDGES
from scoring.formulas.sweet_spot import sweet_spot
from scoring.models import AccountScore
from scoring.words.scores import LABELS

register = template.Library()
# The band is drawn so many times past its outer edges; what lies beyond stands at its end.
BEYOND = 3.0
# The bell's picture spans a thousand to ten million followers, and further to a centre outside, in so many steps a power of ten.
BELL_SPAN = (3, 7)
BELL_STEPS = 30
BELL_WIDTH, BELL_HEIGHT, BELL_FOOT = 200, 80, 15


@register.simple_tag
def parts_bar(score: AccountScore, weights: Mapping[str, int]) -> SafeString:
    """Peer trust's parts side by side: each as wide as it weighs, filled as far as it scores; a missing one stays empty."""
    left, slots, said = 0, [], []
    for part, weight in weights.items():
        value: float | None = getattr(score, part)
        width = max(0, weight - 1)
        slots.append((left, width, part, left, fixed_point(width * (value or 0) / 100)))
        said.append(f"{LABELS[part]} {fixed(value)}")
        left += weight
    slot = '<rect class="slot" x="{}" width="{}" height="8"/><rect class="part-{}" x="{}" width="{}" height="8"/>'
    return drawing("parts-bar", "0 0 99 8", ", ".join(said), format_html_join("", slot, slots))


@register.simple_tag
def part_bar(part: str, value: float | None) -> SafeString:
    """One part, 0..100, on its whole length; empty where it is missing."""
    drawn = format_html(
        '<rect class="slot" width="100" height="8"/><rect class="part-{}" width="{}" height="8"/>', part, fixed_point(value or 0)
    )
    return drawing("part-bar", "0 0 100 8", f"{LABELS[part]} {fixed(value)} of 100", drawn)


@register.simple_tag
def peers_band(numbers: Mapping[str, Any], said: str) -> SafeString:
    """Where an account stands between its peers' four edges, on a log scale; "" where it or they are not known.

    `numbers` are those of a part as scoring.formulas.explain gives them; `said` is the text alternative.
    """
    value, edges = numbers.get("rate") or numbers.get("comments_per_100_likes"), [numbers.get(name, 0.0) for name in EDGES]
    if not value or not all(edges):
        return SafeString("")
    low, high = log(edges[0] / BEYOND), log(edges[-1] * BEYOND)
    *marks, spot = [min(99.0, max(0.0, (log(point) - low) / (high - low) * 100)) for point in (*edges, value)]
    marks = [0.0, *marks, 100.0]
    zones = [(number, fixed_point(marks[number]), fixed_point(marks[number + 1] - marks[number] - 0.3)) for number in range(len(marks) - 1)]
    drawn = format_html_join("", '<rect class="zone-{}" x="{}" y="2" width="{}" height="8"/>', zones)
    return drawing(
        "peers-band", "0 0 100 12", said, drawn + format_html('<rect class="spot" x="{}" width="1" height="12"/>', fixed_point(spot))
    )


@register.simple_tag
def bell(wanted: SweetSpot) -> SafeString:
    """The sweet spot over followers on a log scale, drawn by the formula itself."""
    centre = log10(wanted.centre)
    first, last = min(BELL_SPAN[0], floor(centre)), max(BELL_SPAN[1], ceil(centre))
    logs = [first + step / BELL_STEPS for step in range((last - first) * BELL_STEPS + 1)]
    heights = sweet_spot(pd.Series([10**place for place in logs]), wanted.params)
    top = BELL_HEIGHT - BELL_FOOT

    def across(place: float) -> str:
        return fixed_point(4 + (place - first) / (last - first) * (BELL_WIDTH - 8))

    points = " ".join(f"{across(place)},{fixed_point(top - (top - 4) * height)}" for place, height in zip(logs, heights, strict=True))
    anchors = {first: "start", last: "end"}
    ticks = [(across(power), BELL_HEIGHT - 3, anchors.get(power, "middle"), _power_of_ten(power)) for power in range(first, last + 1)]
    least, most = wanted.window(1.0)
    said = f"Sweet spot by followers: 1 at {short(wanted.centre)}, 0.61 at {short(least)} and {short(most)}"
    drawn = format_html(
        '<polygon points="{},{} {} {},{}"/><polyline points="{}"/><path d="M{} 2V{}"/>',
        across(first),
        top,
        points,
        across(last),
        top,
        points,
        across(centre),
        top,
    ) + format_html_join("", '<text x="{}" y="{}" text-anchor="{}">{}</text>', ticks)
    return format_html('<svg class="bell" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>', BELL_WIDTH, BELL_HEIGHT, said, drawn)


def _power_of_ten(power: int) -> str:
    """3 as 1K."""
    return f"{10 ** (power % 3)}{('', 'K', 'M', 'B')[power // 3]}"


@register.simple_tag
def band_picture(table: Table) -> SafeString:
    """The zones between a benchmark table's edges, band by band, on a log scale."""
    edges = [row.edges for row in table.rows]
    low, high = log(min(each[0] for each in edges) / 2), log(max(each[-1] for each in edges) * 2)
    step = 100 / len(edges)
    zones = []
    for place, each in enumerate(edges):
        heights = [0.0, *((log(edge) - low) / (high - low) * 40 for edge in each), 40.0]
        for zone, (under, over) in enumerate(pairwise(heights)):
            zones.append((zone, fixed_point(place * step), fixed_point(40 - over), fixed_point(step - 0.3), fixed_point(over - under)))
    drawn = format_html_join("", '<rect class="zone-{}" x="{}" y="{}" width="{}" height="{}"/>', zones)
    said = f"{table.name}: high begins at {fixed(edges[0][-1], 2)} in the smallest band and {fixed(edges[-1][-1], 2)} in the largest"
    return drawing("band-picture", "0 0 100 40", said, drawn)


def drawing(name: str, box: str, said: str, drawn: SafeString) -> SafeString:
    """A picture that stretches to its place."""
    return format_html(
        '<svg class="{}" viewBox="{}" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>', name, box, said, drawn
    )


def fixed_point(length: float) -> str:
    """As SVG has it, whatever the reader's language."""
    return f"{length:.2f}"
