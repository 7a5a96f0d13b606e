"""The counter: an officer registers somebody who stands there, with the code that was sent to their phone."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts import policies as people
from accounts import services as accounts
from accounts.access import visible_404
from accounts.models import PhoneProof
from audit.once import once
from desk.acts import done
from kit import identity
from volunteers.applying import pages, queries, services
from volunteers.applying.forms import CodeForm, CounterForm
from volunteers.models import Application


@login_required
@never_cache
@sensitive_post_parameters("phone")
def counter(request: HttpRequest) -> HttpResponse:
    """Name and phone of whoever stands there, and what was begun before and not finished."""
    if not people.may(request.user, "register_at_counter"):
        raise Http404
    form = CounterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        proof = done(form, accounts.register_at_counter, by=request.user, **form.cleaned_data)
        if proof is not None:
            return redirect("volunteers:counter_code", proof.pk)
    drafts = queries.drafts_at_counter(request.user)[:20]
    context = {"form": form, "drafts": drafts}
    return TemplateResponse(request, "volunteers/counter.html", context, status=_status(form))


@login_required
@never_cache
@sensitive_post_parameters("code")
def counter_code(request: HttpRequest, pk: int) -> HttpResponse:
    """The person tells their code: the account is theirs, and the pages begin."""
    proof = visible_404(PhoneProof.objects.filter(by=request.user, user=None), pk=pk)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = done(form, accounts.confirm_at_counter, proof, form.cleaned_data["code"], by=request.user)
        application = user and done(form, services.begin, user, by=request.user)
        if application is not None:
            page = (queries.lacking(application) or ["check"])[0]
            return redirect("volunteers:counter_page", application.pk, page)
    context = {"form": form, "name": proof.display_name, "phone": identity.mask_mobile(proof.phone)}
    return TemplateResponse(request, "volunteers/counter_code.html", context, status=_status(form))


@login_required
@never_cache
@sensitive_post_parameters("id_number")
@once
def counter_page(request: HttpRequest, pk: int, page: str) -> HttpResponse:
    """The same pages as at home, filled in by the officer who began it."""
    application: Application = visible_404(queries.drafts_at_counter(request.user), pk=pk)
    address = _address(application)
    if page == "check":
        return _check(request, application)
    form = pages.form_of(request, application, page)
    if request.method == "POST" and pages.save(form, application, page, by=request.user):
        application.refresh_from_db()
        return redirect(address(pages.after(application, page)))
    context = pages.shown(application, page, form, address) | {"at_counter": True}
    return TemplateResponse(request, "volunteers/join_page.html", context, status=_status(form))


def _check(request: HttpRequest, application: Application) -> HttpResponse:
    form = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and done(form, services.submit, application, by=request.user) is not None:
        messages.success(request, _("已提交，进入审核。"))
        return redirect("volunteers:counter")
    context = pages.shown(application, "check", form, _address(application)) | {"at_counter": True}
    return TemplateResponse(request, "volunteers/join_check.html", context, status=_status(form))


def _address(application: Application) -> Callable[[str], str]:
    return lambda page: reverse("volunteers:counter_page", args=[application.pk, page])


def _status(form: Form) -> int:
    return 422 if form.is_bound and form.errors else 200
