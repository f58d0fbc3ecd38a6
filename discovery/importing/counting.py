"""The counts that staged rows state become snapshots, one for each account, day and source; every number knows its list.

SQL alone, run by merging.py after describing.py's.
"""

from typing import Final

from discovery.importing.staging import FIGURES

_KEPT: Final = ", ".join(
    [f"{name} = COALESCE(EXCLUDED.{name}, old.{name})" for name in FIGURES]
    + ["rate_definition = COALESCE(NULLIF(EXCLUDED.rate_definition, ''), old.rate_definition)", "extra = old.extra || EXCLUDED.extra"]
)
# The figures that this list does not state stay those of the list that did; null where nobody knows which that was.
_FIGURE_LISTS: Final = f"""(
    SELECT COALESCE(jsonb_object_agg(figure.name, COALESCE(old.field_lists -> figure.name, to_jsonb(old.creator_list_id))), '{{}}')
    FROM (VALUES {", ".join(f"('{name}', EXCLUDED.{name} IS NULL AND old.{name} IS NOT NULL)" for name in FIGURES)})
        AS figure (name, stays)
    WHERE figure.stays
)"""  # noqa: S608  # names of ours alone
# A blank never wipes a number that the same source stated of the same day.
STORE_SNAPSHOTS: Final = f"""
CREATE TEMPORARY TABLE changed_snapshot (account_id bigint, taken_on date) ON COMMIT DROP;

WITH stored AS (
    INSERT INTO discovery_snapshot AS old (
        account_id, taken_on, source_id, creator_list_id, {", ".join(FIGURES)}, rate_definition, extra
    )
    SELECT p.account_id, p.taken_on, %(source_id)s, %(list_id)s, {", ".join(f"s.{name}" for name in FIGURES)}, s.rate_definition, s.extra
    FROM placed_row p JOIN staged_row s USING (number)
    WHERE p.number = p.first_number AND (num_nonnulls({", ".join(f"s.{name}" for name in FIGURES)}) > 0 OR s.extra <> '{{}}')
    ORDER BY p.account_id, p.taken_on
    ON CONFLICT (account_id, taken_on, source_id) DO UPDATE
    SET {_KEPT}, creator_list_id = EXCLUDED.creator_list_id, field_lists = {_FIGURE_LISTS}
    WHERE ({", ".join(f"old.{name}" for name in FIGURES)}, old.rate_definition, old.extra) IS DISTINCT FROM (
        {", ".join(f"COALESCE(EXCLUDED.{name}, old.{name})" for name in FIGURES)},
        COALESCE(NULLIF(EXCLUDED.rate_definition, ''), old.rate_definition), old.extra || EXCLUDED.extra
    )
    RETURNING account_id, taken_on
)
INSERT INTO changed_snapshot SELECT account_id, taken_on FROM stored
"""  # noqa: S608  # names of ours alone
