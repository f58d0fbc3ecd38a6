"""`python3 manage.py draw_curves`: the pictures of scoring/README.md."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from scoring.drawing import CURVES, drawn

FOLDER = Path(__file__).resolve().parents[2] / "pictures"


class Command(BaseCommand):
    help = "Draw the pictures of scoring/README.md from the formulas."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=FOLDER, help="Where to write them; scoring/pictures where it is left out.")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        for name, curve in CURVES.items():
            (folder / f"{name}.svg").write_text(drawn(curve))
        self.stdout.write(f"Drew {len(CURVES)} curves.")
