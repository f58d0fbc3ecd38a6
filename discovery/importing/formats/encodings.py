"""Finds how a text's characters are encoded: by its byte order mark, as UTF-16 or UTF-8 where it is that, else as guessing.py guesses.

It reads the first bytes, and where those are plain ASCII goes on to the first that are not. Delimiters and headers are dialects.py's.
"""

import codecs
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from typing import IO, Final

from discovery.importing.formats.files import FileProblem
from discovery.importing.formats.guessing import likeliest

HEAD_BYTES: Final = 256 * 1024
# What a person may choose, as they would call it.
ENCODINGS: Final = {
    "utf-8": "Unicode (UTF-8)",
    "utf-8-sig": "Unicode (UTF-8, marked)",
    "utf-16": "Unicode (UTF-16, marked)",
    "utf-16-le": "Unicode (UTF-16 LE)",
    "utf-16-be": "Unicode (UTF-16 BE)",
    "cp1252": "Western European (Windows-1252)",
    "latin-1": "Western European (Latin-1)",
    "mac_roman": "Western European (Mac)",
    "cp850": "Western European (DOS 850)",
    "cp1250": "Central European (Windows-1250)",
    "iso8859_2": "Central European (Latin-2)",
    "cp852": "Central European (DOS 852)",
    "cp1251": "Cyrillic (Windows-1251)",
    "koi8_r": "Cyrillic (KOI8-R)",
    "koi8_u": "Cyrillic (KOI8-U)",
    "iso8859_5": "Cyrillic (ISO 8859-5)",
    "mac_cyrillic": "Cyrillic (Mac)",
    "cp866": "Cyrillic (DOS 866)",
    "cp1253": "Greek (Windows-1253)",
    "iso8859_7": "Greek (ISO 8859-7)",
    "cp1254": "Turkish (Windows-1254)",
    "cp1255": "Hebrew (Windows-1255)",
    "cp1256": "Arabic (Windows-1256)",
    "cp1257": "Baltic (Windows-1257)",
    "cp874": "Thai (Windows-874)",
    "cp949": "Korean (cp949, EUC-KR)",
    "cp932": "Japanese (Shift-JIS)",
    "euc_jp": "Japanese (EUC-JP)",
    "gb18030": "Chinese, simplified (GB 18030)",
    "cp950": "Chinese, traditional (Big5)",
}
# Whatever the script, this share of a list is delimiters, digits and line ends.
UTF16_ASCII_SHARE: Final = 0.15


def find_encoding(file: IO[bytes]) -> str:
    """Python's name of the file's encoding."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    if stated := stated_encoding(head):
        return stated
    while head.isascii() and (chunk := file.read(HEAD_BYTES)):
        head = chunk
    return "utf-8" if head.isascii() or _is_mostly_utf8(_whole_lines(head)) else likeliest(_whole_lines(head))


def stated_encoding(head: bytes) -> str:
    """The encoding where a byte order mark says it, or it is UTF-16; else ""."""
    if head.startswith(BOM_UTF8):
        return "utf-8-sig"
    return "utf-16" if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else _utf16_without_mark(head)


def check_encoding(name: str) -> None:
    """FileProblem where it is none of ENCODINGS."""
    if name not in ENCODINGS:
        raise FileProblem(f"No encoding is called “{name}”.")


def decoded(head: bytes, encoding: str) -> str:
    """The text of a file's first bytes, which may end in the middle of a character. FileProblem where it has no such encoding at all."""
    try:
        return codecs.getincrementaldecoder(encoding)("replace").decode(head)
    except UnicodeError as error:
        raise FileProblem(f"The text is not {ENCODINGS.get(encoding, encoding)}.") from error


def _whole_lines(chunk: bytes) -> bytes:
    """The chunk without its last line where the file goes on, which may end in the middle of a character."""
    if len(chunk) < HEAD_BYTES:
        return chunk
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


def _is_mostly_utf8(lines: bytes) -> bool:
    """Whether more characters beyond ASCII are whole than broken: rows that came from elsewhere are rejected, and the others right."""
    text = lines.decode("utf-8", errors="surrogateescape")
    broken = sum("\udc80" <= character <= "\udcff" for character in text)
    return sum(not character.isascii() for character in text) > 2 * broken
