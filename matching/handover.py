"""What somebody who leaves must hand over: files, requests, places they partner, cases they help with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import hooks
from audit import trail
from matching.models import AssistanceRequest, Client, Place, Session
from matching.supervisees.models import IN_REGISTER

OVER = ("closed", "cancelled")


def _files(user: Any) -> QuerySet[Client]:
    return Client.objects.filter(officer=user, status__in=IN_REGISTER)


def _requests(user: Any) -> QuerySet[AssistanceRequest]:
    return AssistanceRequest.objects.filter(officer=user).exclude(status__in=OVER)


def _helped(user: Any) -> QuerySet[AssistanceRequest]:
    """Cases that a social worker carries for a provider; a volunteer's or an employer's end with them."""
    return AssistanceRequest.objects.filter(helper=user, place__kind="service").exclude(status__in=OVER)


def _places(user: Any) -> QuerySet[Place]:
    return Place.objects.filter(partner=user).exclude(status="expired")


@hooks.caseloads.add
def duties(user: Any) -> Iterator[hooks.Duty]:
    """Four counts; empty when there is nothing to hand over."""
    yield hooks.Duty(_("负责的帮扶对象"), _files(user).count(), reverse("matching:clients"))
    yield hooks.Duty(_("负责的需求"), _requests(user).count(), reverse("matching:requests"))
    yield hooks.Duty(_("正在帮扶的需求"), _helped(user).count(), reverse("matching:mine"))
    yield hooks.Duty(_("搭档的资源"), _places(user).count(), reverse("matching:places"))


@hooks.handovers.add
def hand_over(user: Any, to: Any, by: Any) -> int:
    """Give it all to `to`, in the caller's transaction. Released fields are not handed over: they were released
    to a person, and the officer decides anew (R-PI-02). A deputy who becomes the officer is no longer deputy."""
    _files(user).filter(deputy=to).update(deputy=None)
    helped = list(_helped(user).values_list("pk", flat=True))
    Session.objects.filter(request_id__in=helped, status__in=("booked", "awaiting_record")).update(worker=to)
    counts = {
        "files": _files(user).update(officer=to),
        "requests": _requests(user).update(officer=to),
        "helped": AssistanceRequest.objects.filter(pk__in=helped).update(helper=to),
        "places": _places(user).update(partner=to),
    }
    trail.record("matching.hand_over", by=by, detail={"from": user.pk, "to": to.pk, **counts})
    return sum(counts.values())
