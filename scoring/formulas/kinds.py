"""The kinds of flags, what each means for a score, and the shape of the events they are read from.

growth.py and others find events, flags.py decides.
A flag is told by its account, kind and the two days it was read from; of one snapshot both are that snapshot's day.
"""

KINDS = (
    "growth_spike",
    "round_step",
    "spike_then_bleed",
    "spike_without_response",
    "mass_following",
    "response_out_of_band",
    "likes_near_views",
    "stale",
)
# Read from one interval of growth; dismissing any of them leaves that interval out of natural growth.
GROWTH_KINDS = KINDS[:4]
# What an account's own doing explains best; the others are only worth a look.
FRAUD_KINDS = ("round_step", "spike_then_bleed", "spike_without_response", "mass_following", "likes_near_views")
# They belong to no part, so they take points themselves.
DEDUCTING_KINDS = ("round_step", "likes_near_views")
# A set of kinds as one whole number.
BITS = {kind: 1 << place for place, kind in enumerate(KINDS)}
GROWTH_BITS = sum(BITS[kind] for kind in GROWTH_KINDS)

DISMISSAL_COLUMNS = ("account_id", "kind", "from_day", "to_day")

# Of a growth_spike event: log growth over the interval and what would be usual in it, followers before and gained, the interval's share
# of all growth, the log rise of reactions beyond usual growth and its standard error, the log burst of comments beside what that of
# reactions explains, the log growth beyond usual in the interval after it (0 where that tells nothing), the log lost again after it and
# when, whether counts are rounded (0 or 1).
GROWTH_NUMBERS = ("growth", "usual", "followers", "gained", "share", "answer", "doubt", "talk", "went_on", "bleed", "low_day", "rounded")
NUMBERS = (*GROWTH_NUMBERS, "following_before", "following", "dropped", "rate", "likes", "views", "likes_per_view")
# `dismissals` is the set of kinds that a person dismissed of these two days, as BITS.
EVENT_COLUMNS = ("account_id", "kind", "from_day", "to_day", "measure", *NUMBERS, "dismissals")
EVENT_TEXTS = {
    # The others are decided from these: all growth kinds from growth_spike, stale from the day alone.
    "kind": ("growth_spike", "likes_near_views", "mass_following", "response_out_of_band"),
    "measure": ("", "per_follower", "per_view"),
}
