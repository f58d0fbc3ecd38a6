"""A backup's file: a tar of the database's dump, the uploaded files, and last a manifest of what it holds, with checksums.

It is written and read in one pass, so it may be a pipe. The manifest comes last: a file that breaks off has none.
"""

import hashlib
import io
import json
import re
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

DUMP = "database.dump"
MANIFEST = "manifest.json"
MEDIA = "media"
# Raised where an older version could not read it.
FORMAT = 1
VERSION_PATTERN = re.compile(r"\d+(\.\d+)*")
CHUNK_BYTES = 1024 * 1024
Checksums = dict[str, str]


class BackupProblem(Exception):
    """A sentence for the person at the terminal; nothing was changed unless it says so."""


@dataclass(frozen=True)
class Manifest:
    """What is in a backup. `files` is {name: SHA-256}, `counts` {table: rows}, `migrations` {app: [name, …]}."""

    version: str
    method_version: str
    made_at: str
    migrations: Mapping[str, list[str]]
    counts: Mapping[str, int]
    files: Checksums
    format: int = FORMAT

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()

    @classmethod
    def from_json(cls, text: bytes) -> "Manifest":
        """BackupProblem where it is none, or one that only a newer version understands."""
        try:
            fields: dict[str, Any] = json.loads(text)
            if fields["format"] > FORMAT:
                raise BackupProblem(f"The backup was made by version {fields['version']}, which is newer than this one.")
            manifest = cls(**fields)
            manifest._require_sound()
        except (ValueError, TypeError, KeyError) as error:
            raise BackupProblem("Its manifest cannot be read: this is no backup, or a damaged one.") from error
        return manifest

    def _require_sound(self) -> None:
        """TypeError or ValueError where a field is of another shape than it is used by."""
        if not all(isinstance(mapping, dict) for mapping in (self.migrations, self.counts, self.files)):
            raise TypeError("lists where names are needed")
        if not VERSION_PATTERN.fullmatch(self.version):
            raise ValueError(self.version)


class Writer:
    """Adds files to a backup, and remembers their checksums."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.files: Checksums = {}

    def add(self, name: str, path: Path) -> None:
        """FileNotFoundError where the file is not there (any more); then nothing is added."""
        with path.open("rb") as file:
            member = self._tar.gettarinfo(arcname=name, fileobj=file)
            hashing = _Hashing(file)
            self._tar.addfile(member, hashing)
            self.files[name] = hashing.digest.hexdigest()

    def finish(self, manifest: Manifest) -> None:
        text = manifest.to_json()
        member = tarfile.TarInfo(MANIFEST)
        member.size = len(text)
        self._tar.addfile(member, io.BytesIO(text))


class _Hashing:
    """A file that is hashed as it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.digest.update(data)
        return data


@contextmanager
def writing(out: IO[bytes]) -> Iterator[Writer]:
    with tarfile.open(fileobj=out, mode="w|", bufsize=CHUNK_BYTES) as tar:
        yield Writer(tar)


def unpack(source: IO[bytes], folder: Path) -> Manifest:
    """Lay out a backup's files in an empty folder, and hold them against its manifest; BackupProblem where they differ."""
    found: Checksums = {}
    manifest: bytes | None = None
    try:
        with tarfile.open(fileobj=source, mode="r|", bufsize=CHUNK_BYTES) as tar:
            for member in tar:
                content = tar.extractfile(member) if member.isreg() and _is_expected(member.name) else None
                if content is None:
                    raise BackupProblem(f"It holds {member.name!r}, which no backup does.")
                if member.name == MANIFEST:
                    manifest = content.read()
                else:
                    found[member.name] = _store(content, folder / member.name)
    except (tarfile.TarError, EOFError) as error:
        raise BackupProblem("It cannot be read to its end: this is no backup, or a damaged one.") from error
    except OSError as error:
        raise BackupProblem(f"It cannot be unpacked: {error.strerror}.") from error
    if manifest is None:
        raise BackupProblem("It ends before its manifest: it was not written to its end.")
    return _verified(Manifest.from_json(manifest), found)


def _verified(manifest: Manifest, found: Checksums) -> Manifest:
    differing = sorted(name for name in {*manifest.files, *found} if manifest.files.get(name) != found.get(name))
    if differing:
        raise BackupProblem(f"It is damaged: {differing[0]} is not as the manifest says (of {len(differing)} such).")
    if DUMP not in found:
        raise BackupProblem("It holds no database.")
    return manifest


def _is_expected(name: str) -> bool:
    """A name that cannot lead out of the folder it is unpacked in."""
    parts = PurePosixPath(name).parts
    return name in (DUMP, MANIFEST) or (parts[:1] == (MEDIA,) and len(parts) > 1 and ".." not in parts and "\0" not in name)


def _store(content: IO[bytes], path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with path.open("wb") as file:
        while chunk := content.read(CHUNK_BYTES):
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest()
