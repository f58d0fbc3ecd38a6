#!/usr/bin/env python3
"""Every command starts here, on nothing but Python 3.11+: it enters .venv (made on the first run), finds or starts the
laptop's PostgreSQL and Redis where no DATABASE_URL and REDIS_URL are set, and hands over to Django.
`test` without arguments runs the checks and the suite; with arguments, pytest alone.
"""

import os
import sys

from influencer_finder import bootstrap, embedded, suite

OFFLINE = {
    "help",
    "makemigrations",
    "collectstatic",
    "compilemessages",
    "makemessages",
    "evaluate_scoring",
    "version",
    "--help",
    "--version",
}
# What needs more than the app does.
LOCKS = {"test": "requirements-test.txt", "bench": "requirements-bench.txt"}


def main() -> None:
    arguments = sys.argv[1:]
    command = arguments[0] if arguments else "help"
    bootstrap.enter(LOCKS.get(command, "requirements.txt"))
    if command == "test":
        sys.exit(suite.run(arguments[1:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "influencer_finder.settings")
    _read_env()
    if command in OFFLINE or "--help" in arguments or "-h" in arguments:
        embedded.stand_in(os.environ)
        _django()
        return
    with embedded.servers(embedded.home()) as urls:
        os.environ.update(urls)
        if urls:
            os.environ.setdefault("SECRET_KEY", embedded.secret_key(embedded.home()))
        _django()


def _read_env() -> None:
    """What .env says counts before it is decided whether servers are to be started; the environment itself wins."""
    import environ

    environ.Env.read_env(bootstrap.ROOT / ".env")


def _django() -> None:
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
