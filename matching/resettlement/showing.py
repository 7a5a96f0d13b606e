"""What the pages of a handover show: lines of lists, facts, the way a notice went."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Division, OrgUnit
from desk import dates
from kit import clock, identity
from matching import policies, words
from matching.models import HandoverNotice
from matching.resettlement.figures import Kept, Share, k19

TONES = {
    "announced": "wait", "returned": "bad", "received": "run", "linked": "ok", "in_help": "ok", "ended": "off",
    "withdrawn": "off",
}  # fmt: skip
YEAR = timedelta(days=365)


def prison_state(notice: HandoverNotice) -> tuple[str, str]:
    """What became of a notice as far as the prison hears of it: received, met. What help there is stays local."""
    if notice.status in ("linked", "in_help") or (notice.status == "ended" and notice.linked_on):
        return _("已衔接"), "ok"
    if notice.status == "ended":
        return _("已办结"), "off"
    return str(notice.status_label), TONES[notice.status]


def prison_line(notice: HandoverNotice) -> dict[str, Any]:
    state, tone = prison_state(notice)
    return {"n": notice, "state": state, "tone": tone, "where": where(notice), "runs": notice.status in (
        "announced", "returned", "received",
    )}  # fmt: skip


def where(notice: HandoverNotice) -> str:
    county = notice.town.parent.name if notice.town.parent else ""
    return f"{county}{notice.town.name}"


def office_line(notice: HandoverNotice) -> dict[str, Any]:
    return {
        "n": notice,
        "about": about(notice),
        "tone": TONES[notice.status],
        "overdue": bool(notice.due_at and notice.due_at < clock.now()),
    }


def about(notice: HandoverNotice) -> str:
    band = identity.age_band(notice.age_at_release)
    return words.sentence_of([words.sex(notice.sex), words.age(band), notice.town.name])


def said_late(notice: HandoverNotice) -> str:
    if not notice.is_late:
        return _("%(day)s，在期限内") % {"day": dates.day(notice.notified_on)}
    return _("%(day)s，晚了 %(n)d 天") % {"day": dates.day(notice.notified_on), "n": notice.days_late}


def prison_facts(notice: HandoverNotice) -> list[tuple[str, Any]]:
    return [
        (_("监狱编号"), notice.prison_ref or "—"),
        (_("出监日期"), dates.day(notice.release_on)),
        (_("接收地"), f"{where(notice)}·{notice.office.name}"),
        (_("最迟通知日期"), dates.day(notice.due_on)),
        (_("通知日期"), said_late(notice)),
        (_("报送方式"), notice.get_source_display()),
    ]


def prison_steps(notice: HandoverNotice) -> list[dict[str, Any]]:
    steps = [
        {"when_text": dates.day(notice.notified_on), "text": _("已通知"), "note": "", "state": "done"},
        {
            "when_text": dates.day(notice.received_on) if notice.received_on else "—",
            "text": _("接收地确认接收"), "note": "", "state": "done" if notice.received_on else "",
        },
        {
            "when_text": dates.day(notice.linked_on) if notice.linked_on else "—",
            "text": _("出监后见到本人"), "note": "", "state": "done" if notice.linked_on else "",
        },
    ]  # fmt: skip
    if notice.status == "returned":
        steps[1] = {"when_text": dates.day_time(notice.status_at), "text": _("已退回，待更正"),
                    "note": notice.sent_back_why, "state": "now"}  # fmt: skip
    return steps


def office_facts(notice: HandoverNotice) -> list[tuple[str, Any]]:
    facts = [
        (_("监狱"), notice.prison.name),
        (_("出监日期"), dates.day(notice.release_on)),
        (_("最迟见面日期"), dates.day(notice.link_by_on)),
        (_("监狱通知日期"), said_late(notice)),
        (_("必接必送"), _("是，出监当天到监狱接人") if notice.must_meet else _("否")),
        (_("需要的帮助"), words.listed(words.needs(notice.needs)) or "—"),
        (_("责任人"), notice.officer or _("没有")),
    ]
    if notice.linked_on:
        facts.append((_("见面日期"), dates.day(notice.linked_on)))
    if notice.term_end_on:
        facts.append((_("帮教期满日"), dates.day(notice.term_end_on)))
    return facts


def papers(rows: Any) -> list[dict[str, Any]]:
    return [
        {"skill": words.listed(words.skills(1 << p.skill)), "issuer": p.issuer, "on": dates.day(p.issued_on)}
        for p in rows
    ]


# --- what may be done --------------------------------------------------------------------------------------------
ACTS: dict[str, tuple[tuple[str, str, str, bool], ...]] = {
    # status → (right, page, button, the one to take first)
    "announced": (("receive_notice", "receive_release", "receive", True), ("send_back_notice", "back", "back", False)),
    "received": (("link_notice", "link_release", "met", True), ("decline_help", "decline", "decline", False),
                 ("send_back_notice", "back", "back", False), ("end_for_relapse", "relapse", "relapse", False)),
    "linked": (("record_contact", "contact_release", "contact", True), ("decline_help", "decline", "decline", False),
               ("link_notice", "undo", "undo", False), ("end_for_relapse", "relapse", "relapse", False)),
    "in_help": (("record_contact", "contact_release", "contact", True), ("decline_help", "decline", "decline", False),
                ("end_for_relapse", "relapse", "relapse", False)),
    "ended": (("resume_help", "resume", "resume", False),),
}  # fmt: skip


def acts(notice: HandoverNotice, user: Any) -> list[dict[str, Any]]:
    """The buttons open to this person now; a first meeting is recorded from the day of release on."""
    said = {
        "receive": _("确认接收"), "back": _("退回更正"), "met": _("记录见面"), "contact": _("记录一次联系"),
        "decline": _("本人不需要帮教"), "undo": _("撤销见面"), "relapse": _("另案处理"), "resume": _("恢复帮教"),
    }  # fmt: skip
    found = []
    for right, page, label, first in ACTS.get(notice.status, ()):
        if not policies.may(user, right, notice) or (label == "met" and notice.release_on > clock.today()):
            continue
        if label == "resume" and not (notice.file and notice.file.end_reason == "declined"):
            continue
        url = (
            reverse(f"matching:{page}", args=[notice.number])
            if "_" in page
            else reverse("matching:release_act", args=[notice.number, page])
        )
        found.append({"url": url, "label": said[label], "first": first})
    return found


# --- K19 -----------------------------------------------------------------------------------------------------------
def kept_table(kept: dict[Any, Kept], names: dict[Any, str]) -> dict[str, Any]:
    """K19 with its n and d, one row a county or prison."""
    heads = [_("县区"), _("按期通知"), _("十日内见面")]
    rows = [[names.get(key, "—"), said(k.notices), said(k.links)] for key, k in sorted(kept.items())]
    return {"caption": _("衔接是否及时（最近十二个月出监）"), "heads": heads, "rows": rows}


def said(share: Share) -> str:
    return f"{share.pct}% ({share.n}/{share.d})" if share.d else "—"


def of_counties(counties: list[str] | None = None) -> dict[str, Any]:
    """K19 of these counties, of all where none are named."""
    today = clock.today()
    where: dict[str, Any] = {"county_code__in": counties} if counties is not None else {}
    kept = k19(today - YEAR, today, **where)
    names = dict(Division.objects.filter(level="county", pk__in=kept).values_list("code", "name"))
    return kept_table(kept, names)


def of_prison(prison_id: int, on: date) -> Share:
    """The notices of the last year that were in time, of all whose release is known by now."""
    kept = k19(on - YEAR, on + YEAR, by="prison_id", prison_id=prison_id).get(prison_id)
    return kept.notices if kept else Share(0, 0)


def of_prisons() -> dict[str, Any]:
    today = clock.today()
    kept = k19(today - YEAR, today, by="prison_id")
    names = dict(OrgUnit.objects.filter(pk__in=kept).values_list("pk", "name"))
    return {**kept_table(kept, names), "caption": _("各监狱的通知（最近十二个月出监）"), "heads": [
        _("监狱"), _("按期通知"), _("十日内见面"),
    ]}  # fmt: skip
