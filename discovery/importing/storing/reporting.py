"""What is told of staged rows that did not simply load: said twice, torn between two accounts, or stored with a remark.

SQL alone, run by merging.py in the end; rows that were rejected when they were read are staging.report's.
"""

from typing import Final

from discovery.importing.storing.staging import CELL_MARK, FIGURES

# Of a duplicate, every figure that is another than the first row's.
REPORT_DUPLICATES: Final = f"""
INSERT INTO discovery_rowreport (creator_list_id, line, part, outcome, problems, cells)
SELECT %(list_id)s, s.line, s.part, 'duplicate',
    s.problems || jsonb_build_array(jsonb_build_object(
        'column', COALESCE(%(columns)s::jsonb -> s.part ->> 'identity', ''), 'value', COALESCE(NULLIF(s.handle, ''), s.external_id),
        'reason', format('is the same account as line %%s, and the first row counts', f.line)
    )) || COALESCE((
        SELECT jsonb_agg(jsonb_build_object(
            'column', COALESCE(%(columns)s::jsonb -> s.part ->> figure.name, figure.name), 'value', figure.said::text,
            'reason', format('contradicts line %%s, which has %%s', f.line, figure.first)
        )) FROM (VALUES {", ".join(f"('{name}', s.{name}::numeric, f.{name}::numeric)" for name in FIGURES)}) AS figure (name, said, first)
        WHERE figure.said <> figure.first
    ), '[]'), to_jsonb(string_to_array(s.cells, '{CELL_MARK}'))
FROM placed_row p JOIN staged_row s USING (number) JOIN staged_row f ON f.number = p.first_number
WHERE p.number <> p.first_number
"""  # noqa: S608  # names of ours alone

REPORT_CONFLICTS: Final = f"""
INSERT INTO discovery_rowreport (creator_list_id, line, part, outcome, problems, cells)
SELECT %(list_id)s, s.line, s.part, 'rejected',
    s.problems || jsonb_build_array(jsonb_build_object(
        'column', COALESCE(%(columns)s::jsonb -> s.part ->> 'identity', ''), 'value', s.handle,
        'reason', format('and the platform''s id %%s belong to two different accounts', COALESCE(NULLIF(s.external_id, ''), r.external_id))
    )), to_jsonb(string_to_array(s.cells, '{CELL_MARK}'))
FROM identified_row r JOIN staged_row s USING (number)
WHERE r.is_conflict
"""  # noqa: S608  # names of ours alone

REPORT_REMARKS: Final = f"""
INSERT INTO discovery_rowreport (creator_list_id, line, part, outcome, problems, cells)
SELECT %(list_id)s, s.line, s.part, 'noted', s.problems, to_jsonb(string_to_array(s.cells, '{CELL_MARK}'))
FROM placed_row p JOIN staged_row s USING (number)
WHERE p.number = p.first_number AND s.problems <> '[]'
"""  # noqa: S608  # names of ours alone
