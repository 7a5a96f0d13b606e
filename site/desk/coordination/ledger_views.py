"""The screens of the ledger of shared information and of publicity with its totals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import access
from accounts.access import visible_404
from accounts.models import Division
from audit.once import once
from desk import policies, registers
from desk.acts import done
from desk.coordination import forms, publicity, sharing
from desk.coordination.scope import own_units
from desk.dates import day, day_time, short_day
from desk.imports.sheets import answer as sheet
from desk.models import PublicityEvent, SharedInfo
from desk.page_acts import Act, answer, offered
from desk.paging import page
from desk.registers import STAFF, TABLE, Cell, Line, Listed, Section, Way
from kit import clock


# --- shared information --------------------------------------------------------------------------------------------
def _shows() -> dict[str, tuple[Any, Q]]:
    late = Q(received_at=None, due_on__lt=clock.today()) | Q(received_at__date__gt=F("due_on"))
    return {
        "open": (_("未签收"), Q(received_at=None)),
        "late": (_("迟到的"), late),
        "done": (_("已签收"), Q(received_at__isnull=False)),
        "all": (_("全部"), Q()),
    }


@require_safe
def sharing_list(request: HttpRequest) -> HttpResponse:
    if not access.has_role(request.user, *TABLE):
        raise Http404
    shows, chosen = _shows(), request.GET.get("show", "open")
    found = page(sharing.visible_to(request.user).filter(shows.get(chosen, shows["all"])[1]), request)
    heads = (_("名称"), _("种类"), _("发出单位"), _("接收单位"), _("应送达"), _("状态"))
    listed = Listed(
        title=_("信息共享台账"),
        text=_("记录哪类信息由谁给了谁、依据和签收，不记内容和姓名。"),
        heads=[Cell(head, spare=n in (1, 2, 4)) for n, head in enumerate(heads)],
        rows=[_shared_line(row) for row in found.items],
        empty=(_("没有这一类记录"), _("发出信息的单位在这里登记，对方签收。")),
        page=found,
        tabs=registers.tabs(chosen, [(name, label) for name, (label, _q) in shows.items()]),
        ways=[Way(_("登记"), reverse("desk:share"), "plus")] if policies.may(request.user, "share_info") else [],
    )
    return registers.list_page(request, "desk:sharing", listed)


def _shared_line(row: SharedInfo) -> Line:
    cells = (
        Cell(row.get_kind_display(), spare=True),
        Cell(row.sender.name, spare=True),
        Cell(row.receiver.name),
        Cell(short_day(row.due_on), spare=True),
        Cell(*_shared_state(row)),
    )
    return Line(row.title, reverse("desk:shared", args=[row.pk]), cells)


def _shared_state(row: SharedInfo) -> tuple[str, str]:
    said = _("已签收") if row.received_at else _("待签收") if row.sent_at else _("待发出")
    if row.days_late:
        return _("%(state)s，迟 %(n)s 天") % {"state": said, "n": row.days_late}, "bad"
    return said, "ok" if row.received_at else "wait"


@once
def share(request: HttpRequest) -> HttpResponse:
    if not policies.may(request.user, "share_info"):
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = forms.ShareForm(data, choices=forms.receivers(own_units(request.user)))
    if form.is_valid():
        made = done(form, sharing.share_info, by=request.user, **form.cleaned_data)
        if made is not None:
            messages.success(request, _("已登记。"))
            return redirect("desk:shared", made.pk)
    back = (_("信息共享台账"), reverse("desk:sharing"))
    return registers.form_page(request, form, title=_("登记信息共享"), verb=_("登记"), back=back)


def _shared_acts(row: SharedInfo, by: Any) -> Iterator[Act]:
    if row.received_at:
        return
    if row.sent_at is None:
        do: Any = partial(sharing.send_info, row, by=by)
        yield Act("send", _("已发出"), "send_info", do, _("已记录，请对方签收。"), is_primary=True)
        return
    do = partial(sharing.receive_info, row, by=by)
    yield Act("receive", _("签收"), "receive_info", do, _("已签收。"), is_primary=True)
    do = partial(sharing.note_receipt, row, by=by)
    yield Act("receipt", _("登记纸质回执"), "note_receipt", do, _("已登记。"), forms.ReceiptForm)


@once
def shared(request: HttpRequest, pk: int) -> HttpResponse:
    row: SharedInfo = visible_404(sharing.visible_to(request.user), pk=pk)
    acts = offered(request, row, _shared_acts(row, request.user), policies.policies)
    gone_on, form = answer(request, acts, reverse("desk:shared", args=[pk]))
    if gone_on:
        return gone_on
    facts = [
        (_("编号"), row.number),
        (_("信息种类"), row.get_kind_display()),
        (_("依据"), row.basis),
        (_("发出单位"), row.sender.name),
        (_("接收单位"), row.receiver.name),
        (_("应送达日期"), day(row.due_on)),
        (_("发出"), _at(row.sent_at, row.sent_by)),
        (_("签收"), " ".join(filter(None, (_at(row.received_at, row.received_by), row.receipt)))),
    ]
    back = (_("信息共享台账"), reverse("desk:sharing"))
    return registers.thing_page(
        request, title=row.title, back=back, sections=[Section(_("记录"), facts=facts)], acts=acts, form=form,
        status=_shared_state(row),
    )  # fmt: skip


def _at(at: Any, who: Any) -> str:
    return f"{day_time(at)}，{who}" if at else "—"


# --- publicity -----------------------------------------------------------------------------------------------------
def _month(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        return clock.today().replace(day=1)


def _months(shown: date) -> list[tuple[Any, str, bool]]:
    """The month shown with the one before and after it, and this month."""
    before = date(shown.year - (shown.month == 1), (shown.month - 2) % 12 + 1, 1)
    after = date(shown.year + (shown.month == 12), shown.month % 12 + 1, 1)
    these = {before, shown, after, clock.today().replace(day=1)}
    return [(f"{m:%Y-%m}", f"?month={m:%Y-%m}", m == shown) for m in sorted(these)]


@require_safe
def publicity_list(request: HttpRequest) -> HttpResponse:
    """The month's totals by county, and the events, the newest first."""
    if not access.has_role(request.user, *STAFF):
        raise Http404
    shown = _month(request)
    rows = publicity.visible_to(request.user)
    found = page(rows.filter(on__year=shown.year, on__month=shown.month), request)
    ways = [Way(_("下载全年 Excel"), f"{reverse('desk:publicity_sheet')}?year={shown.year}", "down")]
    if policies.may(request.user, "record_publicity"):
        ways.insert(0, Way(_("登记活动"), reverse("desk:record_publicity"), "plus"))
    heads = (_("主题"), _("六进"), _("日期"), _("单位"), _("活动场次"), _("发放份数"), _("受众人次"))
    listed = Listed(
        title=_("法治宣传"),
        text=_("法律六进：场次、材料和受众。"),
        heads=[Cell(head, spare=n in (2, 3, 5), num=n > 3) for n, head in enumerate(heads)],
        rows=[_event_line(row) for row in found.items],
        empty=(_("这个月没有登记活动"), _("活动办完以后，由举办的单位登记。")),
        page=found,
        tabs=_months(shown),
        ways=ways,
        above=[_totals(rows, shown)],
    )
    return registers.list_page(request, "desk:publicity", listed)


