"""What the pages of a request show, worked out for the template: lines, card, history, offers, answers to check."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Division
from accounts.roles import ROLES
from audit.moves import history
from desk import dates
from desk.templatetags import show
from kit import clock
from matching import words
from matching.engine import codes
from matching.models import AssistanceRequest, Client, Consent, Offer
from matching.outcomes.services import EARLY, WITHDRAWALS
from matching.requests import forms as f

SHOWN = 25
LOOKING = ("matching", "offered", "waitlisted")


def narrowed(rows: QuerySet[AssistanceRequest], chosen: dict[str, Any]) -> QuerySet[AssistanceRequest]:
    if chosen.get("status") == f.OPEN:
        rows = rows.exclude(status__in=("closed", "cancelled"))
    elif chosen.get("status") == f.SEEKING:
        rows = rows.filter(status__in=("matching", "waitlisted"))
    elif chosen.get("status"):
        rows = rows.filter(status=chosen["status"])
    if chosen.get("category"):
        rows = rows.filter(category=chosen["category"])
    if chosen.get("need"):
        rows = rows.filter(need=chosen["need"])
    if chosen.get("late"):
        rows = rows.filter(due_at__lt=clock.now(), paused_at=None).exclude(status__in=("closed", "cancelled"))
    return rows


# --- one request -------------------------------------------------------------------------------------------
def card(request: AssistanceRequest) -> dict[str, Any]:
    """The need and the person without a name, as the office sees them."""
    client = request.client
    county = Division.objects.filter(pk=client.county_code).values_list("name", flat=True).first() or ""
    due = request.first_due_at
    about = [words.sex(client.sex), words.age(client.age_band), f"{county}{client.town.name}"]
    waits = due and not request.first_response_at
    first = [_("%(day)s前首次回应") % {"day": dates.short_day(due)}] if waits else []
    return {
        "code": client.code,
        "about": words.sentence_of(about),
        "want": words.need(request.need),
        "note": request.wish,
        "goal": request.goal,
        "chips": [words.urgency_code(request.urgency), *first, *wishes(request)],
        "hidden": _("姓名和联系方式已隐去。"),
    }


def wishes(request: AssistanceRequest) -> list[str]:
    chips = words.skills(request.skill_mask)
    chips.append(_("每周 %(n)s 个共同时段") % {"n": request.min_blocks})
    chips.append(_("%(km)s以内") % {"km": show.km(request.max_m)})
    chips.append(_("接受远程") if request.accepts_remote else _("不接受远程"))
    if request.gender_pref:
        chips.append(_("希望帮扶人为%(sex)s") % {"sex": _(codes.SEXES[request.gender_pref])})
    return chips


def timeline(request: AssistanceRequest) -> list[dict[str, Any]]:
    """What happened, newest first. The house's own steps are said as its own."""
    reasons = {**WITHDRAWALS, **EARLY}
    found = []
    for move in history(request):
        step = next((s for s in request.machine.steps if s.verb == move.verb), None)
        note = _("。").join(x for x in (str(reasons.get(move.reason, "")), move.note) if x)
        by = {"name": move.by.display_name, "role": ROLES.get(move.role, "")} if move.by else {}
        who = _("%(name)s（%(role)s）") % by if by else _("系统")
        late = _("超时办理") if move.late else ""
        text = step.label if step else move.verb
        found.append({"when": move.at, "who": who, "text": text, "note": note or late, "state": "done"})
    if found:
        found[-1]["state"] = "now" if request.status not in ("closed", "cancelled") else "done"
    return found[::-1]


def grants(request: AssistanceRequest) -> list[dict[str, Any]]:
    """Who may see which fields now."""
    live = request.grants.filter(ended_at=None).select_related("to").order_by("pk")
    return [
        {"fields": words.fields(g.fields), "to": g.to, "purpose": g.purpose, "until": g.until_at}
        for g in live
        if g.until_at is None or g.until_at > clock.now()
    ]


def offers(request: AssistanceRequest) -> list[dict[str, Any]]:
    rows = request.offers.select_related("place", "sent_by", "override_by").order_by("-pk")[:30]
    return [
        {
            "offer": o,
            "tone": words.tone(o.status),
            "points": o.score.get("points10"),
            "decline": dict(Offer.DECLINES).get(o.decline_reason, ""),
            "gates": words.listed(words.gate(g) for g in o.override_gate.split(",") if g),
        }
        for o in rows
    ]


# --- asking ------------------------------------------------------------------------------------------------
def live_consent(client: Client, category: int) -> Consent | None:
    """The ground a new request rests on: for a job one that lets the employer know, else the newest."""
    live = list(client.consents.filter(withdrawn_at=None).order_by("-pk"))
    fitting = [c for c in live if c.for_employer] if category == codes.JOB else []
    return next(iter([*fitting, *live]), None)


def answers(request: AssistanceRequest) -> list[tuple[str, Any]]:
    """Page 3: what was answered, to read once more."""
    consent = request.consent
    ground = "—"
    if consent and not consent.withdrawn_at:
        ground = f"{consent.get_basis_display()}·{dates.day(consent.given_on)}"
    return [
        (_("需求"), words.need(request.need)),
        (_("紧急程度"), words.urgency(request.urgency)),
        (_("希望得到的帮助"), request.wish or "—"),
        (_("希望达到的结果"), request.goal or "—"),
        (_("要求"), words.listed(words.skills(request.skill_mask)) or _("没有")),
        (_("时段"), words.listed(words.blocks(codes.bits_of(request.schedule_mask))) or "—"),
        (_("至少共同时段"), request.min_blocks),
        (_("最远距离"), show.km(request.max_m)),
        (_("远程"), _("接受") if request.accepts_remote else _("不接受")),
        (_("帮扶人性别"), request.get_gender_pref_display()),
        (_("最低质量等级"), words.grade(request.min_grade)),
        (_("帮扶至"), dates.day(request.end_on)),
        (_("预计费用"), show.yuan(request.cost_fen) if request.cost_fen else _("没有")),
        (_("依据"), ground),
    ]


def steps() -> list[str]:
    return [_("哪一类、多紧急"), _("希望和时段"), _("核对并提交")]


def to_list(request: AssistanceRequest) -> str:
    return reverse("matching:request", args=[request.number])
