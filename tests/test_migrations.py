"""Migrations are safe while the version before still serves: the linter knows what would lock a table or break old code.

How to change the schema then is said in CONTRIBUTING.md: expand, move the data, contract a release later.
"""

import pytest
from django_migration_linter import MigrationLinter

APPS = ["discovery", "scoring"]
# They make new tables and fill them: no version before them serves from those.
FIRST = ["0001_facts", "0002_reference_bands"]
# They swap a constraint for a looser one, and lock the reports of imports, which nobody browses, while the index is built.
LOOSEN = ["0007_reports_by_part", "0014_reports_by_cells"]


def _has_errors(excused: list[str]) -> bool:
    linter = MigrationLinter(include_apps=APPS, no_cache=True, all_warnings_as_errors=True, ignore_name=excused)
    linter.lint_all_migrations()
    return bool(linter.has_errors)


@pytest.mark.django_db
def test_no_migration_breaks_the_version_before(capsys: pytest.CaptureFixture[str]) -> None:
    assert not _has_errors([*FIRST, *LOOSEN]), capsys.readouterr().out


@pytest.mark.django_db
def test_the_linter_looks() -> None:
    """An index on a table that is in use would lock it; of the excused migrations one makes such."""
    assert _has_errors([])
