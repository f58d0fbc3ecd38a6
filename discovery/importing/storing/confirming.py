"""What lists confirm is kept in packs: a thousand neighbouring accounts, of which a list states the same fields as they are stored.

A row for each account and each snapshot would double what a list of known accounts costs. SQL alone: describing.py and counting.py pack,
undoing.py unpacks what an undo has to tell apart.
"""

from collections.abc import Mapping

from discovery.models.imports import ConfirmationPack


def confirm(account: str, snapshot: str, stated: Mapping[str, str], rows: str) -> str:
    """SQL that keeps what of the `rows` (FROM …) is stated as it is stored already: {field: its condition}, of an account or a snapshot.

    `account` and `snapshot` are the rows' ids, `snapshot` NULL where the fields are the account's. One of a block alone is no pack: it is
    kept as a Confirmation.
    """
    # Fields are told by bits until they are packed: a million arrays of names would cost more than all else here.
    bits = " | ".join(f"CASE WHEN {condition} THEN {1 << place} ELSE 0 END" for place, condition in enumerate(stated.values()))
    named = ", ".join(f"CASE WHEN bits & {1 << place} > 0 THEN '{name}' END" for place, name in enumerate(stated))
    fields = f"to_jsonb(array_remove(ARRAY[{named}], NULL))"
    return f"""
CREATE TEMPORARY TABLE confirmed ON COMMIT DROP AS
SELECT account_id / {ConfirmationPack.BLOCK} AS block, bits, array_agg(account_id) AS accounts, array_agg(snapshot_id) AS snapshots
FROM (SELECT {account} AS account_id, {snapshot}::bigint AS snapshot_id, {bits} AS bits {rows}) stated
WHERE bits > 0 GROUP BY 1, 2;

INSERT INTO discovery_confirmation (creator_list_id, account_id, snapshot_id, fields)
SELECT %(list_id)s, accounts[1], snapshots[1], {fields} FROM confirmed WHERE cardinality(accounts) = 1;

INSERT INTO discovery_confirmationpack (creator_list_id, block, accounts, snapshots, fields)
SELECT %(list_id)s, block, accounts, snapshots, {fields} FROM confirmed WHERE cardinality(accounts) > 1;

DROP TABLE confirmed
"""  # noqa: S608  # names of ours alone


def unpack(accounts: str) -> str:
    """SQL that makes Confirmations of every pack that may be of the accounts whose `account_id` a query selects."""
    return f"""
WITH packed AS (
    DELETE FROM discovery_confirmationpack p
    USING (SELECT DISTINCT account_id / {ConfirmationPack.BLOCK} AS block FROM ({accounts}) wanted) wanted
    WHERE p.block = wanted.block
    RETURNING p.*
)
INSERT INTO discovery_confirmation (creator_list_id, account_id, snapshot_id, fields)
SELECT p.creator_list_id, each.account_id, each.snapshot_id, p.fields
FROM packed p CROSS JOIN LATERAL unnest(p.accounts, p.snapshots) AS each (account_id, snapshot_id)
JOIN discovery_account a ON a.id = each.account_id
"""  # noqa: S608  # names of ours alone
