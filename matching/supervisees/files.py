"""What the pages of a file show, worked out for the template: lines of the list, sections, who looked at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import access, roles
from accounts.models import User
from accounts.roles import ROLES
from audit.models import AuditEvent
from desk import dates
from kit import clock, identity, law
from matching import policies, queries, words
from matching.engine import codes
from matching.groups.models import CorrectionGroup
from matching.models import Assessment, AssistanceRequest, Client, Conflict, Consent, HandoverNotice, Order
from matching.supervisees.models import IN_REGISTER

SHOWN = 25
ENDED = ("closed", "cancelled")
EVENTS_SHOWN = 100


# --- the list ----------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Line:
    """One row of the list; `needs` are those of the last assessment."""

    client: Client
    about: str
    needs: str
    open_n: int
    tone: str


def narrowed(rows: QuerySet[Client], chosen: dict[str, Any]) -> QuerySet[Client]:
    """The rows that the filter bar asks for."""
    last = Assessment.objects.filter(client=OuterRef("pk")).order_by("-version").values("needs")[:1]
    rows = rows.annotate(needs_now=Subquery(last))
    if chosen.get("status"):
        rows = rows.filter(status=chosen["status"])
    if chosen.get("need"):
        rows = rows.annotate(needs_text=Cast("needs_now", TextField())).filter(
            needs_text__contains=f'"{chosen["need"]}"'
        )
    if chosen.get("officer") == "none":
        rows = rows.filter(officer=None, status__in=IN_REGISTER)
    elif chosen.get("officer"):
        rows = rows.filter(Q(officer_id=chosen["officer"]) | Q(deputy_id=chosen["officer"]))
    if chosen.get("lack") == "consent":
        rows = rows.filter(~live_consent(), status="active")
    if chosen.get("lack") == "assess":
        rows = rows.filter(assess_on__lt=clock.today(), status="active")
    if chosen.get("lack") == "offence":
        rows = rows.filter(offence_unmapped=True, status="active")
    return rows


def live_consent() -> Exists:
    return Exists(Consent.objects.filter(client=OuterRef("pk"), withdrawn_at=None))


def lines(clients: list[Client]) -> list[Line]:
    """One query for the open requests of all rows together."""
    open_n: dict[int, int] = {}
    found = AssistanceRequest.objects.filter(client__in=[c.pk for c in clients]).exclude(status__in=ENDED)
    for pk in found.values_list("client_id", flat=True):
        open_n[pk] = open_n.get(pk, 0) + 1
    return [
        Line(
            client=c,
            about=_("、").join((words.sex(c.sex), words.age(c.age_band))),
            needs=words.listed(words.needs(getattr(c, "needs_now", None) or [])),
            open_n=open_n.get(c.pk, 0),
            tone=words.tone(c.status),
        )
        for c in clients
    ]


def sealed_without_officer(user: Any) -> list[Client]:
    """Sealed files that nobody can open until a county manager names an officer; their codes only."""
    if not access.has_role(user, roles.CBM):
        return []
    rows = queries.clients_to_name_officer(user).filter(is_minor_track=True, officer=None)
    return list(rows.filter(status__in=IN_REGISTER).order_by("pk")[:20])


# --- one file ----------------------------------------------------------------------------------------------
def overview(client: Client, user: Any) -> dict[str, Any]:
    last = client.assessments.order_by("-version").first()
    live = list(client.consents.filter(withdrawn_at=None).order_by("-pk"))
    return {
        "card": card(client, last),
        "reveal_url": reverse("matching:reveal", args=[client.code]),
        "tone": words.tone(client.status),
        "tasks": _sections(client, last, live, may_read=policies.may(user, "read_assessment", client)),
        "requests": request_lines(client.requests.order_by("-pk")[:50]),
        "people": _people(client),
        "terms": _terms(client, user),
        "handover": _handover(client),
        "may_again": client.status == "ended"
        and policies.may(user, "register_again", client)
        and not Client.objects.filter(earlier=client).exists(),
        "may_ask": (client.status == "active" or client.may_be_prepared) and policies.may(user, "ask_for_help", client),
    }


def card(client: Client, last: Assessment | None) -> dict[str, Any]:
    """The person without a name: what the officer sees before giving a reason."""
    where = f"{client.office.name}·{client.town.name}"
    return {
        "code": client.code,
        "about": words.sentence_of([words.sex(client.sex), words.age(client.age_band), where]),
        "want": "",
        "note": client.get_kind_display() + (_("，未成年人通道") if client.is_minor_track else ""),
        "chips": words.needs(last.needs) if last else [],
        "hidden": _("姓名、证件、电话、住址和案情已隐去。"),
    }


def _sections(client: Client, last: Assessment | None, live: list[Consent], *, may_read: bool) -> list[dict[str, Any]]:
    due = bool(last and last.next_on and last.next_on < clock.today())
    limits = Order.objects.filter(client=client, until_on__gte=clock.today()).count()
    limits += Conflict.objects.filter(client=client).count()
    return [
        {
            "label": _("需求评估"),
            "url": reverse("matching:assessments", args=[client.code]) if may_read else "",
            "note": _("第 %(n)s 版，%(day)s") % {"n": last.version, "day": dates.day(last.made_on)} if last else "",
            "state": _("到期要重评") if due else _("已评估") if last else _("还没有"),
            "tone": "wait" if due or not last else "ok",
        },
        *_ahead(client),
        {
            "label": _("同意与依据"),
            "url": reverse("matching:consents", args=[client.code]),
            "note": words.listed(c.get_basis_display() for c in live),
            "state": _("有") if live else _("没有，不能发出邀约"),
            "tone": "ok" if live else "wait",
        },
        {
            "label": _("限制与利害关系"),
            "url": reverse("matching:limits", args=[client.code]),
            "note": _("罪名待归类") if client.offence_unmapped else "",
            "state": _("%(n)s 项") % {"n": limits} if limits else _("没有"),
            "tone": "wait" if client.offence_unmapped else "plain",
        },
    ]


def _ahead(client: Client) -> list[dict[str, Any]]:
    """The plan of help and the group of those who stand by the person."""
    plan = client.help_plans.filter(is_current=True).first()
    group = CorrectionGroup.objects.filter(client=client).first()
    unsigned = group.members.filter(left_on=None, letter_on=None).count() if group else 0
    note = _("第 %(n)s 版，%(day)s") % {"n": plan.version, "day": dates.day(plan.made_on)} if plan else ""
    return [
        {
            "label": _("个人帮扶计划"),
            "url": reverse("matching:help_plan", args=[client.code]),
            "note": note,
            "state": _("已制定") if plan else _("还没有"),
            "tone": "ok" if plan else "wait",
        },
        {
            "label": _("矫正小组"),
            "url": reverse("matching:group", args=[client.code]),
            "note": _("%(n)s 人没有签责任书") % {"n": unsigned} if unsigned else "",
            "state": group.status_label if group else _("还没有"),
            "tone": words.tone(group.status) if group else "wait",
        },
    ]


def _people(client: Client) -> list[tuple[str, Any]]:
    return [
        (_("责任人"), client.officer or _("没有")),
        (_("副手"), client.deputy or "—"),
        (_("司法所"), client.office.name),
    ]


def _terms(client: Client, user: Any) -> list[tuple[str, str]]:
    """The files of the person's terms before and after, as far as this reader may open them: (words, code)."""
    near = Q(later=client) | Q(earlier=client)
    return [
        (_("上一次的档案") if c.pk == client.earlier_id else _("后来的档案"), c.code)
        for c in queries.clients(user).filter(near).order_by("pk")
    ]


