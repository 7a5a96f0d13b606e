"""Pages of one's own account, and of the people one looks after."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import access, hooks, idle, policies, queries, roles, services
from accounts.models import DeviceReset, Membership, StandIn, User
from accounts.people_forms import InviteForm, LeaveForm, ProfileForm, ResetForm, SeatForm, StandInForm
from audit.once import once
from kit import identity
from kit.errors import Refused
from messaging import stops

PER_PAGE = 50


# --- oneself -----------------------------------------------------------------------------------------------
@login_required
def me(request: HttpRequest) -> HttpResponse:
    user = request.user
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=user.pk))
    if request.method == "POST" and form.is_valid():
        services.save_profile(user, by=user, **form.cleaned_data)
        messages.success(request, _("已保存。"))
        response = redirect("accounts:me")
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            form.cleaned_data["language"],
            max_age=365 * 24 * 3600,
            samesite="Lax",
            secure=settings.SECURE,
            httponly=True,
        )
        return response
    context = {
        "form": form,
        "seats": [(roles.ROLES[s.role], s.unit_name, s.for_user_id != user.pk) for s in access.seats(user)],
        "phone": identity.mask_mobile(user.phone or ""),
        "stopped": stops.of(user),
        "has_password": user.has_usable_password(),
        "may_see_people": policies.may(user, "see_people"),
        "may_be_stood_in_for": policies.may(user, "set_stand_in", user),
    }
    return TemplateResponse(request, "accounts/me.html", context)


@login_required
@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """What the person was sending when the log-in ended, to be sent once more."""
    form = idle.kept(request)
    if form is None:
        return redirect(settings.LOGIN_REDIRECT_URL)
    return TemplateResponse(request, "accounts/kept.html", {"kept": form})


@login_required
@require_POST
@once
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, _("这台设备上的登录已退出。"), "usersessions_list", services.end_session, pk)


@login_required
@once
def stand_in(request: HttpRequest) -> HttpResponse:
    """One's own arrangements: who stands in for me, for whom I stand in."""
    user = request.user
    form = StandInForm(request.POST or None, absent=user)
    asked = request.method == "POST" and form.is_valid()
    if asked and _done(request, form, services.set_stand_in, user, **form.cleaned_data):
        messages.success(request, _("代办已安排，双方都会收到消息。"))
        return redirect("accounts:stand_in")
    context = {
        "form": form if policies.may(user, "set_stand_in", user) else None,
        "arrangements": queries.stand_ins_of(user),
    }
    return TemplateResponse(request, "accounts/stand_in.html", context)


@login_required
@require_POST
@once
def end_stand_in(request: HttpRequest, pk: int) -> HttpResponse:
    mine = queries.stand_ins_of(request.user)
    arrangement = access.visible_404(mine | _stand_ins_below(request.user), pk=pk)
    return _act(request, _("代办已结束。"), "accounts:stand_in", services.end_stand_in, arrangement)


def _stand_ins_below(user: User):
    return StandIn.objects.filter(ended_at=None, absent__in=queries.people_visible_to(user)).select_related(
        "absent", "deputy"
    )


# --- people one looks after --------------------------------------------------------------------------------
@login_required
def people(request: HttpRequest) -> HttpResponse:
    _only_who_sees_people(request.user)
    seats = queries.seats_visible_to(request.user)
    if wanted := request.GET.get("q", "").strip()[:40]:
        seats = seats.filter(user__display_name__icontains=wanted)
    waits = _waiting(request.user)
    context = {
        "may_invite": bool(InviteForm(by=request.user).fields["role"].choices),
        "page": Paginator(seats, PER_PAGE).get_page(request.GET.get("page")),
        "q": wanted,
        "invitations": queries.invitations_visible_to(request.user)[:PER_PAGE],
        "waiting": len(waits["seats"]) + len(waits["resets"]),
    }
    return TemplateResponse(request, "accounts/people.html", context)


@login_required
@once
def invite(request: HttpRequest) -> HttpResponse:
    _only_who_sees_people(request.user)
    form = InviteForm(request.POST or None, by=request.user)
    if not form.fields["role"].choices:
        raise Http404
    if request.method == "POST" and form.is_valid():
        d = form.cleaned_data
        if _done(
            request, form, services.invite, d["email"], d["display_name"], d["role"], d["unit"], flags=tuple(d["flags"])
        ):
            messages.success(request, _("邀请已发出，7 天内有效。"))
            return redirect("accounts:people")
    return TemplateResponse(request, "accounts/invite.html", {"form": form})


@login_required
@require_POST
@once
def withdraw_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = access.visible_404(queries.invitations_visible_to(request.user), pk=pk)
    return _act(request, _("邀请已撤回。"), "accounts:people", services.withdraw_invitation, invitation)


