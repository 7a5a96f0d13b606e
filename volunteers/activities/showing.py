"""What the screens of activities show, worked out for the templates: rows, facts, reasons, tones."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from audit.moves import histories
from desk.dates import day_time, english, hour, short_day, weekday_and_short_day
from kit import clock
from kit.errors import Refused
from training import queries as training
from volunteers.activities import fit, kinds, queries
from volunteers.activities.browsing import Suited
from volunteers.activities.guards import check_open
from volunteers.activities.signing import MOVED
from volunteers.models import ClientSeat, Posting, Shift, Signup, Team, Volunteer

TONES = {
    # signups and seats
    "requested": "wait", "confirmed": "ok", "waiting": "wait", "offered": "run", "declined": "off", "refused": "off",
    "late_cancelled": "bad", "no_show": "bad", "attended": "ok", "lapsed": "off", "seated": "ok", "missed": "bad",
    # postings and shifts
    "draft": "off", "published": "ok", "closed": "wait", "completed": "off", "cancelled": "off", "open": "ok",
    "running": "run", "done": "off",
}  # fmt: skip
WHY = {
    fit.INTENT: lazy("您的服务意向"),
    fit.SKILL: lazy("用得上您的技能"),
    fit.TIME: lazy("在您有空的时段"),
    fit.TOWN: lazy("就在您的街道"),
}
FLAGS = {
    "moved": lazy("时间改过，可不计临时退出"),
    "overlap": lazy("与另一个班次或培训重叠"),
    "lacks": lazy("条件有变，请核对"),
    "called": lazy("联系过"),
}


def said(row: Signup) -> str:
    """What is said after an act of one's own, by what came of it."""
    return {
        "confirmed": _("已报名。"),
        "waiting": _("名额已满，您在候补中。有名额时通知您。"),
        "requested": _("已申请，组织者同意后通知您。"),
        "declined": _("已谢绝，名额让给下一位。"),
        "cancelled": _("已退出，名额让给候补的人。"),
        "late_cancelled": _("已退出，记为一次临时退出。"),
    }.get(row.status, _("已保存。"))


def team_said(rows: list[Signup]) -> str:
    return _("全队 %(n)d 人已报名，每个人都收到了通知。") % {"n": len(rows)}


def when_parts(shift: Any) -> list[str]:
    """The day and the hours of a time, each of which should not be broken: 3月14日 星期六, 9:00–11:30."""
    start, end = (at.astimezone(clock.SHANGHAI) for at in (shift.starts_at, shift.ends_at))
    until = hour(end) if start.date() == end.date() else f"{short_day(end)} {hour(end)}"
    return [weekday_and_short_day(start), f"{hour(start)}–{until}"]


def when(shift: Any) -> str:
    return " ".join(when_parts(shift))


def places(shift: Shift) -> str:
    if shift.is_held or not shift.free:
        return _("名额已满，可候补")
    return ngettext("还有 %(n)d 个名额", "还有 %(n)d 个名额", shift.free) % {"n": shift.free}


def listed(shift: Shift) -> dict[str, Any]:
    """One row of any list of shifts."""
    return {
        "shift": shift,
        "when": when_parts(shift),
        "kind": kinds.label(shift.posting.kind),
        "places": places(shift),
        "tone": TONES[shift.status],
    }


def suited(row: Suited) -> dict[str, Any]:
    return {**listed(row.shift), "why": [WHY[name] for name in row.fit.why]}


def detail(shift: Shift) -> dict[str, Any]:
    """One shift for whoever thinks of taking it."""
    return {
        "shift": shift,
        "posting": shift.posting,
        "when": when(shift),
        "when_parts": when_parts(shift),
        "facts": [*_what(shift), *_terms(shift)],
    }


def _what(shift: Shift) -> list[tuple[str, Any]]:
    posting = shift.posting
    return [
        (_("时间"), when(shift)),
        (_("地点"), posting.place),
        (_("组织"), shift.organiser.name),
        (_("类别"), kinds.label(posting.kind)),
        (_("名额"), _("%(places)s，共 %(all)d 个") % {"places": places(shift), "all": shift.capacity}),
    ]


def _terms(shift: Shift) -> list[tuple[str, Any]]:
    """What it asks and until when one decides; lines that say nothing are left out."""
    posting = shift.posting
    asks_volunteers = posting.audience == Posting.Audience.VOLUNTEERS
    lines = [
        (_("须持有"), conditions(posting)),
        (_("年龄"), _("满 %(n)d 周岁") % {"n": posting.min_age}),
        (_("保险"), _("须在人身意外伤害保险有效期内") if posting.is_risky else ""),
        (_("报名截止"), day_time(min(shift.signup_closes_at, shift.starts_at))),
        (
            _("可退出至"),
            _("%(at)s，之后退出记为临时退出") % {"at": day_time(shift.cancel_until)} if asks_volunteers else "",
        ),
        (_("联系"), posting.contact),
    ]
    return [(name, value) for name, value in lines if value]


