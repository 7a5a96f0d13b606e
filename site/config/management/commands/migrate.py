"""`manage.py migrate`: Django's own, four times as fast (see config.migrating); `--plainly` is Django's own way."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate

from config.migrating import nearby_models_only


class Command(migrate.Command):
    def add_arguments(self, parser: Any) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--plainly", action="store_true", help="draw all models anew after each step, as Django does"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options.pop("plainly", False):
            super().handle(*args, **options)
            return
        with nearby_models_only():
            super().handle(*args, **options)
