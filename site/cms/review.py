"""The one step of the portal's workflow: a page that was handed in waits for whoever may publish it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Task, TaskState

from cms import rights


class ManagerReview(Task):
    """Asked live: who may publish the page is read from seats, so nobody has to be kept in a group."""

    class Meta:
        verbose_name = _("负责人审批")

    def user_can_access_editor(self, obj: Page, user: Any) -> bool:
        return rights.may_publish(user, obj)

    def locked_for_user(self, obj: Page, user: Any) -> bool:
        """While it waits, what the manager reads is what the writer handed in."""
        return not rights.may_publish(user, obj)

    def user_can_lock(self, obj: Page, user: Any) -> bool:
        return rights.may_publish(user, obj)

    def get_actions(self, obj: Page, user: Any) -> list[tuple[str, Any, bool]]:
        """(action, label, whether words go with it)."""
        if not rights.may_publish(user, obj):
            return []
        return [
            ("reject", _("退回修改"), True),
            ("approve", _("批准并发布"), False),
            ("approve", _("附意见批准并发布"), True),
        ]

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[TaskState]:
        """Few pages wait at a time, so each is asked about."""
        waiting = TaskState.objects.filter(task=self, status=TaskState.STATUS_IN_PROGRESS)
        pages = Page.objects.in_bulk([int(pk) for pk in waiting.values_list("workflow_state__object_id", flat=True)])
        mine = [str(page.pk) for page in pages.values() if rights.may_publish(user, page)]
        return waiting.filter(workflow_state__object_id__in=mine)

    @classmethod
    def get_description(cls) -> Any:
        return _("市局管理人员批准全站的页面，县(市、区)司法局管理人员批准本县区栏目的页面")
