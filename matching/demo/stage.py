"""What the chapters of the demo story share."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from accounts.models import User
from kit import clock

PAPER = Path(__file__).parent / "paper"


@dataclass
class City:
    """What the chapters share: the days of the story, who there is, and the dice."""

    day: date
    rng: random.Random
    secret: str = ""  # of this installation; passwords come from it
    people: dict[str, User] = field(default_factory=dict)
    officers: dict[int, list[User]] = field(default_factory=dict)  # by office
    bureau: list[User] = field(default_factory=list)  # of the city's own managers, those without a log-in
    managers: dict[str, User] = field(default_factory=dict)  # county manager by county code
    lecturers: dict[str, Any] = field(default_factory=dict)  # by name

    def at(self, days_ago: int, hour: int = 9, minute: int = 0):
        """Hold business time at so many days before the city's day."""
        return clock.frozen(clock.at(self.day - timedelta(days=days_ago), hour, minute))
