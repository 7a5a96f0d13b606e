"""`manage.py export_hsds OUT`: the directory as HSDS 3 services, gates and free seats included; `--public` the rest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import override

from matching import queries
from matching.directory import hsds


class Command(BaseCommand):
    help = "Write the directory of places as a JSON list of HSDS 3 services."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("out")
        parser.add_argument("--public", action="store_true", help="only what its supplier lists in public, no gates")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = queries.public_places() if options["public"] else queries.listed_places()
        with override("zh-hans"):
            found = list(hsds.services(rows.order_by("pk"), gates=not options["public"]))
        Path(options["out"]).write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        self.stdout.write(f"{len(found)} services")
