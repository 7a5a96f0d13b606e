"""What waits for an officer or a county manager in the main job, each with the exact end of its clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import access, roles
from desk.hooks import WorkItem
from matching import queries, words
from matching.models import AssistanceRequest, Client, Offer, Plan, Session
from matching.outcomes import asking
from matching.reassigning import queries as reassigning
from matching.supervisees.files import live_consent
from training.courses import services as courses
from volunteers.activities import services as activities

MOST = 200
SUPERVISED = ("awaiting_approval",)


def officers_work(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Eight queries, whatever there is. A deputy for somebody absent sees what is that person's."""
    seats = access.seats_as(user, roles.OFF)
    if not seats:
        return
    yield from _requests(user, seats)
    yield from _questions(user, seats)
    yield from _plans(user, seats)
    yield from _absences(user, seats)
    yield from _files(user, seats)
    yield from _offered_seats(seats)
    yield from _offered_classes(seats)
    yield from _slips(user)


def _slips(user: Any) -> Iterator[WorkItem]:
    """People who were drawn to be asked: one line for all, since who it is stands on the page alone."""
    if n := len(asking.slips_of(user)):
        yield WorkItem(
            title=_("给 %(n)s 人评价单") % {"n": n},
            text=_("平台随机抽取。填不填由本人决定，没有影响。"),
            url=reverse("matching:slips"),
            verb=_("去打印"),
        )


def _offered_seats(seats: list[access.Seat]) -> Iterator[WorkItem]:
    """Places at public-benefit activities that are held until the officer who enrolled the person answers."""
    for seat in activities.seats_offered_to([s.for_user_id for s in seats])[:MOST]:
        yield WorkItem(
            title=_("公益活动有名额，等您答复"),
            text=seat.shift.posting.title,
            url=reverse("matching:client_activities", args=[seat.ref]),
            verb=_("答复"),
            due_at=seat.due_at,
            code=seat.ref,
        )


def _offered_classes(seats: list[access.Seat]) -> Iterator[WorkItem]:
    """The same of places in courses."""
    for row in courses.offered_to([s.for_user_id for s in seats])[:MOST]:
        yield WorkItem(
            title=_("培训有名额，等您答复"),
            text=row.session.course.title,
            url=reverse("matching:client_classes", args=[row.ref]),
            verb=_("答复"),
            due_at=row.due_at,
            code=row.ref,
        )


def _mine(seats: list[access.Seat], prefix: str = "") -> Q:
    """One's own requests, and for a coordinator those of the office that look for a place."""
    mine = Q(**{f"{prefix}officer_id__in": [s.for_user_id for s in seats]})
    offices = [s.unit_id for s in seats if s.is_coordinator]
    return mine | Q(**{f"{prefix}office_id__in": offices, f"{prefix}status__in": ("matching",)})


def _requests(user: Any, seats: list[access.Seat]) -> Iterator[WorkItem]:
    returned = Q(status="draft", submitted_at__isnull=False)
    rows = queries.asked_by_office(user).filter(_mine(seats))
    rows = rows.filter(
        returned | Q(status__in=("matching", "under_review", "offered", "waitlisted", "awaiting_approval"))
    )
    for r in rows.order_by("due_at", "pk")[:MOST]:
        yield _request_item(r)


def _request_item(r: AssistanceRequest) -> WorkItem:
    title, verb, page, waits = {
        "draft": (_("需求被退回，修改后再提交"), _("修改"), "draft", False),
        "matching": (_("选一处，发出邀约"), _("去匹配"), "match", False),
        "under_review": (_("核对结案报告"), _("核对"), "request", False),
        "offered": (_("等对方答复邀约"), _("查看"), "request", True),
        "waitlisted": (_("候补中，等空位"), _("查看"), "request", True),
        "awaiting_approval": (_("等负责人审批"), _("查看"), "request", True),
    }[r.status]
    return WorkItem(
        title=title,
        text=f"{words.need(r.need)}·{r.number}·{words.urgency_code(r.urgency)}",
        url=reverse(f"matching:{page}", args=[r.number]),
        verb=verb,
        due_at=r.due_at,
        paused=bool(r.paused_at),
        code=r.client.code,
        waits=waits,
    )


def _questions(user: Any, seats: list[access.Seat]) -> Iterator[WorkItem]:
    mine = Q(request__officer_id__in=[s.for_user_id for s in seats])
    rows = Offer.objects.filter(mine, status="question").select_related("request__client", "place")
    for o in rows.order_by("pk")[:MOST]:
        yield WorkItem(
            title=_("%(place)s有一个问题") % {"place": o.place},
            text=o.request.number,
            url=reverse("matching:offer", args=[o.pk]),
            verb=_("回答"),
            code=o.request.client.code,
        )


