"""What the helpers' side of the main job hangs into the ground: menu, work list, calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts import access, roles
from audit.moves import due_after
from desk.dates import hour
from desk.hooks import Coming, MenuEntry, WorkItem, coming, menu, worklist
from kit import clock
from matching import queries, states, words
from matching.models import AssistanceRequest, Offer, Place, Plan, Session

HELPERS = (roles.VOL, roles.NGA, roles.NGC, roles.RES)
STAFF = (roles.OFF, roles.CBM, roles.MUN, roles.AUD)
LEADS = (roles.NGA, roles.VOL, roles.RES)
LIVE = ("booked", "awaiting_record")
OWED = ("accepted", "planning", "in_service", "closing")
MOST = 50
AHEAD = timedelta(days=14)
RECORD = states.SESSION.step("due", "booked").clock  # how long a record may take


def offers_waiting(user: Any) -> QuerySet[Offer]:
    return Offer.objects.filter(queries.offers_to(user), status="sent")


# A volunteer's four tabs are the day, activities, calendar and hours: offers stand on the page of the day.
for whose, phone, order in (((roles.VOL,), False, 42), ((roles.NGA, roles.NGC, roles.RES), True, 20)):
    menu.add(
        MenuEntry(lazy("邀约"), "matching:offers", "mail", whose, waiting=offers_waiting, phone=phone, order=order)
    )
    menu.add(MenuEntry(lazy("我的帮扶"), "matching:mine", "people", whose, phone=phone, order=order + 1))
menu.add(MenuEntry(lazy("我们提供的帮扶"), "matching:places", "home", (roles.NGA, roles.RES), phone=True, order=36))
menu.add(MenuEntry(lazy("我搭档的帮扶"), "matching:mine", "people", (roles.OFF,), group=lazy("帮扶"), order=58))
menu.add(MenuEntry(lazy("帮扶资源"), "matching:places", "case", STAFF, group=lazy("帮扶"), order=62))


@worklist.add
def helpers_work(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Offers to answer, meetings to record, and what each taken request waits for. Three queries."""
    if not access.has_role(user, *HELPERS, roles.OFF):
        return
    yield from _offers(user)
    yield from _meetings(user, now)
    yield from _owed(user)


def _offers(user: Any) -> Iterator[WorkItem]:
    rows = Offer.objects.filter(queries.offers_to(user), status__in=("sent", "question"))
    for offer in rows.select_related("place__volunteer").order_by("due_at")[:MOST]:
        asked = offer.status == "question"
        yield WorkItem(
            title=_("等工作人员回答您的问题") if asked else _offer_title(user, offer.place),
            text=_offer_text(offer),
            url=reverse("matching:offer", args=[offer.pk]),
            verb=_("查看") if asked else _("查看并答复"),
            due_at=offer.due_at,
            paused=asked,
            code=offer.card["code"],
            waits=asked,
        )


def _offer_title(user: Any, place: Place) -> str:
    """A staff partner is told for whom the answer is waited for."""
    own = place.volunteer_id and place.volunteer.user_id == user.pk
    if own or not access.has_role(user, roles.OFF):
        return _("一份邀约等您回答")
    return _("一份邀约等%(place)s回答") % {"place": place.name}


def _offer_text(offer: Offer) -> str:
    """Which need; to volunteers what is wished, to others which of their places is asked."""
    told = offer.card["wish"] if offer.place.volunteer_id else offer.place.name
    return _("%(need)s，%(told)s") % {"need": words.need(offer.card["need"]), "told": Truncator(told).chars(48)}


def own_meetings(user: Any) -> QuerySet[Session]:
    """The live meetings of this person, and of the places where they are the staff partner."""
    people = [seat.for_user_id for seat in access.seats(user)] or [user.pk]
    scope = Q(worker_id__in=people)
    partner = [seat.for_user_id for seat in access.seats_as(user, roles.OFF)]
    if partner:
        scope |= Q(request__place__partner_id__in=partner) & ~Q(request__place__kind="service")
    return Session.objects.filter(scope, status__in=LIVE).select_related("request", "request__client")


def _meetings(user: Any, now: datetime) -> Iterator[WorkItem]:
    """Those that have begun: each is recorded on one page."""
    for session in own_meetings(user).filter(starts_at__lte=now).order_by("starts_at")[:MOST]:
        yield WorkItem(
            title=_("记录这次帮扶"),
            text=_("%(time)s，%(where)s") % {"time": hour(session.starts_at), "where": session.where},
            url=reverse("matching:session_record", args=[session.pk]),
            verb=_("记录"),
            due_at=session.due_at or due_after(RECORD, session.ends_at),
            code=session.request.client.code,
        )


def _owed(user: Any) -> Iterator[WorkItem]:
    """First meetings to book, plans to make, next meetings, end reports."""
    live = Session.objects.filter(request=OuterRef("pk"), status__in=LIVE)
    proposed = Plan.objects.filter(request=OuterRef("pk"), status="proposed")
    rows = (
        queries.helped_by(user)
        .filter(status__in=OWED)
        .annotate(has_meeting=Exists(live), has_plan=Exists(proposed))
        .exclude(status="accepted", place__kind="job")  # its job application stands in the list instead
        .exclude(Q(has_meeting=True) & Q(status__in=("accepted", "in_service")))
        .exclude(Q(has_plan=True) & Q(status="planning"))
    )
    if not access.has_role(user, *LEADS, roles.OFF):
        rows = rows.exclude(status="closing")
    for thing in rows.order_by("due_at")[:MOST]:
        yield _step(thing)


def _step(thing: AssistanceRequest) -> WorkItem:
    title, name = {
        "accepted": (_("约首次见面"), "session_new"),
        "planning": (_("提交帮扶方案"), "plan"),
        "in_service": (_("约下一次见面"), "session_new"),
        "closing": (_("写结案报告"), "report"),
    }[thing.status]
    return WorkItem(
        title=title,
        text=words.need(thing.need),
        url=reverse(f"matching:{name}", args=[thing.number]),
        verb=_("办理"),
        due_at=thing.due_at,
        code=thing.client.code,
    )


@coming.add
def meetings_ahead(user: Any, now: datetime) -> Iterator[Coming]:
    """The meetings of the next two weeks, and one that is going on."""
    rows = own_meetings(user).filter(ends_at__gte=now, starts_at__lte=now + AHEAD).order_by("starts_at")
    for session in rows[:MOST]:
        yield Coming(
            title=words.need(session.request.need),
            text=_("%(code)s，%(where)s") % {"code": session.request.client.code, "where": session.where},
            url=reverse("matching:session_record", args=[session.pk]),
            starts_at=session.starts_at.astimezone(clock.SHANGHAI),
            ends_at=session.ends_at.astimezone(clock.SHANGHAI),
        )
