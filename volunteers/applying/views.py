"""The way in for whoever wants to help: phone, code, then one thing a page, resumed at any time, handed in once."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounts import services as accounts
from accounts.models import PhoneProof
from audit.once import once
from desk.acts import done
from desk.uploads.services import hand_out
from kit import identity, rules
from kit.errors import Refused
from kit.sentences import gettext as _
from volunteers import policies
from volunteers.applying import pages, queries, services, states
from volunteers.applying.forms import TOO_MANY_CODES, CodeForm, PhoneForm
from volunteers.models import Application, Guardian, Volunteer

PROOF = "phone_proof"  # the place in the session, which is sealed


# --- the door ----------------------------------------------------------------------------------------------
@never_cache
@sensitive_post_parameters("phone")
def join(request: HttpRequest) -> HttpResponse:
    """The first page: what it is about, and the phone number. Whoever is logged in needs none."""
    if request.user.is_authenticated:
        return _begin_logged_in(request)
    form = PhoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        proof = done(form, accounts.send_code, form.cleaned_data["phone"])
        if proof is not None:
            request.session[PROOF] = proof.pk
            return redirect("volunteers:join_code")
    return _first_page(request, form)


def _first_page(request: HttpRequest, form: Form) -> HttpResponse:
    context = {"form": form, "days": rules.value("volunteers.vetting_days"), "public": True}
    return TemplateResponse(request, "volunteers/join.html", context, status=_status(form))


def _begin_logged_in(request: HttpRequest) -> HttpResponse:
    if Volunteer.objects.filter(user=request.user).exists() or queries.open_of(request.user):
        return redirect("volunteers:join_on")
    form = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and done(form, services.begin, request.user, by=request.user) is not None:
        return redirect("volunteers:join_on")
    return _first_page(request, form)


@never_cache
@sensitive_post_parameters("code")
def join_code(request: HttpRequest) -> HttpResponse:
    """The code that was sent, or was not: the page is the same for every number."""
    proof = PhoneProof.objects.filter(pk=request.session.get(PROOF), by=None).first()
    if proof is None or request.user.is_authenticated:
        return redirect("volunteers:join")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = done(form, _prove, request, proof, form.cleaned_data["code"])
        if user is not None:
            del request.session[PROOF]
            return _log_in(request, user)
    context = {"form": form, "phone": identity.mask_mobile(proof.phone), "public": True}
    return TemplateResponse(request, "volunteers/join_code.html", context, status=_status(form))


def _prove(request: HttpRequest, proof: PhoneProof, code: str) -> Any:
    """Wrong codes are counted by number and by address, whatever proof they were for."""
    limit = {"action": "phone_code_failed", "key": proof.phone}
    if not ratelimit.consume(request, dry_run=True, **limit):
        raise Refused(TOO_MANY_CODES, code="too_many_codes")
    try:
        return accounts.prove(proof, code)
    except Refused:
        ratelimit.consume(request, **limit)
        raise


def _log_in(request: HttpRequest, user: Any) -> HttpResponse:
    """Log in as by a log-in code, a second factor included where somebody set one up, and begin."""
    record_authentication(request, user, method="code", phone=user.phone)
    response = perform_login(request, Login(user=user, redirect_url=reverse("volunteers:join_on")))
    if request.user.is_authenticated and not Volunteer.objects.filter(user=user).exists():
        services.begin(request.user, by=request.user)
    return response


@login_required
def join_on(request: HttpRequest) -> HttpResponse:
    """Lead somebody on to where they are: the next page, what was handed in, their own file, or the beginning."""
    application = queries.open_of(request.user)
    if application and application.status in states.FILLABLE:
        return redirect("volunteers:join_page", (queries.lacking(application) or ["check"])[0])
    if application or _has_ended(request.user):
        return redirect("volunteers:join_sent")
    if Volunteer.objects.filter(user=request.user).exists():
        return redirect("volunteers:mine")
    return redirect("volunteers:join")


def _has_ended(user: Any) -> bool:
    """Whether all there is of this person is an application that was not accepted."""
    last = queries.last_of(user)
    return bool(last and last.status == "rejected" and not Volunteer.objects.filter(user=user).exists())


# --- the pages ---------------------------------------------------------------------------------------------
def _own(request: HttpRequest) -> Application:
    application = queries.open_of(request.user)
    if application is None or application.status not in states.FILLABLE:
        raise Http404
    return application


@login_required
@never_cache
@sensitive_post_parameters("id_number")
@once
def join_page(request: HttpRequest, page: str) -> HttpResponse:
    application = _own(request)
    if page == "check":
        return _check(request, application)
    form = pages.form_of(request, application, page)
    if request.method == "POST" and pages.save(form, application, page, by=request.user):
        application = _own(request)
        return redirect("volunteers:join_page", pages.after(application, page))
    context = pages.shown(application, page, form, _address) | {"public": True}
    return TemplateResponse(request, "volunteers/join_page.html", context, status=_status(form))


def _address(page: str) -> str:
    return reverse("volunteers:join_page", args=[page])


def _check(request: HttpRequest, application: Application) -> HttpResponse:
    form = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and done(form, services.submit, application, by=request.user) is not None:
        return redirect("volunteers:join_sent")
    context = pages.shown(application, "check", form, _address) | {"public": True}
    return TemplateResponse(request, "volunteers/join_check.html", context, status=_status(form))


@login_required
@never_cache
def join_sent(request: HttpRequest) -> HttpResponse:
    """What was handed in and what comes next: the same words for everybody, whatever the office finds."""
    application = queries.last_of(request.user)
    if application is None or application.status not in ("applied", "rejected"):
        raise Http404
    return TemplateResponse(request, "volunteers/join_sent.html", {"application": application, "public": True})


@login_required
@require_POST
@once
def withdraw(request: HttpRequest) -> HttpResponse:
    application = queries.open_of(request.user)
    if application is None:
        raise Http404
    services.withdraw(application, by=request.user)
    messages.success(request, _("申请已经撤回，填的内容已经删除。"))
    return redirect("volunteers:join")


@require_safe
@login_required
@never_cache
def guardian_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper a guardian signed, for the person and for whoever looks at the application; each look is an event."""
    application = Application.objects.filter(pk=pk).select_related("user").first()
    if application is None or not policies.may(request.user, "see_guardian_paper", application):
        raise Http404
    guardian = Guardian.objects.filter(person=application.user).select_related("paper").first()
    if guardian is None:
        raise Http404
    services.note_reading(application, guardian, by=request.user)
    return hand_out(guardian.paper, _("监护人同意书"))


def _status(form: Form) -> int:
    return 422 if form.is_bound and form.errors else 200
