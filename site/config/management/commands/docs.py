"""Writes the pages of docs/ that the code itself can write."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Write docs/states.md, rights.md, rules.md, law.md and urls.md from the code."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--check", action="store_true", help="only name the pages that no longer fit")

    def handle(self, *args: Any, **options: Any) -> None:
        from config import describe

        for name, text in describe.pages().items():
            path = settings.BASE_DIR / "docs" / name
            if path.exists() and path.read_text(encoding="utf-8") == text:
                continue
            if not options["check"]:
                path.write_text(text, encoding="utf-8")
            self.stdout.write(f"docs/{name} {'is stale' if options['check'] else 'written'}")
