"""`manage.py demo_post`: the codes and links that a demo city keeps instead of sending them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import post


class Command(BaseCommand):
    help = "Shows the last one-time codes and links of a demo city, newest last."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("-n", type=int, default=5, help="how many (default 5)")

    def handle(self, *args: Any, n: int, **options: Any) -> None:
        if not settings.ALLOW_SYNTHETIC_IDS:
            raise CommandError("This is not a demo city: nothing is kept here.")
        for line in post.latest()[-n:]:
            self.stdout.write(f"{line['at'][:19]}  {line['way']}  {line['to']}\n{line['text']}\n")
