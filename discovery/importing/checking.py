"""What the whole file would do by what is chosen now: read, staged and identified as a load does it, and all of that rolled back.

Kept with the draft, and shown as long as the choice is the same. Nothing of the facts is written, and no other import waits; a newer
choice breaks an older check off. What the whole file shows of how columns are written counts more than its first rows: where it differs,
the draft's mapping takes it, and the file is looked through again by it. A worker that is told to check a list is discovery.tasks'.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, Self

from django.db import OperationalError, connection, transaction
from django.utils import timezone

from discovery.importing.conventions.evidence import Evidence
from discovery.importing.conventions.readings import Reading, readings_in
from discovery.importing.fields import IDENTITIES
from discovery.importing.formats.files import FileProblem
from discovery.importing.kept import format_of
from discovery.importing.mapping import CONFIRMED, Mapping, Shape
from discovery.importing.reader.suppression import hold
from discovery.importing.reading import HELD_BACK, stage
from discovery.importing.records import SUPPRESSED, Outcome, Problem, Row
from discovery.importing.storing.identifying import IDENTIFY
from discovery.importing.storing.leases import Cancelled, Lease, send_again_at
from discovery.importing.storing.staging import Copying, create_staging
from discovery.models import CreatorList

# So many kinds of problems are told apart; what a person cannot look through is no help.
MOST_KINDS: Final = 100
# Of a check's time this much is reading, the rest is asking whose rows they are.
READING_SHARE: Final = 0.7
# What differs from one cell to the next in a reason: numbers, handles with digits.
PARTICULARS: Final = re.compile(r"(?<!\S)[^\s\d]*+\d\S*+")
CONFLICT: Final = "and the platform's id belong to two different accounts"
_COUNT: Final = """
SELECT count(DISTINCT name) FILTER (WHERE account_id IS NULL), count(DISTINCT account_id), COALESCE(sum(said - 1), 0),
    (SELECT count(*) FROM identified_row WHERE is_conflict),
    (SELECT min(line) FROM identified_row JOIN staged_row USING (number) WHERE is_conflict)
FROM (
    SELECT CASE WHEN account_id IS NULL THEN name END AS name, account_id, count(*) AS said
    FROM identified_row {rows} WHERE NOT is_conflict GROUP BY 1, 2, taken_on{post}
) days
"""
COUNT: Final = _COUNT.format(rows="", post="")
# Of a list of posts only those that stand there twice are duplicates.
COUNT_POSTS: Final = _COUNT.format(
    rows="JOIN (SELECT number, CASE WHEN post = '' THEN number::text ELSE post END AS post FROM staged_row) of_post USING (number)",
    post=", post",
)
State = CreatorList.State


@dataclass(frozen=True)
class Kind:
    """Problems of one column that have the same reason: what becomes of their rows, how many, and the file's line of the first."""

    column: str
    reason: str
    outcome: Outcome
    count: int
    line: int


