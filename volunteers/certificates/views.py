"""The screens of certificates: asking, the queue of the issuer, one sheet, the sheet as PDF."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import roles
from accounts.access import has_role, visible_404
from audit.moves import history
from audit.once import once
from desk.acts import done
from desk.forms import ReasonForm
from desk.paging import page
from kit import rules
from volunteers import policies
from volunteers.certificates import contents, printing, queries, services
from volunteers.certificates.forms import READ, IssueForm, ReissueForm, RequestForm
from volunteers.certificates.shown import faces, shown
from volunteers.hours.views import own_file
from volunteers.models import Certificate

LOOK_AFTER = (roles.NGA, roles.CBM, roles.MUN, roles.AUD)
SIZE = 30


@login_required
@once
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a certificate: of one recorder, of the whole city, or of the training."""
    me = own_file(request)
    form = RequestForm(
        request.POST if request.method == "POST" else None,
        recorders=queries.recorders(me),
        trained=contents.is_trained(me),
    )
    if form.is_valid() and done(form, services.request_certificate, me, by=request.user, **form.asked):
        messages.success(request, _("已申请。出具以后会通知您，在这里下载。"))
        return redirect("volunteers:honours")
    trail = [(_("证书与荣誉"), reverse("volunteers:honours"))]
    context = {"form": form, "trail": trail, "none": not form.fields["what"].choices}
    context["days"] = rules.value("certificates.issue_workdays")
    return TemplateResponse(
        request, "volunteers/certificate_ask.html", context, status=409 if form.non_field_errors() else 200
    )


@login_required
def certificates(request: HttpRequest) -> HttpResponse:
    """What waits to be issued here, with its clock; then what was issued."""
    if not has_role(request.user, *LOOK_AFTER):
        raise Http404
    rows = queries.visible_to(request.user)
    waiting = list(queries.to_issue(request.user).order_by("due_at", "pk")[:SIZE])
    found = page(rows.exclude(status="requested"), request, size=SIZE)
    context = {"waiting": waiting, "page": found, "rows": faces(found.items)}
    return TemplateResponse(request, "volunteers/certificates.html", context)


@login_required
@once
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """One certificate for everybody whom it concerns, with the acts open to them."""
    thing = visible_404(queries.visible_to(request.user), pk=pk)
    acts, name = _acts(request, thing), request.POST.get("act", "")
    form = acts[name][0] if name in acts else None
    if request.method == "POST" and form is None:
        raise Http404
    if form is not None and form.is_valid():
        _form, act, said = acts[name]
        made = done(form, lambda: act(form.cleaned_data))
        if made is not None:
            messages.success(request, said)
            return redirect("volunteers:certificate", made.pk)
    context = {
        **shown(thing, request.user),
        "forms": {key: entry[0] for key, entry in acts.items()},
        "form": form,
        "moves": [_step(thing, move) for move in history(thing)],
        "trail": [_way_back(request)],
    }
    return TemplateResponse(
        request, "volunteers/certificate.html", context, status=409 if form and form.errors else 200
    )


@login_required
@require_safe
def as_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet itself, to whom it belongs and to whoever issued it; each time it is taken stands in the log."""
    thing = visible_404(queries.visible_to(request.user).filter(status__in=("issued", "void")), pk=pk)
    if not policies.may(request.user, "download_certificate", thing):
        raise Http404
    sheet = printing.pdf(thing)
    services.note_download(thing, by=request.user)
    response = HttpResponse(sheet, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{thing.number}.pdf"'
    return response


Act = tuple[Form, Any, str]


def _acts(request: HttpRequest, thing: Certificate) -> dict[str, Act]:
    """Act → its form, what it does, what is said after; only those that state and right allow."""
    by, data, act = request.user, request.POST, request.POST.get("act", "")
    last = queries.last_words(thing.issuer)

    def form(kind: type[Form], name: str, **more: Any) -> Form:
        return kind(data if act == name else None, prefix=name, initial=last, **more)

    every: dict[str, tuple[str, str, Act]] = {
        "issue": ("issue_certificate", "requested", (
            form(IssueForm, "issue"), lambda d: services.issue_certificate(thing, by=by, **d),
            _("已出具，志愿者会收到通知。"))),
        "refuse": ("issue_certificate", "requested", (
            form(ReasonForm, "refuse", **READ), lambda d: services.refuse_certificate(thing, by=by, **d),
            _("没有出具，志愿者会看到原因。"))),
        "void": ("issue_certificate", "issued", (
            form(ReasonForm, "void", **READ), lambda d: services.void_certificate(thing, by=by, **d),
            _("已作废。核验时显示“已作废”。"))),
        "reissue": ("issue_certificate", "issued", (
            form(ReissueForm, "reissue"), lambda d: services.reissue_certificate(thing, by=by, **d),
            _("旧证明已作废，新证明已按现在的记录出具。"))),
        "withdraw": ("withdraw_certificate", "requested", (
            form(Form, "withdraw"), lambda d: services.withdraw_certificate(thing, by=by), _("申请已撤回。"))),
    }  # fmt: skip
    return {
        name: entry
        for name, (verb, state, entry) in every.items()
        if thing.status == state and policies.may(by, verb, thing)
    }


def _way_back(request: HttpRequest) -> tuple[str, str]:
    if has_role(request.user, *LOOK_AFTER):
        return (_("证明出具"), reverse("volunteers:certificates"))
    return (_("证书与荣誉"), reverse("volunteers:honours"))


def _step(thing: Certificate, move: Any) -> dict[str, Any]:
    step = thing.machine.step(move.verb, move.source)
    who = move.by.display_name if move.by else _("平台")
    return {"when": move.at, "text": step.label if step else move.verb, "who": who, "note": move.note}
