"""Whatever is in a row, it is staged or reported: no text takes the other rows of its list down."""

import gc
from datetime import date

import pytest
from django.db import connection

from discovery.importing.reading import stage
from discovery.importing.records import Problem, Record, Row
from discovery.importing.storing.staging import Copying, create_staging
from discovery.models import RowReport
from tests.discovery.importing.lists import queued
from tests.factories import make_list

pytestmark = pytest.mark.django_db
HOSTILE = 'nul \0 half \ud800 mark \x1f tab \t line \r\n "\\u0000" \\N {,}'
STORED = 'nul \ufffd half \ufffd mark \ufffd tab \t line \r\n "\\u0000" \\N {,}'


def hostile_row() -> Row:
    record = Record("instagram", HOSTILE, HOSTILE, HOSTILE, topics=[HOSTILE], taken_on=date(2022, 12, 31), extra={HOSTILE: HOSTILE})
    return Row(2, [HOSTILE, "5"], record, [Problem(HOSTILE, HOSTILE, HOSTILE)])


def test_a_staged_row_keeps_what_postgresql_can_hold() -> None:
    create_staging()
    with Copying() as copying:
        copying.rows([(1, hostile_row())])
    with connection.cursor() as cursor:
        cursor.execute("SELECT handle, external_id, title, topics, extra ->> %s, problems #>> '{0,value}' FROM staged_row", [STORED])
        assert cursor.fetchone() == (STORED, STORED, STORED, [STORED], STORED, STORED)
        cursor.execute("SELECT string_to_array(cells, chr(31)) FROM staged_row")
        assert cursor.fetchone() == ([STORED, "5"],)


def test_a_reported_row_does_too() -> None:
    creator_list = make_list()
    with Copying() as copying:
        copying.reports(creator_list.pk, [Row(2, [HOSTILE, "5"], errors=[Problem(HOSTILE, HOSTILE, HOSTILE)])])
    reported = RowReport.objects.get()
    assert reported.cells == [STORED, "5"]
    assert reported.problems == [{"column": STORED, "value": STORED, "reason": STORED}]


def test_cycles_are_looked_for_seldom_while_a_list_is_read_and_no_longer() -> None:
    usual = gc.get_threshold()
    create_staging()
    with Copying() as copying:
        batches = stage(queued("handle,followers\nanna,5\n"), copying)
        next(batches)
        assert gc.get_threshold()[0] > 10 * usual[0]
        # As whoever breaks a load off does.
        del batches
    assert gc.get_threshold() == usual
