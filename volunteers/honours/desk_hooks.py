"""What honours, certificates and reviews hang into the ground: menu, public pages, work, what rests on hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Min
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts import roles
from accounts.access import has_role, seats_as
from audit.moves import due_after
from desk.hooks import MenuEntry, PublicEntry, WorkItem, menu, public_menu, worklist
from kit.lifecycle import Clock
from volunteers.certificates import queries as certificates
from volunteers.honours import numbers_of_law, queries, tasks  # noqa: F401 - rules and sweeps register themselves
from volunteers.honours.services import flag_stars
from volunteers.hours import hooks as hours
from volunteers.hours.signals import hours_changed
from volunteers.models import CertifiedLog, ServiceLog, StarApplication, YearlyReview
from volunteers.reviews import queries as reviews

ISSUE = (roles.NGA, roles.CBM, roles.MUN)
LEAD = (roles.CBM, roles.MUN)
LOOK_AFTER = (roles.OFF, *LEAD, roles.AUD)
TOGETHER = lazy("志愿服务")
WORK = Clock(workdays=5, rule="honours.work_workdays")


menu.add(MenuEntry(lazy("证书与荣誉"), "volunteers:honours", "star", (roles.VOL,), order=50))
menu.add(
    MenuEntry(
        lazy("证明出具"),
        "volunteers:certificates",
        "seal",
        (*ISSUE, roles.AUD),
        group=TOGETHER,
        waiting=certificates.to_issue,
        order=66,
    )
)
menu.add(MenuEntry(lazy("星级评定"), "volunteers:stars", "star", LOOK_AFTER, group=TOGETHER, order=67))
menu.add(
    MenuEntry(lazy("表彰奖励"), "volunteers:commendations", "flag", (*LOOK_AFTER, roles.NGA), group=TOGETHER, order=68)
)
menu.add(MenuEntry(lazy("年度评价"), "volunteers:reviews", "book", LOOK_AFTER, group=TOGETHER, order=69))
public_menu.add(PublicEntry(lazy("证明核验"), "verify:form", "qr", order=70, door="volunteer"))
public_menu.add(PublicEntry(lazy("星级和表彰公示"), "notices:notice", "star", order=72, door="volunteer", nav=False))


@worklist.add
def certificates_to_issue(user: Any, now: datetime) -> Iterator[WorkItem]:
    """All requests for certificates as one thing to do, with the earliest clock."""
    if not has_role(user, *ISSUE):
        return
    waiting = certificates.to_issue(user).order_by()
    n, first = waiting.count(), waiting.aggregate(at=Min("due_at"))["at"]
    if n:
        yield WorkItem(
            title=_("出具志愿服务证明"),
            text=_("%(n)d 份申请等您出具，不收费用。") % {"n": n},
            url=reverse("volunteers:certificates"),
            verb=_("去出具"),
            due_at=first,
        )


@worklist.add
def stars_and_praise(user: Any, now: datetime) -> Iterator[WorkItem]:
    """For those who decide: what waits to be put on notice, what can be decided, objections, stars to look at."""
    if not has_role(user, *LEAD):
        return
    rows = queries.stars_visible_to(user).order_by()
    yield from _group(rows.filter(status="applied"), _("公示星级申请"), "?show=applied", _("去公示"))
    yield from _group(queries.to_decide(rows, now), _("星级公示期满，待决定"), "?show=over", _("去决定"), after=True)
    yield from _group(rows.filter(status="objected"), _("核查公示异议"), "?show=objected", _("去核查"))
    yield from _group(queries.to_look_at(rows), _("复核时长减少的星级"), "?show=look", _("去复核"))
    praise = queries.commendations_visible_to(user).order_by().filter(status__in=("proposed", "objected"))
    n, first = praise.count(), praise.aggregate(at=Min("due_at"))["at"]
    if n:
        url = reverse("volunteers:commendations")
        yield WorkItem(title=_("决定表彰推荐"), text=_("%(n)d 件") % {"n": n}, url=url, verb=_("去看"), due_at=first)


def _group(rows: Any, title: str, show: str, verb: str, *, after: bool = False) -> Iterator[WorkItem]:
    """One line for many; `after` counts the days of the decision from the end of the notice."""
    first = rows.order_by("due_at").values_list("due_at", flat=True).first()
    n = rows.count()
    if n:
        due = due_after(WORK, first) if after and first else first
        url = reverse("volunteers:stars") + show
        yield WorkItem(title=title, text=_("%(n)d 份") % {"n": n}, url=url, verb=verb, due_at=due)


@worklist.add
def reviews_to_write_or_answer(user: Any, now: datetime) -> Iterator[WorkItem]:
    """The officer's words that are owed, as one thing; the volunteer's own review to read."""
    if seats_as(user, roles.OFF):
        rows = reviews.visible_to(user).filter(status="started").order_by()
        n, first = rows.count(), rows.aggregate(at=Min("due_at"))["at"]
        if n:
            text, url = _("%(n)d 份年度评价等评语。") % {"n": n}, reverse("volunteers:reviews") + "?show=started"
            yield WorkItem(title=_("写年度评语"), text=text, url=url, verb=_("去写"), due_at=first)
    if has_role(user, roles.VOL):
        for review in YearlyReview.objects.filter(volunteer__user=user, status="appraised").order_by("pk")[:2]:
            yield WorkItem(
                title=_("%(year)d 年度评价请您看") % {"year": review.year},
                text=_("评语已写好，有不同意见可以答复。"),
                url=reverse("volunteers:review", args=[review.pk]),
                verb=_("去看"),
                due_at=review.due_at,
            )


# --- what rests on hours -------------------------------------------------------------------------------------------
@receiver(hours_changed)
def look_at_stars(sender: Any, volunteer: Any, **_more: Any) -> None:
    """At once, not at the next sweep: a star whose minutes fell is marked in the act that took them."""
    flag_stars(volunteer)


@hours.resting_on.add
def certificate_rests_on(log: ServiceLog) -> str:
    if CertifiedLog.objects.filter(log=log, certificate__status="issued").exists():
        return _("已有证明依据这些时长出具。先作废证明，再撤销。")
    return ""


@hours.resting_on.add
def star_rests_on(log: ServiceLog) -> str:
    held = StarApplication.objects.filter(volunteer_id=log.volunteer_id, status="granted").order_by("-level").first()
    left = queries.star_minutes([log.volunteer_id])[log.volunteer_id] - (log.verified_minutes or 0)
    if held and left < held.threshold_minutes:
        return _("志愿者凭这些时长获得了星级，不能整笔撤销。有错的部分按更正办理。")
    return ""
