"""Constants for people to read: each once, in a group, with what was chosen told from the release's."""

from dataclasses import fields, replace

from scoring.constants import HEADINGS, described
from scoring.formulas.params import PARAMS


def test_every_constant_stands_in_one_group() -> None:
    groups = described(PARAMS)
    assert [constant.name for group in groups for constant in group.constants] == [each.name for each in fields(PARAMS)]
    assert [group.heading for group in groups] == list(HEADINGS.values())


def test_what_was_chosen_is_told_from_the_releases() -> None:
    chosen = {constant.name: constant for group in described(replace(PARAMS, micro_from=10_000)) for constant in group.constants}
    assert (chosen["micro_from"].value, chosen["micro_from"].standard) == ("10,000", "5,000")
    assert chosen["macro_from"].standard == ""


def test_values_are_written_as_people_do() -> None:
    written = {constant.name: constant.value for group in described(PARAMS) for constant in group.constants}
    assert written["quantiles"] == "0.2 · 0.4 · 0.6 · 0.8"
    assert written["bands"].startswith("1,000 · 5,000 · ")
    assert written["least_rate"] == "0.00001"
    assert written["per_view_platforms"] == "tiktok"
