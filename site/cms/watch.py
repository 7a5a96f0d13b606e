"""What happens on the portal is told: to the log, to whoever is to publish, and back to whoever wrote."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry, Page, PageLogEntry, TaskState, WorkflowState
from wagtail.signals import (
    page_published,
    page_unpublished,
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from accounts import queries
from accounts.models import Division
from accounts.roles import CBM, MUN
from audit import trail
from cms import rights
from cms.pages import ArticleIndexPage
from cms.services import ensure_section
from messaging import outbox, queue, words

outbox.template(
    "cms.page_waits",
    subject=_("网站页面等您批准：%(title)s"),
    body=_("%(person)s 提交了这一页。核对后批准发布，或退回修改。"),
)
outbox.template(
    "cms.page_returned",
    subject=_("网站页面退回修改：%(title)s"),
    body=_("意见写在这一页的编辑界面里，改好后再提交。"),
)
outbox.template(
    "cms.page_approved",
    subject=_("网站页面已批准：%(title)s"),
    body=_("这一页已按批准的内容发布。"),
)


@receiver(post_save, sender=PageLogEntry)
@receiver(post_save, sender=ModelLogEntry)
def _noted(sender: Any, instance: Any, created: bool, **_kwargs: Any) -> None:
    """Wagtail's own log says what changed; ours, which nobody can change, that it did and who it was."""
    if created:
        what = f"{instance.content_type.model}:{instance.object_id}"
        trail.record(f"cms.{instance.action.removeprefix('wagtail.')}"[:60], by=instance.user, detail={"thing": what})


@receiver(post_save, sender=Division)
def _county_came(sender: Any, instance: Division, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    if created and not raw and instance.level == "county":
        ensure_section(instance)


@receiver(workflow_submitted)
def _handed_in(sender: Any, instance: WorkflowState, user: Any, **_kwargs: Any) -> None:
    page = instance.content_object
    near = queries.people_with(CBM, county=county) if (county := _county_of(page)) else queries.people_with(MUN)
    for manager in near.exclude(pk=user.pk):
        if rights.may_publish(manager, page):
            outbox.put("cms.page_waits", to=manager, url=_editor(page), title=_title(page), person=user.display_name)


@receiver(page_published)
@receiver(page_unpublished)
def _found_anew(sender: Any, **_kwargs: Any) -> None:
    """What visitors find follows at once; the sweep of every ten minutes would find it too."""
    if not queue.is_queued("cms.findable", {}):
        queue.enqueue("cms.findable")


@receiver(workflow_rejected)
def _returned(sender: Any, instance: WorkflowState, **_kwargs: Any) -> None:
    _tell_writer("cms.page_returned", instance)


@receiver(workflow_approved)
def _approved(sender: Any, instance: WorkflowState, **_kwargs: Any) -> None:
    _tell_writer("cms.page_approved", instance)


def _tell_writer(kind: str, state: WorkflowState) -> None:
    if state.requested_by is not None:
        page = state.content_object
        outbox.put(kind, to=state.requested_by, url=_editor(page), title=_title(page))


def _county_of(page: Page) -> str:
    """The county in whose section the page stands; "" for the city's own pages."""
    sections = ArticleIndexPage.objects.ancestor_of(page, inclusive=True).exclude(county=None)
    return sections.values_list("county_id", flat=True).first() or ""


def _editor(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _title(page: Page) -> str:
    """A title may hold a telephone number of an office, which a message must not."""
    return "…" if words.looks_personal(page.title) else page.title


def take_over() -> None:
    """Wagtail's own letters go to groups, which stay empty here; ours go through the outbox."""
    for signal, sender, uid in (
        (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
        (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
        (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
        (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
    ):
        signal.disconnect(sender=sender, dispatch_uid=uid)
