"""The screens of letters of responsibility, of the round with committees, and of announcements."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import access, roles
from accounts.access import visible_404
from accounts.models import OrgUnit
from audit.once import once
from desk import policies, registers
from desk.acts import done
from desk.coordination import announcing, forms, letters, rounds, scope
from desk.dates import day, day_time, short_day
from desk.models import Announcement, Letter, Promise, Visit
from desk.page_acts import Act, answer, offered
from desk.paging import page
from desk.registers import STAFF, TABLE, Cell, Line, Listed, Section, Way
from kit import clock

MOST = 100
LEADING = (roles.CBM, roles.MUN, roles.AUD)


def _for(request: HttpRequest, *wanted: str) -> None:
    if not access.has_role(request.user, *wanted):
        raise Http404


def _made(request: HttpRequest, form: Any, service: Any) -> Any:
    return done(form, service, by=request.user, **form.cleaned_data) if form.is_valid() else None


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _done_of(n: int, d: int) -> Cell:
    return Cell(f"{n} / {d}", "ok" if n == d else "wait")


# --- letters -------------------------------------------------------------------------------------------------------
@require_safe
def letter_list(request: HttpRequest) -> HttpResponse:
    """Letters of one's sight with how many signed, and first of all what waits for one's own name."""
    _for(request, *TABLE)
    counted = {"n": Count("signatures"), "signed": Count("signatures", filter=Q(signatures__signed_at__isnull=False))}
    found = page(letters.visible_to(request.user).annotate(**counted), request)
    heads = [Cell(_("责任书")), Cell(_("下发单位"), spare=True), Cell(_("签署期限"), spare=True), Cell(_("已签署"))]
    listed = Listed(
        title=_("责任书"),
        text=_("逐级签订，修订以后重新签署。"),
        heads=heads,
        rows=[_letter_line(row) for row in found.items],
        empty=(_("没有责任书"), _("下发以后，签署单位会收到消息。")),
        page=found,
        ways=[Way(_("下发责任书"), reverse("desk:issue_letter"), "plus")]
        if policies.may(request.user, "issue_letter")
        else [],
    )
    return registers.list_page(request, "desk:letters", listed)


def _letter_line(row: Any) -> Line:
    name = _("%(title)s（第%(n)s版）") % {"title": row.title, "n": row.version}
    cells = (Cell(row.unit.name, spare=True), Cell(day(row.due_on), spare=True), _done_of(row.signed, row.n))
    return Line(name, reverse("desk:letter", args=[row.pk]), cells)


@once
def issue_letter(request: HttpRequest) -> HttpResponse:
    if not policies.may(request.user, "issue_letter"):
        raise Http404
    form = forms.LetterForm(_posted(request), choices=scope.below(request.user))
    if made := _made(request, form, letters.issue_letter):
        messages.success(request, _("已下发，签署单位会收到消息。"))
        return redirect("desk:letter", made.pk)
    return registers.form_page(request, form, title=_("下发责任书"), verb=_("下发"), back=_to("letters", _("责任书")))


def _letter_acts(letter: Letter, by: Any) -> Iterator[tuple[Any, Act]]:
    for row in letters.to_sign(by).filter(letter=letter):
        label = _("签署：%(unit)s") % {"unit": row.unit.name}
        do: Any = partial(letters.sign_letter, row, by=by)
        yield row, Act(f"sign-{row.pk}", label, "sign_letter", do, _("已签署。"), forms.SignForm)
    if not Letter.objects.filter(before=letter).exists():
        do = partial(letters.revise_letter, letter, by=by)
        more = (("text", letter.text),)
        yield (
            letter,
            Act("revise", _("修订"), "revise_letter", do, _("新版已下发，请重新签署。"), forms.ReviseForm, more),
        )


@once
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The text, who signed and who has not, for those who lead; others see their own unit's line."""
    row: Letter = visible_404(letters.visible_to(request.user), pk=pk)
    acts: dict[str, Any] = {}
    for thing, act in _letter_acts(row, request.user):
        acts |= offered(request, thing, [act], policies.policies)
    gone_on, form = answer(request, acts, reverse("desk:letter", args=[pk]))
    if gone_on:
        return gone_on
    signers = row.signatures.filter(scope.of_units(request.user, "unit")).select_related("unit", "person")
    lines = [_signature_line(s) for s in signers.order_by("signed_at", "pk")]
    newer = Letter.objects.filter(before=row).values_list("pk", flat=True).first()
    versions = [(_("第%(n)s版") % {"n": row.version + 1}, reverse("desk:letter", args=[newer]))] if newer else []
    facts = [(_("下发单位"), row.unit.name), (_("版本"), row.version), (_("签署期限"), day(row.due_on)),
             (_("下发"), day_time(row.issued_at))]  # fmt: skip
    sections = [
        Section(_("责任书"), facts=facts, links=versions),
        Section(_("正文"), text=row.text),
        Section(_("签署情况"), heads=[Cell(_("单位")), Cell(_("签署人")), Cell(_("签署时间"))], rows=lines),
    ]
    title = _("%(title)s（第%(n)s版）") % {"title": row.title, "n": row.version}
    return registers.thing_page(
        request, title=title, back=_to("letters", _("责任书")), sections=sections, acts=acts, form=form,
        warning=_("已有新版，这一版不再签署。") if newer else "",
    )  # fmt: skip