def request_lines(rows: Any) -> list[dict[str, Any]]:
    return [
        {
            "number": r.number,
            "need": words.need(r.need),
            "urgency": words.urgency_code(r.urgency),
            "status": r.status_label,
            "tone": words.tone(r.status),
            "due_at": None if r.status in ENDED else r.due_at,
            "request": r,
        }
        for r in rows
    ]


def open_requests(client: Client) -> list[AssistanceRequest]:
    return list(client.requests.exclude(status__in=ENDED).order_by("pk"))


def _handover(client: Client) -> dict[str, Any] | None:
    """Where somebody who came from prison was handed over, and what they learned there."""
    notice = HandoverNotice.objects.filter(file=client).first()
    if notice is None:
        return None
    papers = [words.listed(words.skills(1 << paper.skill)) for paper in notice.certificates.all()]
    return {"number": notice.number, "papers": words.listed(papers)}


# --- sections ----------------------------------------------------------------------------------------------
def consents_of(client: Client) -> list[dict[str, Any]]:
    return [
        {
            "consent": c,
            "basis": c.get_basis_display(),
            "law": str(law.get(c.law) or c.law),
            "state": _("已撤回") if c.withdrawn_at else _("有效"),
            "tone": "off" if c.withdrawn_at else "ok",
        }
        for c in client.consents.select_related("by").order_by("-pk")
    ]


