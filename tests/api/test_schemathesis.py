"""schemathesis' command line against the live server: whatever the schema allows is answered as it says, and the rest is refused."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.servers.basehttp import WSGIRequestHandler
from pytest_django.live_server_helper import LiveServer

from discovery.models import CreatorList, User
from tests.api.schemathesis_hooks import TEAMMATE
from tests.discovery.importing.lists import draft
from tests.discovery.scores import make_score
from tests.factories import make_account, make_campaign, make_entry, make_list, make_shortlist, make_snapshot, make_token, make_user
from tests.worker import empty_queues

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES, SEED = 5, 1
FORMAT = {"encoding": "utf-8", "delimiter": ",", "header_line": 1, "columns": ["handle"]}


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("processes")
def test_schemathesis_finds_nothing(
    live_server: LiveServer, admin: User, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # Headers and body leave as two packets, and the second would wait 40 ms for the first one's acknowledgement.
    monkeypatch.setattr(WSGIRequestHandler, "disable_nagle_algorithm", True)
    settings.API_RATE = settings.API_BURST_RATE = settings.API_STRANGER_RATE = "100000/sec"
    make_user(email=TEAMMATE)
    for number in range(3):
        score = make_score(make_account(f"account.{number}"))
        make_snapshot(score.account)
        make_entry(make_shortlist(make_campaign(make_user())), score.account)
        make_list(state=CreatorList.State.LOADED, file_format=FORMAT)
        draft(f"handle,followers\naccount.{number},100000\n")
    command = [
        *(os.path.join(os.path.dirname(sys.executable), "schemathesis"), "run", f"{live_server.url}/api/schema/"),
        *("--header", f"Authorization: Token {make_token(admin)[1]}"),
        *("--checks", "all", "--max-examples", str(EXAMPLES), "--seed", str(SEED), "--generation-database", "none"),
    ]
    environ = {**os.environ, "SCHEMATHESIS_HOOKS": "tests.api.schemathesis_hooks", "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    with empty_queues():
        run = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-20_000:] + run.stderr
