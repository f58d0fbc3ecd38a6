"""Codes and numbers of scoring.formulas.explain as sentences and figures a marketer understands, in the reader's language.

It knows one part at a time, those of a history from histories.py; scores.py puts a whole account together.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from scoring.formulas.benchmarks import EDGES
from scoring.formulas.params import Params
from scoring.words import histories
from scoring.words.written import Figure, day, decimal, fixed, percent

Numbers = Mapping[str, Any]
# From so many accounts of one's own on a sentence says how many; fewer stand beside the published figures.
FEW = 30

MISSING: dict[str, Promise] = {
    "no_engagement": gettext_lazy("No likes and comments, nor their sum or a rate, so response is not known."),
    "rate_unstated": gettext_lazy("Its source states an engagement rate but not of what, so it is shown and not compared."),
    "likes_hidden": gettext_lazy("Its likes look hidden, so response is not known."),
    "no_followers": gettext_lazy("No follower count beside its engagement, so response is not known."),
    "set_aside": gettext_lazy("Somebody set the only engagement there is aside, so response is not known."),
    "no_peers": gettext_lazy("Too few similar accounts here and no published figures to compare it with."),
    "no_comments": gettext_lazy("Likes, comments and followers are not all known of one day, so conversation is not known."),
    "no_following": gettext_lazy("No following count, so reciprocity is not known."),
    "explained": gettext_lazy("Somebody explained all of its growth and set it aside, so nothing is left to judge."),
    "unexplained": gettext_lazy("This score was stored without the numbers behind this part."),
    "not_measured": gettext_lazy("Not measured in that version; its weight counted as unknown."),
}
STANDING: dict[str, Promise] = {
    "low": gettext_lazy("That is low among its peers."),
    "below_average": gettext_lazy("That is below average among its peers."),
    "average": gettext_lazy("That is about average among its peers."),
    "above_average": gettext_lazy("That is above average among its peers."),
    "high": gettext_lazy("That is high among its peers."),
}
BEYOND: dict[str, Promise] = {
    "response": gettext_lazy(
        "That is so far above its peers that it is worth a look: bought reactions look like this, and so does one viral post."
    ),
    "conversation": gettext_lazy("So many are rare: groups that comment for each other look like this, and so does a giveaway."),
}
EDGE_LABELS: dict[str, Promise] = {
    "below_average": gettext_lazy("Peers: below average from"),
    "average": gettext_lazy("Peers: average from"),
    "above_average": gettext_lazy("Peers: above average from"),
    "high": gettext_lazy("Peers: high from"),
}


def sentence(part: str, numbers: Numbers, platform: str, params: Params) -> str:
    """What a part found, or why it is missing; `platform` is the platform's name for people, `params` what it was scored by."""
    code = numbers["code"]
    if code in MISSING:
        return str(MISSING[code])
    if part in histories.PARTS:
        return histories.sentence(part, numbers, params)
    if part == "reciprocity":
        return _reciprocity(numbers)
    found = _response(numbers, platform) if part == "response" else _conversation(numbers, platform)
    return f"{found} {STANDING.get(code) or BEYOND[part]}"


def figures(part: str, numbers: Numbers) -> list[Figure]:
    """The numbers a part used, in reading order; empty where it used none."""
    if part in histories.PARTS:
        if numbers["code"] in MISSING:
            return []
        compared = [] if numbers["code"] in histories.TOO_SHORT else _origin(numbers)
        return [*histories.figures(part, numbers), *compared]
    if part == "reciprocity":
        return _reciprocity_figures(numbers)
    measure = next((key for key in ("rate", "comments_per_100_likes") if key in numbers), None)
    if measure is None:
        return []
    written = percent if measure == "rate" else decimal
    label = _measure_label(numbers["measure"])
    edges = [Figure(str(EDGE_LABELS[edge]), written(numbers[edge])) for edge in EDGES if edge in numbers]
    taken = [Figure(_("Taken as"), decimal(numbers["taken_as"]))] if _is_doubted(numbers) else []
    return [Figure(label, written(numbers[measure])), *taken, *edges, *_origin(numbers), _counted_on(numbers)]


