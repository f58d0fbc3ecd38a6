"""Log lines: JSON with the request's or the task's id, and nothing in them that a reader of logs should not have."""

import io
import json
import logging
import logging.config
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError, transaction
from django.test import Client
from django.urls import reverse

from discovery.models import User
from influencer_finder import logs
from scoring.tasks import refresh_due
from tests.factories import make_account, make_campaign, make_user
from tests.worker import empty_queues, running_worker, until

Lines = list[dict[str, Any]]


class Output(io.StringIO):
    def lines(self) -> Lines:
        return [json.loads(line) for line in self.getvalue().splitlines()]

    def of_requests(self) -> Lines:
        return [line for line in self.lines() if line["logger"] == "influencer_finder.requestlog"]


@pytest.fixture
def output() -> Iterator[Output]:
    """What is logged as JSON during the test."""
    stream = Output()
    config = logs.config("json", "INFO")
    config["handlers"]["console"]["stream"] = stream
    logging.config.dictConfig(config)
    yield stream
    logging.config.dictConfig(settings.LOGGING)


def test_a_request_is_one_line_with_its_id(as_marketer: Client, marketer: User, output: Output) -> None:
    campaign = make_campaign(marketer)
    response = as_marketer.get(reverse("campaign", args=[campaign.pk]) + "?words=private", headers={"X-Request-ID": "from-the-proxy.1"})
    [line] = output.of_requests()
    assert response.headers["X-Request-ID"] == line["request_id"] == "from-the-proxy.1"
    assert (line["method"], line["path"], line["view"], line["status"]) == ("GET", f"/campaigns/{campaign.pk}/", "campaign", 200)
    assert line["user"] == marketer.pk
    assert line["milliseconds"] > 0
    assert marketer.email not in output.getvalue()
    assert "private" not in output.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("given", ["", "short", "x" * 65, "line\nbreak-in-it", 'quo"tes-in-it'])
def test_an_id_that_is_not_sane_is_replaced(client: Client, output: Output, given: str) -> None:
    response = client.get(reverse("account_login"), headers={"X-Request-ID": given})
    [line] = output.of_requests()
    assert response.headers["X-Request-ID"] == line["request_id"] != given
    assert len(line["request_id"]) == 32


def test_every_line_within_a_request_has_its_id(as_viewer: Client, output: Output) -> None:
    as_viewer.get(reverse("campaign_new"), headers={"X-Request-ID": "the-same-id"})
    assert {line["logger"] for line in output.lines()} == {"django.request", "influencer_finder.requestlog"}
    assert {line["request_id"] for line in output.lines()} == {"the-same-id"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/accounts/password/reset/key/1-secretsecret/",
        "/join/secretsecret",
        "/accounts/secretsecret/x/",
        "/join/secretsecret”/",
        "/join/secretsecret%0A/",
    ],
)
def test_a_secret_in_an_address_is_in_no_line(client: Client, output: Output, address: str) -> None:
    client.get(address)
    assert output.of_requests()
    assert "secretsecret" not in output.getvalue()


def test_a_persons_handle_is_in_no_line(as_viewer: Client, output: Output) -> None:
    account = make_account("ana.runs")
    as_viewer.get(reverse("account", args=[account.platform, account.handle]))
    assert output.of_requests()[0]["path"] == "/creators/<str:platform>/<path:key>/"
    assert "ana.runs" not in output.getvalue()


def test_a_refusal_is_logged_without_what_the_person_is_told(as_marketer: Client, marketer: User, output: Output) -> None:
    """The sentence names the campaign and its owner; a stack for each would bury those of errors."""
    campaign = make_campaign(make_user(name="Nell Private"), name="Secret launch")
    campaign.shares.create(person=marketer, may_edit=False)
    assert "Nell Private" in as_marketer.post(reverse("campaign_edit", args=[campaign.pk])).content.decode()
    assert [line["status"] for line in output.of_requests()] == [403]
    assert not any("exception" in line for line in output.lines())
    assert "Private" not in output.getvalue()


def test_an_exception_comes_with_its_stack(output: Output) -> None:
    try:
        int("broken")
    except ValueError:
        logging.getLogger("ours").exception("it failed")
    [line] = output.lines()
    assert (line["level"], line["message"]) == ("ERROR", "it failed")
    assert line["exception"].endswith("""ValueError: invalid literal for int() with base 10: 'broken'""")


def test_plain_lines_end_with_the_requests_id() -> None:
    record = logging.LogRecord("ours", logging.INFO, "x.py", 1, "said %s", ("this",), None)
    with logs.within(request_id="an-id"):
        assert logs.PlainFormatter().format(record).endswith("INFO ours: said this [an-id]")
    assert logs.PlainFormatter().format(record).endswith("INFO ours: said this")


@pytest.mark.django_db
def test_nobody_writes_a_line_of_their_own(client: Client, output: Output) -> None:
    config = logs.config("plain", "INFO")
    config["handlers"]["console"]["stream"] = output
    logging.config.dictConfig(config)
    client.get("/x%0A2026-01-01%20ERROR%20ours:%20invented%0D%E2%80%A8")
    assert len(output.getvalue().splitlines()) == 2, "the request's and Django's"
    assert "ERROR ours: invented" in output.getvalue()


def test_a_request_is_logged_though_the_database_is_down(as_viewer: Client, output: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(_: object) -> None:
        raise OperationalError

    monkeypatch.setattr(SessionStore, "load", down)
    as_viewer.raise_request_exception = False
    response = as_viewer.get(reverse("campaigns"))
    [line] = output.of_requests()
    assert (response.status_code, line["status"], line["user"]) == (500, 500, None)
    assert response.headers["X-Request-ID"] == line["request_id"]


def test_probes_add_no_lines(client: Client, output: Output) -> None:
    client.get(reverse("healthz"))
    assert output.lines() == []


def test_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="LOG_FORMAT is 'xml': set it to one of plain, json"):
        logs.config("xml", "INFO")


@pytest.mark.worker
@pytest.mark.xdist_group("processes")
@pytest.mark.django_db(transaction=True)
def test_a_task_logs_the_request_that_queued_it() -> None:
    with empty_queues(), running_worker(LOG_FORMAT="json") as worker:
        with logs.within(request_id="of-the-request"), transaction.atomic():
            transaction.on_commit(refresh_due.delay)
        line = until(lambda: next((line for line in worker.log.splitlines() if "succeeded" in line), ""), 30)
    done = json.loads(line)
    assert (done["request_id"], done["task"]) == ("of-the-request", "scoring.tasks.refresh_due")
    assert done["task_id"] in done["message"]
