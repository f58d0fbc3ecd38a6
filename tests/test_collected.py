"""Static files as collected: hashed names, and compressed copies of what pages load, made once."""

import gzip
import os
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.core.management import call_command
from django.templatetags.static import static

STYLE = "body { color: navy; }\n" * 50
MAPPED = f"{STYLE}/*# sourceMappingURL=some.css.map */\n"


@pytest.fixture
def collected(settings: Any, tmp_path: Path) -> Path:
    """A folder where a stylesheet with its map was collected as production does."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "some.css").write_text(MAPPED)
    (source / "some.css.map").write_text(STYLE)
    settings.STATICFILES_DIRS, settings.STATIC_ROOT = [source], tmp_path / "collected"
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "influencer_finder.collected.Storage"}}
    collect()
    return tmp_path / "collected"


def collect() -> None:
    call_command("collectstatic", verbosity=0, interactive=False)


def name_of(file: str) -> str:
    """The one that pages give, below the folder."""
    return static(file).removeprefix("/static/")


def test_what_pages_name_is_compressed_and_nothing_else(collected: Path) -> None:
    page_loads = name_of("some.css")
    content = (collected / page_loads).read_bytes()
    assert brotli.decompress((collected / f"{page_loads}.br").read_bytes()) == content
    assert gzip.decompress((collected / f"{page_loads}.gz").read_bytes()) == content
    assert {path.name for path in collected.iterdir() if path.suffix in {".br", ".gz", ".part"}} == {f"{page_loads}.br", f"{page_loads}.gz"}
    assert (collected / name_of("some.css.map")).read_text() == STYLE


def test_it_is_compressed_once(collected: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in collected.iterdir() if path.suffix in {".br", ".gz"}}
    collect()
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_what_is_interrupted_is_compressed_the_next_time(collected: Path) -> None:
    page_loads = collected / name_of("some.css")
    last = Path(f"{page_loads}.gz")
    last.unlink()
    collect()
    assert gzip.decompress(last.read_bytes()) == page_loads.read_bytes()


def test_what_changed_is_compressed_anew(collected: Path) -> None:
    old = name_of("some.css")
    source = collected.parent / "source" / "some.css"
    source.write_text(MAPPED.replace("navy", "teal"))
    # What is not a second newer than its copy is taken for the same.
    later = source.stat().st_mtime + 2
    os.utime(source, (later, later))
    collect()
    new = name_of("some.css")
    assert new != old
    assert b"teal" in brotli.decompress((collected / f"{new}.br").read_bytes())
