"""`manage.py match_export`: the plan that stands, as files of the matching file format."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from matching.engine.files import Unreadable
from matching.planning.exporting import export


class Command(BaseCommand):
    help = "Writes assignments.csv and suggestions.csv: the plan that stands, and the ten best places for each need."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("out", type=Path, help="folder for the two files")
        parser.add_argument("--queries", type=Path, help="suggestions only for the need_id of this file")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            counts = export(options["out"], queries=options["queries"])
        except Unreadable as why:
            raise CommandError(str(why)) from why
        self.stdout.write(", ".join(f"{n} {name}" for name, n in counts.items()))
