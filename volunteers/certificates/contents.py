"""From the rows of a volunteer to the plain values of a sheet."""

from __future__ import annotations

from typing import Any

from desk.dates import day_span
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from training.queries import held_by, kind_label
from volunteers.certificates import queries, sheet
from volunteers.models import Certificate, CertifiedLog, ServiceLog, Volunteer

Kind = Certificate.Kind
COURSES = ("induction", "refresher")


def sheet_of(certificate: Certificate) -> tuple[dict[str, Any], list[CertifiedLog]]:
    """What is printed, and the records it rests on. Refused when there is nothing to certify."""
    with sheet.in_chinese():
        if certificate.kind == Kind.STAR:
            return _star(certificate), []
        if certificate.kind == Kind.TRAINING:
            return _training(certificate), []
        return _hours(certificate)


def preview(certificate: Certificate) -> dict[str, Any]:
    """Minutes and lines as they would be printed today, for whoever is about to issue. Refused when there are none."""
    with sheet.in_chinese():
        if certificate.kind == Kind.TRAINING:
            return {"heads": sheet.TRAINING_HEADS, "lines": sheet.paper_lines(_named(_papers(certificate)))}
        records = [_record(log) for log in _logs(certificate)]
        heads, lines = sheet.table_of(records, by_recorder=certificate.kind == Kind.SUMMARY)
        return {"heads": heads, "lines": lines, "minutes": sum(r.minutes for r in records)}


def is_trained(volunteer: Volunteer) -> bool:
    return any(p.kind in COURSES for p in held_by(volunteer.user_id))


def require_any(certificate: Certificate) -> None:
    """Refuse a request that could only end in an empty sheet."""
    if certificate.kind == Kind.TRAINING:
        _papers(certificate)
    else:
        _logs(certificate)


def _hours(certificate: Certificate) -> tuple[dict[str, Any], list[CertifiedLog]]:
    logs = _logs(certificate)
    records = [_record(log) for log in logs]
    compose = sheet.summary if certificate.kind == Kind.SUMMARY else sheet.service
    period = sheet.period_of(records, certificate.from_on, certificate.to_on)
    found = compose(_holder(certificate), records, _signature(certificate), period=period, purpose=certificate.purpose)
    return found, [_used(certificate, log) for log in logs]


def _used(certificate: Certificate, log: ServiceLog) -> CertifiedLog:
    minutes = log.verified_minutes or 0
    return CertifiedLog(certificate=certificate, log=log, minutes=minutes, credit_class=log.credit_class)


def _logs(certificate: Certificate) -> list[ServiceLog]:
    issuer = None if certificate.kind == Kind.SUMMARY else certificate.issuer
    rows = queries.records(certificate.volunteer, issuer=issuer, from_on=certificate.from_on, to_on=certificate.to_on)
    logs = list(rows.select_related("office", "shift__posting").order_by("starts_at", "pk"))
    if not logs:
        who = _("各单位") if issuer is None else issuer.name
        raise Refused(
            _("%(who)s在这段时间没有记录并核实您的服务时长。换一段时间，或先看服务时长的明细。") % {"who": who},
            code="nothing_recorded",
        )
    return logs


def _record(log: ServiceLog) -> sheet.Record:
    return sheet.Record(
        what=what_was_done(log),
        recorder=log.office.name,
        on=log.starts_at.astimezone(clock.SHANGHAI).date(),
        minutes=log.verified_minutes or 0,
        is_honour=log.credit_class == ServiceLog.CreditClass.HONOUR,
    )


def what_was_done(log: ServiceLog) -> str:
    """In words that name nobody: what was planned with one client, or typed in by hand, is not printed."""
    if log.shift_id:
        return log.shift.posting.title
    if log.engagement_id:
        return sheet.ONE_TO_ONE
    return sheet.CARRIED_OVER if log.source == ServiceLog.Source.IMPORT else sheet.OTHER_SERVICE


def _star(certificate: Certificate) -> dict[str, Any]:
    star = certificate.star
    return sheet.star(
        _holder(certificate),
        _signature(certificate),
        level=star.level,
        threshold=star.threshold_minutes,
        noticed=day_span(star.noticed_on, star.noticed_until),
    )


def _training(certificate: Certificate) -> dict[str, Any]:
    papers = _named(_papers(certificate))
    return sheet.training(_holder(certificate), _signature(certificate), papers=papers, purpose=certificate.purpose)


def _named(papers: list[Any]) -> list[sheet.Paper]:
    return [(kind_label(p.kind), p.valid_from, p.valid_to) for p in papers]


def _papers(certificate: Certificate) -> list[Any]:
    found = [p for p in held_by(certificate.volunteer.user_id) if p.kind in COURSES]
    if not found:
        raise Refused(_("还没有通过的培训。完成岗前培训后再申请。"), code="no_training")
    return found


def _holder(certificate: Certificate) -> sheet.Holder:
    volunteer = certificate.volunteer
    return sheet.Holder(volunteer.user.display_name, volunteer.id_number or "", volunteer.number)


def _signature(certificate: Certificate) -> sheet.Signature:
    return sheet.Signature(
        issuer=certificate.issuer.name,
        in_charge=certificate.in_charge or "—",
        handler=certificate.issued_by.display_name,
        contact=certificate.contact or "—",
        issued_at=certificate.issued_at,
        number=certificate.number or "",
        code=certificate.code,
    )
