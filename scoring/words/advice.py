"""What would change a part of a score, and what has to be known for a part that is missing. It promises nothing of an account's doing."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from scoring.formulas.params import Params
from scoring.words.written import decimal, fixed, percent

Numbers = Mapping[str, Any]

# By code; what does not depend on numbers.
CHANGES: dict[str, Promise] = {
    "jumps": gettext_lazy("Dismiss the flag of a jump that you can explain; reactions that rise with followers count for them."),
    "hollow": gettext_lazy("It rises when likes and comments grow as the followers do."),
    "swings": gettext_lazy("It rises when the account stops following and dropping many; dismiss the flag of one you can explain."),
    "shrinking": gettext_lazy("It rises when the account stops losing followers."),
    "restless": gettext_lazy("It rises as further snapshots lie closer together."),
    "lone_likes": gettext_lazy("It rises when likes and comments move together in further snapshots."),
    "lone_talk": gettext_lazy("It rises when likes and comments move together in further snapshots."),
    "quiet": gettext_lazy("It rises with new posts, as older silences leave the history."),
    "mass_ratio": gettext_lazy("It rises as the account follows fewer, or more follow it."),
    "mass_count": gettext_lazy("It rises as the account follows fewer."),
    "aloof": gettext_lazy("It rises as the account follows more than a few."),
    "beyond": gettext_lazy("It rises as the number comes back to what its peers know; a newer list shows whether it lasts."),
}
# By code, of a part with nothing to point at. What it can have at most is less than 100, or it would look as if something were wrong.
BEST: dict[str, Promise] = {
    "even": gettext_lazy("%(best)s is the most there is; a jump that nobody answers, or losses, would lower it."),
    "steady": gettext_lazy("%(best)s is the most there is; rates that swing, likes without comments or silence would lower it."),
    "ordinary": gettext_lazy("%(best)s is the most there is; following many would lower it."),
}
NEEDS: dict[str, Promise] = {
    "no_engagement": gettext_lazy("A list with likes and comments per post, their sum, or an engagement rate with what it is of."),
    "rate_unstated": gettext_lazy(
        "A list with likes and comments; or undo this one and import it again, its rate chosen as per follower or per view."
    ),
    "likes_hidden": gettext_lazy("A list whose source sees the likes."),
    "no_followers": gettext_lazy("A list with followers beside the engagement."),
    "set_aside": gettext_lazy("A newer list with engagement, or the dismissal taken back."),
    "no_peers": gettext_lazy("Thirty accounts of this platform and size, or a published table in the admin."),
    "no_comments": gettext_lazy("A list with likes, comments and followers of one day."),
    "no_following": gettext_lazy("A list with how many accounts it follows."),
    "few_followers": gettext_lazy("Lists of further days, with followers."),
    "short_growth": gettext_lazy("A list of a later day, with followers."),
    "explained": gettext_lazy("A newer list with followers, or a dismissal taken back."),
    "few_rates": gettext_lazy("Lists of further days, with likes and comments."),
    "unexplained": gettext_lazy("The next recompute."),
    "not_measured": gettext_lazy("The next recompute."),
}


def change(part: str, numbers: Numbers, params: Params) -> str:
    """What would raise or lower a part that has a value, else what it needs."""
    code = numbers["code"]
    if code in NEEDS:
        return str(NEEDS[code])
    if part in ("response", "conversation"):
        return str(CHANGES["beyond"]) if code == "beyond" else _toward_high(part, numbers, params)
    return str(BEST[code]) % {"best": fixed(most(part, params))} if code in BEST else str(CHANGES[code])


def most(part: str, params: Params) -> float:
    """More than its curves' highest point a part cannot have: the lowest of them counts, so the least of their highest."""
    curves = {
        "response": (params.response_heights,),
        "conversation": (params.conversation_heights,),
        "natural_growth": (params.jump_heights, params.hollow_heights, params.swing_heights, params.shrink_heights),
        "steadiness": (params.spread_heights, params.lone_heights, params.quiet_heights),
        "reciprocity": (params.following_heights, params.following_count_heights),
    }
    return float(min(max(heights) for heights in curves[part]))


def _toward_high(part: str, numbers: Numbers, params: Params) -> str:
    """The value that the high edge gives, and what that edge is."""
    heights = params.response_heights if part == "response" else params.conversation_heights
    best, written = fixed(heights[4]), percent if part == "response" else decimal
    if numbers["code"] == "high":
        return _("%(best)s is the most there is.") % {"best": best}
    return _("It would be %(best)s from %(high)s on.") % {"best": best, "high": written(numbers["high"])}
