"""What the screens of courses show, worked out for the templates: rows, facts, reasons, tones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import ROLES
from desk.dates import day, day_time, english, hour, short_day, weekday_and_short_day
from kit import clock
from kit.errors import Refused
from training import queries as training
from training.courses import eligibility, queries, standing
from training.courses.guards import check_open
from training.models import Course, Diploma, Enrolment, Session

TONES = {
    "enrolled": "ok", "waiting": "wait", "offered": "run", "declined": "off", "cancelled": "off", "attended": "ok",
    "missed": "bad", "lapsed": "off", "draft": "off", "open": "ok", "closed": "wait", "running": "run", "done": "off",
    "valid": "ok", "void": "bad",
}  # fmt: skip


def said(row: Enrolment) -> str:
    """What is said after an act of one's own, by what came of it."""
    return {
        "enrolled": _("已报名。"),
        "waiting": _("名额已满，您在候补中。有名额时通知您。"),
        "declined": _("已谢绝，名额让给下一位。"),
        "cancelled": _("已退出，名额让给候补的人。"),
    }.get(row.status, _("已保存。"))


def when_parts(thing: Any) -> list[str]:
    """The day and the hours, each of which should not be broken: 3月14日 星期六, 9:00–11:30."""
    start, end = (at.astimezone(clock.SHANGHAI) for at in (thing.starts_at, thing.ends_at))
    until = hour(end) if start.date() == end.date() else f"{short_day(end)} {hour(end)}"
    return [weekday_and_short_day(start), f"{hour(start)}–{until}"]


def when(thing: Any) -> str:
    return " ".join(when_parts(thing))


def places(session: Session) -> str:
    if session.is_held or not session.free:
        return _("名额已满，可候补")
    return ngettext("还有 %(n)d 个名额", "还有 %(n)d 个名额", session.free) % {"n": session.free}


def listed(session: Session) -> dict[str, Any]:
    """One row of any list of sessions."""
    return {
        "session": session,
        "when": when_parts(session),
        "mode": session.course.get_mode_display(),
        "places": places(session),
        "gives": training.kind_label(session.course.gives) if session.course.gives else "",
        "part": part(session),
        "tone": TONES[session.status],
    }


def part(session: Session) -> str:
    return _("第 %(n)d 部分") % {"n": session.part} if session.part else ""


def mine(row: Enrolment) -> dict[str, Any]:
    """One row of my own sessions."""
    return {**listed(row.session), "row": row, "row_tone": TONES[row.status]}


def facts(session: Session) -> list[tuple[str, Any]]:
    course = session.course
    names = _comma().join(trainer.name for trainer in session.trainers.all())
    lines = [
        (_("时间"), when(session)),
        (_("地点"), session.place),
        (_("讲师"), names),
        (_("组织"), session.organiser.name),
        (_("方式"), course.get_mode_display()),
        (_("学时"), _("%(n)d 分钟") % {"n": session.minutes}),
        (_("内容"), part(session)),
        (_("名额"), _("%(places)s，共 %(all)d 个") % {"places": places(session), "all": session.capacity}),
        (_("参加的人"), session.get_people_display() if course.audience == Course.Audience.CLIENT else ""),
        (_("结业取得"), training.kind_label(course.gives) if course.gives else ""),
        (_("报名截止"), day_time(min(session.signup_closes_at, session.starts_at))),
    ]
    return [(name, value) for name, value in lines if value]


def course_facts(course: Course) -> list[tuple[str, Any]]:
    """What stands in a course, for planners."""
    comma = _comma()
    months = ngettext("%(n)d 个月", "%(n)d 个月", course.validity_months) % {"n": course.validity_months}
    lines = [
        (_("编号"), course.number),
        (_("面向"), course.get_audience_display()),
        (_("方式"), course.get_mode_display()),
        (_("学时"), _("%(n)d 分钟") % {"n": course.credit_minutes}),
        (_("最低出勤"), f"{course.presence_percent}%"),
        (_("考试"), str(course.exam) if course.exam else ""),
        (_("结业取得"), training.kind_label(course.gives) if course.gives else _("结业证书")),
        (_("有效"), months if course.validity_months else _("按规则") if course.gives else "—"),
        (_("专业领域"), course.get_area_display()),
        (_("须先持有"), comma.join(training.kind_label(kind) for kind in course.requires)),
        (_("须先结业"), comma.join(course.prerequisites.order_by("pk").values_list("title", flat=True))),
        (_("必修的身份"), comma.join(str(ROLES[role]) for role in course.compulsory_for)),
        (_("组织"), course.organiser.name),
        (_("范围"), _("本县区") if course.county_code else _("全市")),
    ]
    return [(name, value) for name, value in lines if value]


def why_shut(session: Session) -> str:
    """Why nobody can enrol now; "" while the door is open."""
    try:
        check_open(session)
    except Refused as refusal:
        return str(refusal)
    return ""


def has_begun(session: Session) -> bool:
    return clock.now() >= session.starts_at


