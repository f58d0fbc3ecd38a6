"""What a person reads on a page."""

import re

from django.test import Client


def page_text(client: Client, address: str = "/", status: int = 200) -> str:
    """The text that stands at an address."""
    response = client.get(address)
    assert response.status_code == status
    return text_of(response.content.decode())


def text_of(html: str) -> str:
    """Tags out, spaces together."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
