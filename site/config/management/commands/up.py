"""`manage.py up`: prepares what is missing, tells the demo city when the database is new, and serves."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from config import prepare


class Command(BaseCommand):
    help = "Set up what is missing and serve. A new database gets the demo city; --empty starts a real one."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--empty", action="store_true", help="start a real city: no demo, a first-run page")
        parser.add_argument("--as-of", default="2026-11-02", help="the demo city's first day, 2026-11-02")
        parser.add_argument("--no-serve", action="store_true", help="prepare only")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["no_serve"]:
            _check_port()
        is_new = prepare.prepare(self.stdout.write)
        people = apps.get_model("accounts", "User").objects.exists()
        if options["empty"] and prepare.demo_file().exists():
            raise CommandError("This installation holds a demo city. `manage.py demo --remove` empties it first.")
        unfinished = prepare.demo_file().exists() and not prepare.read_demo().get("loaded")
        if unfinished or (is_new and not people and not options["empty"]):
            call_command("demo", load=True, as_of=options["as_of"], stdout=self.stdout)
        if options["empty"] and not people:
            call_command("first_run_code", stdout=self.stdout)
        if options["no_serve"]:
            return
        self.stdout.write(f"\n同心桥 Tongxin Bridge: {settings.PUBLIC_URL}\n")
        if prepare.demo_file().exists():
            call_command("demo_accounts", stdout=self.stdout)
        self.stdout.write("Ctrl-C stops it.")
        self.stdout.flush()
        _serve()


def _host() -> str:
    """A demo is for this machine alone unless DEMO_PUBLIC says otherwise; the passwords are printed, after all."""
    if prepare.demo_file().exists() and not settings.DEMO_PUBLIC:
        return "127.0.0.1"
    return settings.HOST


def _check_port() -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_host(), settings.PORT))
        except OSError:
            raise CommandError(
                f"Port {settings.PORT} is taken. Stop what runs there, or choose another: make run PORT=8001"
            ) from None


def _serve() -> None:
    """Hand this process over to gunicorn, so that signals and exit codes are its own."""
    ground = Path(settings.BASE_DIR)
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ground / "site"), str(ground)])
    os.environ["TONGXIN_BIND"] = f"{_host()}:{settings.PORT}"
    conf = str(ground / "site" / "config" / "serving.py")
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "-c", conf])  # noqa: S606 - our own interpreter
