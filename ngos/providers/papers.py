"""The passport: handing papers in, checking and returning them, reading the scans."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from accounts import queries as people
from accounts import roles
from accounts.models import User
from audit import trail
from desk.uploads import services as uploads
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from messaging import outbox
from ngos import policies
from ngos.models import Provider, ProviderPaper
from ngos.providers import expiry
from ngos.providers.numbers_of_law import PAPER_KINDS, REGISTRATION, SINGLE
from ngos.providers.passport import LABELS


@transaction.atomic
def enter_paper(
    provider: Provider, *, by: User, kind: str, title: str = "", number: str = "", valid_from: date | None = None,
    valid_to: date | None = None, scan: Any = None,
) -> ProviderPaper:  # fmt: skip
    """Put a paper into the passport. What an officer enters from the original is checked by that.

    Refused: a paper that has run out; one of several without its title; the organisation's own without a scan.
    """
    role = policies.require(by, "enter_provider_paper", provider)
    _refuse_unfit(provider, kind, title, valid_from, valid_to)
    if role == roles.NGA and scan is None:
        raise Refused(_("附上扫描件或照片。"), code="scan", at={"scan": [_("附上扫描件或照片。")]})
    office, now = role != roles.NGA, clock.now()
    paper = ProviderPaper.objects.create(
        provider=provider, kind=kind, title=title.strip(), number=number.strip(), valid_from=valid_from,
        valid_to=valid_to, scan=uploads.keep(scan, by=by) if scan else None, entered_by=by, entered_at=now,
        checked_by=by if office else None, checked_at=now if office else None,
    )  # fmt: skip
    trail.record("provider_paper.enter", paper, by=by, detail={"provider": provider.pk, "kind": kind})
    if office:
        _counted(paper)
    return paper


@transaction.atomic
def check_paper(paper: ProviderPaper, *, by: User) -> ProviderPaper:
    """Say that the paper was looked at and holds; with it a restriction ends. Refused: it was decided already."""
    paper = _to_decide(paper, by)
    paper.checked_by, paper.checked_at = by, clock.now()
    paper.save(update_fields=["checked_by", "checked_at"])
    trail.record("provider_paper.check", paper, by=by, detail={"provider": paper.provider_id})
    _counted(paper)
    return paper


@transaction.atomic
def return_paper(paper: ProviderPaper, *, by: User, reason: str) -> ProviderPaper:
    """Send one paper back with the reason; the organisation is told."""
    paper = _to_decide(paper, by)
    if not reason.strip():
        raise Refused(_("写明退回的原因。"), code="reason")
    paper.returned_reason = reason.strip()[:200]
    paper.save(update_fields=["returned_reason"])
    trail.record("provider_paper.return", paper, by=by, detail={"provider": paper.provider_id})
    for person in people.people_with(roles.NGA, unit=paper.provider.org):
        outbox.put(
            "provider_paper_returned", to=person, about=paper, url=reverse("ngos:passport"), urgent=True,
            paper=LABELS[paper.kind], reason=paper.returned_reason,
        )  # fmt: skip
    return paper


def read_scan(paper: ProviderPaper, *, by: User) -> HttpResponse:
    """Hand the scan of a paper out; the log says who read it."""
    policies.require(by, "read_provider_paper", paper)
    trail.record("provider_paper.read", paper, by=by, fields=["scan"])
    return uploads.hand_out(paper.scan, str(paper.get_kind_display()))


def take_over_certificate(provider: Provider, until: date | None, *, by: User) -> ProviderPaper | None:
    """The certificate as the city's list has it: the office kept the list, so it counts as checked; it has no scan."""
    policies.require(by, "check_provider_paper", provider)
    if until is None:
        return None
    now = clock.now()
    paper = ProviderPaper.objects.create(
        provider=provider, kind=REGISTRATION, valid_to=until, entered_by=by, entered_at=now, checked_by=by,
        checked_at=now,
    )  # fmt: skip
    _counted(paper)
    return paper


# --- steps ------------------------------------------------------------------------------------------------------
def _to_decide(paper: ProviderPaper, by: User) -> ProviderPaper:
    policies.require(by, "check_provider_paper", paper)
    paper = ProviderPaper.objects.select_for_update(of=("self",)).select_related("provider__org").get(pk=paper.pk)
    if paper.checked_at or paper.returned_reason:
        raise Refused(_("这份材料已经核对过了。"), code="paper_decided")
    return paper


def _refuse_unfit(provider: Provider, kind: str, title: str, valid_from: date | None, valid_to: date | None) -> None:
    if provider.status == "delisted":
        raise Refused(_("机构已经移出名录。"), code="delisted")
    if kind not in dict(PAPER_KINDS):
        raise Refused(_("没有这种材料。"), code="paper_kind")
    if kind not in SINGLE and not title.strip():
        raise Refused(_("写明是什么材料。"), code="title", at={"title": [_("写明是什么材料。")]})
    if valid_to and valid_to < clock.today():
        raise Refused(_("这份材料已经过期。"), code="paper_over", at={"valid_to": [_("这份材料已经过期。")]})
    if valid_from and valid_to and valid_to < valid_from:
        raise Refused(_("有效期的结束不能早于开始。"), code="days", at={"valid_to": [_("有效期的结束不能早于开始。")]})


def _counted(paper: ProviderPaper) -> None:
    """A checked paper: the certificate's last day stands on the file, and what it renews restricts no more."""
    provider = paper.provider
    if paper.kind == REGISTRATION:
        provider.licence_until_on = paper.valid_to
        provider.save(update_fields=["licence_until_on"])
    expiry.settle(provider, clock.today())
