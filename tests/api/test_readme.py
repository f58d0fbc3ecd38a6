"""The README's API examples, run by a shell with the real curl against the live server, as they stand there."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from discovery.models import ApiToken, Campaign, CreatorList
from discovery.models.people import Role
from tests.discovery.scores import make_score
from tests.factories import make_account, make_user
from tests.worker import aimed_at_the_test, empty_queues

ROOT = Path(__file__).resolve().parents[2]


def examples() -> str:
    """The shell blocks of the README's section about the API, one after the other."""
    section = re.search(r"^## API\n(.*?)^## ", (ROOT / "README.md").read_text(), re.MULTILINE | re.DOTALL)
    assert section
    return "\n".join(re.findall(r"^```sh\n(.*?)^```", section[1], re.MULTILINE | re.DOTALL))


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("processes")
@pytest.mark.skipif(not shutil.which("curl"), reason="needs curl")
def test_the_examples_do_what_they_say(live_server: LiveServer, tmp_path: Path) -> None:
    make_user(email="marketer@example.com", role=Role.MARKETER)
    make_user(email="admin@example.com", role=Role.ADMIN)
    ranked = [make_score(make_account(), fit=fit).account.pk for fit in (40.0, 80.0, 60.0)]
    script = examples().replace("http://127.0.0.1:8000", live_server.url).replace("manage.py", f"{ROOT}/manage.py")
    environ = aimed_at_the_test() | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "INFLUENCER_FINDER_NO_BOOTSTRAP": "1",
    }
    with empty_queues():
        run = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script], cwd=tmp_path, env=environ, capture_output=True, text=True, check=False
        )
    assert run.returncode == 0, run.stdout + run.stderr
    first, second, added, entries, started, rows = _objects(run.stdout)
    best, middle, last = ranked[1], ranked[2], ranked[0]
    assert [account["id"] for account in first["results"]] == [best, middle]
    assert [account["id"] for account in second["results"]] == [last]
    assert second["next"] is None
    assert added == {"added": 2, "restored": 0, "present": 0}
    assert [entry["account"]["id"] for entry in entries["results"]] == sorted([best, middle])
    assert Campaign.objects.get().owner.email == "marketer@example.com"
    assert started["state"] == CreatorList.objects.get().state == CreatorList.State.QUEUED
    assert rows["results"] == []
    assert set(ApiToken.objects.values_list("name", flat=True)) == {"Spring report", "Monthly upload"}


def _objects(text: str) -> Iterator[Any]:
    """The JSON objects that curl printed, some without a line's end between them."""
    decoder = json.JSONDecoder()
    while text := text.strip():
        found, end = decoder.raw_decode(text)
        text = text[end:]
        yield found