def _signature_line(s: Any) -> Line:
    state = Cell(day_time(s.signed_at)) if s.signed_at else Cell(_("未签署"), "wait")
    return Line(s.unit.name, "", (Cell(s.name or (s.person or "")), state))


# --- rounds --------------------------------------------------------------------------------------------------------
@require_safe
def round_list(request: HttpRequest) -> HttpResponse:
    """Committees by when they are due, those never visited first, and the promises that wait."""
    _for(request, *STAFF)
    rows = rounds.communities(request.user)
    today = clock.today()
    chosen = request.GET.get("show", "all")
    if chosen == "due":
        rows = rows.filter(Q(next_on__lte=today) | Q(next_on=None))
    found = page(rows, request)
    promises = [_promise_line(p, named=True) for p in rounds.promises_due(request.user)[:MOST]]
    heads = [Cell(_("居(村)委会")), Cell(_("上次走访"), spare=True), Cell(_("下次走访"))]
    listed = Listed(
        title=_("居村走访"),
        text=_("司法所与居(村)委会的常态联系。"),
        heads=heads,
        rows=[_community_line(row, today) for row in found.items],
        empty=(_("没有到期的走访"), _("司法所登记本辖区的居(村)委会，逐个走访。")),
        page=found,
        tabs=registers.tabs(chosen, [("all", _("全部")), ("due", _("到期的"))]),
        ways=[Way(_("登记居(村)委会"), reverse("desk:enter_community"), "plus")]
        if policies.may(request.user, "enter_community")
        else [],
        above=[Section(_("待兑现的承诺"), heads=_promise_heads(), rows=promises)] if promises else [],
    )
    return registers.list_page(request, "desk:rounds", listed)


def _community_line(row: Any, today: Any) -> Line:
    due = Cell(_("还没有走访"), "wait") if row.next_on is None else Cell(short_day(row.next_on))
    if row.next_on and row.next_on < today:
        due = Cell(_("%(day)s，已到期") % {"day": short_day(row.next_on)}, "bad")
    return Line(row.name, reverse("desk:community", args=[row.pk]), (Cell(short_day(row.last_on), spare=True), due))


def _promise_heads() -> list[Cell]:
    return [Cell(_("承诺事项")), Cell(_("由谁办"), spare=True), Cell(_("期限"))]


def _promise_line(p: Promise, *, named: bool = False) -> Line:
    late = p.kept_at is None and p.due_on < clock.today()
    due = Cell(_("已兑现"), "ok") if p.kept_at else Cell(short_day(p.due_on), "bad" if late else None)
    cells = (Cell(p.get_side_display(), spare=True), due)
    if not named:
        return Line(p.text, "", cells)
    return Line(f"{p.community.name}：{p.text}", reverse("desk:community", args=[p.community_id]), cells)


@once
def enter_community(request: HttpRequest) -> HttpResponse:
    if not policies.may(request.user, "enter_community"):
        raise Http404
    form = forms.CommunityForm(_posted(request))
    if made := _made(request, form, rounds.enter_community):
        return redirect("desk:community", made.pk)
    back = _to("rounds", _("居村走访"))
    return registers.form_page(request, form, title=_("登记居(村)委会"), verb=_("登记"), back=back)


def _community_acts(unit: OrgUnit, open_: list[Promise], by: Any) -> Iterator[tuple[Any, Act]]:
    do: Any = partial(rounds.visit_community, unit, by=by)
    yield unit, Act("visit", _("登记走访"), "visit_community", do, _("已登记。"), forms.VisitForm)
    do = partial(rounds.promise, unit, by=by)
    yield unit, Act("promise", _("登记承诺"), "promise", do, _("已登记。"), forms.PromiseForm)
    for row in open_:
        do = partial(rounds.keep_promise, row, by=by)
        yield unit, Act(f"keep-{row.pk}", _("已兑现：%(text)s") % {"text": row.text}, "keep_promise", do, _("已记录。"))


