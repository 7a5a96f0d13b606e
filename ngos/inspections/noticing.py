"""From a finding to a rectification notice in one click."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import translation

from accounts.models import User
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos import policies
from ngos.inspections.services import fresh_finding
from ngos.models import Finding
from ngos.rectification import services as rectification


@transaction.atomic
def issue_from_finding(finding: Finding, *, by: User, due_on: date | None = None) -> Any:
    """Issue a rectification notice from this finding, to whoever was inspected. Refused: not done; issued already."""
    policies.require(by, "issue_from_finding", finding.inspection)
    finding = fresh_finding(finding)
    if finding.inspection.status != "done":
        raise Refused(_("检查完成以后再发整改通知。"), code="not_done")
    if finding.notice_ref:
        raise Refused(_("这一条已经发过整改通知。"), code="issued")
    notice = rectification.issue_notice(
        finding.inspection.addressee, by=by, source=finding.ref, items=[item_of(finding)], due_on=due_on
    )
    finding.notice_ref = notice.number
    finding.save(update_fields=["notice_ref"])
    return notice


def item_of(finding: Finding) -> dict[str, Any]:
    """The finding as an item of a notice; a notice is Chinese, whoever sends it."""
    with translation.override("zh-hans"):
        demand = str(_("改正并提交证据，写明防止再次发生的办法。"))
    return {"clause": finding.clause, "finding": finding.text, "demand": demand}
