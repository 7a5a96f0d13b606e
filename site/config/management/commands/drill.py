"""`manage.py drill`: proves that a copy can be brought back, without touching the house."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from desk.keeping import drill, services
from kit.errors import Refused


class Command(BaseCommand):
    help = "Bring a copy back beside the house, compare every value, verify its log; ends with 1 when anything differs."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--of", type=Path, help="the folder of a copy; without it a fresh one is made")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            result = drill.drill(services.read(options["of"]) if options["of"] else None)
        except Refused as why:
            raise CommandError(str(why)) from None
        self.stdout.write(json.dumps(asdict(result), ensure_ascii=False))
        if not result.holds:
            raise CommandError("The copy does not hold:\n" + "\n".join(result.wrong))