@login_required
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for a second person, and for this one in particular."""
    _only_who_sees_people(request.user)
    return TemplateResponse(request, "accounts/waiting.html", _waiting(request.user))


@login_required
@require_POST
@once
def decide(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Agree to a seat or an invitation, or decide on the reset of a device."""
    verb, queryset, said = {
        "seat": (services.confirm_seat, queries.seats_visible_to(request.user), _("身份已确认，即时生效。")),
        "invitation": (services.confirm_invitation, queries.invitations_visible_to(request.user), _("邀请已确认。")),
        "reset": (services.approve_device_reset, _resets(request.user), _("登录设备已重置，此人已从所有设备退出。")),
        "no-reset": (services.refuse_device_reset, _resets(request.user), _("申请已退回。")),
    }[kind]
    return _act(request, said, "accounts:waiting", verb, access.visible_404(queryset, pk=pk))


@login_required
def person(request: HttpRequest, pk: int) -> HttpResponse:
    user = _person(request, pk)
    return TemplateResponse(request, "accounts/person.html", _about(request.user, user))


@login_required
@require_POST
@once
def grant_seat(request: HttpRequest, pk: int) -> HttpResponse:
    user = _person(request, pk)
    form = SeatForm(request.POST, by=request.user)
    if form.is_valid():
        d = form.cleaned_data
        if _done(request, form, services.grant_seat, user, d["role"], d["unit"], flags=tuple(d["flags"])):
            messages.success(request, _("身份已增加。须第二人确认的，确认后生效。"))
            return redirect("accounts:person", user.pk)
    return TemplateResponse(request, "accounts/person.html", {**_about(request.user, user), "seat_form": form})


@login_required
@require_POST
@once
def end_seat(request: HttpRequest, pk: int) -> HttpResponse:
    seat = access.visible_404(queries.seats_visible_to(request.user), pk=pk)
    return _act(request, _("身份已终止，即时生效。"), "accounts:people", services.end_seat, seat)


@login_required
@require_POST
@once
def ask_reset(request: HttpRequest, pk: int) -> HttpResponse:
    user = _person(request, pk)
    form = ResetForm(request.POST)
    if form.is_valid() and _done(request, form, services.ask_device_reset, user, **form.cleaned_data):
        messages.success(request, _("申请已提出，由另一位负责人批准。"))
        return redirect("accounts:person", user.pk)
    return TemplateResponse(request, "accounts/person.html", {**_about(request.user, user), "reset_form": form})


@login_required
@require_POST
@once
def stand_in_for(request: HttpRequest, pk: int) -> HttpResponse:
    user = _person(request, pk)
    form = StandInForm(request.POST, absent=user)
    if form.is_valid() and _done(request, form, services.set_stand_in, user, **form.cleaned_data):
        messages.success(request, _("代办已安排，双方都会收到消息。"))
        return redirect("accounts:person", user.pk)
    return TemplateResponse(request, "accounts/person.html", {**_about(request.user, user), "stand_in_form": form})


@login_required
@require_POST
@once
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    user = _person(request, pk)
    form = LeaveForm(request.POST, user=user)
    if form.is_valid() and _done(request, form, services.leave, user, **form.cleaned_data):
        messages.success(request, _("离任已办理。"))
        return redirect("accounts:people")
    return TemplateResponse(request, "accounts/person.html", {**_about(request.user, user), "leave_form": form})


# --- steps that several pages take -------------------------------------------------------------------------
def _only_who_sees_people(user: User) -> None:
    if not policies.may(user, "see_people"):
        raise Http404


def _person(request: HttpRequest, pk: int) -> User:
    return access.visible_404(queries.people_visible_to(request.user), pk=pk)


def _resets(user: User):
    return DeviceReset.objects.filter(user__in=queries.people_visible_to(user))


def _waiting(user: User) -> dict[str, Any]:
    agree = [*queries.seats_to_confirm(user), *queries.invitations_to_confirm(user)]
    return {
        "seats": [("seat" if isinstance(s, Membership) else "invitation", s) for s in agree],
        "resets": queries.resets_to_approve(user),
    }


def _about(by: User, user: User) -> dict[str, Any]:
    may = policies.can(by, user)
    held = queries.seats_visible_to(by).filter(user=user)
    seat_form = SeatForm(by=by)
    return {
        "person": user,
        "phone": identity.mask_mobile(user.phone or ""),
        "stopped": stops.of(user),
        "seats": [(seat, policies.may(by, "end_seat", seat)) for seat in held],
        "duties": hooks.caseload(user),
        "arrangements": queries.stand_ins_of(user),
        "seat_form": seat_form if by.pk != user.pk and seat_form.fields["role"].choices else None,
        "reset_form": ResetForm() if by.pk != user.pk and may["ask_device_reset"] else None,
        "stand_in_form": StandInForm(absent=user) if may["set_stand_in"] else None,
        "leave_form": LeaveForm(user=user) if by.pk != user.pk and may["leave"] else None,
    }


def _act(
    request: HttpRequest, said: str, back: str, service: Callable[..., Any], *args: Any, **kwargs: Any
) -> HttpResponse:
    try:
        service(*args, by=request.user, **kwargs)
    except Refused as why:
        messages.error(request, " ".join([str(why), *map(str, why.reasons)]))
    else:
        messages.success(request, said)
    return redirect(back)


def _done(request: HttpRequest, form: Any, service: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
    """Whether the service was done; a refusal stands on the form."""
    try:
        service(*args, by=request.user, **kwargs)
    except Refused as why:
        form.add_error(None, [str(why), *map(str, why.reasons)])
        return False
    return True
