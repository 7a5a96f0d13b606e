"""What is asked of volunteers: dated rules, changed by two persons, which list the papers that a role asks for."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from kit import rules
from training import queries as training

PAPERS = training.kind_words()
# What law itself asks for is never waived.  law: R-MIN-05, R-VOL-04, R-VOL-05, R-VOL-09
CAN_BE_WAIVED = frozenset({"induction", "refresher", "interview", "no_record"})
NEEDS = frozenset({"legal_aid", "counselling"})


def _asks(role: str, papers: tuple[str, ...], law: str, label: object) -> None:
    rules.declare(f"volunteers.asks.{role}", list(papers), law=law, label=label, words=PAPERS)


_asks("activity", (), "R-VOL-03", _("参加活动须持有"))
_asks("client", ("undertaking", "induction", "refresher"), "R-VOL-04", _("帮扶对象须持有"))
_asks("minor", ("background_check",), "R-MIN-05", _("帮扶未成年人另须持有"))
_asks("lecturer", ("lecturer",), "R-VOL-04", _("授课须持有"))
_asks("legal_aid", ("lawyer",), "R-VOL-04", _("法律援助另须持有"))
_asks("counselling", ("psychologist",), "R-VOL-04", _("心理辅导另须持有"))


def asked(role: str, on: date) -> list[str]:
    """The papers that a role asks for on a day, in order."""
    return list(rules.value(f"volunteers.asks.{role}", on))


def asked_for(role: str, on: date, *, need: str = "", minor: bool = False) -> list[str]:
    """The same, with what a need and the care of minors ask beyond it, each once."""
    more = [*([need] if need in NEEDS else []), *(["minor"] if minor else [])]
    return list(dict.fromkeys(kind for part in (role, *more) for kind in asked(part, on)))