def limits_of(client: Client) -> dict[str, Any]:
    return {
        "facts": [
            (_("活动范围"), _("不得离开县区") if client.must_stay_in_county else _("没有限制")),
            (_("语言"), words.listed(words.languages(client.language_mask)) or "—"),
            (_("技能特长"), words.listed(words.skills(client.skill_mask)) or "—"),
            (_("重点等级"), (_("一般"), _("关注"), _("重点"))[min(client.key_level, 2)]),
            (_("同时接受的帮扶"), _("最多 %(n)s 项") % {"n": client.max_services}),
            (_("罪名类别"), _("待归类") if client.offence_unmapped else _("已归类，不显示")),
        ],
        "orders": [_order(o) for o in client.orders.select_related("division").order_by("until_on")],
        "conflicts": client.conflicts.order_by("-pk"),
    }


def _order(order: Order) -> dict[str, Any]:
    what = order.division.name if order.division else ""
    if order.skill is not None:
        what = _(codes.SKILLS[order.skill])
    return {"order": order, "kind": order.get_kind_display(), "what": what or _("内容已登记，不显示")}


def revealed(values: dict[str, Any]) -> list[tuple[str, str]]:
    """The fields that were just read, in words."""
    return [(words.field(name), _in_words(name, value)) for name, value in values.items()]


def _in_words(name: str, value: Any) -> str:
    if name == "offence_groups":
        return words.listed(_(w) for w in codes.words_of(int(value or 0), codes.OFFENCE_GROUPS)) or "—"
    if name == "term":
        return dates.day_span(*value)
    if isinstance(value, date):
        return _("%(day)s（%(age)s 岁）") % {"day": dates.day(value), "age": identity.age_on(value, clock.today())}
    if isinstance(value, list):
        return words.listed(_(w) for w in value) or "—"
    return str(value or "—")


def who_looked(client: Client) -> list[dict[str, Any]]:
    """The events of a file, newest first: who, in which role, what, why. Two queries."""
    own = Q(thing_type=Client._meta.label, thing_id=str(client.pk))
    numbers = [str(pk) for pk in client.requests.values_list("pk", flat=True)]
    grants = Q(thing_type=AssistanceRequest._meta.label, thing_id__in=numbers, action__startswith="grant.")
    events = list(AuditEvent.objects.filter(own | grants).order_by("-pk")[:EVENTS_SHOWN])
    people = User.objects.in_bulk({e.actor_id for e in events if e.actor_id})
    return [
        {
            "when": e.at,
            "who": people[e.actor_id].display_name if e.actor_id in people else _("系统"),
            "text": words.action(e.action),
            "note": _event_note(e),
        }
        for e in events
    ]


def _event_note(event: AuditEvent) -> str:
    role = str(ROLES.get(event.role, "")) if event.role else ""
    return "·".join(part for part in (role, words.fields(event.fields), event.purpose) if part)
