"""The pages of whoever receives: who comes home when, the file from that day, contacts of the help term."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts import access, roles
from accounts.access import visible_404
from audit.once import once
from desk.forms import ReasonForm
from desk.paging import page
from matching import policies
from matching.models import HandoverNotice
from matching.resettlement import queries, services, showing
from matching.resettlement.forms import ContactForm, MetForm, ReceiveForm
from matching.screens import attempt, for_roles, form_page, posted

staff = for_roles(roles.OFF, roles.CBM)
officers = for_roles(roles.OFF)
SHOWN = 25
OPEN, RUNNING = ("announced", "received"), ("linked", "in_help")
TABS = {"open": OPEN, "running": RUNNING, "ended": ("ended",)}


def _theirs(request: HttpRequest, number: str, right: str = "") -> HandoverNotice:
    thing: HandoverNotice = visible_404(queries.releases(request.user), number=number)
    if right and not policies.may(request.user, right, thing):
        raise Http404
    return thing


def _is_over(request: HttpRequest, thing: HandoverNotice, step: str) -> bool:
    """There is no form for a step that is not open now; what is sent all the same is refused with its sentence."""
    return request.method == "GET" and thing.machine.step(step, thing.status) is None


def _trail(thing: HandoverNotice | None = None) -> list[tuple[str, str]]:
    trail = [(_("出监衔接"), reverse("matching:releases"))]
    return [*trail, (thing.number, reverse("matching:prison_release", args=[thing.number]))] if thing else trail


@staff
@require_safe
def releases(request: HttpRequest) -> HttpResponse:
    """Who is announced or not met yet; beside it those in the help term and those that have ended."""
    tab = request.GET.get("show", "")
    tab = tab if tab in TABS else "open"
    rows = queries.releases(request.user).filter(status__in=TABS[tab])
    found = page(rows, request, size=SHOWN)
    counties = [s.county_code for s in access.seats_as(request.user, roles.CBM)]
    context = {
        "page": found, "rows": [showing.office_line(n) for n in found.items], "tab": tab,
        "tabs": [("open", _("待衔接")), ("running", _("帮教中")), ("ended", _("已结束"))],
        "sealed": list(queries.sealed_to_receive(request.user)[:20]),
        "table": showing.of_counties(counties) if counties else None,
    }  # fmt: skip
    return TemplateResponse(request, "matching/releases.html", context)


@staff
@require_safe
def release(request: HttpRequest, number: str) -> HttpResponse:
    thing = _theirs(request, number)
    reads = thing.linked_on is not None and policies.may(request.user, "record_contact", thing)
    context = {
        "n": thing, "tone": showing.TONES[thing.status], "about": showing.about(thing), "trail": _trail(),
        "facts": showing.office_facts(thing), "papers": showing.papers(thing.certificates.all()),
        "acts": showing.acts(thing, request.user), "trouble": thing.is_late,
        "contacts": services.read_contacts(thing, by=request.user) if reads else [],
    }  # fmt: skip
    return TemplateResponse(request, "matching/release.html", context)


@staff
@once
def receive(request: HttpRequest, number: str) -> HttpResponse:
    """Also a minor's, of whom a county manager sees the number alone and names the officer."""
    rows = queries.releases(request.user) | queries.sealed_to_receive(request.user)
    thing: HandoverNotice = visible_404(rows, number=number)
    if not policies.may(request.user, "receive_notice", thing):
        raise Http404
    if thing.status != "announced" and request.method == "GET":
        return redirect("matching:prison_release", number)
    form = ReceiveForm(posted(request), notice=thing, initial={"officer": request.user.pk})
    sent = request.method == "POST" and form.is_valid()
    if sent and attempt(form, lambda: services.receive(thing, by=request.user, **form.cleaned_data)):
        messages.success(request, _("已接收，档案从出监那天起在册。现在就可以提出需求、预留去处。"))
        return _to(request, number)
    text = _("接收后建立档案，责任人收到消息。") if not thing.must_meet else _("必接必送：责任人在出监当天到监狱接人。")
    return form_page(request, form, title=_("确认接收"), verb=_("确认接收"), trail=_trail(), text=text)


