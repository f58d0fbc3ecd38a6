"""What lists confirm is kept in packs: a thousand neighbouring accounts, of which a list states the same fields as they are stored.

A row for each account and each snapshot would double what a list of known accounts costs. SQL alone: describing.py and counting.py pack,
undoing.py unpacks what an undo has to tell apart.
"""

from typing import Final

from discovery.models.imports import ConfirmationPack

# One of a block alone is no pack: it is kept as a Confirmation.
_KEPT_SINGLY: Final = "count(*) = 1"


def confirm(stated: str) -> str:
    """SQL that keeps what `stated` selects: account_id, snapshot_id (null: of the account itself), fields (text[], none where empty)."""
    return f"""
CREATE TEMPORARY TABLE confirmed ON COMMIT DROP AS
SELECT account_id / {ConfirmationPack.BLOCK} AS block, to_jsonb(fields) AS fields,
    array_agg(account_id) AS accounts, array_agg(snapshot_id) AS snapshots, {_KEPT_SINGLY} AS is_single
FROM ({stated}) stated WHERE fields <> '{{}}' GROUP BY 1, fields, snapshot_id IS NULL;

INSERT INTO discovery_confirmation (creator_list_id, account_id, snapshot_id, fields)
SELECT %(list_id)s, accounts[1], snapshots[1], fields FROM confirmed WHERE is_single;

INSERT INTO discovery_confirmationpack (creator_list_id, block, accounts, snapshots, fields)
SELECT %(list_id)s, block, accounts, snapshots, fields FROM confirmed WHERE NOT is_single;

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