@dataclass(frozen=True)
class Check:
    """What a file would do by the choice that `fingerprint` is of; `problem` says why it cannot be loaded at all. Rows are accounts'.

    `others` are the cells with problems of further kinds, `readings` how columns are read that could be read two ways.
    """

    fingerprint: str
    is_done: bool = False
    problem: str = ""
    rows: int = 0
    new_accounts: int = 0
    known_accounts: int = 0
    duplicates: int = 0
    unmatched: int = 0
    rejected: int = 0
    left_out: int = 0
    suppressed: int = 0
    kinds: tuple[Kind, ...] = ()
    others: int = 0
    readings: tuple[Reading, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        kinds = tuple(Kind(**{**kind, "outcome": Outcome(kind["outcome"])}) for kind in data["kinds"])
        readings = tuple(Reading(**{**each, "options": tuple(map(tuple, each["options"]))}) for each in data["readings"])
        return cls(**{**data, "kinds": kinds, "readings": readings})


def fingerprint_of(creator_list: CreatorList) -> str:
    """Of all that decides what becomes of the rows: how the file is read, what its columns are, the platform and the day."""
    mapping = {name: said for name, said in creator_list.mapping.items() if name != CONFIRMED}
    chosen = [creator_list.file_format, mapping, creator_list.platform, str(creator_list.taken_on)]
    return hashlib.sha256(json.dumps(chosen, sort_keys=True).encode()).hexdigest()


def current(creator_list: CreatorList) -> Check | None:
    """The check of what is chosen now, done or begun; None where there is none, or of an older choice."""
    if creator_list.checked.get("fingerprint") != fingerprint_of(creator_list):
        return None
    return Check.from_json(creator_list.checked)


def begin(creator_list: CreatorList) -> bool:
    """Whether a check of what is chosen now is the caller's to run: it is not done, and no worker is at it, or that one died."""
    check, now = current(creator_list), timezone.now()
    if check and (check.is_done or (creator_list.lease_until and creator_list.lease_until > now)):
        return False
    unchanged = CreatorList.objects.filter(
        pk=creator_list.pk, state=State.DRAFT, checked=creator_list.checked, lease_until=creator_list.lease_until
    )
    fresh = Check(fingerprint_of(creator_list)).to_json()
    return bool(unchanged.update(checked=fresh, lease_until=send_again_at()))


def run(list_id: int) -> None:
    """Do the check that was begun of a draft, and keep what it found; a choice that changes meanwhile has it give up."""
    creator_list = CreatorList.objects.filter(pk=list_id, state=State.DRAFT).first()
    check = current(creator_list) if creator_list else None
    if creator_list is None or check is None or check.is_done:
        return
    watch = _Watch(creator_list, check.fingerprint)
    try:
        with watch, transaction.atomic():
            # Nobody is suppressed before what is found is kept: whoever suppresses then, finds it and forgets it.
            hold()
            found, settled = _looked_through(creator_list, check, watch)
            if settled != Mapping.from_json(creator_list.mapping):
                found = _looked_through_again(creator_list, settled, watch)
            _keep(creator_list, found)
    except Cancelled:
        return
    except FileProblem as problem:
        _keep(creator_list, replace(check, is_done=True, problem=str(problem)))
    except OperationalError:
        if not watch.is_cancelled:
            raise


class _Watch(Lease):
    """A lease that also sees that somebody chooses otherwise, or starts the load."""

    def __init__(self, creator_list: CreatorList, fingerprint: str) -> None:
        super().__init__(creator_list.pk, creator_list.attempts)
        self.fingerprints = {fingerprint}

    def _tell(self) -> None:
        super()._tell()
        now = CreatorList.objects.filter(pk=self.list_id).first()
        self.is_cancelled = now is not None and (now.state != State.DRAFT or fingerprint_of(now) not in self.fingerprints)


class _Kinds:
    """Counts problems by column and reason; where reasons differ in particulars alone, those are left out."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[str, str, Outcome], Kind] = {}
        self.others = 0

    def add(self, rows: Iterable[Row]) -> None:
        """What is only remarked of a row that is rejected anyway is left out."""
        for row in rows:
            for problem in row.errors or row.remarks:
                self._count(problem, row.line, Outcome(row.outcome or Outcome.NOTED))

    def add_conflicts(self, column: str, count: int, line: int | None) -> None:
        if line is not None:
            self._kinds[column, CONFLICT, Outcome.REJECTED] = Kind(column, CONFLICT, Outcome.REJECTED, count, line)

    def told(self) -> tuple[Kind, ...]:
        """What rejects rows first, then by how many."""
        return tuple(sorted(self._kinds.values(), key=lambda kind: (kind.outcome != Outcome.REJECTED, -kind.count, kind.line)))

    def _count(self, problem: Problem, line: int, outcome: Outcome) -> None:
        general = PARTICULARS.sub("…", problem.reason)
        key = problem.column, general, outcome
        known = self._kinds.get(key)
        if known:
            reason = known.reason if known.reason == problem.reason else general
            self._kinds[key] = replace(known, count=known.count + 1, reason=reason)
        elif len(self._kinds) < MOST_KINDS:
            self._kinds[key] = Kind(problem.column, problem.reason, outcome, 1, line)
        else:
            self.others += 1


def _looked_through(creator_list: CreatorList, check: Check, watch: Lease) -> tuple[Check, Mapping]:
    """The check with all that the file shows, and the mapping with what it shows of the columns; what it stages is rolled back."""
    kinds, outcomes = _Kinds(), dict.fromkeys(HELD_BACK, 0)
    mapping = Mapping.from_json(creator_list.mapping)
    evidence = Evidence(mapping.placed_on(creator_list.platform), format_of(creator_list))
    watch.rows_done = 0
    with transaction.atomic():
        create_staging()
        with Copying() as copying:
            for batch in stage(creator_list, copying):
                kinds.add(batch.others)
                for raw in batch.raws:
                    evidence.add(raw)
                for row in batch.held_back:
                    outcomes[row.outcome or ""] += 1
                watch.rows_done += batch.rows
                watch.share_done = READING_SHARE * batch.share
                watch.go_on()
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL work_mem = '64MB'; SET LOCAL jit = off; ANALYZE staged_row")
            cursor.execute(IDENTIFY)
            cursor.execute(COUNT_POSTS if mapping.shape == Shape.POSTS else COUNT)
            new, known, duplicates, conflicts, line = cursor.fetchone()
        transaction.set_rollback(True)
    kinds.add_conflicts(_identity(creator_list), conflicts, line)
    found = replace(
        check,
        is_done=True,
        rows=watch.rows_done,
        new_accounts=new,
        known_accounts=known,
        duplicates=int(duplicates),
        unmatched=outcomes[Outcome.UNMATCHED],
        rejected=outcomes[Outcome.REJECTED] + conflicts,
        left_out=outcomes[Outcome.LEFT_OUT],
        suppressed=outcomes[SUPPRESSED],
        kinds=kinds.told(),
        others=kinds.others,
        readings=tuple(readings_in(evidence, mapping.chosen)),
    )
    return found, replace(mapping, conventions=evidence.conventions())


def _looked_through_again(creator_list: CreatorList, settled: Mapping, watch: "_Watch") -> Check:
    """The check by the mapping that the whole file speaks for, which becomes the draft's unless somebody chose otherwise meanwhile."""
    before, creator_list.mapping = creator_list.mapping, settled.to_json()
    check = Check(fingerprint_of(creator_list))
    watch.fingerprints.add(check.fingerprint)
    found, _ = _looked_through(creator_list, check, watch)
    drafts = CreatorList.objects.filter(pk=creator_list.pk, state=State.DRAFT, mapping=before)
    drafts.update(mapping=creator_list.mapping, checked=check.to_json())
    return found


def _identity(creator_list: CreatorList) -> str:
    """The first column that names accounts; "" where the list has names alone."""
    columns = Mapping.from_json(creator_list.mapping).columns_of(*IDENTITIES)
    return format_of(creator_list).columns[columns[0]] if columns else ""


def _keep(creator_list: CreatorList, check: Check) -> None:
    drafts = CreatorList.objects.filter(pk=creator_list.pk, state=State.DRAFT, checked__fingerprint=check.fingerprint)
    drafts.exclude(file="").update(checked=check.to_json())
