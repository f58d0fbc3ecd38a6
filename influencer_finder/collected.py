"""How static files are kept: under names that say their content, with compressed copies of what pages load. Settings name the class.

Compressing as small as it goes takes most of a start of `manage.py demo`, so nothing is compressed that nobody fetches, or twice.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

FIRST, LAST = ".br", ".gz"


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped
    """Compresses the files that pages name; what has its compressed copies from another run keeps them."""

    def create_compressor(self, **options: Any) -> Compressor:
        return _Once(**options)

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        named = {self.clean_name(name) for name in self.hashed_files.values()}
        # Only who debugs a vendor's script fetches its source map.
        yield from super().compress_files(path for path in paths if path in named and not path.endswith(".map"))


class _Once(Compressor):  # type: ignore[misc]  # untyped
    """A copy appears when it is whole, so that one that is there is right: the name says the content."""

    def compress(self, path: str) -> list[str]:
        if Path(path + LAST).exists():
            return [path + FIRST, path + LAST]
        return list(super().compress(path))

    def write_data(self, path: str, data: bytes, suffix: str, stat_result: os.stat_result) -> str:
        part = super().write_data(path, data, f"{suffix}.{os.getpid()}.part", stat_result)
        os.replace(part, path + suffix)
        return path + suffix
