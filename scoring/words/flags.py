"""Flags as a person reads them: what was seen between which days, what innocent things look the same, and what it takes.

What is flagged is scoring.formulas.flags', what each kind means scoring.formulas.kinds'. A page shows these beside the parts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import expm1
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from scoring.formulas.kinds import FRAUD_KINDS
from scoring.formulas.params import Params
from scoring.words.written import day, decimal, fixed, percent

Flag = Mapping[str, Any]

LABELS: dict[str, Promise] = {
    "growth_spike": gettext_lazy("Growth spike"),
    "round_step": gettext_lazy("Round step"),
    "spike_then_bleed": gettext_lazy("Spike, then bleed"),
    "spike_without_response": gettext_lazy("Spike without response"),
    "mass_following": gettext_lazy("Mass following"),
    "response_out_of_band": gettext_lazy("Response out of band"),
    "likes_near_views": gettext_lazy("Likes near views"),
    "stale": gettext_lazy("Stale"),
}
INNOCENT: dict[str, Promise] = {
    "growth_spike": gettext_lazy("Press, a post that went viral, or a giveaway brings this too."),
    "round_step": gettext_lazy("Chance does this now and then, and so does a count that its source rounded."),
    "spike_then_bleed": gettext_lazy("After a giveaway many leave again, and a platform's purge takes followers nobody bought."),
    "spike_without_response": gettext_lazy("Press elsewhere brings people who look and do not react; so does a pause in posting."),
    "mass_following": gettext_lazy("Small businesses, friends of everybody and new accounts follow many without any plan."),
    "response_out_of_band": gettext_lazy("One viral post lifts an average; a break, or a topic that nobody comments on, lowers it."),
    "likes_near_views": gettext_lazy("A list may count likes over all posts and views over a few short videos."),
    "stale": gettext_lazy("Nobody imported a newer list."),
}


@dataclass(frozen=True)
class FlagExplanation:
    """One flag in words. `fraud`: what it shows is best explained by the account's own doing; else it is only worth a look.

    `deducts` is in points of trust; days count from 1970-01-01 and, with the kind, name the flag.
    """

    kind: str
    from_day: int
    to_day: int
    label: str
    sentence: str
    innocent: str
    consequence: str
    fraud: bool
    dismissed: bool
    deducts: float


def explain_flag(flag: Flag, params: Params) -> FlagExplanation:
    """A flag as scoring.formulas.flags.records gives it."""
    return FlagExplanation(
        kind=flag["kind"],
        from_day=int(flag["from_day"]),
        to_day=int(flag["to_day"]),
        label=str(LABELS[flag["kind"]]),
        sentence=_sentence(flag, params),
        innocent=str(INNOCENT[flag["kind"]]),
        consequence=_consequence(flag),
        fraud=flag["kind"] in FRAUD_KINDS,
        dismissed=bool(flag["dismissed"]),
        deducts=float(flag["deducts"]),
    )


def _consequence(flag: Flag) -> str:
    if flag["dismissed"]:
        return _("Dismissed: it changes no score.")
    if flag["deducts"]:
        return _("It takes %(points)s points of peer trust.") % {"points": fixed(flag["deducts"])}
    if flag["kind"] == "stale":
        return _("It deducts nothing; the age lowers the confidence.")
    return _("It acts through its part of the score and deducts nothing more.")


def _sentence(flag: Flag, params: Params) -> str:
    kind = flag["kind"]
    if kind == "mass_following":
        return _mass_following(flag)
    if kind == "response_out_of_band":
        return _out_of_band(flag)
    if kind == "likes_near_views":
        words = {"on": day(flag["to_day"]), "likes": fixed(flag["likes"]), "views": fixed(flag["views"])}
        return _("On %(on)s a post has %(likes)s likes and %(views)s views: hardly anybody likes without watching.") % words
    if kind == "stale":
        words = {"on": day(flag["to_day"]), "days": fixed(flag["age_days"])}
        return _("Its last snapshot, of %(on)s, is %(days)s days old.") % words
    return f"{_jump(flag)} {_jump_more(flag, params)}".strip()


def _jump(flag: Flag) -> str:
    return _("From %(first)s to %(last)s it gained %(gained)s followers, %(share)s, where %(usual)s would be usual.") % {
        "first": day(flag["from_day"]),
        "last": day(flag["to_day"]),
        "gained": fixed(flag["gained"]),
        "share": percent(expm1(flag["growth"])),
        "usual": percent(expm1(flag["usual"])),
    }


def _jump_more(flag: Flag, params: Params) -> str:
    """What makes this kind of jump odd."""
    kind = flag["kind"]
    if kind == "round_step":
        return _("That is close to exactly %(target)s, a size that followers are sold in.") % {"target": fixed(flag["target"])}
    if kind == "spike_then_bleed":
        words = {"lost": percent(-expm1(-flag["bleed"])), "on": day(flag["low_day"])}
        return _("By %(on)s it had lost %(lost)s of its followers again.") % words
    if kind == "spike_without_response":
        return _("Likes and comments a post changed by %(answer)s beside their usual growth.") % {"answer": percent(expm1(flag["answer"]))}
    if flag["a_day"] > params.impossible_a_day:
        words = {"a_day": fixed(flag["a_day"]), "most": fixed(params.impossible_a_day)}
        return _("That is %(a_day)s a day; over %(most)s cannot come from Instagram advertising (HypeAuditor).") % words
    return ""


def _mass_following(flag: Flag) -> str:
    if "dropped" in flag:
        return _("From %(first)s to %(last)s it went from following %(before)s accounts to %(after)s, having followed many anew.") % {
            "first": day(flag["from_day"]),
            "last": day(flag["to_day"]),
            "before": fixed(flag["following_before"]),
            "after": fixed(flag["following"]),
        }
    words = {"on": day(flag["to_day"]), "following": fixed(flag["following"]), "followers": fixed(flag["followers"])}
    return _("On %(on)s it follows %(following)s accounts and has %(followers)s followers.") % words


def _out_of_band(flag: Flag) -> str:
    words = {"on": day(flag["to_day"]), "rate": percent(flag["rate"]), "low": percent(flag["lowest"]), "high": percent(flag["highest"])}
    if flag["rate"] > flag["highest"]:
        words["times"] = decimal(flag["rate"] / flag["highest"])
        return _("On %(on)s its engagement rate is %(rate)s, %(times)s times what already counts as high (%(high)s).") % words
    words["share"] = percent(flag["rate"] / flag["lowest"])
    return _("On %(on)s its engagement rate is %(rate)s, only %(share)s of what already counts as low (%(low)s).") % words
