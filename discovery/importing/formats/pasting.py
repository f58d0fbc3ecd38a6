"""Text that was pasted instead of a file, as a table with a header: cells copied from a spreadsheet are one, bare handles become one.

Whether it can be used, and what its columns are, is found out as with any file.
"""

import re
from typing import Final

from discovery.importing.cells.addresses import is_address
from discovery.importing.cells.handles import looks_like_handle
from discovery.importing.names.columns import could_name_somebody

# What stands between cells, and so in a table.
CELL_MARKS: Final = re.compile(r"[\t,;|]")
BETWEEN_HANDLES: Final = re.compile(r"[\s,;|]+")
# What a pasted list is called by, before its day.
PASTED: Final = "Pasted on"
HANDLES, NAMES = "handle", "name"


def table_of(text: str) -> str:
    """The text itself where it has several columns or names its one; else with a header, and one handle or address a line."""
    pieces = [piece for piece in BETWEEN_HANDLES.split(text) if piece]
    if pieces and all(piece.startswith("@") or is_address(piece) for piece in pieces):
        return "\n".join([HANDLES, *pieces])
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines or any(map(CELL_MARKS.search, lines)) or could_name_somebody(lines[0]):
        return text
    return "\n".join([HANDLES if any(map(looks_like_handle, lines)) else NAMES, *lines])
