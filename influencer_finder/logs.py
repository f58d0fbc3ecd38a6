"""Log lines, as JSON for a collector or plain for a person, each with the request or task that it was written for.

No line holds more of a person than an id, and none an address that is a secret by itself (a password reset, an invitation):
addresses are logged by their pattern. Which lines a request and a task add is said in requestlog.py and celery.py.
"""

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar, Token
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

Facts = Mapping[str, Any]
FORMATS = ("plain", "json")
_current: ContextVar[Facts] = ContextVar("what is being worked on", default=MappingProxyType({}))


def enter(**facts: Any) -> Token[Facts]:
    """From here on each line of this thread also has `facts` (request_id, task, …); what is None stays out. End it with `leave`."""
    return _current.set({**_current.get(), **{name: value for name, value in facts.items() if value is not None}})


def leave(token: Token[Facts]) -> None:
    _current.reset(token)


@contextmanager
def within(**facts: Any) -> Iterator[None]:
    """`enter` and `leave` around a block."""
    token = enter(**facts)
    try:
        yield
    finally:
        leave(token)


def current(name: str) -> Any:
    """A fact of what is being worked on, or None."""
    return _current.get().get(name)


def logged_path(request: HttpRequest) -> str:
    """A request's address without what could be a secret or a person in it: its pattern, with numbers filled in.

    Of an address that leads nowhere only the first part: it may be a link with a secret, mistyped. Nothing in it ends a line.
    """
    if request.resolver_match is None:
        first, _, rest = _escaped(request.path).removeprefix("/").partition("/")
        return f"/{first}/…" if rest else f"/{first}"
    route = request.resolver_match.route
    for name, value in request.resolver_match.kwargs.items():
        if isinstance(value, int):
            route = route.replace(f"<int:{name}>", str(value))
    return f"/{route}"


def _escaped(path: str) -> str:
    """In ASCII, as Django's own lines have it."""
    return path.encode("unicode_escape").decode("ascii")


class WithoutSecrets(logging.Filter):
    """Django's own lines about a request name its address as it came: they get the pattern. Those of a refusal lose the stack,
    which ends with what the person was told: whose campaign it is.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest) and request.path != (path := logged_path(request)):
            record.msg, record.args = record.getMessage().replace(_escaped(request.path), path).replace(request.path, path), ()
        if record.exc_info and isinstance(record.exc_info[1], PermissionDenied):
            record.exc_info = None
        return True


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, message; facts of the request or task; of the line; an exception."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **_facts(record),
        }
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return json.dumps(entry, default=str, ensure_ascii=False)


class PlainFormatter(logging.Formatter):
    """The same for a person at a terminal, with the request's or the task's id behind the message."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s%(mark)s")

    def format(self, record: logging.LogRecord) -> str:
        facts = _facts(record)
        record.mark = f" [{facts['request_id']}]" if "request_id" in facts else ""
        return super().format(record)


def _facts(record: logging.LogRecord) -> dict[str, Any]:
    return {**_current.get(), **getattr(record, "facts", {})}


def config(form: str, level: str) -> dict[str, Any]:
    """What logging.config.dictConfig wants; `form` is one of FORMATS, `level` a level's name. ValueError for another form."""
    if form not in FORMATS:
        raise ValueError(f"LOG_FORMAT is {form!r}: set it to one of {', '.join(FORMATS)}.")
    formatter = JsonFormatter if form == "json" else PlainFormatter
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"without secrets": {"()": WithoutSecrets}},
        "formatters": {"chosen": {"()": formatter}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "chosen", "filters": ["without secrets"]}},
        "root": {"handlers": ["console"], "level": level.upper()},
        "loggers": {
            # Both would write their lines a second time.
            **{name: {"handlers": [], "propagate": True} for name in ("django", "gunicorn.error")},
            # That there is no .env is no news in a container.
            "environ": {"level": "WARNING"},
        },
    }