def _plans(user: Any, seats: list[access.Seat]) -> Iterator[WorkItem]:
    mine = Q(request__officer_id__in=[s.for_user_id for s in seats])
    rows = Plan.objects.filter(mine, status="proposed").select_related("request__client")
    for p in rows.order_by("due_at", "pk")[:MOST]:
        yield WorkItem(
            title=_("看方案，有意见就说"),
            text=_("%(number)s。到期没有意见，视为同意。") % {"number": p.request.number},
            url=reverse("matching:plan_decide", args=[p.pk]),
            verb=_("看方案"),
            due_at=p.due_at,
            code=p.request.client.code,
        )


def _absences(user: Any, seats: list[access.Seat]) -> Iterator[WorkItem]:
    mine = Q(request__officer_id__in=[s.for_user_id for s in seats])
    rows = Session.objects.filter(mine, status="absent", due_at__isnull=False).select_related("request__client")
    for s in rows.order_by("due_at", "pk")[:MOST]:
        yield WorkItem(
            title=_("一次缺席等您答复"),
            text=f"{s.request.number}·{s.get_absence_display()}",
            url=reverse("matching:session_answer", args=[s.pk]),
            verb=_("答复"),
            due_at=s.due_at,
            code=s.request.client.code,
        )


def _files(user: Any, seats: list[access.Seat]) -> Iterator[WorkItem]:
    """Lacks of many files are one line each: the list behind it shows which."""
    rows = queries.clients(user).filter(status="active", office_id__in=[s.unit_id for s in seats]).order_by()
    mine = Q(officer_id__in=[s.for_user_id for s in seats])
    rows = rows.annotate(has_consent=live_consent())
    n = rows.aggregate(
        officer=Count("pk", filter=Q(officer=None)),
        offence=Count("pk", filter=mine & Q(offence_unmapped=True)),
        consent=Count("pk", filter=mine & Q(has_consent=False)),
    )
    lacks = (
        ("officer", _("%(n)s 份档案没有责任人"), "?officer=none", _("指定")),
        ("offence", _("%(n)s 份档案的罪名待归类"), "?lack=offence", _("归类")),
        ("consent", _("%(n)s 份档案没有同意或依据"), "?lack=consent", _("登记")),
    )
    for name, title, query, verb in lacks:
        if n[name]:
            url = reverse("matching:clients") + query
            yield WorkItem(title=title % {"n": n[name]}, text=_("补上以后才能匹配。"), url=url, verb=verb)


# --- the county --------------------------------------------------------------------------------------------
def managers_work(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Requests of the county that wait for approval, and sealed files that nobody can open yet."""
    counties = [s.county_code for s in access.seats_as(user, roles.CBM)]
    if not counties:
        return
    rows = queries.asked_by_office(user).filter(status__in=SUPERVISED, county_code__in=counties)
    for r in rows.exclude(author=user).order_by("due_at", "pk")[:MOST]:
        yield WorkItem(
            title=_("审批一份需求"),
            text=f"{words.need(r.need)}·{r.number}·{words.urgency_code(r.urgency)}",
            url=reverse("matching:request", args=[r.number]),
            verb=_("审批"),
            due_at=r.due_at,
            code=r.client.code,
        )
    sealed = Client.objects.filter(county_code__in=counties, is_minor_track=True, officer=None, status="active")
    if n := sealed.count():
        yield WorkItem(
            title=_("%(n)s 份未成年人档案没有责任人") % {"n": n},
            text=_("指定以前谁也打不开。"),
            url=reverse("matching:clients"),
            verb=_("指定"),
        )


def handovers_due(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Running help that an organisation may not go on with, or whose worker left. Three queries."""
    counties = reassigning.counties_of(user)
    for row in reassigning.due_for(counties) if counties else ():
        who = f"{row['name']}·{row['worker_name']}" if row["worker"] else row["name"]
        yield WorkItem(
            title=_("移交 %(n)s 件在办帮扶") % {"n": row["n"]},
            text=who,
            url=reverse("matching:reassignments"),
            verb=_("去移交"),
        )


def late_in_county(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Every request of the county whose clock has ended, whoever has it."""
    counties = [s.county_code for s in access.seats_as(user, roles.CBM)]
    if not counties:
        return
    rows = queries.asked_by_office(user).filter(county_code__in=counties, due_at__lt=now, paused_at=None)
    for r in rows.exclude(status__in=("closed", "cancelled")).order_by("due_at", "pk")[:MOST]:
        yield WorkItem(
            title=f"{r.number}·{r.status_label}",
            text=f"{words.need(r.need)}·{r.officer}",
            url=reverse("matching:request", args=[r.number]),
            verb=_("查看"),
            due_at=r.due_at,
            code=r.client.code,
        )


def looking(user: Any) -> QuerySet[AssistanceRequest]:
    """The requests of the own office or county that look for a place now: the number in the menu."""
    return queries.asked_by_office(user).filter(status="matching")
