"""What a part's sentence needs: its code and the numbers it used, as one small dictionary an account and part.

Keys of every part: `code`. Of response (`rate`) and conversation (`comments_per_100_likes`), where known: that number, `measure`,
`followers` and `day` (of the snapshot compared; days count from 1970-01-01), the peers' `below_average`, `average`,
`above_average`, `high`, the `ratio` to their average, `own_accounts` in the band, `reference` (source and year); where conversation
gives the benefit of the doubt, `taken_as` (comments per 100 likes) and the `counted_likes`.
Of natural growth: `growth` (the usual one per 30 days), `odd_growth` (in odd jumps) and `hollow_growth` (without reactions), all
three as shares; `dropped` (shares of the accounts followed, added up), `largest_share` of all growth and the days `largest_from`
and `largest_to`, `snapshots` and `days` of the history, `followers` at its start, and the peers' edges of growth.
Of steadiness: `rate_spread`, `lone_likes` and `lone_talk` (logarithms) with `lone_likes_day` and
`lone_talk_day`, `posts_per_30_days`, `quiet_days`, `snapshots`,
`followers`, and the peers' edges of the spread.
Of reciprocity: `following`, `followers`, `ratio`, `day`. A key without a value is left out.

Codes: response and conversation `low`, `below_average`, `average`, `above_average`, `high`, `beyond` (past the plateau), or why there is
no value: `no_peers`, `no_comments`, `likes_hidden`, `rate_unstated`, `no_followers`, `no_engagement`, `set_aside` (a person dismissed the
snapshot). Natural growth `even`, `jumps`, `hollow`, `swings`, `shrinking`, or `few_followers`, `short_growth`, `explained` (a person
dismissed all of it). Steadiness `steady`, `restless`, `lone_likes`, `lone_talk`, `quiet`, or `few_rates`.
Reciprocity `ordinary`, `mass_ratio`, `mass_count`, `aloof`, `no_following`.
"""

import pandas as pd

from scoring.formulas.columns import Features
from scoring.formulas.params import Params
from scoring.formulas.parts import parts

Details = dict[str, dict[str, object]]


def details(features: Features, benchmarks: pd.DataFrame, params: Params) -> list[Details]:
    """One {part: {key: value}} an account, in the features' order; the numbers its score was made of, given the same inputs."""
    by_part = {part: _records(frame.drop(columns="value")) for part, frame in parts(features, benchmarks, params).items()}
    return [dict(zip(by_part, account, strict=True)) for account in zip(*by_part.values(), strict=True)]


def _records(frame: pd.DataFrame) -> list[dict[str, object]]:
    """Each row's known values; a NaN differs from itself, and blank texts say nothing."""
    return [{str(key): value for key, value in row.items() if value == value and value != ""} for row in frame.to_dict("records")]
