"""The size that a search wants: the database's fit is the formulas', and the best are found without computing all."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from django.db.models import QuerySet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from discovery import sweet_spots
from discovery.models.campaigns import LEAST_CENTRE, LEAST_WIDTH, MOST_CENTRE, MOST_WIDTH
from discovery.ranking import RankingError, everything, order_named, page
from discovery.sweet_spots import NAMES, SweetSpot, annotated, asked_for, default, presets, show
from scoring.formulas.fit import fit
from scoring.formulas.params import PARAMS
from scoring.formulas.sweet_spot import sweet_spot
from scoring.models import AccountScore
from tests.discovery.scores import make_score, make_unranked

SMALL = SweetSpot(20_000, 0.3, 0.7)
WISHES = st.builds(
    SweetSpot,
    st.integers(LEAST_CENTRE, MOST_CENTRE).map(float) | st.sampled_from([20_000.0, 100_000.0]),
    st.floats(LEAST_WIDTH, MOST_WIDTH) | st.just(0.6),
    st.floats(0, 1) | st.sampled_from([0.0, 0.4, 1.0]),
)
STORED = st.fixed_dictionaries(
    {
        "followers": st.none() | st.integers(0, 3) | st.integers(0, 1_000_000_000) | st.sampled_from([20_000, 99_999, 100_000]),
        "peer_trust": st.none() | st.integers(0, 1_000).map(lambda tenths: tenths / 10),
        "confidence": st.integers(0, 1_000).map(lambda thousandths: thousandths / 1000),
    }
)
with_database = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def by_formulas(rows: list[dict[str, Any]], wanted: SweetSpot) -> list[tuple[float | None, float | None]]:
    """What scoring.formulas makes of them."""
    frame = pd.DataFrame(rows, columns=["followers", "peer_trust", "confidence"], dtype=float)
    params = replace(PARAMS, sweet_centre=wanted.centre, sweet_width=wanted.width, size_share=wanted.share)
    frame["sweet_spot"] = sweet_spot(frame["followers"], params)
    pairs = zip(frame["sweet_spot"], fit(frame, params)["fit"], strict=True)
    return [(None if pd.isna(size) else size, None if pd.isna(rank) else rank) for size, rank in pairs]


def stored(rows: list[dict[str, Any]]) -> QuerySet[AccountScore]:
    """These rows as scores, whose stored fit only says where there is one."""
    AccountScore.objects.all().delete()
    for row in rows:
        sized = row["followers"] is not None and row["followers"] > 0
        known = sized and row["peer_trust"] is not None
        make_score(**row, sweet_spot=0.5 if sized else None, fit=50.0 if known else None)
    return AccountScore.objects.order_by("account_id")


def by_database(rows: list[dict[str, Any]], wanted: SweetSpot) -> list[tuple[float | None, float | None]]:
    computed: Any = annotated(stored(rows), wanted)
    return [(score.asked_sweet_spot, score.asked_fit) for score in computed]


@with_database
@given(wanted=WISHES, rows=st.lists(STORED, min_size=1, max_size=12))
def test_the_database_computes_as_the_formulas_do(db: None, wanted: SweetSpot, rows: list[dict[str, Any]]) -> None:
    assert by_database(rows, wanted) == by_formulas(rows, wanted)


@with_database
@given(wanted=WISHES, rows=st.lists(STORED, min_size=1, max_size=5))
def test_scores_are_shown_by_the_formulas(db: None, wanted: SweetSpot, rows: list[dict[str, Any]]) -> None:
    scores = list(stored(rows))
    show(scores, wanted)
    if not wanted.is_default:
        assert [(score.sweet_spot, score.fit) for score in scores] == by_formulas(rows, wanted)


@pytest.mark.parametrize("wanted", [default(), SMALL])
def test_rounding_is_half_up_as_the_formulas(db: None, wanted: SweetSpot) -> None:
    """Over every size that a bell's thousandths change at."""
    rows = [{"followers": followers, "peer_trust": 61.3, "confidence": 0.417} for followers in range(9_000, 300_000, 1_517)]
    assert by_database(rows, wanted) == by_formulas(rows, wanted)


