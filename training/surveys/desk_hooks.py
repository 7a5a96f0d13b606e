"""What surveys hang into the ground: the sessions that somebody attended and has not judged yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import has_role
from desk.hooks import WorkItem, worklist
from kit import clock
from training.courses import showing
from training.courses.states import LEARNERS
from training.surveys import numbers_of_law, queries  # noqa: F401 - rules register themselves

SHOWN = 5


@worklist.add
def surveys_to_answer(user: Any, now: datetime) -> Iterator[WorkItem]:
    if not has_role(user, *LEARNERS):
        return
    for asked in queries.to_answer(user, clock.today())[:SHOWN]:
        session = asked.session
        yield WorkItem(
            title=_("评价这场培训：%(title)s") % {"title": session.course.title},
            text=_("%(when)s，一分钟，不带姓名。") % {"when": showing.when(session)},
            url=reverse("training:survey", args=[session.pk]),
            verb=_("去评价"),
            due_at=clock.at(asked.closes_on, 23, 59),
        )
