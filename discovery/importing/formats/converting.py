"""Converts a workbook in a process of its own, which may take so much memory, time and disk and no more, and knows no secret: what unpacks
and reads it is native code, and a file made to harm would have it take all there is, or break off.

That process is the command convert_workbook, which does what workbooks.py says; here are its two ends.
"""

import json
import logging
import resource
import signal
import subprocess
import sys
from dataclasses import asdict
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, Final

from django.conf import settings

from discovery.importing.formats.archives import BROKEN
from discovery.importing.formats.files import FileFormat, FileProblem, FormatChoice

COMMAND: Final = (sys.executable, "-m", "django", "convert_workbook")
BARE: Final = "influencer_finder.bare_settings"
# The settings that the reading goes by.
HANDED: Final = ("IMPORT_MAX_UNCOMPRESSED_BYTES", "IMPORT_MAX_COLUMNS", "IMPORT_MAX_ROWS", "IMPORT_MAX_CELL_CHARACTERS")
# For Python, and for all the cells that archives.py lets through; what is unpacked comes to it so many times over.
MEMORY_BYTES: Final = 1024**3
UNPACKED_TIMES: Final = 3
# Of the processor, and of the clock, since others use it too: whoever uploads waits for it.
CPU_SECONDS: Final = 60
SECONDS: Final = 80
DEMANDING: Final = (
    "The workbook takes more memory or time to read than there is for one. Save the sheet with the list as CSV (UTF-8) and upload that."
)
logger = logging.getLogger(__name__)


def convert(file: IO[bytes], table: IO[bytes], choice: FormatChoice) -> FileFormat:
    """As workbooks.convert, elsewhere; `table` is a file that the system knows. FileProblem where that is too much, too."""
    with TemporaryFile() as source:
        file.seek(0)
        copyfileobj(file, source)
        source.seek(0)
        said = json.loads(_asked(source, table, choice))
    if "problem" in said:
        raise FileProblem(said["problem"])
    return FileFormat.from_json(said["format"])


def limits() -> dict[str, int]:
    """What the process may take, {the system's name: bytes or seconds}: address space, processor, a file's size; and no core is dumped."""
    unpacked = UNPACKED_TIMES * settings.IMPORT_MAX_UNCOMPRESSED_BYTES
    return {"AS": MEMORY_BYTES + unpacked, "CPU": CPU_SECONDS, "FSIZE": unpacked, "CORE": 0}


def keep_to(most: dict[str, int]) -> None:
    """Have the system end this process where it takes more."""
    for name, value in most.items():
        resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (value, value))
    # Python would go on, and take it for a full disk.
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)


def _asked(source: IO[bytes], table: IO[bytes], choice: FormatChoice) -> bytes:
    """What the process says. FileProblem where it does not come to it."""
    command = [*COMMAND, str(table.fileno()), json.dumps(limits()), json.dumps(asdict(choice))]
    environ = {"DJANGO_SETTINGS_MODULE": BARE} | {name: str(getattr(settings, name)) for name in HANDED}
    try:
        done = subprocess.run(  # ours
            command, stdin=source, capture_output=True, pass_fds=[table.fileno()], env=environ, cwd=settings.BASE_DIR, timeout=SECONDS
        )
    except subprocess.TimeoutExpired as error:
        raise FileProblem(DEMANDING) from error
    if done.returncode < 0:
        logger.warning("A workbook was too much to convert: %s", signal.Signals(-done.returncode).name)
        raise FileProblem(DEMANDING)
    if done.returncode:
        logger.error("A workbook could not be converted: %s", done.stderr.decode(errors="replace"))
        raise FileProblem(BROKEN)
    return done.stdout
