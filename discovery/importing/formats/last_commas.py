"""JSON that people wrote by hand: a comma behind the last of a list, which programs refuse, says nothing and is left off."""

import codecs
import io
import re
from typing import IO, Final

# What people write by hand is no larger; what programs write has no such commas.
MOST_BYTES: Final = 16 * 1024 * 1024
# A quick look that nearly all need, and what it leaves: a text, in which a comma stays, or a comma before a bracket that closes.
MAY_BE_LAST: Final = re.compile(r",\s*[\]}]")
TEXT_OR_COMMA: Final = re.compile(r'"(?:[^"\\]|\\.)*+"?|,(?=\s*+[\]}])', re.DOTALL)


def without_last_commas(file: IO[bytes], encoding: str) -> IO[bytes] | None:
    """The file in UTF-8 with blanks in those commas' place, so that its lines stay; None where it has none, or is too large."""
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if size > MOST_BYTES:
        return None
    try:
        text = file.read().decode(encoding)
    except UnicodeError:
        # Whoever reads it says what is wrong with it.
        return None
    if not MAY_BE_LAST.search(text):
        return None
    mended = TEXT_OR_COMMA.sub(lambda found: " " if found[0] == "," else found[0], text)
    return io.BytesIO(mended.encode("utf-8", "surrogatepass").removeprefix(codecs.BOM_UTF8)) if mended != text else None
