"""What staged rows say of the accounts: new ones are made, known ones described anew by the newest day's row.

SQL alone, run by merging.py after identifying.py's; every value knows the list it came from, what a list replaced is kept as an
EarlierValue, and what it states as it is stored already as a Confirmation: undoing.py reads both. A blank that is filled leaves neither.
"""

from typing import Final

from discovery.importing.storing.confirming import confirm

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


def _is_news(name: str) -> str:
    return f"{_said(name)} NOT IN ({_blank(name)}, a.{name})"


def _is_confirmed(name: str) -> str:
    """Whether the list states just what is stored. A handle in another case found the account too, unless it replaces the stored one."""
    if name == "handle":
        return "lower(s.handle) = lower(a.handle) AND (s.handle = a.handle OR c.id IS NULL OR c.handle = a.handle)"
    return f"{_said(name)} = a.{name}"


# Which fields a new account's row states, as bits; and what field_lists is for each: to make the JSON for each row would cost more than it.
_STATED: Final = " | ".join(
    f"CASE WHEN {_said(name)} <> {_blank(name)} THEN {1 << place} ELSE 0 END" for place, name in enumerate(DESCRIPTIONS)
)
_FIELD_LISTS: Final = f"""
    SELECT bits, jsonb_strip_nulls(jsonb_build_object(
        {", ".join(f"'{name}', CASE WHEN bits & {1 << place} > 0 THEN %(list_id)s END" for place, name in enumerate(DESCRIPTIONS))}
    )) AS lists FROM generate_series(0, {(1 << len(DESCRIPTIONS)) - 1}) AS bits
"""  # noqa: S608  # names of ours alone


def _newest_said(name: str) -> str:
    return f"(array_agg(s.{name} ORDER BY p.taken_on DESC, p.number) FILTER (WHERE s.{name} <> {_blank(name)})) [1]"


def _filled(name: str, value: str) -> str:
    return f"{name} = CASE WHEN d.{name} = {_blank(name)} THEN COALESCE({value}, {_blank(name)}) ELSE d.{name} END"


# What the newest day's row of a new account leaves blank, its older rows may say. Accounts of one row, nearly all, cost nothing. Arrays
# are no array's elements: a row's topics stay its own.
_FILLED: Final = tuple(name for name in DESCRIPTIONS if name not in ("external_id", "topics"))
FILL_NEWEST: Final = f"""
WITH several AS MATERIALIZED (
    SELECT DISTINCT account_id FROM placed_row WHERE NOT introduces AND creator_id IS NOT NULL
), said AS (
    SELECT account_id, {", ".join(f"{_newest_said(name)} AS {name}" for name in _FILLED)}
    FROM several JOIN placed_row p USING (account_id) JOIN staged_row s USING (number) GROUP BY account_id
)
UPDATE staged_row d SET {", ".join(_filled(name, f"said.{name}") for name in _FILLED)}
FROM said JOIN placed_row p USING (account_id)
WHERE p.describes AND d.number = p.number AND '' IN ({", ".join(f"d.{name}" for name in _FILLED)})
"""  # noqa: S608  # names of ours alone

# Of lists whose rows are of one account each; linking.py has the other way.
CREATE_CREATORS: Final = """
INSERT INTO discovery_creator (id, name, created_by_list_id)
SELECT p.creator_id, s.title, %(list_id)s
FROM placed_row p JOIN staged_row s USING (number)
WHERE p.describes AND p.creator_id IS NOT NULL ORDER BY p.creator_id
"""

CREATE_ACCOUNTS: Final = f"""
WITH field_lists AS MATERIALIZED ({_FIELD_LISTS})
INSERT INTO discovery_account (
    id, creator_id, platform, handle, external_id, title, bio, country, language, topics, field_lists, created_by_list_id
)
SELECT p.account_id, p.creator_id, s.platform, s.handle, p.external_id, s.title, s.bio, s.country, s.language, s.topics,
    f.lists, %(list_id)s
FROM placed_row p JOIN staged_row s USING (number) JOIN field_lists f ON f.bits = ({_STATED})
WHERE p.describes AND p.creator_id IS NOT NULL ORDER BY p.account_id
"""  # noqa: S608  # names of ours alone

_CONFIRMED: Final = {name: f"{_said(name)} <> {_blank(name)} AND {_is_confirmed(name)}" for name in DESCRIPTIONS}
_KNOWN: Final = """
    FROM placed_row p
    JOIN staged_row s USING (number)
    JOIN discovery_account a ON a.id = p.account_id
    LEFT JOIN changed_account c ON c.id = a.id
    WHERE p.describes AND p.creator_id IS NULL
"""
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
    -- Where nothing is said that is not stored, and that is most often, nobody need know which day was the newest.
    WHERE p.describes AND p.creator_id IS NULL AND ({" OR ".join(map(_is_news, DESCRIPTIONS))})
)
SELECT d.*, a.field_lists || jsonb_strip_nulls(jsonb_build_object(
    {", ".join(f"'{name}', CASE WHEN d.{name} <> a.{name} THEN %(list_id)s END" for name in DESCRIPTIONS)}
)) AS field_lists
FROM described d JOIN discovery_account a USING (id)
WHERE ({", ".join(f"d.{name}" for name in DESCRIPTIONS)}) IS DISTINCT FROM ({", ".join(f"a.{name}" for name in DESCRIPTIONS)});

{confirm("a.id", "NULL", _CONFIRMED, _KNOWN)};

INSERT INTO discovery_earliervalue (creator_list_id, account_id, field, value, value_list_id)
SELECT %(list_id)s, a.id, earlier.field, earlier.value,
    (SELECT id FROM discovery_creatorlist WHERE id = (a.field_lists ->> earlier.field)::bigint)
FROM changed_account c JOIN discovery_account a USING (id)
CROSS JOIN LATERAL (
    VALUES {", ".join(f"('{name}', to_jsonb(a.{name}), a.{name} <> c.{name} AND a.{name} <> {_blank(name)})" for name in DESCRIPTIONS)}
) AS earlier (field, value, is_replaced)
WHERE earlier.is_replaced;

UPDATE discovery_account a
SET {", ".join(f"{name} = c.{name}" for name in (*DESCRIPTIONS, "field_lists"))}
FROM changed_account c WHERE a.id = c.id
"""  # noqa: S608  # names of ours alone
