"""The volunteer's own page: what is missing and where to get it, profile, consents, undertaking, resting, leaving."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from audit.once import once
from desk.acts import done
from kit import clock
from training import queries as training
from volunteers import policies, queries
from volunteers.applying import pages
from volunteers.applying import queries as applying
from volunteers.applying.forms import PAGE_FORMS, AgreeForm
from volunteers.consents import queries as consents
from volunteers.consents import services as consenting
from volunteers.mine import cards, services
from volunteers.mine.forms import LeaveForm, RestForm, SignForm
from volunteers.models import Application, ConsentText, Volunteer

UNDERTAKING = ConsentText.Kind.UNDERTAKING


def own_file(request: HttpRequest) -> Volunteer:
    found = Volunteer.objects.filter(user=request.user).select_related("user", "town").first()
    if found is None:
        raise Http404
    return found


@login_required
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """Everything about oneself on one page, what is missing first. Without a file it leads on to applying."""
    me = Volunteer.objects.filter(user=request.user).select_related("user", "town").first()
    if me is None:
        return redirect("volunteers:join_on")
    today = clock.today()
    standing = queries.standing(me, today)
    context = {
        "me": me,
        "standing": queries.STANDINGS[standing],
        "tone": cards.TONES.get(standing, ""),
        "lacks": cards.lacks(me, today),
        "facts": cards.facts(me),
        "sections": cards.sections(me),
        "consents": cards.consents_of(request.user, today),
        "papers": training.held_by(me.user_id),
        "sign": cards.undertaking(me, today),
        "today": today,
        "asks_again": consents.to_ask(request.user, today),
        "directly": services.comes_back_directly(me) if me.status == "left" else False,
    }
    return TemplateResponse(request, "volunteers/mine.html", context)


# --- profile and confirmation ------------------------------------------------------------------------------
@login_required
@never_cache
@once
def change(request: HttpRequest, page: str) -> HttpResponse:
    """One page of the profile, the same forms as when applying."""
    me, kind = own_file(request), PAGE_FORMS.get(page)
    if kind is None:
        raise Http404
    form = kind(request.POST if request.method == "POST" else None, initial=kind.before(me))
    if _sent(request, form, lambda: _changed(me, form)) is not None:
        messages.success(request, _("已保存。"))
        return redirect("volunteers:mine")
    context = {"me": me, "form": form, "title": applying.title(page)}
    return TemplateResponse(request, "volunteers/mine_change.html", context, status=_status(form))


def _changed(me: Volunteer, form: Any) -> Volunteer:
    answers = {name: value for name, value in form.answers().items() if name != "county_code"}
    return services.change_own_profile(me, by=me.user, **answers)


@login_required
@never_cache
@once
def confirm(request: HttpRequest) -> HttpResponse:
    """Whom the office had on its list: see the data, correct them, agree, confirm."""
    me = own_file(request)
    if me.status != "unconfirmed":
        return redirect("volunteers:mine")
    form = _agree_form(request)
    if _sent(request, form, lambda: services.confirm_self(me, by=me.user, agreed=form.kinds())) is not None:
        messages.success(request, _("登记已确认，欢迎加入。"))
        return redirect("volunteers:mine")
    context = {
        "me": me,
        "form": form,
        "facts": cards.facts(me),
        "sections": cards.sections(me),
        "texts": pages.texts(form.fields),
    }
    return TemplateResponse(request, "volunteers/mine_confirm.html", context, status=_status(form))


# --- consents ----------------------------------------------------------------------------------------------
@login_required
@never_cache
@once
def agree(request: HttpRequest) -> HttpResponse:
    """Texts that changed, or were never agreed to; nobody is locked out meanwhile."""
    if not policies.may(request.user, "give_consent", request.user):
        raise Http404
    form = _agree_form(request)
    if _sent(request, form, lambda: consenting.give_consents(request.user, form.kinds(), by=request.user)) is not None:
        messages.success(request, _("已记下。"))
        return redirect("volunteers:mine")
    context = {"form": form, "texts": pages.texts(form.fields)}
    return TemplateResponse(request, "volunteers/mine_agree.html", context, status=_status(form))


def _agree_form(request: HttpRequest) -> AgreeForm:
    """What is still to be agreed to: compulsory texts as they read now, and optional ones not yet given."""
    asked = [text.kind for text in consents.to_ask(request.user, clock.today())]
    given = consents.given(request.user)
    asked += [kind for kind in consents.OPTIONAL if kind not in given]
    return AgreeForm(request.POST if request.method == "POST" else None, person=request.user, asked=asked)


@login_required
@never_cache
@once
def withdraw(request: HttpRequest, kind: str) -> HttpResponse:
    """Take a consent back, as easily as it was given; the page says what follows first."""
    if kind not in consents.given(request.user):
        raise Http404
    form = Form(request.POST if request.method == "POST" else None)
    if _sent(request, form, lambda: _withdrawn(request, kind)):
        messages.success(request, _("已撤回。"))
        return redirect("volunteers:join_on")
    context = {
        "form": form,
        "kind": kind,
        "title": dict(ConsentText.Kind.choices)[kind],
        "is_leaving": kind in consents.COMPULSORY,
    }
    return TemplateResponse(request, "volunteers/mine_withdraw.html", context, status=_status(form))


def _withdrawn(request: HttpRequest, kind: str) -> bool:
    services.withdraw_consent(request.user, kind, by=request.user)
    return True


# --- undertaking -------------------------------------------------------------------------------------------
@login_required
@never_cache
@once
def undertaking(request: HttpRequest) -> HttpResponse:
    """Read, tick, sign with one's own name."""
    me, text = own_file(request), consents.today_of(UNDERTAKING)
    if text is None:
        raise Http404
    form = SignForm(request.POST if request.method == "POST" else None)
    if _sent(request, form, lambda: _signed(me, form, text)) is not None:
        messages.success(request, _("承诺书已签署。"))
        return redirect("volunteers:mine")
    context = {
        "me": me,
        "form": form,
        "parts": pages.parts(text),
        "text": text,
        "sign": cards.undertaking(me, clock.today()),
    }
    return TemplateResponse(request, "volunteers/mine_undertaking.html", context, status=_status(form))


