"""Posts, one a row, become averages and medians over the posts of their account and day, in that account's first row of the day.

SQL alone, run by merging.py for lists of posts after identifying.py's; what it leaves in the first rows is stored as any list's is.
"""

from typing import Final

from discovery.importing.storing.staging import CELL_MARK, COUNTS

PER_POST: Final = ("likes", "comments", "shares", "views", "engagements")
_COUNTS: Final = "WHERE g.number = g.post_number"


def _first(name: str, of: str) -> str:
    """What the first row says that says anything of it."""
    return f"(array_agg(s.{name} ORDER BY s.number) FILTER (WHERE s.{of} IS NOT NULL))[1] AS {name}"


def _average(name: str) -> str:
    """In the rows' order, so that the same file gives the same number to the last digit; what all say stays what it is."""
    least, most = (f"{bound}(s.{name}) FILTER ({_COUNTS})" for bound in ("min", "max"))
    return f"CASE WHEN {least} = {most} THEN {least} ELSE avg(s.{name} ORDER BY s.number) FILTER ({_COUNTS}) END AS {name}"


def _median(name: str) -> str:
    return f"'{name}', percentile_cont(0.5) WITHIN GROUP (ORDER BY s.{name}) FILTER ({_COUNTS})"


# A post that stands in the file twice counts once: its first row. Without an id or address each row is a post of its own.
GATHER: Final = f"""
CREATE TEMPORARY TABLE gathered_row ON COMMIT DROP AS
SELECT p.number, p.first_number,
    CASE WHEN s.post = '' THEN p.number ELSE min(p.number) OVER (PARTITION BY p.first_number, s.post) END AS post_number
FROM placed_row p JOIN staged_row s USING (number);

ANALYZE gathered_row;

ALTER TABLE staged_row ADD COLUMN posts_measured integer, ADD COLUMN medians jsonb NOT NULL DEFAULT '{{}}';

WITH gathered AS (
    SELECT g.first_number, {", ".join(map(_average, (*PER_POST, "engagement_rate")))},
        {", ".join(_first(name, name) for name in COUNTS)}, {_first("rate_definition", "engagement_rate")},
        NULLIF(count(*) FILTER ({_COUNTS} AND num_nonnulls({", ".join(f"s.{name}" for name in PER_POST)}) > 0), 0) AS posts_measured,
        jsonb_strip_nulls(jsonb_build_object({", ".join(map(_median, PER_POST))})) AS medians
    FROM gathered_row g JOIN staged_row s USING (number) GROUP BY g.first_number
)
UPDATE staged_row s SET {", ".join(f"{name} = g.{name}" for name in (*PER_POST, *COUNTS, "engagement_rate", "posts_measured", "medians"))},
    rate_definition = COALESCE(g.rate_definition, '')
FROM gathered g WHERE s.number = g.first_number
"""  # noqa: S608  # names of ours alone

REPORT_REPEATED: Final = f"""
INSERT INTO discovery_rowreport (creator_list_id, line, part, outcome, problems, cells)
SELECT %(list_id)s, s.line, s.part, 'duplicate', s.problems || jsonb_build_array(jsonb_build_object(
    'column', %(columns)s::jsonb -> s.part ->> 'post', 'value', left(s.post, 200),
    'reason', format('is the same post as line %%s, and the first row counts', f.line)
)), to_jsonb(string_to_array(s.cells, '{CELL_MARK}'))
FROM gathered_row g JOIN staged_row s USING (number) JOIN staged_row f ON f.number = g.post_number
WHERE g.number <> g.post_number
"""  # noqa: S608  # names of ours alone

REPORT_REMARKS: Final = f"""
INSERT INTO discovery_rowreport (creator_list_id, line, part, outcome, problems, cells)
SELECT %(list_id)s, s.line, s.part, 'noted', s.problems, to_jsonb(string_to_array(s.cells, '{CELL_MARK}'))
FROM gathered_row g JOIN staged_row s USING (number)
WHERE g.number = g.post_number AND s.problems <> '[]'
"""  # noqa: S608  # names of ours alone
