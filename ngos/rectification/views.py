"""The screens of rectification: the board, a draft, one notice for either side, an answer with its proof, the paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import access, roles
from accounts.access import visible_404
from accounts.models import OrgUnit
from audit import trail
from audit.once import once
from desk.acts import done
from desk.page_acts import answer, offered
from desk.paging import page
from desk.uploads import services as uploads
from kit import clock
from ngos.models import RectificationItem, RectificationNotice
from ngos.policies import policies
from ngos.rectification import acts, answering, forms, news, notices, paper, queries, showing
from ngos.rectification.states import OPEN

SEES = (roles.NGA, roles.OFF, roles.CBM, roles.MUN, roles.AUD)
OFFICE = (roles.CBM, roles.MUN, roles.AUD)
SHOW = {
    "open": Q(status__in=OPEN),
    "late": Q(status__in=OPEN, overdue_on__isnull=False),
    "check": Q(status="submitted"),
    "draft": Q(status="draft"),
    "over": Q(status__in=("closed", "withdrawn")),
}


@login_required
@require_safe
def rectifications(request: HttpRequest) -> HttpResponse:
    """All that this person sees, what is open first; an addressee sees their own unit's."""
    if not access.has_role(request.user, *SEES):
        raise Http404
    chosen = request.GET.get("show", "open")
    rows = queries.visible_to(request.user).filter(SHOW.get(chosen, Q())).order_by("-pk")
    found = page(rows, request)
    context = {
        "page": found,
        "rows": [{"n": n, "tone": showing.TONES[n.status], "late": n.is_late(clock.today())} for n in found.items],
        "tabs": [(name, label, name == chosen) for name, label in _tabs()],
        "may_draft": access.has_role(request.user, roles.OFF, roles.CBM, roles.MUN),
    }
    return TemplateResponse(request, "ngos/rectifications.html", context)


def _tabs() -> list[tuple[str, str]]:
    return [
        ("open", _("办理中")),
        ("late", _("已逾期")),
        ("check", _("待核验")),
        ("draft", _("草拟")),
        ("over", _("已了结")),
        ("all", _("全部")),
    ]


@login_required
@once
def draft(request: HttpRequest) -> HttpResponse:
    """Whom it is for and why; the things to mend are added on the next page."""
    if not access.has_role(request.user, roles.OFF, roles.CBM, roles.MUN):
        raise Http404
    initial = {"addressee": request.GET.get("unit", "")}
    data = request.POST if request.method == "POST" else None
    form = forms.DraftForm(data, units=_units(request.user), initial=initial)
    if form.is_valid():
        made = done(form, notices.draft_notice, by=request.user, **form.cleaned_data)
        if made is not None:
            messages.success(request, _("草稿已建立，写明整改事项后发出。"))
            return redirect("ngos:rectification", made.pk)
    context = {"form": form, "trail": _trail()}
    return TemplateResponse(request, "ngos/rectification_draft.html", context, status=409 if form.errors else 200)


def _units(user: Any) -> QuerySet[OrgUnit]:
    """Organisations and own units that this person may write to: the city's, or those of the county."""
    rows = OrgUnit.objects.filter(kind__in=news.SPEAKS, is_active=True).order_by("kind", "name")
    if access.has_role(user, roles.MUN):
        return rows
    scope, own = Q(pk__in=()), []
    for seat in access.seats_as(user, roles.CBM, roles.OFF):
        scope |= Q(division__code__startswith=seat.county_code)
        own.append(seat.unit_id)
    return rows.filter(scope).exclude(kind="county_bureau").exclude(pk__in=own)


@login_required
@once
def rectification(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice: what is to be mended, the answers, the way so far, and the acts open to this person."""
    thing: RectificationNotice = visible_404(queries.visible_to(request.user), pk=pk)
    open_acts = offered(request, thing, acts.acts_of(thing, request.user), policies)
    gone_on, form = answer(request, open_acts, reverse("ngos:rectification", args=[pk]))
    if gone_on:
        return gone_on
    answers = acts.may_answer(thing, request.user)
    context = {
        "n": thing,
        "tone": showing.TONES[thing.status],
        "facts": showing.facts(thing),
        "items": showing.items(thing, answers=answers),
        "late": showing.late(thing),
        "lacks": answering.lacking(thing) if answers and thing.status in answering.TO_ANSWER else [],
        "other_checks": acts.may_not_check(thing, request.user),
        "acts": open_acts.values(),
        "form": form,
        "moves": showing.story(thing, staff=access.has_role(request.user, *OFFICE, roles.OFF)),
        "trail": _trail(),
    }
    return TemplateResponse(request, "ngos/rectification.html", context, status=409 if form and form.errors else 200)


@login_required
@once
def reply(request: HttpRequest, pk: int, no: int) -> HttpResponse:
    """What was done about one thing, with pictures or papers; made for a phone."""
    item: RectificationItem = visible_404(_items(request), notice_id=pk, no=no)
    notice = item.notice
    if notice.status not in answering.TO_ANSWER or not acts.may_answer(notice, request.user):
        raise Http404
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = forms.ReplyForm(*sent, initial={"reply": item.reply})
    if form.is_valid() and _replied(form, item, request.user):
        messages.success(request, _("已保存。全部写好以后提交。"))
        return redirect("ngos:rectification", pk)
    context = {
        "form": form, "item": showing.items(notice, answers=False)[no - 1], "n": notice,
        "trail": [*_trail(), (str(notice), reverse("ngos:rectification", args=[pk]))],
    }  # fmt: skip
    return TemplateResponse(request, "ngos/rectification_reply.html", context, status=409 if form.errors else 200)


def _replied(form: forms.ReplyForm, item: RectificationItem, by: Any) -> Any:
    said = form.cleaned_data
    return done(form, answering.reply_to_item, item, by=by, reply=said["reply"], files=said["proofs"])


def _items(request: HttpRequest) -> QuerySet[RectificationItem]:
    seen = queries.visible_to(request.user).order_by().values("pk")
    return RectificationItem.objects.filter(notice__in=seen).select_related("notice__addressee", "notice__provider")


@login_required
@require_safe
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    row = visible_404(queries.evidence_visible_to(request.user), pk=pk)
    trail.record("rectification.read_evidence", row.item.notice, by=request.user, detail={"evidence": row.pk})
    return uploads.hand_out(row.kept, row.title or _("整改证据"))


@login_required
@require_safe
def notice_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    thing = visible_404(queries.visible_to(request.user).filter(issued_at__isnull=False), pk=pk)
    response = HttpResponse(paper.pdf(thing), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{thing.number}.pdf"'
    return response


def _trail() -> list[tuple[str, str]]:
    return [(_("整改通知书"), reverse("ngos:rectifications"))]
