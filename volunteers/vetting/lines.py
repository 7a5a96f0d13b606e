"""Applications as the desk shows them: what is odd, how far each is, facts, who else has the ID number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from desk.dates import day
from kit import clock, identity
from training import queries as training
from volunteers import hooks
from volunteers import queries as volunteers
from volunteers.models import Application, Check, ConflictCheck, Guardian, Volunteer
from volunteers.vetting.queries import applications_visible_to, same_number

LOOKED_UP = ("background_check", "no_record")
QUALIFIED = ("lawyer", "psychologist", "social_worker")


def lines(applications: Sequence[Application]) -> list[dict[str, Any]]:
    """The rows of the queue; four queries however many."""
    checks: dict[int, set[str]] = {}
    for pk, kind in Check.objects.filter(application__in=applications).values_list("application_id", "kind"):
        checks.setdefault(pk, set()).add(kind)
    people = [a.user_id for a in applications]
    asked: dict[int, ConflictCheck] = {}
    for check in ConflictCheck.objects.filter(person_id__in=people).order_by("pk"):
        asked[check.person_id] = check
    young = set(Guardian.objects.filter(person_id__in=people).values_list("person_id", flat=True))
    held = training.credentials_of(people, clock.today())
    return [
        {
            "a": a,
            "odd": _oddities(a, a.user_id in young, asked.get(a.user_id)),
            "done": _done(checks.get(a.pk, set()), asked.get(a.user_id), held.get(a.user_id, {})),
        }
        for a in applications
    ]


def _oddities(application: Application, is_young: bool, check: ConflictCheck | None) -> list[str]:
    found = []
    if application.id_twice:
        found.append(_("证件号码已有登记"))
    if is_young:
        found.append(_("未满 18 周岁"))
    if check is not None and check.stands_in_the_way:
        found.append(_("利害关系待县局决定") if not check.decided_at else _("核对后不宜参加"))
    return found


def _done(checks: set[str], check: ConflictCheck | None, held: dict[str, Any]) -> list[str]:
    """The steps that are behind, as words."""
    done = [str(Check.Kind(kind).label) for kind in Check.Kind.values if kind in checks]
    if check is not None:
        done.append(_("利害关系"))
    return done + [training.kind_label(kind) for kind in held if kind != "interview"]


# --- one applicant ---------------------------------------------------------------------------------------------
def facts(a: Application) -> list[tuple[str, Any]]:
    years = identity.age_on(a.born_on, clock.today()) if a.born_on else None
    words = hooks.vocabulary()
    wishes = [str(label) for code, label in words.needs if code in a.needs]
    skills = [str(label) for bit, label in words.skills if a.skill_mask >> bit & 1]
    return [
        (_("身份证号"), identity.mask_id(a.id_number or "") or "—"),
        (_("手机"), identity.mask_mobile(a.user.phone or "") or "—"),
        (_("性别"), a.get_sex_display() if a.sex else "—"),
        (_("年龄"), _("%(n)d 岁") % {"n": years} if years is not None else "—"),
        (_("街道"), a.town.name if a.town else "—"),
        (_("职业"), a.occupation or "—"),
        (_("服务意向"), "、".join(wishes) or "—"),
        (_("技能"), "、".join(skills) or "—"),
        (_("熟悉未成年人工作"), _("是") if a.knows_minors else _("否")),
        (_("登记方式"), _("窗口代填") if a.entered_by_id else _("本人在线填写")),
    ]


def steps(a: Application) -> list[dict[str, Any]]:
    """The steps of looking, as a task list."""
    checks = {c.kind: c for c in a.checks.select_related("by").order_by("pk")}
    last = ConflictCheck.objects.filter(person_id=a.user_id).select_related("asked_by").last()
    stands = {s.kind: s for s in training.timeline(a.user_id, clock.today(), ())}
    found = [
        _step(_("身份核验"), checks.get(Check.Kind.IDENTITY), needed=True),
        _step(_("面谈"), checks.get(Check.Kind.INTERVIEW)),
        _conflict(last),
    ]
    if guardian := Guardian.objects.filter(person_id=a.user_id).first():
        note = _listed(day(guardian.given_at), guardian.get_relation_display())
        found.append(_task(_("监护人同意书"), note, _("已上传"), "ok"))
    for label, kinds in (
        (_("从业查询"), LOOKED_UP),
        (_("资格证明"), QUALIFIED),
        (_("人身意外伤害保险"), ("insurance",)),
    ):
        held = [s for kind, s in stands.items() if kind in kinds]
        note = "；".join(f"{training.kind_label(s.kind)} {day(s.until)}" for s in held if s.until)
        is_held = any(s.holds for s in held)
        found.append(_task(label, note, _("有效") if is_held else _("没有"), "ok" if is_held else "off"))
    return found


def _step(label: str, check: Check | None, *, needed: bool = False) -> dict[str, Any]:
    if check is None:
        return _task(label, "", _("待办") if needed else _("没有"), "wait" if needed else "off")
    return _task(label, _listed(day(check.done_on), check.by.display_name), _("已办"), "ok")


def _conflict(check: ConflictCheck | None) -> dict[str, Any]:
    label = _("利害关系")
    if check is None:
        return _task(label, "", _("待办"), "wait")
    note = _listed(day(check.asked_at), check.asked_by.display_name)
    if not check.found:
        return _task(label, note, _("没有"), "ok")
    if not check.decided_at:
        return _task(label, note, check.get_found_display(), "bad")
    return _task(label, note, *((_("可以参加"), "ok") if check.is_cleared else (_("不宜参加"), "bad")))


def _task(label: str, note: str, state: str, tone: str) -> dict[str, Any]:
    return {"label": label, "note": note, "state": state, "tone": tone}


def twins(a: Application, user: Any) -> list[dict[str, Any]]:
    """Files and applications with the same ID number; what is another county's is only said to be there."""
    files, others = same_number(a)
    mine = set(volunteers.visible_to(user).filter(pk__in=[v.pk for v in files]).values_list("pk", flat=True))
    near = set(applications_visible_to(user).filter(pk__in=[o.pk for o in others]).values_list("pk", flat=True))
    found = [_file(v) if v.pk in mine else {"text": _("另一县区已有志愿者档案，由市局核对")} for v in files]
    return found + [
        _other(o) if o.pk in near else {"text": _("另一县区也有这个证件号码的申请，由市局核对")} for o in others
    ]


def _file(v: Volunteer) -> dict[str, Any]:
    return {"text": _listed(v.number, v.user.display_name, v.status_label), "number": v.number}


def _other(o: Application) -> dict[str, Any]:
    return {"text": _listed(o.full_name, o.status_label, day(o.status_at)), "application": o.pk}


def _listed(*parts: Any) -> str:
    """Facts one after another, with the comma of the language."""
    return _("，").join(str(part) for part in parts)
