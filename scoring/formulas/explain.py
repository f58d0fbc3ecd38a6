"""What a part's sentence needs: its code and the numbers it used, as one small dictionary an account and part.

Keys of every part: `code`. Of response (`rate`) and conversation (`comments_per_100_likes`), where known: that number, `measure`,
`followers` and `day` (of the snapshot compared; days count from 1970-01-01), the peers' `below_average`, `average`,
`above_average`, `high`, the `ratio` to their average, `own_accounts` in the band, `reference` (source and year).
Of reciprocity: `following`, `followers`, `ratio`, `day`. A key without a value is left out.

Codes: response and conversation `low`, `below_average`, `average`, `above_average`, `high`, `beyond` (past the plateau), or why there is
no value: `no_peers`, `no_comments`, `likes_hidden`, `rate_unstated`, `no_followers`, `no_engagement`. Reciprocity `ordinary`, `mass_ratio`,
`mass_count`, `aloof`, `no_following`. `not_measured`: this version has no such part yet.
"""

import pandas as pd

Details = dict[str, dict[str, object]]


def details(parts: dict[str, pd.DataFrame]) -> list[Details]:
    """One {part: {key: value}} an account, in the frames' order."""
    by_part = {part: _records(frame.drop(columns="value")) for part, frame in parts.items()}
    return [dict(zip(by_part, account, strict=True)) for account in zip(*by_part.values(), strict=True)]


def _records(frame: pd.DataFrame) -> list[dict[str, object]]:
    """Each row's known values; a NaN differs from itself, and blank texts say nothing."""
    return [{str(key): value for key, value in row.items() if value == value and value != ""} for row in frame.to_dict("records")]
