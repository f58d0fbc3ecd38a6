"""Pasted text as a table: what has columns stays as it is, bare handles get a header."""

import pytest

from discovery.importing.formats.pasting import table_of


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("@anna\r\n@bert.b\r\n", "handle\n@anna\n@bert.b"),
        ("@anna, @bert.b; @carla", "handle\n@anna\n@bert.b\n@carla"),
        (
            "https://www.tiktok.com/@anna\nhttps://www.tiktok.com/@bert",
            "handle\nhttps://www.tiktok.com/@anna\nhttps://www.tiktok.com/@bert",
        ),
        (" anna \n\nbert.b\n", "handle\nanna\nbert.b"),
        ("Anna Berg\nBert Beck", "name\nAnna Berg\nBert Beck"),
        # One column with its name is a table already, as is whatever has several.
        ("username\nanna\nbert", "username\nanna\nbert"),
        ("\tFollowers\n@anna\t5\n", "\tFollowers\n@anna\t5\n"),
        ("handle,followers\nanna,5\n", "handle,followers\nanna,5\n"),
        ("", ""),
        (" \n", " \n"),
    ],
)
def test_it_has_a_header(text: str, table: str) -> None:
    assert table_of(text) == table
