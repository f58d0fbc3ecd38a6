"""What the tests of the API send, and what it refuses of that."""

from typing import Any

from django.test import Client


def send(client: Client, method: str, address: str, body: Any = None) -> Any:
    """The response to a body of JSON."""
    return getattr(client, method)(address, body, content_type="application/json")


def errors(response: Any) -> dict[str, str]:
    assert response.status_code == 400, response.content
    return {error["name"]: error["detail"] for error in response.json()["errors"]}
