"""The steps of the benchmarks, each run by the command bench_step in a process of its own: memory is told apart only so.

A step prepares what it needs and times the work alone.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from django.core.files import File
from django.utils import timezone

from discovery.benchmarks import elsewhere, floor, scoring_steps
from discovery.benchmarks.files import TAKEN_ON
from discovery.importing import loading, uploads
from discovery.importing.formats.dialects import find_format
from discovery.importing.kept import opened
from discovery.importing.mapping import Mapping
from discovery.models import CreatorList, Source

LIST: Final = "list.csv"


def store_cleaned(*, path: str, rows: int) -> tuple[float, int]:
    """The floor: COPY of cleaned rows, and the upsert."""
    creator_list = _bare_list()
    return _seconds(lambda: floor.store(Path(path), creator_list)), rows


def import_list(*, path: str, rows: int) -> tuple[float, int]:
    """Our import, from the file in storage to committed rows."""
    with Path(path).open("rb") as file:
        creator_list = uploads.create_list(file=File(file), name=LIST, source_name="Benchmark", uploaded_by=None)
    mapping = Mapping.from_json(creator_list.mapping)
    uploads.choose(list_id=creator_list.pk, mapping=mapping, platform=creator_list.platform, taken_on=TAKEN_ON)
    uploads.queue(list_id=creator_list.pk)
    seconds = _seconds(lambda: loading.load(creator_list.pk))
    creator_list.refresh_from_db()
    if creator_list.state != CreatorList.State.LOADED or creator_list.created + creator_list.unchanged != rows:
        raise RuntimeError(f"The import did not store the {rows:,} rows: {creator_list.state}, {creator_list.message}")
    return seconds, rows


def import_elsewhere(*, rows: int) -> tuple[float, int]:
    """django-import-export in bulk mode."""
    creator_list = _bare_list()
    return _seconds(lambda: elsewhere.store(rows, creator_list)), rows


def show_draft(*, path: str) -> tuple[float, int]:
    """What a draft's page asks of the file: its format, what its columns are, and the first rows as they would be stored."""
    with Path(path).open("rb") as file:
        creator_list = uploads.create_list(file=File(file), name=LIST, source_name="Benchmark", uploaded_by=None)

    def show() -> None:
        with opened(creator_list) as file:
            find_format(file)
        uploads.proposal_for(creator_list)
        uploads.preview_of(creator_list)

    return _seconds(show), 50


STEPS: Final[dict[str, Callable[..., tuple[float, int]]]] = {
    **{step.__name__: step for step in (store_cleaned, import_list, import_elsewhere, show_draft)},
    **scoring_steps.STEPS,
}


def _bare_list() -> CreatorList:
    """A list that is nobody's upload, for those who do not import."""
    source, _ = Source.objects.get_or_create(name="Benchmark")
    fields: dict[str, Any] = {"name": LIST, "size": 0, "sha256": "", "source": source, "created_at": timezone.now()}
    return CreatorList.objects.create(**fields)


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
