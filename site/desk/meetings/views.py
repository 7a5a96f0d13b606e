"""The screens of joint meetings: the list, the call, one meeting with its pack, the board of action items, one item."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import access
from accounts.access import visible_404
from audit import trail
from audit.once import once
from desk import policies, registers
from desk.acts import done
from desk.meetings import acts, forms, pack, queries, services, showing
from desk.meetings.states import OPEN, WITH_OWNER
from desk.models import ActionItem, JointMeeting
from desk.page_acts import answer, offered
from desk.paging import page
from desk.registers import TABLE, Listed, Way
from desk.uploads import services as uploads
from kit import clock


def _at_the_table(request: HttpRequest) -> None:
    if not access.has_role(request.user, *TABLE):
        raise Http404


# --- meetings --------------------------------------------------------------------------------------------------
@require_safe
def meeting_list(request: HttpRequest) -> HttpResponse:
    """All meetings this person sees, the latest first."""
    _at_the_table(request)
    chosen = request.GET.get("show", "all")
    rows = queries.meetings(request.user)
    if chosen in ("called", "held", "cancelled"):
        rows = rows.filter(status=chosen)
    found = page(rows, request, by="starts_at")
    calls = [Way(_("召集会议"), reverse("desk:call_meeting"), "plus")]
    listed = Listed(
        title=_("联席会议"),
        text=_("会前议题和材料，会后记录和议定事项。"),
        heads=showing.meeting_heads(),
        rows=[showing.meeting_line(m) for m in found.items],
        empty=(_("没有会议"), _("召集以后，参会单位会收到通知。")),
        page=found,
        tabs=registers.tabs(
            chosen, [("all", _("全部")), *((code, label) for code, label in JointMeeting.machine.states.items())]
        ),
        ways=calls if policies.may(request.user, "call_meeting") else [],
    )
    return registers.list_page(request, "desk:meetings", listed)


@once
def call_meeting(request: HttpRequest) -> HttpResponse:
    if not policies.may(request.user, "call_meeting"):
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = forms.CallForm(data, choices=acts.units_to_call(request.user))
    if form.is_valid():
        made = done(form, services.call_meeting, by=request.user, **form.cleaned_data)
        if made is not None:
            messages.success(request, _("已召集，参会单位会收到消息。"))
            return redirect("desk:meeting", made.pk)
    return registers.form_page(request, form, title=_("召集联席会议"), verb=_("召集"), back=_to_meetings())


@once
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting with what lies on its table, what it decided, and the acts open to this person."""
    thing: JointMeeting = visible_404(queries.meetings(request.user), pk=pk)
    open_acts = offered(request, thing, acts.of_meeting(thing, request.user), policies.policies)
    gone_on, form = answer(request, open_acts, reverse("desk:meeting", args=[pk]))
    if gone_on:
        return gone_on
    decided = queries.actions(request.user).filter(meeting=thing).order_by("pk")
    return registers.thing_page(
        request, title=thing.title, back=_to_meetings(), sections=showing.meeting_sections(thing, decided),
        status=(thing.status_label, showing.TONES[thing.status]), acts=open_acts, form=form,
        ways=[Way(_("打印会议材料"), reverse("desk:meeting_pack", args=[pk]))], steps=registers.story(thing),
    )  # fmt: skip


@require_safe
def meeting_pack(request: HttpRequest, pk: int) -> HttpResponse:
    thing = visible_404(queries.meetings(request.user), pk=pk)
    response = HttpResponse(pack.pdf(thing), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{thing.number}.pdf"'
    return response


@require_safe
def meeting_paper(request: HttpRequest, pk: int) -> HttpResponse:
    row = visible_404(queries.papers(request.user), pk=pk)
    trail.record("joint_meeting.read_paper", row.meeting, by=request.user, detail={"paper": row.pk})
    return uploads.hand_out(row.kept, row.title)


# --- action items ------------------------------------------------------------------------------------------------
def _shows(user: Any) -> dict[str, tuple[Any, Q]]:
    own = Q(owner_id__in=[s.unit_id for s in access.seats(user) if s.unit_id])
    return {
        "open": (_("办理中"), Q(status__in=OPEN)),
        "late": (_("已逾期"), Q(status__in=WITH_OWNER, due_on__lt=clock.today())),
        "own": (_("本单位的"), own & Q(status__in=OPEN)),
        "check": (_("待确认"), Q(status="reported")),
        "over": (_("已了结"), Q(status__in=("confirmed", "dropped"))),
        "all": (_("全部"), Q()),
    }


@require_safe
def action_list(request: HttpRequest) -> HttpResponse:
    """The board: what is open, overdue first; what is over, the newest first."""
    _at_the_table(request)
    shows = _shows(request.user)
    chosen = request.GET.get("show", "open")
    chosen = chosen if chosen in shows else "open"
    rows = _narrowed(request, queries.actions(request.user).filter(shows[chosen][1]))
    by_clock = chosen not in ("over", "all")
    found = page(rows, request, ascending=by_clock, by="due_at" if by_clock else "pk")
    listed = Listed(
        title=_("议定事项"),
        text=_("联席会议议定的事，超时的在前。"),
        heads=showing.action_heads(),
        rows=[showing.action_line(a) for a in found.items],
        empty=(_("没有这一类事项"), _("会议召开以后写入议定事项，责任单位在这里报告办结。")),
        page=found,
        tabs=registers.tabs(chosen, [(name, label) for name, (label, _scope) in shows.items()]),
    )
    return registers.list_page(request, "desk:actions", listed)


def _narrowed(request: HttpRequest, rows: QuerySet[ActionItem]) -> QuerySet[ActionItem]:
    """By what the address asks for beyond the tab: county and unit of the owner, days between which they fall due."""
    form = forms.FilterForm(request.GET)
    form.is_valid()
    asked = {"owner_county": "county", "owner_id": "owner", "due_on__gte": "since", "due_on__lte": "until"}
    said = {column: form.cleaned_data.get(name) for column, name in asked.items()}
    return rows.filter(**{column: value for column, value in said.items() if value})


@once
def action(request: HttpRequest, pk: int) -> HttpResponse:
    """One item: what is to be done by when, its report with proof, and the acts open to this person."""
    thing: ActionItem = visible_404(queries.actions(request.user), pk=pk)
    open_acts = offered(request, thing, acts.of_action(thing, request.user), policies.policies)
    gone_on, form = answer(request, open_acts, reverse("desk:action", args=[pk]))
    if gone_on:
        return gone_on
    seen = queries.meetings(request.user).filter(pk=thing.meeting_id).exists()
    ways = [Way(_("会议"), reverse("desk:meeting", args=[thing.meeting_id]), "people")] if seen else []
    return registers.thing_page(
        request, title=thing.text, back=(_("议定事项"), reverse("desk:actions")), form=form, acts=open_acts, ways=ways,
        sections=showing.action_sections(thing), status=(thing.status_label, showing.TONES[thing.status]),
        due=thing.due_at, warning=showing.action_warning(thing), steps=registers.story(thing),
    )  # fmt: skip


@require_safe
def action_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    row = visible_404(queries.evidence(request.user), pk=pk)
    trail.record("joint_action.read_evidence", row.action, by=request.user, detail={"evidence": row.pk})
    return uploads.hand_out(row.kept, _("办理证据"))


def _to_meetings() -> tuple[str, str]:
    return _("联席会议"), reverse("desk:meetings")
