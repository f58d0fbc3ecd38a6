"""The API's own description: valid, without a warning, and it says of every operation what may be refused."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

METHODS = ("get", "post", "put", "patch", "delete")


@pytest.fixture
def schema(viewer_api: Client) -> Any:
    return viewer_api.get("/api/schema/").json()


def test_it_is_made_without_a_warning(db: None, tmp_path: Path) -> None:
    output = StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "schema.yml"), stdout=output, stderr=output)
    assert (tmp_path / "schema.yml").read_text().startswith("openapi: 3.1.0")


def test_every_operation_says_how_it_is_refused(schema: Any) -> None:
    operations = [(path, method, each) for path, item in schema["paths"].items() for method, each in item.items() if method in METHODS]
    assert len({each["operationId"] for _, _, each in operations}) == len(operations) == 48
    for path, method, each in operations:
        refusals = {code for code, answer in each["responses"].items() if "application/problem+json" in answer.get("content", {})}
        assert refusals >= {"401", "406", "429"}, path
        assert ("404" in refusals) >= ("{" in path), path
        assert ("requestBody" in each) <= ({"400", "415"} <= refusals), path
        assert (method != "get") <= ("403" in refusals), path
        assert each["summary"], path
        assert each["description"], path
        assert each["security"] == [{"token": []}], path


def test_bodies_take_nothing_that_is_not_described(schema: Any) -> None:
    bodies = {name: each for name, each in schema["components"]["schemas"].items() if name.endswith("Body")}
    assert len(bodies) >= 12
    assert all(each["additionalProperties"] is False for each in bodies.values())


def test_it_says_which_flags_there_are(schema: Any) -> None:
    parameter = next(each for each in schema["paths"]["/api/v1/accounts/"]["get"]["parameters"] if each["name"] == "flags")
    assert {"none", "any", "growth_spike", "stale"} <= set(parameter["schema"]["enum"])
