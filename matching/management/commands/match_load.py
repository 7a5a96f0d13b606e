"""`manage.py match_load`: an instance of the matching file format into the tables of an empty installation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kit.errors import Refused
from matching.engine.files import Unreadable
from matching.planning.loading import load


class Command(BaseCommand):
    help = "Loads a folder of the matching file format into an installation that has no requests yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("instance", type=Path, help="folder with the tables of the matching file format")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            counts = load(options["instance"])
        except Refused as refusal:
            raise CommandError(refusal.sentence) from refusal
        except Unreadable as why:
            raise CommandError(str(why)) from why
        self.stdout.write(", ".join(f"{n} {name}" for name, n in counts.items()))
