"""`manage.py match_file`: plans a folder of the matching file format.

`manage.py` itself takes this command up before Django is loaded; this is for `manage.py help` and `call_command`.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from matching.engine.__main__ import arguments, match_file
from matching.engine.files import Unreadable
from matching.engine.flow import NoPlan


class Command(BaseCommand):
    help = "Plans a folder of the matching file format: the best plan, exact, and the best places for its queries."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        names = ("instance", "out", "suggestions", "report", "jobs")
        try:
            said = match_file(**{name: options[name] for name in names})
        except (Unreadable, NoPlan) as why:
            raise CommandError(str(why)) from why
        self.stdout.write(f"{said['assigned']} of {said['needs']} needs, objective {said['objective']}")
