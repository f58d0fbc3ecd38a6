"""Finds how a text's characters are encoded: by its byte order mark, as UTF-8 or UTF-16 where it is that, else as the likeliest old one.

It reads the first bytes, and where those are plain ASCII goes on to the first that are not. Delimiters and headers are dialects.py's.
"""

import codecs
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from typing import IO, Final

from charset_normalizer import from_bytes

from discovery.importing.files import FileProblem

HEAD_BYTES: Final = 256 * 1024
# Encodings of one or two bytes that spreadsheets still save in, the likeliest first; without the list a short sample is taken for EBCDIC.
OLD_ENCODINGS: Final = ["cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "shift_jis", "gb18030", "big5", "euc_kr"]
# Whatever the script, this share of a list is delimiters, digits and line ends.
UTF16_ASCII_SHARE: Final = 0.15


def find_encoding(file: IO[bytes]) -> str:
    """Python's name of the file's encoding."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    if head.startswith(BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    if wide := _utf16_without_mark(head):
        return wide
    beyond = head
    while beyond.isascii() and (chunk := file.read(HEAD_BYTES)):
        beyond = chunk
    return "utf-8" if beyond.isascii() else _of_characters(_whole_lines(beyond))


def check_encoding(name: str) -> None:
    """FileProblem where Python knows no encoding of text by that name."""
    try:
        "".encode(name)
    except LookupError as error:
        raise FileProblem(f"No encoding is called “{name}”.") from error


def decoded(head: bytes, encoding: str) -> str:
    """The text of a file's first bytes, which may end in the middle of a character."""
    return codecs.getincrementaldecoder(encoding)("replace").decode(head)


def _whole_lines(chunk: bytes) -> bytes:
    """The chunk without its last line, which may end in the middle of a character."""
    end = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
    return chunk[: end + 1] or chunk


def _utf16_without_mark(head: bytes) -> str:
    """UTF-16 in either order, told by its delimiters, digits and line ends; "" where it is none.

    Other text read as UTF-16 has hardly an ASCII character in it, and UTF-16 read in the wrong order has none.
    """
    for encoding in ("utf-16-le", "utf-16-be"):
        text = head.decode(encoding, errors="ignore")
        if sum(character.isascii() and character != "\0" for character in text) > len(text) * UTF16_ASCII_SHARE:
            return encoding
    return ""


def _of_characters(lines: bytes) -> str:
    """UTF-8, or the likeliest old encoding of text that has characters beyond ASCII."""
    try:
        lines.decode("utf-8")
    except UnicodeDecodeError:
        fitting = from_bytes(lines, cp_isolation=OLD_ENCODINGS)
        # Of those that read equally well, the likelier.
        return (
            min(fitting, key=lambda match: (match.chaos, -match.coherence, OLD_ENCODINGS.index(match.encoding))).encoding
            if fitting
            else OLD_ENCODINGS[0]
        )
    return "utf-8"
