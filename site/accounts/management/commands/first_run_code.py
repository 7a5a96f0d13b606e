"""`manage.py first_run_code`: the code with which the first three people of a real city are entered."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from accounts import first_run
from kit.errors import Refused


class Command(BaseCommand):
    help = "Prints a new first-run code, while nobody has an account."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            code = first_run.open_door()
        except Refused as why:
            raise CommandError(str(why)) from None
        self.stdout.write(f"Start the city at {settings.PUBLIC_URL}{reverse('first_run')} with the code {code}")
