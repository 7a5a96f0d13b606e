"""`manage.py checkup`: whether tables, keys, disk, jobs, copies and clocks are as they should be."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from desk.keeping import checkup


class Command(BaseCommand):
    help = "Look whether the house is well; ends with 1 when something is not. --json for a machine."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        found = checkup.checkup()
        if options["json"]:
            self.stdout.write(json.dumps(checkup.as_values(found), ensure_ascii=False))
        else:
            for one in found:
                self.stdout.write(f"{'✓' if one.holds else '✗'} {one.what}{'：' + one.note if one.note else ''}")
        if not all(one.holds for one in found):
            raise CommandError("Not all is well.", returncode=1)
