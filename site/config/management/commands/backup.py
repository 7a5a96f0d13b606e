"""`manage.py backup`: a copy of database and files while people go on working; keys are never in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from desk.keeping import services
from kit.errors import Refused


class Command(BaseCommand):
    help = "Copy the database and the files into a new folder of BACKUP_DIR (or --to); keys are never in it."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--to", type=Path, help="the folder below which the copy is made (BACKUP_DIR)")
        parser.add_argument("--keep", type=int, help="take away all but the newest so many")
        parser.add_argument(
            "--digests", action="store_true", help="note a digest of every table, so that a restore proves"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        shelf = options["to"] or Path(settings.BACKUP_DIR)
        try:
            copy = services.back_up(shelf, digests=options["digests"])
        except Refused as why:
            raise CommandError(str(why)) from None
        gone = services.let_go(options["keep"], shelf) if options["keep"] else 0
        self.stdout.write(
            f"{copy.folder}: {copy.rows} rows, {copy.bytes} bytes" + (f"; {gone} old gone" if gone else "")
        )
        self.stdout.write("Keep KEY_DIR apart from it: without the keys nobody can open what is sealed.")
