"""recompute_scores and draw_curves, as one types them."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from scoring.drawing import CURVES
from scoring.formulas.params import METHOD_VERSION
from scoring.management.commands.draw_curves import FOLDER
from scoring.models import AccountScore
from tests.factories import make_snapshot


@pytest.mark.django_db
def test_recompute_scores_counts_ages_to_the_day_given() -> None:
    make_snapshot()
    out, progress = StringIO(), StringIO()
    call_command("recompute_scores", "--now", "2026-12-20", stdout=out, stderr=progress)
    assert AccountScore.objects.get().age_days == 30
    assert out.getvalue().startswith(f"Scored 1 accounts under method {METHOD_VERSION}")
    assert len(out.getvalue().splitlines()) == 1
    assert progress.getvalue()


def test_a_day_that_is_none_says_how_to_write_it() -> None:
    with pytest.raises(CommandError, match="yesterday is no day; write it as 2026-11-20"):
        call_command("recompute_scores", "--now", "yesterday")


def test_the_pictures_are_what_the_formulas_draw(tmp_path: Path) -> None:
    call_command("draw_curves", folder=tmp_path, stdout=StringIO())
    for name in CURVES:
        drawn, committed = tmp_path / f"{name}.svg", FOLDER / f"{name}.svg"
        assert drawn.read_text() == committed.read_text(), "run `python3 manage.py draw_curves`"
