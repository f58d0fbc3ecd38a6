#!/usr/bin/env python3
"""Every command starts here, on nothing but Python 3.11+: it enters .venv (made on the first run), finds or starts the
laptop's PostgreSQL and Redis where no DATABASE_URL and REDIS_URL are set, and hands over to Django.
`test` without arguments runs the checks and the suite; with arguments, pytest alone.
"""

import os
import sys

from influencer_finder import bootstrap

OFFLINE = {"help", "makemigrations", "collectstatic", "compilemessages", "makemessages", "version", "--help", "--version"}


def main() -> None:
    arguments = sys.argv[1:]
    command = arguments[0] if arguments else "help"
    bootstrap.enter("requirements-test.txt" if command == "test" else "requirements.txt")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "influencer_finder.settings")
    if command == "test":
        from influencer_finder import suite

        sys.exit(suite.run(arguments[1:]))
    from influencer_finder import embedded

    if command in OFFLINE or "--help" in arguments or "-h" in arguments:
        embedded.stand_in(os.environ)
        _django()
        return
    with embedded.servers(embedded.HOME) as urls:
        os.environ.update(urls)
        if urls:
            os.environ.setdefault("SECRET_KEY", embedded.secret_key(embedded.HOME))
        _django()


def _django() -> None:
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
