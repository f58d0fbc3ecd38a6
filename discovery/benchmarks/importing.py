"""`bench import`: the floor, our import, the import of the same file again, django-import-export, and a large file's draft page."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

from discovery.benchmarks.files import write_cleaned, write_list
from discovery.benchmarks.scratch import Measured, Scratch, scratch

ELSEWHERE_ROWS: Final = 4_000
PREVIEW_BYTES: Final = 200 * 1024 * 1024
Tell = Callable[[str], None]


class Size(NamedTuple):
    """What was measured for so many rows."""

    rows: int
    floor: Measured
    first: Measured
    again: Measured


class Ratio(NamedTuple):
    """A figure beside its goal; `goal` says which side of it is good."""

    name: str
    value: float
    goal: str
    is_met: bool


class Result(NamedTuple):
    sizes: list[Size]
    elsewhere: Measured
    preview: Measured

    def ratios(self) -> list[Ratio]:
        most, least = self.sizes[-1], self.sizes[0]
        return [
            *(at_most(f"ours / floor, {size.rows:,} rows", size.first.seconds / size.floor.seconds, 1.25) for size in self.sizes),
            *(at_most(f"again / first, {size.rows:,} rows", size.again.seconds / size.first.seconds, 0.6) for size in self.sizes),
            at_least("rows/s, ours / django-import-export", most.first.rows_per_second / self.elsewhere.rows_per_second, 15),
            at_most(f"memory in MB, {most.rows:,} rows", most.first.megabytes, 300),
            at_most(f"memory, {most.rows:,} / {least.rows:,} rows", most.first.megabytes / least.first.megabytes, 1.3),
            at_most("seconds for the draft of a 200 MB file", self.preview.seconds, 2),
        ]

    def to_json(self) -> dict[str, Any]:
        sizes = [
            {"rows": each.rows, **{name: getattr(each, name)._asdict() for name in ("floor", "first", "again")}} for each in self.sizes
        ]
        ratios = [ratio._asdict() for ratio in self.ratios()]
        return {"sizes": sizes, "elsewhere": self.elsewhere._asdict(), "preview": self.preview._asdict(), "ratios": ratios}


def run(sizes: list[int], tell: Tell) -> Result:
    """Measure all of it, one after another; `tell` gets a line as each is done."""
    with scratch() as database:
        elsewhere = _measured(database, tell, f"django-import-export, {ELSEWHERE_ROWS:,} rows", "import_elsewhere", rows=ELSEWHERE_ROWS)
        measured = [_size(database, tell, rows) for rows in sorted(sizes)]
        database.empty()
        return Result(measured, elsewhere, _preview(database, tell))


def _size(database: Scratch, tell: Tell, rows: int) -> Size:
    cleaned, listed = database.folder / "cleaned.tsv", database.folder / "list.csv"
    write_cleaned(cleaned, rows)
    write_list(listed, rows)
    database.empty()
    floor = _measured(database, tell, f"floor, {rows:,} rows", "store_cleaned", path=str(cleaned), rows=rows)
    database.empty()
    first = _measured(database, tell, f"ours, {rows:,} rows", "import_list", path=str(listed), rows=rows)
    database.settle()
    again = _measured(database, tell, f"ours again, {rows:,} rows", "import_list", path=str(listed), rows=rows)
    return Size(rows, floor, first, again)


def _preview(database: Scratch, tell: Tell) -> Measured:
    path = database.folder / "large.csv"
    _write_large(path)
    return _measured(database, tell, "draft of a 200 MB file", "show_draft", path=str(path))


def _write_large(path: Path) -> None:
    """A list of as many rows as make it so large: a small one's, over and over."""
    write_list(path, 10_000)
    header, _, rows = path.read_bytes().partition(b"\n")
    with path.open("wb") as file:
        file.write(header + b"\n")
        while file.tell() + len(rows) < PREVIEW_BYTES:
            file.write(rows)


def _measured(database: Scratch, tell: Tell, name: str, step: str, **options: Any) -> Measured:
    measured = database.measured(step, **options)
    tell(f"{name:<40}{measured.seconds:>9.2f} s{measured.rows_per_second:>12,.0f} rows/s{measured.megabytes:>8.0f} MB")
    return measured


def at_most(name: str, value: float, goal: float) -> Ratio:
    """Good where it is no more than its goal."""
    return Ratio(name, value, f"≤ {goal:g}", value <= goal)


def at_least(name: str, value: float, goal: float) -> Ratio:
    """Good where it is no less than its goal."""
    return Ratio(name, value, f"≥ {goal:g}", value >= goal)
