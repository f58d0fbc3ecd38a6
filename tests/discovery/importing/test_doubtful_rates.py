"""Rates with a sign that are a hundred times off are noted, be it against what rates are or against their rows' own counts."""

import pytest

from discovery.importing.fields import Field
from discovery.importing.proposals.sampling import Confidence
from tests.discovery.importing.proposed import proposed


@pytest.mark.parametrize(
    ("head", "beside", "rates", "said"),
    [
        ("followers", "5000", ["0.03%", "0.045%", "0.02%", "0.12%"], "half of them are below 0.037 %, next to nothing"),
        ("followers", "5000", ["340%", "220%", "95%"], "half of them are over 100 %"),
        ("followers,avg likes", "5000,150", ["0.03%", "0.031%", "0.029%"], "a hundred times less than “avg likes” and “followers” make"),
        ("followers,avg likes", "5000,15", ["30%", "31%", "29%"], "a hundred times more than “avg likes” and “followers” make"),
        # As rates are; of accounts some of which engage; too few; by their rows' own counts right; without a sign.
        ("followers", "5000", ["3.1%", "0.4%", "2.2%"], ""),
        ("followers", "5000", ["0.03%", "0.045%", "0.02%", "3.4%"], ""),
        ("followers", "5000", ["0.03%", "0.04%"], ""),
        ("followers,avg likes", "50000,15", ["0.03%", "0.031%", "1.1%"], ""),
        ("followers", "5000", ["0.03", "0.045", "0.02"], ""),
    ],
)
def test_signed_rates_in_another_unit_are_noted(head: str, beside: str, rates: list[str], said: str) -> None:
    rows = "".join(f"anna.{at},{beside},{rate}\n" for at, rate in enumerate(rates))
    guess = proposed(f"username,{head},ER\n{rows}").guesses[-1]
    assert guess.field == Field.ENGAGEMENT_RATE
    assert said in guess.reason
    assert (guess.confidence == Confidence.UNSURE) is bool(said)
