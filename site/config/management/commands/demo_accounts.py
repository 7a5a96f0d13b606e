"""`manage.py demo_accounts`: the log-ins of the demo city's cast. Refuses wherever real people are kept."""

from __future__ import annotations

import json
import time
from typing import Any

from allauth.mfa import app_settings as mfa
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

from config import prepare

CAST = "matching.demo.cast.log_ins"


class Command(BaseCommand):
    help = "Print role, log-in, password and TOTP secret of each person of the cast (demo only)."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        state = prepare.read_demo()
        if not state or not settings.ALLOW_SYNTHETIC_IDS:
            raise CommandError("This installation holds no demo city.")
        rows = import_string(CAST)(state["secret"])
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        self.stdout.write("Log-ins of the demo (code: the second factor for the next half minute):")
        for row in rows:
            code = totp_now(row["totp_secret"]) if row["totp_secret"] else "      "
            self.stdout.write(f"  {row['login']:<28} {row['password']:<18} {code}  {row['name']} {row['what']}")
        self.stdout.write("New codes: manage.py demo_accounts (also with --json)")


def totp_now(secret: str) -> str:
    """The six digits of this half minute, by machine time."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // mfa.TOTP_PERIOD))
