"""What natural growth and steadiness found in an account's history, as sentences and figures; parts.py has the other parts."""

from collections.abc import Callable, Mapping
from math import exp
from typing import Any

from django.utils.translation import gettext as _

from scoring.formulas.params import Params
from scoring.words.written import Figure, counted_in_words, day, days, fixed, percent

PARTS = ("natural_growth", "steadiness")
TOO_SHORT = {"few_followers", "short_growth", "few_rates"}
Numbers = Mapping[str, Any]


def sentence(part: str, numbers: Numbers, params: Params) -> str:
    """What the part found, or why it is missing."""
    return _growth(numbers, params) if part == "natural_growth" else _steadiness(numbers, params)


def figures(part: str, numbers: Numbers) -> list[Figure]:
    """The numbers it used, in reading order; of a history too short to judge only how long it is, for no jump seen there is none known."""
    known = {key: value for key, value in numbers.items() if key in ("snapshots", "days")} if numbers["code"] in TOO_SHORT else numbers
    return _growth_figures(known) if part == "natural_growth" else _steadiness_figures(known)


def _growth(numbers: Numbers, params: Params) -> str:
    code, have = numbers["code"], int(numbers["snapshots"])
    if code == "few_followers":
        words = {"need": counted_in_words(params.growth_least_snapshots), "have": counted_in_words(have)}
        return _("Needs %(need)s dated snapshots with followers; it has %(have)s: import a newer list.") % words
    if code == "short_growth":
        words = {"need": days(params.growth_least_days), "have": days(numbers["days"])}
        return _("Needs follower counts over at least %(need)s; those it has span %(have)s: import a newer list.") % words
    return f"{_growth_found(numbers)} {_largest(numbers)}".strip()


def _growth_found(numbers: Numbers) -> str:
    growth = numbers["growth"]
    words = {
        "rate": percent(abs(growth)),
        "odd": percent(numbers.get("odd_growth", 0.0)),
        "hollow": percent(numbers.get("hollow_growth", 0.0)),
        "dropped": percent(numbers.get("dropped", 0.0)),
    }
    if numbers["code"] == "even":
        grew, lost = _("Its followers grew %(rate)s a month, without odd jumps."), _("It lost %(rate)s of its followers a month, evenly.")
        return (lost if growth < 0 else grew) % words
    texts = {
        "jumps": _("Its followers usually grow %(rate)s a month, but some came in jumps: growth of %(odd)s counts as odd."),
        "hollow": _("Its followers grew by %(hollow)s that brought no reactions: likes and comments per post did not grow with them."),
        "swings": _("It followed many accounts and dropped them again, %(dropped)s of them, added up: that wins followers back."),
        "shrinking": _("It loses %(rate)s of its followers a month."),
    }
    return texts[numbers["code"]] % words


def _largest(numbers: Numbers) -> str:
    if "largest_share" not in numbers or numbers["code"] not in ("even", "jumps"):
        return ""
    return _("The largest step, from %(first)s to %(last)s, owns %(share)s of all growth.") % {
        "first": day(numbers["largest_from"]),
        "last": day(numbers["largest_to"]),
        "share": percent(numbers["largest_share"]),
    }


def _growth_figures(numbers: Numbers) -> list[Figure]:
    found: list[tuple[str, str, Callable[[float], str]]] = [
        ("growth", _("Usual growth per 30 days"), percent),
        ("odd_growth", _("Growth that counts as odd"), percent),
        ("hollow_growth", _("Came without reactions"), percent),
        ("largest_share", _("Largest step's share of all growth"), percent),
        ("dropped", _("Followings dropped, added up"), percent),
        ("high", _("Peers: fast from, per 30 days"), percent),
        ("snapshots", _("Snapshots with followers"), fixed),
        ("days", _("Over days"), fixed),
    ]
    return [Figure(label, written(numbers[key])) for key, label, written in found if key in numbers]


def _steadiness(numbers: Numbers, params: Params) -> str:
    if numbers["code"] == "few_rates":
        words = {"need": counted_in_words(params.steady_least_snapshots), "have": counted_in_words(int(numbers["snapshots"]))}
        return _("Needs %(need)s snapshots with engagement; it has %(have)s: import a newer list.") % words
    words = {
        "spread": percent(exp(numbers["rate_spread"]) - 1),
        "snapshots": fixed(numbers["snapshots"]),
        "lone": _spread(numbers.get(numbers["code"], 0.0)),
        "on": day(numbers[f"{numbers['code']}_day"]) if f"{numbers['code']}_day" in numbers else "",
        "quiet": days(numbers.get("quiet_days", 0.0)),
    }
    texts = {
        "steady": _("Its engagement rate keeps its level: over %(snapshots)s snapshots it mostly stays within %(spread)s of it."),
        "restless": _("Its engagement rate swings: over %(snapshots)s snapshots it is often more than %(spread)s off its middle."),
        "lone_likes": _("Around %(on)s its likes rose by at least %(lone)s for good, and comments did not: bought likes look like this."),
        "lone_talk": _("Around %(on)s its comments rose by at least %(lone)s for good, and likes did not: comment groups look like this."),
        "quiet": _("For %(quiet)s it published nothing new."),
    }
    return texts[numbers["code"]] % words


def _steadiness_figures(numbers: Numbers) -> list[Figure]:
    found: list[tuple[str, str, Callable[[float], str]]] = [
        ("rate_spread", _("Spread of the engagement rate"), _spread),
        ("average", _("Peers: average spread from"), _spread),
        ("lone_likes", _("Likes that rose for good without comments"), _spread),
        ("lone_talk", _("Comments that rose for good without likes"), _spread),
        ("posts_per_30_days", _("New posts per 30 days"), fixed),
        ("quiet_days", _("Longest without a new post, days"), fixed),
        ("snapshots", _("Snapshots with engagement"), fixed),
    ]
    return [Figure(label, written(numbers[key])) for key, label, written in found if key in numbers]


def _spread(logarithm: float) -> str:
    return percent(exp(logarithm) - 1)
