"""How figures, bars and controls are written on pages."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.utils import timezone

from discovery.templatetags.controls import control, is_check
from discovery.templatetags.drawings import part_bar, parts_bar, peers_band
from discovery.templatetags.figures import ago, fixed, lasted, percent, short, times
from discovery.templatetags.icons import icon, platform_icon
from scoring.formulas.params import PARAMS
from scoring.models import AccountScore
from scoring.words import written


@pytest.mark.parametrize(
    ("count", "written"),
    [
        (None, "–"),
        (0, "0"),
        (999, "999"),
        (12.34, "12.3"),
        (999.6, "1.00K"),
        (1_000, "1.00K"),
        (12_345, "12.3K"),
        (123_456, "123K"),
        (999_950, "1.00M"),
        (12_345_678, "12.3M"),
        (2_870_000_000, "2.87B"),
    ],
)
def test_counts_have_three_digits(count: float | None, written: str) -> None:
    assert short(count) == written


@pytest.mark.parametrize(
    ("ratio", "written"),
    [(None, "–"), (0.042, "0.04×"), (0.1, "0.10×"), (0.648, "0.65×"), (0.996, "1.0×"), (1.83, "1.8×"), (9.96, "10×"), (24.3, "24×")],
)
def test_times_peers(ratio: float | None, written: str) -> None:
    assert times(ratio) == written


def test_figures_are_rounded_not_cut_off() -> None:
    assert (fixed(2.77), percent(0.0277, 1), fixed(-0.06, 1)) == ("2.8", "2.8 %", "-0.1")


def test_a_figure_reads_the_same_as_in_scorings_sentences() -> None:
    assert (fixed(0.25), fixed(2.5, 0), percent(0.285, 0), times(0.25)) == ("0.3", "3", "29 %", "0.25×")
    assert [fixed(value, 1) for value in (0.05, 0.15, 0.35)] == [written.fixed(value, 1) for value in (0.05, 0.15, 0.35)]


def test_what_is_missing_is_a_dash_never_zero() -> None:
    assert (fixed(None), percent(None), ago(None), short(None)) == ("–", "–", "–", "–")
    assert (fixed(0), percent(0)) == ("0.0", "0.0 %")


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "today"),
        (1, "1 day ago"),
        (59, "59 days ago"),
        (60, "2 months ago"),
        (365, "1 year ago"),
        (1500, "4 years ago"),
        (-2, "in 2 days"),
    ],
)
def test_dates_say_how_old_they_are(monkeypatch: pytest.MonkeyPatch, days: int, said: str) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 20, 23, 59, tzinfo=UTC))
    assert ago(date(2026, 11, 20) - timedelta(days=days)) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(None, "–"), (0.4, "under 1 s"), (1, "1 s"), (59, "59 s"), (60, "1 min 0 s"), (200, "3 min 20 s"), (7_500, "2 h 5 min")],
)
def test_how_long_something_took(seconds: float | None, said: str) -> None:
    assert lasted(None if seconds is None else timedelta(seconds=seconds)) == said


@pytest.mark.parametrize(("moment", "said"), [(datetime(2026, 11, 20, 15, 30, tzinfo=UTC), "today"), (date(2026, 11, 20), "1 day ago")])
def test_the_day_of_a_moment_is_the_readers(monkeypatch: pytest.MonkeyPatch, settings: Any, moment: date, said: str) -> None:
    """It is the 21st in Tokyo."""
    settings.TIME_ZONE = "Asia/Tokyo"
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 20, 16, tzinfo=UTC))
    assert Template("{{ moment|ago }}").render(Context({"moment": moment})) == said


def test_an_icon_stays_silent() -> None:
    assert icon("x") == '<svg class="icon" aria-hidden="true"><use href="/static/img/icons.svg#x"></use></svg>'
    assert "#brand-tiktok" in platform_icon("tiktok")
    assert "#video" in platform_icon("rutube")


def test_parts_bar_fills_each_part_as_far_as_it_scores() -> None:
    drawn = parts_bar(AccountScore(response=50.0, reciprocity=100.0), PARAMS.weights)
    assert 'aria-label="Response 50.0, Conversation –, Natural growth –, Steadiness –, Reciprocity 100.0"' in drawn
    assert '<rect class="part-response" x="0" width="14.50" height="8"/>' in drawn
    assert '<rect class="part-conversation" x="30" width="0.00" height="8"/>' in drawn
    assert '<rect class="part-reciprocity" x="85" width="14.00" height="8"/>' in drawn
    assert "style=" not in drawn


def test_part_bar_of_a_missing_part_is_empty() -> None:
    assert 'width="0.00"' in part_bar("steadiness", None)
    assert 'aria-label="Steadiness – of 100"' in part_bar("steadiness", None)


def test_parts_bar_has_the_weights_that_were_chosen() -> None:
    drawn = parts_bar(AccountScore(response=50.0), PARAMS.weights | {"response": 0, "conversation": 50})
    assert '<rect class="part-response" x="0" width="0.00" height="8"/>' in drawn
    assert '<rect class="slot" x="0" width="49" height="8"/>' in drawn


def peers(**changes: float) -> dict[str, float]:
    edges = {"below_average": 0.01, "average": 0.02, "above_average": 0.03, "high": 0.04, "rate": 0.02}
    return edges | changes


def test_band_places_an_account_between_its_peers() -> None:
    drawn = peers_band(peers(), "as its peers")
    average = drawn.partition('class="zone-2" x="')[2].partition('"')[0]
    assert f'<rect class="spot" x="{average}"' in drawn
    assert 'aria-label="as its peers"' in drawn


@pytest.mark.parametrize(("rate", "end"), [(1e-9, "0.00"), (50.0, "99.00")])
def test_band_holds_what_lies_far_beyond(rate: float, end: str) -> None:
    assert f'<rect class="spot" x="{end}"' in peers_band(peers(rate=rate), "")


def test_no_band_without_peers() -> None:
    assert peers_band({"code": "no_peers", "rate": 0.02}, "") == ""
    assert peers_band({}, "") == ""


class Sample(forms.Form):
    name = forms.CharField()
    kind = forms.ChoiceField(choices=[("a", "A")])
    agreed = forms.BooleanField()
    several = forms.MultipleChoiceField(choices=[("a", "A")], widget=forms.CheckboxSelectMultiple)


def test_controls_have_their_kinds_class() -> None:
    form = Sample()
    assert 'class="form-control"' in control(form["name"])
    assert 'class="form-select"' in control(form["kind"])
    assert 'class="form-check-input"' in control(form["agreed"])
    assert "form-check-input" not in control(form["several"])
    assert [is_check(field) for field in form] == [False, False, True, False]


def test_a_refused_value_is_marked() -> None:
    assert 'class="form-control is-invalid"' in control(Sample({})["name"])
