"""What learning hangs into the ground: the tab of the volunteer, menus, and the lesson that was begun."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts import roles
from cms.finding.sources import page_source, sources
from desk.hooks import MenuEntry, PublicEntry, WorkItem, menu, public_menu, worklist
from training import policies
from training.learning import numbers_of_law, queries  # noqa: F401 - rules register themselves
from training.learning.pages import CoursePage

OTHERS = tuple(role for role in policies.LEARNERS if role != roles.VOL)

sources.add(page_source("course", lazy("培训课程"), CoursePage, order=12))
menu.add(MenuEntry(lazy("学习"), "training:learn", "school", (roles.VOL,), phone=True, order=35))
menu.add(MenuEntry(lazy("学习"), "training:learn", "school", OTHERS, group=lazy("培训"), order=43))
public_menu.add(PublicEntry(lazy("培训课程"), "training:public_courses", "school", order=14, door="volunteer"))


@worklist.add
def lesson_begun(user: Any, now: datetime) -> Iterator[WorkItem]:
    """The lesson that somebody began and did not finish."""
    if not policies.may(user, "take_lesson") or not (found := queries.begun(user.pk)):
        return
    row, title = found
    yield WorkItem(
        title=_("继续学习：%(title)s") % {"title": title},
        text=_("上次学到一半，接着学。"),
        url=reverse("training:lesson", args=[row.lesson_key]),
        verb=_("继续"),
    )