def _response(numbers: Numbers, platform: str) -> str:
    words = _compared(numbers, platform, percent) | {"rate": percent(numbers["rate"])}
    if numbers["measure"] == "per_view":
        return (
            _("Its viewers react %(times)s times as often as those of %(similar)s: at %(rate)s of views, where %(usual)s is average.")
            % words
        )
    return (
        _("Its followers react %(times)s times as often as those of %(similar)s: %(rate)s of them to a post, where %(usual)s is average.")
        % words
    )


def _conversation(numbers: Numbers, platform: str) -> str:
    words = _compared(numbers, platform, decimal) | {"talk": decimal(numbers["comments_per_100_likes"])}
    found = (
        _(
            "Its followers comment %(times)s times as often per like as those of %(similar)s: %(talk)s comments per 100 likes, where"
            " %(usual)s is average."
        )
        % words
    )
    if not _is_doubted(numbers):
        return found
    doubt = _("Of some %(likes)s likes that were counted this proves little, so it is taken as %(taken)s.")
    return f"{found} {doubt % {'likes': fixed(numbers['counted_likes']), 'taken': decimal(numbers['taken_as'])}}"


def _is_doubted(numbers: Numbers) -> bool:
    """Whether the benefit of the doubt is more than one sees."""
    return "taken_as" in numbers and decimal(numbers["taken_as"]) != decimal(numbers["comments_per_100_likes"])


def _compared(numbers: Numbers, platform: str, written: Callable[[float], str]) -> dict[str, str]:
    """How many times as much, whom with, and from where to where those count as average."""
    count = int(numbers.get("own_accounts", 0))
    few = {"count": fixed(count), "platform": platform}
    similar = _("%(count)s similar %(platform)s accounts") % few if count >= FEW else _("similar %(platform)s accounts") % few
    usual = _("%(least)s to %(most)s") % {"least": written(numbers["average"]), "most": written(numbers["above_average"])}
    return {"times": decimal(numbers["ratio"]), "similar": similar, "usual": usual}


def _reciprocity(numbers: Numbers) -> str:
    words = {
        "following": fixed(numbers["following"]),
        "followers": fixed(numbers["followers"]),
        "share": percent(numbers["ratio"]),
    }
    texts = {
        "ordinary": _("It follows %(following)s accounts and has %(followers)s followers, as ordinary accounts do."),
        "mass_ratio": _("It follows %(following)s accounts, %(share)s of the number that follows it: many may only have followed back."),
        "mass_count": _("It follows %(following)s accounts, many for one with %(followers)s followers: many may only have followed back."),
        "aloof": _("It follows %(following)s accounts and has %(followers)s followers: like a star, it follows next to nobody."),
    }
    return texts[numbers["code"]] % words


def _reciprocity_figures(numbers: Numbers) -> list[Figure]:
    if "ratio" not in numbers:
        return []
    return [
        Figure(_("Following"), fixed(numbers["following"])),
        Figure(_("Followers"), fixed(numbers["followers"])),
        Figure(_("Following over followers"), percent(numbers["ratio"])),
        _counted_on(numbers),
    ]


def _measure_label(measure: str) -> str:
    labels = {
        "per_follower": _("Engagement per follower"),
        "per_view": _("Engagement per view"),
        "comments_per_100_likes": _("Comments per 100 likes"),
    }
    return labels[measure]


def _origin(numbers: Numbers) -> list[Figure]:
    """Whom it was compared with."""
    if "own_accounts" not in numbers:
        return []
    count = int(numbers["own_accounts"])
    own = ngettext("%(count)s account of this size in your lists", "%(count)s accounts of this size in your lists", count)
    sources = [numbers["reference"]] if "reference" in numbers else []
    return [Figure(_("Compared with"), "; ".join([*sources, own % {"count": fixed(count)}]))]


def _counted_on(numbers: Numbers) -> Figure:
    return Figure(_("Counted on"), day(numbers["day"]))
