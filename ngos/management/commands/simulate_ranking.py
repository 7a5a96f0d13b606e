"""manage.py simulate_ranking: how often a ranking picks a provider that is below the middle in truth."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ngos.reviews import simulation


class Command(BaseCommand):
    help = "Rank made-up providers by the plain mean and by our number, and count how often either picks a weak one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--runs", type=int, default=4000)
        parser.add_argument("--seed", type=int, default=7)

    def handle(self, *args: Any, runs: int, seed: int, **options: Any) -> None:
        found = simulation.run(runs, seed)
        for name, n in (("plain mean", found.raw), ("our number", found.shrunk)):
            self.stdout.write(f"{name}: a below-median provider in {100 * n / found.runs:.1f} % of {found.runs} runs")
