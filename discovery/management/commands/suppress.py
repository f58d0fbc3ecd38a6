"""`python3 manage.py suppress --platform instagram --handle x`: erases a person who asked not to be listed, for good."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from discovery.erasing import Erased, suppress
from discovery.importing.cells.addresses import community
from discovery.importing.cells.ids import read_id, stands_for_handle
from discovery.importing.cells.named import read_handle
from discovery.models import Platform

BACKUPS = "Backups made before today still hold them until they are replaced."


class Command(BaseCommand):
    help = "Erase a person who asked not to be listed, uploads and reports included, and have imports skip them from now on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--platform", required=True, choices=Platform.values)
        name = parser.add_mutually_exclusive_group(required=True)
        name.add_argument("--handle", default="", help="With or without @, or the profile's address.")
        name.add_argument("--id", dest="external_id", default="", help="The platform's own id.")
        parser.add_argument("--yes", action="store_true", help="Do not ask for confirmation.")

    def handle(self, *args: Any, platform: str, handle: str, external_id: str, yes: bool, **options: Any) -> None:
        handle, external_id = _name(platform, handle, external_id)
        who = f"{Platform(platform).label} {f'@{handle}' if handle else external_id}"
        if not yes and not self._is_sure(who):
            raise CommandError("Nothing was erased.")
        try:
            erased = suppress(platform=platform, handle=handle, external_id=external_id)
        except OperationalError as problem:
            raise CommandError("Nothing was erased: imports or the scoring write just now. Try again when they are done.") from problem
        self._tell(who, erased)

    def _is_sure(self, who: str) -> bool:
        self.stdout.write(f"This erases all that is stored of {who}, and every uploaded file with them in it. It cannot be undone.")
        return input("Type yes to go on: ").strip().lower() == "yes"

    def _tell(self, who: str, erased: Erased) -> None:
        self.stdout.write(
            f"{who} is skipped by imports from now on. Erased: {erased.accounts} account(s) with {erased.snapshots} snapshot(s) and "
            f"{erased.entries} shortlist entries, {erased.creators} creator(s), {erased.reports} row report(s), "
            f"{erased.uploads} upload(s), the name in {erased.log_lines} line(s) of the log."
        )
        if erased.remaining:
            self.stdout.write(f"The same creator has other accounts; suppress these too if they were meant: {', '.join(erased.remaining)}")
        if erased.unread:
            self.stderr.write(f"These uploads could not be read to the end; look into them yourself: {', '.join(erased.unread)}")
        self.stdout.write(BACKUPS)


def _name(platform: str, handle: str, external_id: str) -> tuple[str, str]:
    """The handle or the id as accounts have it. CommandError where it can be none."""
    try:
        if stands_for_handle(handle.strip(), platform):
            handle, external_id = "", handle
        handle = read_handle(handle, platform) if handle else ""
        key = community(external_id.strip()) if platform == Platform.REDDIT else ""
        external_id = key or (read_id(external_id.strip()) if external_id else "")
    except ValueError as error:
        raise CommandError(f"What you typed {error}.") from error
    if not handle and not external_id:
        raise CommandError("Give a handle or the platform's id: a name is neither.")
    return handle, external_id
