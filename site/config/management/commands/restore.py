"""`manage.py restore FOLDER`: a copy in place of what stands here; says how long it took and what is not equal."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from desk.keeping import services
from kit.errors import Refused


class Command(BaseCommand):
    help = "Bring a copy back in place of what stands here. Stop the server and the workers first."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("folder", type=Path, help="the folder of the copy")
        parser.add_argument("--replace", action="store_true", help="yes, take away what stands here now")

    def handle(self, *args: Any, **options: Any) -> None:
        begun = time.monotonic()
        try:
            copy = services.read(options["folder"])
            if not options["replace"]:
                raise CommandError(
                    f"{options['folder'].name} was made {copy.made_at:%Y-%m-%d %H:%M} and holds {copy.rows} rows. It "
                    "replaces everything that stands here. Stop the server, then say --replace."
                )
            connections.close_all()
            wrong = services.restore(copy)
        except Refused as why:
            raise CommandError(str(why)) from None
        if wrong:
            raise CommandError("The copy came back, but not equal:\n" + "\n".join(wrong))
        self.stdout.write(f"{copy.rows} rows are back, {time.monotonic() - begun:.1f} s; all tables equal the copy")
        call_command("migrate", verbosity=0, interactive=False)
        self.stdout.write(
            "Next: manage.py verify_audit, then start the server. Events after the copy was made are lost."
        )
