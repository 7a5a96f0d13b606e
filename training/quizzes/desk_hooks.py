"""What quizzes hang into the ground: menus, what waits to be sat or marked, imports of questions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts import roles
from desk.hooks import MenuEntry, WorkItem, import_kinds, menu, worklist
from training.quizzes import marking, queries, series  # noqa: F401 - listens to what was graded
from training.quizzes.imports import QuestionTable
from training.quizzes.models import Attempt
from training.quizzes.states import LEARNERS, TRAINERS

BANK = (*TRAINERS, roles.AUD)
GROUP = lazy("培训")
SHOWN = 5


menu.add(MenuEntry(lazy("测验"), "training:quizzes", "check", LEARNERS, group=GROUP, order=44))
menu.add(MenuEntry(lazy("题库"), "training:questions", "list", BANK, group=GROUP, order=72))
menu.add(MenuEntry(lazy("试卷"), "training:blueprints", "doc", BANK, group=GROUP, order=73))
menu.add(MenuEntry(lazy("评阅"), "training:to_mark", "edit", TRAINERS, group=GROUP, waiting=marking.to_mark, order=74))
menu.add(MenuEntry(lazy("定期测验"), "training:series_list", "history", BANK, group=GROUP, order=75))
import_kinds.add(QuestionTable())


@worklist.add
def quizzes_to_sit(user: Any, now: datetime) -> Iterator[WorkItem]:
    """A sitting that runs, with its deadline; rounds of series in which this person is due."""
    if not queries.audiences(user):
        return
    for attempt in Attempt.objects.filter(learner=user, status="running").select_related("blueprint")[:SHOWN]:
        yield WorkItem(
            title=_("继续答题：%(title)s") % {"title": attempt.blueprint},
            text=_("到时自动交卷，已经保存的都算。"),
            url=reverse("training:attempt", args=[attempt.pk]),
            verb=_("继续"),
            due_at=attempt.ends_at,
        )
    for member in queries.due_rounds(user.pk, now)[:SHOWN]:
        open_still = member.round.closes_at > now
        yield WorkItem(
            title=member.round.series.title,
            text=_("定期测验，等您参加。") if open_still else _("还没有通过，可以补考。"),
            url=reverse("training:quiz", args=[member.round.series.blueprint_id]),
            verb=_("去答题"),
            due_at=member.round.closes_at,
        )


@worklist.add
def cases_to_mark(user: Any, now: datetime) -> Iterator[WorkItem]:
    n = marking.to_mark(user).order_by().count()
    if n:
        yield WorkItem(
            title=_("评阅案例题"),
            text=_("%(n)d 份答案等您评分。") % {"n": n},
            url=reverse("training:to_mark"),
            verb=_("去评阅"),
        )
