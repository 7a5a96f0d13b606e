"""`manage.py demo`: tells the demo city into an empty database, or removes it with the whole database."""

from __future__ import annotations

import shutil
import time
from datetime import date
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.module_loading import import_string

from config import prepare
from kit import clock

TELL = "matching.demo.city.tell"


class Command(BaseCommand):
    help = "Load the demo city 云栖市 into an empty database (--load), or remove everything (--remove)."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--load", action="store_true")
        parser.add_argument("--remove", action="store_true")
        parser.add_argument("--yes", action="store_true", help="remove without asking")
        parser.add_argument("--as-of", default="2026-11-02")
        parser.add_argument("--seed", type=int, default=20261102)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["remove"]:
            self._remove(options["yes"])
        elif options["load"]:
            self._load(options["as_of"], options["seed"])
        else:
            raise CommandError("Say --load or --remove.")

    def _load(self, as_of: str, seed: int) -> None:
        try:
            day = date.fromisoformat(as_of)
        except ValueError:
            raise CommandError(f"--as-of {as_of}: a day such as 2026-11-02 is wanted") from None
        state = prepare.read_demo()
        if apps.get_model("accounts", "User").objects.exists():
            raise CommandError("The database is not empty. `manage.py demo --remove` empties a demo first.")
        state = state or prepare.open_demo(as_of, seed)
        settings.ALLOW_SYNTHETIC_IDS = settings.DEMO = True
        begun = time.monotonic()
        self.stdout.write("Telling the demo city 云栖市 (about a minute) …")
        import_string(TELL)(day, state["seed"], secret=state["secret"], say=self.stdout.write)
        clock.start_from(clock.at(day, 9))
        prepare.write_demo({**state, "loaded": True})
        self.stdout.write(f"The demo city is ready after {time.monotonic() - begun:.0f} s.")

    def _remove(self, sure: bool) -> None:
        if not prepare.demo_file().exists():
            raise CommandError("This installation holds no demo city; nothing was removed.")
        if not sure and input("Remove the whole database and its files? Type yes: ").strip() != "yes":
            raise CommandError("Nothing was removed.")
        drop_everything()
        for name in ("media", "cache", "heads", "files"):
            shutil.rmtree(Path(settings.VAR_DIR) / name, ignore_errors=True)
        clock.run_true()
        prepare.demo_file().unlink()
        self.stdout.write("The demo city is gone. `manage.py up` starts anew.")


def drop_everything() -> None:
    """Drop the whole database: the log of a demo may go with it, which triggers would otherwise forbid."""
    if connection.vendor == "sqlite":
        path = Path(connection.settings_dict["NAME"])
        connection.close()
        for tail in ("", "-wal", "-shm"):
            path.with_name(path.name + tail).unlink(missing_ok=True)
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
