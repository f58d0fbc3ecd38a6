"""How a part of a score is said, for the tests of sentences."""

from typing import Any

from scoring.formulas.params import PARAMS
from scoring.words import parts

PEERS = {"below_average": 0.008, "average": 0.016, "above_average": 0.02, "high": 0.05}
RATE = {"rate": 0.034, "measure": "per_follower", "followers": 9e4, "ratio": 2.125, "own_accounts": 1, "reference": "A table, 2025"} | PEERS


def sentence(part: str, numbers: dict[str, Any], platform: str) -> str:
    return parts.sentence(part, numbers, platform, PARAMS)