@once
def community(request: HttpRequest, pk: int) -> HttpResponse:
    """One committee: the visits, the promises of both sides, what is next."""
    unit: Any = visible_404(rounds.communities(request.user), pk=pk)
    promised = list(Promise.objects.filter(community=unit).select_related("community").order_by("due_on", "pk"))
    acts: dict[str, Any] = {}
    for thing, act in _community_acts(unit, [p for p in promised if p.kept_at is None], request.user):
        acts |= offered(request, thing, [act], policies.policies)
    gone_on, form = answer(request, acts, reverse("desk:community", args=[pk]))
    if gone_on:
        return gone_on
    visits = Visit.objects.filter(community=unit).select_related("made_by").order_by("-on", "-pk")[:MOST]
    told = [Line(day(v.on), "", (Cell(v.note), Cell(str(v.made_by), spare=True))) for v in visits]
    sections = [
        Section(_("联系"), facts=[(_("乡镇街道"), unit.division.name), (_("上次走访"), day(unit.last_on)),
                                  (_("下次走访"), day(unit.next_on))]),
        Section(_("承诺"), heads=_promise_heads(), rows=[_promise_line(p) for p in promised], none=_("没有承诺事项。")),
        Section(_("走访记录"), heads=[Cell(_("日期")), Cell(_("情况")), Cell(_("记录人"), spare=True)], rows=told,
                none=_("还没有走访。")),
    ]  # fmt: skip
    back = _to("rounds", _("居村走访"))
    return registers.thing_page(request, title=unit.name, back=back, sections=sections, acts=acts, form=form)


# --- announcements -------------------------------------------------------------------------------------------------
@require_safe
def announcement_list(request: HttpRequest) -> HttpResponse:
    _for(request, *TABLE)
    counted = {
        "n": Count("receipts"),
        "read": Count("receipts", filter=Q(receipts__read_at__isnull=False)),
        "known": Count("receipts", filter=Q(receipts__acknowledged_at__isnull=False)),
    }
    found = page(announcing.visible_to(request.user).annotate(**counted), request)
    heads = [
        Cell(_("标题")),
        Cell(_("发布"), spare=True),
        Cell(_("发布单位"), spare=True),
        Cell(_("已读")),
        Cell(_("确认知悉")),
    ]
    listed = Listed(
        title=_("工作通知"),
        text=_("发给单位的通知，阅读和确认都有回执。"),
        heads=heads,
        rows=[_announcement_line(row) for row in found.items],
        empty=(_("没有通知"), _("司法局发给司法所和协作单位的通知出现在这里。")),
        page=found,
        ways=[Way(_("发通知"), reverse("desk:announce"), "plus")] if policies.may(request.user, "announce") else [],
    )
    return registers.list_page(request, "desk:announcements", listed)


def _announcement_line(row: Any) -> Line:
    cells = (
        Cell(short_day(row.made_at), spare=True),
        Cell(row.unit.name, spare=True),
        _done_of(row.read, row.n),
        _done_of(row.known, row.n) if row.due_on else Cell(_("不要求")),
    )
    return Line(row.title, reverse("desk:announcement", args=[row.pk]), cells)


@once
def announce(request: HttpRequest) -> HttpResponse:
    if not policies.may(request.user, "announce"):
        raise Http404
    form = forms.AnnounceForm(_posted(request), choices=scope.below(request.user))
    if made := _made(request, form, announcing.announce):
        messages.success(request, _("已发出。"))
        return redirect("desk:announcement", made.pk)
    back = _to("announcements", _("工作通知"))
    return registers.form_page(request, form, title=_("发通知"), verb=_("发出"), back=back)


@once
def announcement(request: HttpRequest, pk: int) -> HttpResponse:
    """The text; opening it is reading it. Those who lead see who read and who acknowledged."""
    row: Announcement = visible_404(announcing.visible_to(request.user), pk=pk)
    announcing.note_read(row, by=request.user)
    acts: dict[str, Any] = {}
    for receipt in announcing.to_acknowledge(request.user).filter(announcement=row, announcement__due_on__isnull=False):
        do: Any = partial(announcing.acknowledge, receipt, by=request.user)
        label = _("确认已知：%(unit)s") % {"unit": receipt.unit.name}
        act = Act(f"know-{receipt.pk}", label, "acknowledge", do, _("已确认。"), is_primary=True)
        acts |= offered(request, receipt, [act], policies.policies)
    gone_on, form = answer(request, acts, reverse("desk:announcement", args=[pk]))
    if gone_on:
        return gone_on
    told = row.receipts.filter(scope.of_units(request.user, "unit")).select_related(
        "unit", "read_by", "acknowledged_by"
    )
    lines = [_receipt_line(r) for r in told]
    facts = [(_("发布单位"), row.unit.name), (_("发布"), day_time(row.made_at)),
             (_("请在此前确认"), day(row.due_on) if row.due_on else _("不要求"))]  # fmt: skip
    sections = [
        Section(_("通知"), facts=facts, text=row.text),
        Section(
            _("回执"), heads=[Cell(_("单位")), Cell(_("已读")), Cell(_("确认知悉"))], rows=lines, none=_("没有回执。")
        ),
    ]
    back = _to("announcements", _("工作通知"))
    return registers.thing_page(request, title=row.title, back=back, sections=sections, acts=acts, form=form)


def _receipt_line(r: Any) -> Line:
    def said(at: Any, who: Any) -> Cell:
        return Cell(f"{short_day(at)} {who}") if at else Cell(_("还没有"), "wait")

    return Line(r.unit.name, "", (said(r.read_at, r.read_by), said(r.acknowledged_at, r.acknowledged_by)))


def _to(name: str, label: str) -> tuple[str, str]:
    return label, reverse(f"desk:{name}")