def _signed(me: Volunteer, form: SignForm, text: ConsentText) -> Any:
    return services.sign_undertaking(me, by=me.user, signed_name=form.cleaned_data["signed_name"], text=text)


# --- resting, leaving, coming back -------------------------------------------------------------------------
@login_required
@never_cache
@once
def rest(request: HttpRequest) -> HttpResponse:
    me = own_file(request)
    form = RestForm(request.POST if request.method == "POST" else None, initial={"until": me.rests_until})
    if _sent(request, form, lambda: services.rest(me, by=me.user, until=form.cleaned_data["until"])) is not None:
        messages.success(request, _("已暂停，到期自动恢复。"))
        return redirect("volunteers:mine")
    return TemplateResponse(request, "volunteers/mine_rest.html", {"me": me, "form": form}, status=_status(form))


@login_required
@require_POST
@once
def end_rest(request: HttpRequest) -> HttpResponse:
    services.end_rest(own_file(request), by=request.user)
    messages.success(request, _("已恢复，可以收到新的邀约。"))
    return redirect("volunteers:mine")


@login_required
@never_cache
@once
def leave(request: HttpRequest) -> HttpResponse:
    me = own_file(request)
    form = LeaveForm(request.POST if request.method == "POST" else None)
    if _sent(request, form, lambda: services.leave(me, by=me.user, reason=form.cleaned_data["reason"])) is not None:
        messages.success(request, _("已退出。谢谢您走过的这一段。"))
        return redirect("volunteers:mine")
    return TemplateResponse(request, "volunteers/mine_leave.html", {"me": me, "form": form}, status=_status(form))


@login_required
@never_cache
@once
def come_back(request: HttpRequest) -> HttpResponse:
    """Agree to what has to be agreed to again, and serve again; after a year the pages of an application follow."""
    me = own_file(request)
    if me.status != "left":
        return redirect("volunteers:mine")
    form = _agree_form(request)
    found = _sent(request, form, lambda: services.come_back(me, by=me.user, agreed=form.kinds()))
    if found is not None:
        return redirect("volunteers:join_on" if isinstance(found, Application) else "volunteers:mine")
    context = {
        "me": me,
        "form": form,
        "texts": pages.texts(form.fields),
        "directly": services.comes_back_directly(me),
    }
    return TemplateResponse(request, "volunteers/mine_back.html", context, status=_status(form))


def _sent(request: HttpRequest, form: Form, act: Callable[[], Any]) -> Any:
    """What the act handed back, once the form was sent and holds; None before, and when it was refused."""
    return done(form, act) if request.method == "POST" and form.is_valid() else None


def _status(form: Form) -> int:
    return 422 if form.is_bound and form.errors else 200