@with_database
@given(
    wanted=WISHES,
    rows=st.lists(STORED, min_size=1, max_size=25),
    name=st.sampled_from(["-fit", "fit", "-sweet_spot", "sweet_spot", "-followers"]),
    probed=st.integers(1, 30),
)
def test_pages_are_the_whole_order_cut(db: None, wanted: SweetSpot, rows: list[dict[str, Any]], name: str, probed: int) -> None:
    """However few accounts show where a page begins; there and back."""
    scores, order = stored(rows), order_named(name, wanted)
    whole = [(score.account_id, score.fit, score.sweet_spot) for score in everything(scores, order)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sweet_spots, "PROBED", probed)
        shown = page(scores, order, size=4)
        pages = [shown]
        while shown.next_cursor:
            shown = page(scores, order, after=shown.next_cursor, size=4)
            pages.append(shown)
        assert [(score.account_id, score.fit, score.sweet_spot) for one in pages for score in one.rows] == whole
        for before in reversed(pages[:-1]):
            shown = page(scores, order, before=shown.previous_cursor, size=4)
            assert [score.account_id for score in shown.rows] == [score.account_id for score in before.rows]


def test_whole_order_is_by_the_wanted_fit(db: None) -> None:
    """A small account overtakes where small ones are wanted; what has no fit comes last."""
    large, small, unknown = make_score(followers=100_000), make_score(followers=20_000, fit=40.0), make_unranked()
    order = [score.account_id for score in everything(AccountScore.objects.all(), order_named("-fit", SMALL))]
    assert order == [small.account_id, large.account_id, unknown.account_id]
    assert [score.account_id for score in page(AccountScore.objects.all(), order_named("-fit")).rows][:2] == [large.pk, small.pk]


def test_the_methods_own_is_read_from_what_is_stored(db: None) -> None:
    order = order_named("-fit", default())
    make_score(fit=12.34)
    assert (order.wanted, page(AccountScore.objects.all(), order).rows[0].fit) == (None, 12.34)


def test_a_cursor_belongs_to_its_sweet_spot(db: None) -> None:
    for _ in range(3):
        make_score()
    cursor = page(AccountScore.objects.all(), order_named("-fit", SMALL), size=1).next_cursor
    for other in (None, replace(SMALL, share=0.5)):
        with pytest.raises(RankingError, match="another order"):
            page(AccountScore.objects.all(), order_named("-fit", other), after=cursor)


def test_what_is_not_asked_for_is_the_methods_own() -> None:
    assert asked_for({}) == asked_for(dict.fromkeys(NAMES)) == default()
    assert default() == SweetSpot(PARAMS.sweet_centre, PARAMS.sweet_width, PARAMS.size_share)
    assert asked_for({"sweet_centre": 50_000}) == replace(default(), centre=50_000)
    assert asked_for({"size_share": 0}).share == 0


def test_the_best_are_found_without_computing_all(db: None) -> None:
    """Where the probe shows how high a page begins, the rest is left to indexes of trust and followers."""
    for number in range(6):
        make_score(followers=20_000 + number, peer_trust=80.0 + number)
        make_score(followers=5_000_000, peer_trust=90.0)
    scores = annotated(AccountScore.objects.all(), SMALL)
    narrowed = sweet_spots.bounded(scores, SMALL, "fit", 5)
    assert {score.followers for score in narrowed} == {20_000 + number for number in range(6)}


def test_presets_say_why_and_link_to_themselves() -> None:
    for preset in presets():
        assert preset.reason
        assert asked_for({name: value for name, value in preset.query.items() if value is not None}) == preset.wanted
    assert set(presets()[0].query.values()) == {None}
