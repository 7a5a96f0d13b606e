"""The screens by which entries are made, changed, vouched for and kept fresh."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import roles
from accounts.access import seats, seats_as, visible_404
from accounts.models import Division, OrgUnit
from audit.once import once
from desk.paging import page
from matching import policies, queries
from matching.models import FairHiringPledge, Place
from matching.resources import entries, freshness, pledges, services
from matching.resources import entry_forms as f
from matching.resources.views import as_row
from matching.screens import attempt, for_roles, form_page, posted, shown

ANSWERS_FOR = (roles.RES, roles.NGA, roles.VOL, roles.OFF)


def _trail() -> list[tuple[str, str]]:
    return [(_("帮扶资源"), reverse("matching:places"))]


@for_roles(roles.RES)
@once
def post_new(request: HttpRequest) -> HttpResponse:
    """An employer's post on one form; it waits for the pledge and for the county's manager."""
    org = OrgUnit.objects.get(pk=seats_as(request.user, roles.RES)[0].unit_id)
    form = f.PostForm(posted(request), initial={"town": org.division_id})
    made: list[Place] = []
    sent = request.method == "POST" and form.is_valid()
    if sent and attempt(
        form, lambda: made.append(entries.enter_post(org, by=cast(Any, request.user), **form.columns()))
    ):
        messages.success(request, _("岗位已登记，等负责人审核。"))
        signed = pledges.is_signed(org.pk)
        return redirect("matching:place", made[0].pk) if signed else redirect("matching:pledge", org.pk)
    return form_page(request, form, title=_("登记岗位"), verb=_("登记岗位"), trail=_trail(), text=org.name)


@for_roles(roles.OFF, roles.CBM)
@once
def resource_new(request: HttpRequest) -> HttpResponse:
    """A resource of an agency or a committee; a judicial office's waits for the county's manager."""
    seat = next(s for s in seats(request.user) if s.role in (roles.OFF, roles.CBM))
    form = f.ResourceForm(posted(request), county=seat.county_code, initial=_own_town(seat))
    made: list[Place] = []
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        county = Division.objects.get(pk=seat.county_code)
        if attempt(form, lambda: made.append(entries.enter_resource(
            said["kind"], said["supplier"], county, by=cast(Any, request.user), **form.columns()
        ))):  # fmt: skip
            opened = made[0].status == "open"
            messages.success(request, _("已登记并开放。") if opened else _("已登记，等负责人审核。"))
            return redirect("matching:place", made[0].pk)
    text = _("部门、村（居）委会没有登录账号，由司法所登记和确认。")
    return form_page(request, form, title=_("登记资源"), verb=_("登记资源"), trail=_trail(), text=text)


def _own_town(seat: Any) -> dict[str, Any]:
    unit = OrgUnit.objects.get(pk=seat.unit_id)
    return {"town": unit.division_id, "kind": "community"}


@login_required
@once
def place_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an entry. A service keeps what its contract fixes; the number of seats has an act of its own."""
    thing = visible_404(queries.places(request.user), pk=pk)
    if thing.kind == "volunteer" or not policies.may(request.user, "edit_place", thing):
        raise Http404
    form = _form_of(request, thing)
    hidden = _hide_contact(form) if not _is_own(request, thing) else ()
    sent = request.method == "POST" and form.is_valid()
    columns = {k: v for k, v in form.columns().items() if v or k not in hidden} if sent else {}
    if sent and attempt(form, lambda: services.edit_place(thing, by=cast(Any, request.user), **columns)):
        messages.success(request, _("已修改，确认日期也更新了。"))
        return redirect("matching:place", pk)
    trail = [*_trail(), (thing.name, reverse("matching:place", args=[pk]))]
    return form_page(request, form, title=_("修改"), verb=_("保存修改"), trail=trail, text=thing.name)


def _is_own(request: HttpRequest, thing: Place) -> bool:
    return any(seat.unit_id == thing.org_id for seat in seats_as(request.user, roles.RES, roles.NGA))


def _hide_contact(form: Any) -> tuple[str, ...]:
    """Whom to call there is the supplier's own: an office that mends the entry gives another, or leaves it be."""
    hidden = tuple(name for name in ("contact_name", "contact_phone") if name in form.fields)
    for name in hidden:
        form.initial.pop(name, None)
        form.fields[name].help_text = _("已登记的不显示；空着就不改")
    return hidden


def _form_of(request: HttpRequest, thing: Place) -> Any:
    data = posted(request)
    if thing.kind == "job":
        return f.PostForm(data, initial=f.PostForm.of(thing), place=thing)
    if thing.kind == "service":
        names = ("schedule_mask", "terms", "address", "is_public")
        return f.ServiceForm(data, initial={name: getattr(thing, name) for name in names})
    return f.ResourceForm(data, initial=f.ResourceForm.of(thing), county=thing.county_code, place=thing)


@login_required
@once
def pledge(request: HttpRequest, pk: int) -> HttpResponse:
    """The undertaking of an employer: signed by itself, or entered from paper by the county's office."""
    org = OrgUnit.objects.filter(kind="employer", pk=pk).first()
    if org is None or not policies.may(request.user, "sign_pledge", FairHiringPledge(org=org)):
        raise Http404
    own = pk in {seat.unit_id for seat in seats_as(request.user, roles.RES)}
    form: forms.Form = (f.PledgeForm if own else f.PaperPledgeForm)(posted(request))
    if request.method == "POST" and form.is_valid():
        said = {name: value for name, value in form.cleaned_data.items() if name != "agreed"}
        if attempt(form, lambda: pledges.sign_pledge(org, by=cast(Any, request.user), on_paper=not own, **said)):
            messages.success(request, _("承诺已登记。审核过的岗位已开放。"))
            return redirect("matching:pledge", pk)
    context = {
        "org": org,
        "own": own,
        "form": form,
        "words": pledges.WORDS,
        "signed": pledges.pledge_of(pk),
        "trail": _trail(),
    }
    return shown(request, "matching/pledge.html", context)


@for_roles(*ANSWERS_FOR)
@once
def places_to_confirm(request: HttpRequest) -> HttpResponse:
    """What soon counts as not confirmed: one button each, one for all."""
    rows = freshness.to_confirm(request.user)
    form = forms.Form(posted(request))
    if request.method == "POST":
        one = request.POST.get("place", "")
        chosen = rows.filter(pk=int(one)) if one.isascii() and one.isdecimal() and len(one) < 19 else rows
        if one and not chosen.exists():
            raise Http404
        if form.is_valid() and attempt(form, lambda: freshness.confirm_all(list(chosen), by=cast(Any, request.user))):
            messages.success(request, _("已确认信息没有变化。"))
            return redirect("matching:places_to_confirm")
    found = page(rows.order_by(), request, ascending=True)
    context = {"form": form, "page": found, "rows": [as_row(p) for p in found.items], "trail": _trail()}
    return shown(request, "matching/places_to_confirm.html", context)
