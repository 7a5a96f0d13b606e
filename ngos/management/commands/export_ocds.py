"""`manage.py export_ocds --out DIR`: all purchases as release and record packages of OCDS 1.1, a file a year each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ngos.opendata import services


class Command(BaseCommand):
    help = "Write all purchases as open contracting data (OCDS 1.1): releases-YEAR.json and records-YEAR.json."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", type=Path, required=True, help="a folder, made when missing")

    def handle(self, *args: Any, **options: Any) -> None:
        out: Path = options["out"]
        out.mkdir(parents=True, exist_ok=True)
        for year in services.years():
            rows = services.of_year(year)
            for kind, make in (("releases", services.release_package), ("records", services.record_package)):
                body = make(rows, f"/tenders/open-data/{year}/{kind}.json")
                path = out / f"{kind}-{year}.json"
                path.write_text(json.dumps(body, ensure_ascii=False, indent=1), encoding="utf-8")
                self.stdout.write(f"{path}: {len(rows)} releases")
