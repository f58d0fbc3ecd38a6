"""`bench recompute`: the floor, all scores by real Celery workers, pages meanwhile, after a hundredth changed, and a loop over objects.

The floor reads every snapshot and writes a score row an account that was made before, with all indexes; it computes nothing.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Final, NamedTuple

from discovery.benchmarks.importing import Ratio, at_least, at_most
from discovery.benchmarks.scratch import Measured, Scratch, Worker, scratch

LOOPED: Final = 2_000
REST_SECONDS: Final = 15
Tell = Callable[[str], None]


class Run(NamedTuple):
    """A recompute by so many workers: seconds from the command to published scores, the most memory of one worker in MB, the pages'
    95th percentile meanwhile in milliseconds, 0 where none were asked for.
    """

    workers: int
    seconds: float
    megabytes: float
    page_ms: float = 0.0


class Size(NamedTuple):
    """What was measured with so many accounts."""

    accounts: int
    floor: Measured
    runs: list[Run]
    browsed: Run
    incremental: Run
    incremental_all: Run
    loop: Measured
    rest_ms: float
    imported: Measured

    @property
    def best(self) -> Run:
        return self.runs[-1]


class Result(NamedTuple):
    sizes: list[Size]

    def ratios(self) -> list[Ratio]:
        return [ratio for size in self.sizes for ratio in self._of(size)]

    def to_json(self) -> dict[str, Any]:
        return {"sizes": [size._asdict() for size in self.sizes], "ratios": [ratio._asdict() for ratio in self.ratios()]}

    def _of(self, size: Size) -> Iterator[Ratio]:
        many = f"{size.accounts:,} accounts"
        yield at_most(f"all / floor, {size.best.workers} workers, {many}", size.best.seconds / size.floor.seconds, 1.5)
        yield at_most(f"1 % changed / floor, {many}", size.incremental.seconds / size.floor.seconds, 0.6)
        yield at_most(f"1 % changed, every score anew / floor, {many}", size.incremental_all.seconds / size.floor.seconds, 0.6)
        looped = size.loop.seconds / LOOPED * size.accounts
        yield at_least(f"the loop, scaled / all, {many}", looped / size.best.seconds, 150)
        if len(size.runs) > 1:
            yield at_least(f"{size.runs[0].workers} / {size.best.workers} workers, {many}", size.runs[0].seconds / size.best.seconds, 1.3)
        yield at_most(f"most MB of a worker, {many}", max(run.megabytes for run in size.runs), 500)
        yield at_most(f"pages' p95 meanwhile / at rest, {many}", size.browsed.page_ms / size.rest_ms, 2)
        yield at_most(f"seconds to rank 1,000 imported rows, {many}", size.imported.seconds, 3)


def run(sizes: list[int], snapshots: int, workers: list[int], tell: Tell) -> Result:
    """Measure all of it, one after another; `tell` gets a line as each is done."""
    with scratch() as database:
        return Result([_size(database, tell, accounts, snapshots, sorted(workers)) for accounts in sorted(sizes)])


def _size(database: Scratch, tell: Tell, accounts: int, snapshots: int, workers: list[int]) -> Size:
    database.empty()
    database.measured("fill_histories", accounts=accounts, snapshots=snapshots)
    database.settle()
    many = f"{accounts:,} × {snapshots}"
    # The first scores, of which the floor's rows are made, and which pages show at rest.
    _recomputed(database, workers[-1], from_nothing=True)
    database.settle()
    floor = _told(tell, f"floor, {many}", database.measured("floor_of_recompute"))
    runs = [_told_run(tell, f"all, {many}", _recomputed(database, count, from_nothing=True)) for count in workers]
    database.settle()
    at_rest = database.measured("browse", seconds=REST_SECONDS)
    tell(f"{'ranked pages at rest, p95':<44}{at_rest.seconds * 1000:>9.1f} ms")
    browsed = _told_run(tell, f"all, {many}, pages meanwhile", _recomputed(database, workers[-1], from_nothing=True, browse=True))
    tell(f"{'ranked pages meanwhile, p95':<44}{browsed.page_ms:>9.1f} ms")
    database.settle()
    database.measured("count_a_hundredth_again", days=15)
    incremental = _told_run(tell, f"1 % changed, {many}", _recomputed(database, workers[-1]))
    database.settle()
    database.measured("count_a_hundredth_again", days=20)
    incremental_all = _told_run(tell, f"1 % changed, every score anew, {many}", _recomputed(database, workers[-1], every_score=True))
    imported = _told(tell, f"1,000 rows ranked after loading, {many}", database.measured("rank_import", rows=1_000))
    loop = _told(tell, f"a loop over objects, {LOOPED:,} × {snapshots}", database.measured("loop_over_objects", accounts=LOOPED))
    return Size(accounts, floor, runs, browsed, incremental, incremental_all, loop, at_rest.seconds * 1000, imported)


def _recomputed(database: Scratch, workers: int, *, from_nothing: bool = False, every_score: bool = False, browse: bool = False) -> Run:
    with _working(database, workers) as working, ExitStack() as stack:
        pages = stack.enter_context(database.started("browse", seconds=0)) if browse else None
        took = database.measured("recompute", from_nothing=from_nothing, every_score=every_score)
        page_ms = pages.ended().seconds * 1000 if pages else 0.0
        return Run(workers, took.seconds, max(worker.megabytes() for worker in working), page_ms)


@contextmanager
def _working(database: Scratch, count: int) -> Iterator[list[Worker]]:
    """So many workers, each a process of its own, ready."""
    with ExitStack() as stack:
        yield [stack.enter_context(database.worker(f"bench{number}-{time.monotonic_ns()}")) for number in range(count)]


def _told(tell: Tell, name: str, measured: Measured) -> Measured:
    tell(f"{name:<44}{measured.seconds:>9.2f} s{measured.rows_per_second:>14,.0f} /s{measured.megabytes:>8.0f} MB")
    return measured


def _told_run(tell: Tell, name: str, done: Run) -> Run:
    tell(f"{f'{name}, {done.workers} workers':<54}{done.seconds:>9.2f} s{done.megabytes:>18.0f} MB")
    return done
