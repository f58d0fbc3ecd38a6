"""Unforeseen errors: sent to a stand-in for Sentry on the loopback where one is named, to nobody else."""

import gzip
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import brotli
import pytest

ROOT = Path(__file__).resolve().parent.parent
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}
SECRET = "secretsecret"
BREAK = f"""
import django; django.setup()
from django.test import Client
from django.contrib.auth import views
import discovery.views.health as health
from influencer_finder import urls
from django.urls import path
def broken(request, key):
    told = request.GET["words"]
    raise RuntimeError("it broke")
urls.urlpatterns.insert(0, path("join/<str:key>/", broken))
client = Client(raise_request_exception=False, SERVER_NAME="localhost")
client.post("/join/{SECRET}/?words={SECRET}", {{"password": "{SECRET}"}}, headers={{"Cookie": "a={SECRET}"}})
import sys
print("loaded" if "sentry_sdk" in sys.modules else "not loaded")
"""


@pytest.fixture
def sentry() -> Iterator[ThreadingHTTPServer]:
    """Takes what Sentry would, as `bodies`."""

    class Taker(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            bodies.append(UNPACK[self.headers["Content-Encoding"]](body).decode())
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            """The suite's output is for failures."""

    bodies: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Taker)
    server.bodies = bodies  # type: ignore[attr-defined]  # what the test reads
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def _break(**environ: str) -> str:
    """An error in a page, in a process of its own; what it printed last."""
    done = subprocess.run([sys.executable, "-c", BREAK], cwd=ROOT, env=os.environ | environ, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_an_error_is_reported_without_a_person_in_it(sentry: Any) -> None:
    assert _break(SENTRY_DSN=f"http://key@127.0.0.1:{sentry.server_port}/1") == "loaded"
    [event] = [json.loads(line) for body in sentry.bodies for line in body.splitlines() if '"exception"' in line]
    assert event["exception"]["values"][-1]["value"] == "it broke"
    assert event["transaction"] == "/join/{key}/"
    assert event["release"] == "influencer-finder@0.1.0"
    assert SECRET not in json.dumps(event)


def test_a_strangers_nonsense_is_no_error(sentry: Any) -> None:
    _break(SENTRY_DSN=f"http://key@127.0.0.1:{sentry.server_port}/1", ALLOWED_HOSTS="elsewhere.example.com")
    assert not any('"exception"' in body for body in sentry.bodies)


def test_without_the_setting_nothing_is_loaded(sentry: Any) -> None:
    assert _break() == "not loaded"
    assert sentry.bodies == []
