"""`manage.py match_run`: the plan over all open needs, made here and now; it only proposes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kit.errors import Refused
from matching.engine.flow import NoPlan
from matching.models import MatchRun
from matching.planning import services


class Command(BaseCommand):
    help = "Plans all open needs, or those of one county, exactly, and proposes a place for each that gets one."

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--all", action="store_true", help="every county (the default)")
        which.add_argument("--county", default="", help="the six digits of one county")
        parser.add_argument("--jobs", type=int, default=1, help="processes for regions that share no cap (1)")
        parser.add_argument("--on", type=date.fromisoformat, help="plan as of this day instead of today")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            for run in MatchRun.objects.filter(status="running", county_code=options["county"], key=None):
                services.cancel(run, by=None)  # left behind by a command that was broken off
            run = services.begin(by=None, county_code=options["county"], on=options["on"])
            run = services.make(run, jobs=options["jobs"])
        except Refused as refusal:
            raise CommandError(refusal.sentence) from refusal
        except NoPlan as why:
            raise CommandError(f"No plan was made: {why}") from why
        assigned = sum(run.parts.values_list("assigned_n", flat=True)) + run.locked_n
        total = run.needs_n + run.locked_n
        self.stdout.write(f"{assigned} of {total} needs, objective {services.value_of(run)}")
