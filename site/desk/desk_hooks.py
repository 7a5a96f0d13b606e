"""What the desk itself hangs in: its menu, its kinds of import, what waits in imports and rules, names of its jobs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task

from accounts import access, queries
from accounts.roles import AUD, BUSINESS, CBM, CMS, MUN, NGA, NGC, OFF, PAR, RES, SEC, SYS
from desk import hooks, upkeep
from desk.api import figures as api_figures  # noqa: F401 - hangs itself in
from desk.coordination import desk_hooks as coordination  # noqa: F401 - hangs itself in
from desk.hooks import JobWords, MenuEntry, WorkItem
from desk.imports import divisions, roster, scope, services, workdays
from desk.meetings import desk_hooks as meetings  # noqa: F401 - hangs itself in
from desk.own_data import desk_hooks as own_data  # noqa: F401 - hangs itself in
from desk.registers import SUBJECTS, TABLE
from kit import rules
from messaging import outbox

HOUSE = _("运行")
WORKING = tuple(sorted({*BUSINESS, NGA, NGC, RES, PAR, SYS, SEC}))
WRITING = (CMS, OFF, CBM, MUN)  # on the portal, in Wagtail's own screens
TAKING_IN = (OFF, CBM, MUN, SYS, NGA)  # an organisation takes in the hours it recorded itself

hooks.menu.add(MenuEntry(_("今日"), "desk:home", "sun", WORKING, phone=True, order=0))
hooks.menu.add(MenuEntry(_("今天超时"), "desk:late", "alert", (CBM, MUN), order=2))
hooks.menu.add(MenuEntry(_("消息"), "desk:messages", "bell", ("*",), order=4, waiting=outbox.unread))
hooks.menu.add(MenuEntry(_("导入"), "desk:imports", "upload", TAKING_IN, group=HOUSE, order=90))
hooks.menu.add(MenuEntry(_("任务"), "desk:jobs", "history", TAKING_IN, group=HOUSE, order=91))
hooks.menu.add(MenuEntry(_("人员"), "accounts:people", "people", (CBM, MUN, SYS, SEC, NGA), group=HOUSE, order=89))
hooks.menu.add(MenuEntry(_("接口密钥"), "accounts:api_keys", "key", (MUN, SYS), group=HOUSE, order=93))
hooks.menu.add(MenuEntry(_("规则"), "desk:rules", "book", (MUN, SYS, AUD), group=HOUSE, order=92))
hooks.menu.add(MenuEntry(_("工作日历"), "desk:calendar", "cal", (MUN, SYS, AUD), group=HOUSE, order=93))

hooks.menu.add(MenuEntry(_("总览"), "desk:cockpit", "chart", (CBM, MUN, AUD), order=1))
hooks.menu.add(MenuEntry(_("分析研判"), "desk:analyses", "chart", (CBM, MUN, AUD), order=3))
hooks.menu.add(
    MenuEntry(
        _("部门协同"), "desk:actions", "people", TABLE, group=_("协作"), order=76,
        beside=tuple(name for name, _label, _who in SUBJECTS),
    )
)  # fmt: skip
hooks.menu.add(MenuEntry(_("备份与演练"), "desk:keeping", "history", (SYS,), group=HOUSE, order=95))
hooks.menu.add(MenuEntry(_("消息通道"), "desk:channels", "bell", (SYS,), group=HOUSE, order=95))
hooks.menu.add(MenuEntry(_("网站"), "wagtailadmin_home", "globe", WRITING, group=HOUSE, order=94))

hooks.import_kinds.add(divisions.DivisionTable())
hooks.import_kinds.add(roster.StaffRoster())
hooks.import_kinds.add(workdays.WorkYear())


def _import_url(job: Any) -> str:
    return reverse("desk:import", args=[job.payload["batch"]])


hooks.job_words.add(JobWords(services.CHECK, _("核对导入文件"), result_url=_import_url))
hooks.job_words.add(JobWords(services.APPLY, _("导入"), result_url=_import_url))
hooks.job_words.add(JobWords(services.UNDO, _("撤销导入"), result_url=_import_url))


@hooks.worklist.add
def people_to_confirm(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Seats, invitations and lost devices that wait for this person as the second one."""
    if not access.has_role(user, CBM, MUN, SYS, SEC, AUD):
        return
    waiting = len(queries.seats_to_confirm(user)) + len(queries.invitations_to_confirm(user))
    resets = len(queries.resets_to_approve(user))
    url = reverse("accounts:waiting")
    if waiting:
        text = _now("由第二人确认后才生效。")
        yield WorkItem(title=_now("%(n)s 个身份等您确认") % {"n": waiting}, text=text, url=url, verb=_now("去确认"))
    if resets:
        text = _now("当事人等着登录，核对是本人后再批准。")
        yield WorkItem(
            title=_now("%(n)s 个登录设备等您批准重置") % {"n": resets}, text=text, url=url, verb=_now("去核对")
        )


@hooks.worklist.add
def imports_to_confirm(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Files that were checked and wait for this person's word; a day later they are dropped."""
    for kind in hooks.import_kinds:
        waiting = scope.visible_to(user).filter(kind=kind.code, status="previewed").order_by("pk")
        for batch in waiting if kind.may_upload(user) else ():
            if kind.may_act(user, batch, "apply"):
                yield WorkItem(
                    title=_now("确认导入：%(kind)s") % {"kind": kind.label},
                    text=_now("共 %(n)s 行，已核对。一天之内不确认，内容自动清除。") % {"n": batch.rows_n},
                    url=reverse("desk:import", args=[batch.pk]),
                    verb=_now("去确认"),
                    due_at=batch.keep_until,
                )


@hooks.worklist.add
def pages_to_approve(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Pages of the portal that were handed in and that this person may publish."""
    if not access.has_role(user, CBM, MUN):
        return
    for task in Task.objects.active().specific():
        for state in task.get_task_states_user_can_moderate(user).select_related("workflow_state__requested_by"):
            page, writer = state.workflow_state.content_object, state.workflow_state.requested_by
            yield WorkItem(
                title=_now("批准网站页面：%(title)s") % {"title": page.title},
                text=_now("%(person)s 提交，批准后即发布。") % {"person": writer or "—"},
                url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
                verb=_now("去核对"),
            )


@hooks.worklist.add
def rules_to_approve(user: Any, now: datetime) -> Iterator[WorkItem]:
    for row in upkeep.waiting_rules(user):
        yield WorkItem(
            title=_now("批准规则变更：%(rule)s") % {"rule": rules.declared(row.name).label},
            text=_now("自 %(day)s 起。核对依据后决定。") % {"day": row.valid_from.isoformat()},
            url=reverse("desk:rule", args=[row.name]),
            verb=_now("去核对"),
        )
