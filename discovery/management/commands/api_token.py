"""`python3 manage.py api_token EMAIL`: makes an API token of that person and prints it, alone, so that a script can read it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from discovery.models import User
from discovery.tokens import DEFAULT_DAYS, LIFETIMES, LONGEST_NAME, create_token

DEFAULT_NAME = "Made on the command line"


class Command(BaseCommand):
    help = "Make an API token of a person and print it. It is shown this once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("--name", default=DEFAULT_NAME, help="What will use it (default: %(default)s).")
        parser.add_argument("--days", type=int, default=DEFAULT_DAYS, choices=list(LIFETIMES), help="Expires after (default: %(default)s).")

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(email__iexact=options["email"]).first()
        if person is None:
            raise CommandError(f"Nobody here has the address {options['email']}.")
        if not person.is_active:
            raise CommandError(f"{person.email} cannot sign in any more, so a token of theirs would open nothing.")
        _, secret = create_token(user=person, name=_name(options["name"]), days=options["days"], by=None)
        self.stdout.write(secret)


def _name(text: str) -> str:
    """The name, if it is one that the tokens page would take."""
    name = text.strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise CommandError(f"Give the token a name of up to {LONGEST_NAME} characters.")
    return name
