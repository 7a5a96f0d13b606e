"""Keeping entries fresh: which run out soon, a reminder before they do, one tap that says nothing has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from accounts import access, roles
from accounts.models import User
from audit.moves import move
from desk.hooks import WorkItem, worklist
from kit import clock, rules
from kit.errors import Refused
from kit.sentences import gettext as _
from matching import queries
from matching.models import Place
from matching.offers.services import who_answers
from matching.resources import services
from messaging import outbox

SOON = timedelta(days=14)
IN_HAND = ("open", "paused")
KEPT_BY_OFFICE = ("agency", "community")  # their suppliers have no log-in

outbox.template(
    "places_to_confirm",
    subject=gettext_lazy("请确认帮扶资源的信息"),
    body=gettext_lazy("有 %(n)s 处快到确认期，到期后匹配时会提示“久未确认”。没有变化的，点一下即可。"),
)


def fresh_since() -> date:
    """Confirmed before this day is "not confirmed since" (rule matching.fresh_days)."""
    return clock.today() - timedelta(days=int(rules.value("matching.fresh_days")))


def to_confirm(user: Any) -> QuerySet[Place]:
    """The entries this person answers for that are, or within two weeks will be, not confirmed for too long."""
    scope = queries.NOBODY
    for seat in access.seats(user):
        if seat.role in (roles.RES, roles.NGA):
            scope |= Q(org_id=seat.unit_id)
        if seat.role == roles.VOL:
            scope |= Q(volunteer__user_id=seat.user.pk)
        if seat.role == roles.OFF:
            scope |= Q(partner_id=seat.for_user_id) & ~Q(kind="volunteer")
    rows = Place.objects.filter(scope, status__in=IN_HAND, confirmed_on__lt=fresh_since() + SOON)
    return rows.select_related("org", "town", "volunteer__user").order_by("confirmed_on", "pk")


@transaction.atomic
def confirm_all(places: Iterable[Place], *, by: User) -> list[Place]:
    """Say of several entries at once that they still hold."""
    done = [services.confirm_place(place, by=by) for place in places]
    if not done:
        raise Refused(_("现在没有要确认的。"), code="none")
    return done


def remind_due() -> int:
    """Tell whoever answers for entries that soon count as not confirmed, once in two weeks; how many people."""
    rows = Place.objects.filter(status__in=IN_HAND, confirmed_on__lt=fresh_since() + SOON)
    people: dict[int, User] = {}
    counts: Counter[int] = Counter()
    for place in rows.select_related("volunteer__user", "partner")[:5_000]:
        for person in who_answers(place):
            people[person.pk] = person
            counts[person.pk] += 1
    turn = clock.today().toordinal() // SOON.days
    for pk, n in counts.items():
        url = reverse("matching:places_to_confirm")
        outbox.put("places_to_confirm", to=people[pk], url=url, once=f"places_to_confirm:{pk}:{turn}", n=n)
    return len(counts)


def expire_due() -> int:
    """End the entries whose last day has passed; who is there stays. How many."""
    due = list(Place.objects.filter(valid_to__lt=clock.today()).exclude(status="expired")[:1_000])
    for place in due:
        with transaction.atomic():
            move(place, "expire", by=None)
    return len(due)


@worklist.add
def entries_to_confirm(user: Any, now: datetime) -> Iterator[WorkItem]:
    """One line for all of them. One query."""
    if not access.has_role(user, roles.RES, roles.NGA, roles.VOL, roles.OFF):
        return
    if n := to_confirm(user).count():
        yield WorkItem(
            title=ngettext("确认 %(n)d 处帮扶资源没有变化", "确认 %(n)d 处帮扶资源没有变化", n) % {"n": n},
            text=_("久未确认的，匹配时会提示。"),
            url=reverse("matching:places_to_confirm"),
            verb=_("去确认"),
        )
