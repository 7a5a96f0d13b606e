"""Writes the pages of docs/ that the code itself can write."""

from __future__ import annotations

from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Write docs/states.md, rights.md, rules.md, law.md and urls.md from the code."

    def handle(self, *args: object, **options: object) -> None:
        from config import describe

        for name, text in describe.pages().items():
            path = settings.BASE_DIR / "docs" / name
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                path.write_text(text, encoding="utf-8")
                self.stdout.write(f"docs/{name} written")