def _event_line(row: PublicityEvent) -> Line:
    struck = Cell(_("已划去"), "off") if row.struck_at else Cell(row.get_kind_display())
    numbers = (Cell(row.events, num=True), Cell(row.materials, num=True, spare=True), Cell(row.persons, num=True))
    cells = (struck, Cell(short_day(row.on), spare=True), Cell(row.unit.name, spare=True), *numbers)
    return Line(row.title, reverse("desk:publicity_event", args=[row.pk]), cells)


def _totals(rows: Any, shown: date) -> Section:
    sums = publicity.summed(publicity.by_month(rows.filter(on__year=shown.year, on__month=shown.month)))
    names = _county_names()
    lines = [
        Line(names.get(county, _("市本级")), "", [Cell(found[c], num=True) for c in publicity.COUNTS])
        for (county, _m), found in sums.items()
    ]
    heads = [Cell(_("县区")), *(Cell(h, num=True) for h in (_("活动场次"), _("发放份数"), _("受众人次")))]
    title = _("%(month)s 合计") % {"month": f"{shown:%Y-%m}"}
    return Section(title, heads=heads, rows=lines, none=_("没有数据。"))


def _county_names() -> dict[str, str]:
    return dict(Division.objects.filter(level="county").values_list("code", "name"))


@require_safe
def publicity_sheet(request: HttpRequest) -> HttpResponse:
    """A year as Excel: a line for each county and month."""
    if not access.has_role(request.user, *STAFF):
        raise Http404
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else clock.today().year
    rows = publicity.by_month(publicity.visible_to(request.user).filter(on__year=max(year, 1)))
    names = _county_names()
    heads = [
        _("县区"),
        _("月份"),
        _("活动场次"),
        _("发放份数"),
        _("受众人次"),
        *(label for _code, label in PublicityEvent.KINDS),
    ]
    columns = (*publicity.COUNTS, *publicity.KIND_CODES)
    lines = [
        [names.get(county, _("市本级")), f"{month:%Y-%m}", *(found[c] for c in columns)]
        for (county, month), found in publicity.summed(rows).items()
    ]
    return sheet("xlsx", f"publicity-{year}", heads, lines)


@once
def record_publicity(request: HttpRequest) -> HttpResponse:
    if not policies.may(request.user, "record_publicity"):
        raise Http404
    form = forms.PublicityForm(request.POST if request.method == "POST" else None, initial={"on": clock.today()})
    if form.is_valid():
        made = done(form, publicity.record_event, by=request.user, **form.cleaned_data)
        if made is not None:
            messages.success(request, _("已登记。"))
            return redirect("desk:publicity")
    back = (_("法治宣传"), reverse("desk:publicity"))
    return registers.form_page(request, form, title=_("登记宣传活动"), verb=_("登记"), back=back)


@once
def publicity_event(request: HttpRequest, pk: int) -> HttpResponse:
    row: PublicityEvent = visible_404(publicity.visible_to(request.user), pk=pk)
    by: Any = request.user
    strike: Any = partial(publicity.strike_event, row, by=by)
    possible = [] if row.struck_at else [Act("strike", _("登记有误，划去"), "strike_publicity", strike, _("已划去。"))]
    acts = offered(request, row, possible, policies.policies)
    gone_on, form = answer(request, acts, reverse("desk:publicity_event", args=[pk]))
    if gone_on:
        return gone_on
    facts = [
        (_("六进"), row.get_kind_display()),
        (_("日期"), day(row.on)),
        (_("地点"), row.place),
        (_("单位"), row.unit.name),
        (_("活动场次"), row.events),
        (_("发放材料（份）"), row.materials),
        (_("受众（人次）"), row.persons),
    ]
    back = (_("法治宣传"), reverse("desk:publicity"))
    return registers.thing_page(
        request, title=row.title, back=back, sections=[Section(_("活动"), facts=facts)], acts=acts, form=form,
        status=(_("已划去"), "off") if row.struck_at else None,
    )  # fmt: skip