def _to(request: HttpRequest, number: str) -> HttpResponse:
    """To its page, or to the list where it is not theirs to see (any longer)."""
    open_to_me = queries.releases(request.user).filter(number=number).exists()
    return redirect("matching:prison_release", number) if open_to_me else redirect("matching:releases")


@staff
@once
def send_back(request: HttpRequest, number: str) -> HttpResponse:
    thing = _theirs(request, number, "send_back_notice")
    if _is_over(request, thing, "send_back"):
        return redirect("matching:prison_release", number)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: services.send_back(thing, by=request.user, reason=reason)):
            messages.success(request, _("已退回，监狱更正后会重新发来。"))
            return redirect("matching:releases")
    text = _("监狱会看到原因，不要写姓名和号码。")
    return form_page(request, form, title=_("退回更正"), verb=_("退回"), trail=_trail(thing), text=text)


@for_roles(roles.CBM, roles.MUN, roles.AUD)
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """K19 of every county, and of every prison, side by side."""
    context = {"table": showing.of_counties(), "prisons": showing.of_prisons(), "k12": reverse("training:rates")}
    return TemplateResponse(request, "matching/release_figures.html", context)


@officers
@once
def link(request: HttpRequest, number: str) -> HttpResponse:
    thing = _theirs(request, number, "link_notice")
    if _is_over(request, thing, "link"):
        return redirect("matching:prison_release", number)
    form = MetForm(posted(request))
    if request.method == "POST" and form.is_valid():
        met_on = form.cleaned_data["met_on"]
        if attempt(form, lambda: services.link(thing, by=request.user, met_on=met_on)):
            messages.success(request, _("已衔接，帮教期从出监那天算起。"))
            return redirect("matching:prison_release", number)
    text = _("当面说明：帮教是自愿的，随时可以不要，也随时可以再来。")
    return form_page(request, form, title=_("记录见面"), verb=_("存入"), trail=_trail(thing), text=text)


@officers
@once
def contact(request: HttpRequest, number: str) -> HttpResponse:
    thing = _theirs(request, number, "record_contact")
    if _is_over(request, thing, "contact"):
        return redirect("matching:prison_release", number)
    form = ContactForm(posted(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if attempt(form, lambda: services.record_contact(thing, by=request.user, **data)):
            messages.success(request, _("已记录，下一次联系的日期也已排好。"))
            return redirect("matching:prison_release", number)
    return form_page(request, form, title=_("记录一次联系"), verb=_("存入"), trail=_trail(thing))


# act → (right, service, title, what is told before, what is said after)
ONE_CLICK: dict[str, tuple[str, Callable[..., Any], Any, Any, Any]] = {
    "decline": (
        "decline_help", services.decline, gettext_lazy("本人不需要帮教"),
        gettext_lazy("不问原因，不影响本人。档案随之结束，以后愿意了可以恢复。"), gettext_lazy("已记录本人的意愿。"),
    ),
    "relapse": (
        "end_for_relapse", services.relapse, gettext_lazy("另案处理"),
        gettext_lazy("本人由其他机关另案处理，帮教到此结束。只记这一点，不记案情。"), gettext_lazy("帮教已结束。"),
    ),
    "undo": (
        "link_notice", services.undo_link, gettext_lazy("撤销见面"),
        gettext_lazy("见面记错了，回到待见面。"), gettext_lazy("已撤销，见面的期限照旧。"),
    ),
    "resume": (
        "resume_help", services.resume, gettext_lazy("恢复帮教"),
        gettext_lazy("本人又愿意接受帮教，原来的档案继续。"), gettext_lazy("已恢复，十天内联系本人。"),
    ),
}  # fmt: skip


@officers
@once
def act(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """One thing to confirm and nothing to fill in."""
    if act not in ONE_CLICK:
        raise Http404
    right, service, title, text, after = ONE_CLICK[act]
    thing = _theirs(request, number, right)
    if _is_over(request, thing, "undo_link" if act == "undo" else act):
        return redirect("matching:prison_release", number)
    form = forms.Form(posted(request))
    if request.method == "POST" and form.is_valid() and attempt(form, lambda: service(thing, by=request.user)):
        messages.success(request, str(after))
        return redirect("matching:prison_release", number)
    return form_page(request, form, title=str(title), verb=str(title), trail=_trail(thing), text=str(text))
