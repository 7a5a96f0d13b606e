"""The undertaking that an employer signs before a post of its own opens: to hire fairly and to keep silent."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy

from accounts.models import OrgUnit, User
from audit import trail
from audit.moves import move
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from matching import policies
from matching.models import FairHiringPledge, Place
from matching.offers.services import place_opened

VERSION = "2026-1"  # of the words below; new words are a new version, and are signed anew
WORDS = (
    gettext_lazy("没有法律依据，不以受过刑事处罚或正在接受社区矫正为由拒绝录用、压低待遇。"),  # law: R-CC-09
    gettext_lazy("同工同酬，依法签订劳动合同，缴纳社会保险。"),
    gettext_lazy("得知的身份情况只限经办人知道，不告诉同事和顾客。"),
    gettext_lazy("不录用的，写明真实原因。"),
)


@transaction.atomic
def sign_pledge(
    org: OrgUnit, *, by: User, signed_name: str, signed_on: date | None = None, on_paper: bool = False
) -> FairHiringPledge:
    """Sign for the own organisation, or enter what was signed on paper; posts that a manager has reviewed open.

    Refused: no employer; no name; a day to come. Twice gives the same row. Law: R-CC-09.
    """
    pledge = FairHiringPledge(org=org, version=VERSION, on_paper=on_paper, entered_by=by, entered_at=clock.now())
    policies.require(by, "sign_pledge", pledge)
    if org.kind != "employer":
        raise Refused(_("只有用人单位签署这份承诺。"), code="employer")
    pledge.signed_name, pledge.signed_on = signed_name.strip(), signed_on or clock.today()
    if len(pledge.signed_name) < 2:
        raise Refused(_("写明签署人的姓名。"), code="signed_name")
    if pledge.signed_on > clock.today():
        raise Refused(_("签署日期不能晚于今天。"), code="signed_on")
    if known := FairHiringPledge.objects.filter(org=org, version=VERSION).first():
        return known
    pledge.save()
    trail.record("employer.pledge", org, by=by, detail={"version": VERSION, "paper": on_paper}, county=org.county_code)
    for place in Place.objects.filter(org=org, kind="job", status="draft", is_reviewed=True, warning=""):
        move(place, "open", by=None)
        place_opened(place)
    return pledge


def pledge_of(org_id: int | None) -> FairHiringPledge | None:
    return FairHiringPledge.objects.filter(org_id=org_id, version=VERSION).first()


def is_signed(org_id: int | None) -> bool:
    return pledge_of(org_id) is not None
