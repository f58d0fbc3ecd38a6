"""What staged rows say of the accounts: new ones are made, known ones described anew by the newest day's row.

SQL alone, run by merging.py after identifying.py's; every value knows the list it came from.
"""

from typing import Final

DESCRIPTIONS: Final = ("handle", "external_id", "title", "bio", "country", "language", "topics")


def _blank(name: str) -> str:
    return "array[]::varchar[]" if name == "topics" else "''"


def _said(name: str) -> str:
    """What the list says: the id may stand in another of the account's rows."""
    return f"p.{name}" if name == "external_id" else f"s.{name}"


def _described(name: str) -> str:
    """The account's value afterwards: a list no older than what is known has its say, an older one fills what is blank."""
    speaks = f"{_said(name)} <> {_blank(name)} AND (a.{name} = {_blank(name)} OR p.taken_on >= seen.newest)"
    return f"CASE WHEN {speaks} THEN {_said(name)} ELSE a.{name} END AS {name}"


_FIELD_LISTS: Final = ", ".join(f"'{name}', CASE WHEN {_said(name)} <> {_blank(name)} THEN %(list_id)s END" for name in DESCRIPTIONS)

CREATE_ACCOUNTS: Final = f"""
INSERT INTO discovery_creator (id, name, created_by_list_id)
SELECT p.creator_id, s.title, %(list_id)s
FROM placed_row p JOIN staged_row s USING (number)
WHERE p.describes AND p.creator_id IS NOT NULL ORDER BY p.creator_id;

INSERT INTO discovery_account (
    id, creator_id, platform, handle, external_id, title, bio, country, language, topics, field_lists, created_by_list_id
)
SELECT p.account_id, p.creator_id, s.platform, s.handle, p.external_id, s.title, s.bio, s.country, s.language, s.topics,
    jsonb_strip_nulls(jsonb_build_object({_FIELD_LISTS})), %(list_id)s
FROM placed_row p JOIN staged_row s USING (number)
WHERE p.describes AND p.creator_id IS NOT NULL ORDER BY p.account_id
"""  # noqa: S608  # names of ours alone

DESCRIBE_ACCOUNTS: Final = f"""
CREATE TEMPORARY TABLE changed_account ON COMMIT DROP AS
WITH described AS (
    SELECT a.id, {", ".join(_described(name) for name in DESCRIPTIONS)}
    FROM placed_row p
    JOIN staged_row s USING (number)
    JOIN discovery_account a ON a.id = p.account_id
    CROSS JOIN LATERAL (
        SELECT COALESCE(max(taken_on), '-infinity') AS newest FROM discovery_snapshot WHERE account_id = a.id
    ) seen
    WHERE p.describes AND p.creator_id IS NULL
)
SELECT d.*, a.field_lists || jsonb_strip_nulls(jsonb_build_object(
    {", ".join(f"'{name}', CASE WHEN d.{name} <> a.{name} THEN %(list_id)s END" for name in DESCRIPTIONS)}
)) AS field_lists
FROM described d JOIN discovery_account a USING (id)
WHERE ({", ".join(f"d.{name}" for name in DESCRIPTIONS)}) IS DISTINCT FROM ({", ".join(f"a.{name}" for name in DESCRIPTIONS)});

UPDATE discovery_account a
SET {", ".join(f"{name} = c.{name}" for name in (*DESCRIPTIONS, "field_lists"))}
FROM changed_account c WHERE a.id = c.id
"""  # noqa: S608  # names of ours alone
