"""A small list as a workbook, whose parts can be written anew."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

from tests.discovery.importing.lists import converted

HEADER: list[Any] = ["handle", "followers"]
LIST: list[Any] = [HEADER, ["anna", 1200], ["bert", 3400]]


def cells_of(content: bytes) -> list[list[str]]:
    return [row.cells for row in converted(content)[1]]


def respelt(content: bytes, spell: Callable[[str], str], parts: dict[str, str] | None = None) -> bytes:
    """The workbook with its first sheet's XML written anew, and with these parts."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.namelist():
            text = old.read(part).decode()
            if part not in (parts or {}):
                new.writestr(part, spell(text) if part.endswith("sheet1.xml") else text)
        for part, text in (parts or {}).items():
            new.writestr(part, text)
    return file.getvalue()