def why_shut(shift: Shift) -> str:
    """Why nobody can sign up now; "" while the door is open."""
    try:
        check_open(shift)
    except Refused as refusal:
        return str(refusal)
    return ""


def is_late(row: Signup) -> bool:
    """Whether withdrawing now would count."""
    return row.status == "confirmed" and clock.now() > row.shift.cancel_until and row.flag not in MOVED


def has_begun(shift: Shift) -> bool:
    return clock.now() >= shift.starts_at


def team(row: Team, me: Volunteer) -> dict[str, Any]:
    names = [member.user.display_name for member in row.members.all()]
    return {"team": row, "leads": row.leader_id == me.pk, "names": _comma().join(names), "n": len(names)}


def conditions(posting: Posting) -> str:
    return _comma().join(training.kind_label(kind) for kind in posting.requires)


def _comma() -> str:
    return ", " if english() else "、"


# --- for organisers --------------------------------------------------------------------------------------------
def posting_row(posting: Posting, ahead: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "posting": posting,
        "tone": TONES[posting.status],
        "kind": kinds.label(posting.kind),
        "next": ahead["first"] if ahead else None,
        "shifts_n": ahead["n"] if ahead else 0,
        "taken": ahead["taken"] if ahead else 0,
    }


def posting_facts(posting: Posting) -> list[tuple[str, Any]]:
    return [
        (_("编号"), posting.number),
        (_("组织"), posting.organiser.name),
        (_("类别"), kinds.label(posting.kind)),
        (_("参加的人"), posting.get_audience_display()),
        (_("街道"), posting.town.name),
        (_("地点"), posting.place or "—"),
        (_("年龄"), _("满 %(n)d 周岁") % {"n": posting.min_age}),
        (_("须持有"), conditions(posting) or "—"),
        (_("用得上的技能"), _comma().join(kinds.skill_words(posting.skill_mask)) or "—"),
        (_("报名"), _("报名即确认") if posting.self_signup else _("逐个由组织者同意")),
        *([(_("保险"), _("须在人身意外伤害保险有效期内"))] if posting.is_risky else []),
        *([(_("公开"), _("内容保密，不公开"))] if posting.is_confidential else []),
        (_("联系"), posting.contact or "—"),
    ]  # fmt: skip


def step(thing: Any, move: Any) -> dict[str, Any]:
    """One line of the history of a thing."""
    found = thing.machine.step(move.verb, move.source)
    who = move.by.display_name if move.by else _("平台")
    return {"when": move.at, "text": found.label if found else move.verb, "who": who, "note": move.note}


def place_steps(shift: Shift, most: int) -> list[dict[str, Any]]:
    """What became of the places lately: whose, which step, by whom, when."""
    moves = list(histories(queries.signups_at(shift))[:most])
    signups = {row.pk: row for row in queries.signups_at(shift).filter(pk__in={m.thing_id for m in moves})}
    return [_place_step(signups[move.thing_id], move) for move in moves]


def _place_step(row: Signup, move: Any) -> dict[str, Any]:
    name = row.volunteer.user.display_name
    shown = step(row, move)
    own = move.by_id is not None and move.by_id == row.volunteer.user_id
    return {**shown, "text": f"{name} {shown['text']}", "who": _("本人") if own else shown["who"]}


def groups(shift: Shift) -> list[dict[str, Any]]:
    """The ways to look at the people of a shift, each with its number."""
    n = queries.counts_at(shift)
    return [
        {"code": "", "label": _("全部"), "n": sum(n.values())},
        {"code": "requested", "label": _("等您同意"), "n": n.get("requested", 0)},
        {"code": "confirmed", "label": _("有名额"), "n": n.get("confirmed", 0) + n.get("offered", 0)},
        {"code": "waiting", "label": _("候补"), "n": n.get("waiting", 0)},
    ]


def signup_row(row: Signup) -> dict[str, Any]:
    return {
        "row": row,
        "tone": TONES[row.status],
        "since": row.queued_at if row.status == "waiting" else row.status_at,
        "flag": FLAGS.get(row.flag, ""),
        "is_live": row.status in queries.LIVE,
    }


def client_row(row: ClientSeat) -> dict[str, Any]:
    return {"row": row, "tone": TONES[row.status]}


def call_row(row: Signup, *, with_phone: bool) -> dict[str, Any]:
    phone = (row.volunteer.user.phone or "").removeprefix("+86") if with_phone else ""
    return {"row": row, "phone": phone, "flag": FLAGS.get(row.flag, "")}


def places_free(shift: Shift) -> str:
    return ngettext("空 %(n)d 个名额", "空 %(n)d 个名额", shift.free) % {"n": shift.free}