def lacks(user: Any, session: Session) -> list[dict[str, Any]]:
    """What keeps this person from the session, each with the next session that gives it."""
    return eligibility.links(eligibility.in_the_way([user.pk], session)[user.pk], session)


def progress(course: Course, user: Any) -> dict[str, Any]:
    """How a learner stands in a course, for a card."""
    return _progress(course, standing.standing(course, user.pk))


def progresses(courses: Sequence[Course], user: Any) -> list[dict[str, Any]]:
    """The same of some courses, read together."""
    stands = standing.standings_of(user.pk, courses) if courses else {}
    return [_progress(course, stands[course.pk]) for course in courses]


def _progress(course: Course, found: standing.Standing) -> dict[str, Any]:
    return {
        "course": course,
        "text": found.sentence(),
        "percent": found.percent,
        "width": f"{min(found.percent, 100)}%",
        "has_exam": found.has_exam,
        "score": found.score,
        "may_sit": found.has_exam and found.has_attended and not found.exam_passed,
    }


def after_lessons(course: Course, stands: standing.Standing | None, held: Diploma | None) -> list[dict[str, Any]]:
    """Exam and certificate as tasks below the lessons; `stands` is None for whoever has the certificate."""
    tasks = []
    if course.exam is not None:
        is_passed = stands is None or stands.exam_passed
        may_sit = stands is not None and stands.has_attended
        state, tone = (_("已通过"), "ok") if is_passed else (_("可以考了"), "run") if may_sit else (_("还不能考"), "")
        note = _("满分 100，%(n)d 分通过") % {"n": course.exam.pass_mark}
        if may_sit and not is_passed and stands.score is not None:
            state, tone = _("没有通过"), "bad"
            note = _("最好成绩 %(score)d 分，%(n)d 分通过") % {"score": stands.score, "n": course.exam.pass_mark}
        if not is_passed and stands is not None and not may_sit:
            note = _("再学 %(n)d 分钟就可以考，%(mark)d 分通过") % {
                "n": stands.minutes_needed, "mark": course.exam.pass_mark,
            }  # fmt: skip
        url = reverse("training:quiz", args=[course.exam_id])
        tasks.append({"label": _("考试"), "url": url, "note": note, "state": state, "tone": tone})
    return [*tasks, _certificate(course, held)]


def _certificate(course: Course, held: Diploma | None) -> dict[str, Any]:
    if held is None:
        note = _("考试通过以后自动生成") if course.exam_id else _("学够以后自动生成")
        return {"label": _("结业证书"), "url": "", "note": note, "state": _("还没有"), "tone": ""}
    shown = diploma(held)
    url = reverse("training:diploma", args=[held.pk])
    return {"label": _("结业证书"), "url": url, "note": shown["until"], "state": shown["state"], "tone": shown["tone"]}


def diploma(row: Diploma) -> dict[str, Any]:
    """One certificate in a list: what it is, until when it holds, and in which colour."""
    over = row.valid_to is not None and row.valid_to < clock.today()
    state = _("已过期") if row.status == "valid" and over else str(row.status_label)
    until = _("有效到 %(day)s") % {"day": day(row.valid_to)} if row.valid_to else _("长期有效")
    return {"row": row, "state": state, "tone": "wait" if over else TONES[row.status], "until": until}


# --- for planners --------------------------------------------------------------------------------------------------
def course_row(course: Course, ahead: dict[str, Any] | None, passed: int) -> dict[str, Any]:
    return {
        "course": course,
        "tone": TONES[course.status],
        "next": ahead["first"] if ahead else None,
        "n": ahead["n"] if ahead else 0,
        "passed": passed,
    }


def step(thing: Any, move: Any) -> dict[str, Any]:
    """One line of the history of a thing."""
    found = thing.machine.step(move.verb, move.source)
    who = move.by.display_name if move.by else _("平台")
    return {"when": move.at, "text": found.label if found else move.verb, "who": who, "note": move.note}


def groups(session: Session) -> list[dict[str, Any]]:
    """The ways to look at the people of a session, each with its number."""
    n = queries.counts_at(session)
    held = n.get("enrolled", 0) + n.get("offered", 0)
    return [
        {"code": "", "label": _("全部"), "n": sum(n.values())},
        {"code": "held", "label": _("有名额"), "n": held},
        {"code": "waiting", "label": _("候补"), "n": n.get("waiting", 0)},
        {"code": "came", "label": _("已参加"), "n": n.get("attended", 0)},
        {"code": "missed", "label": _("未到"), "n": n.get("missed", 0)},
    ]


def person_row(row: Enrolment) -> dict[str, Any]:
    flags = {"moved": _("时间改过"), "no_out": _("没有签离，登记出勤")}
    return {
        "row": row,
        "name": row.learner.display_name if row.learner else row.ref,
        "tone": TONES[row.status],
        "since": row.queued_at if row.status == "waiting" else row.status_at,
        "flag": flags.get(row.flag, ""),
        "is_live": row.status in queries.LIVE,
        "is_expected": row.status in ("enrolled", "attended", "missed"),
    }


def _comma() -> str:
    return ", " if english() else "、"
