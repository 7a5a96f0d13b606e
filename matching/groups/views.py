"""The page of a person's correction group: its members, what it lacks, letters of responsibility."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts import roles
from accounts.access import visible_404
from audit import trail
from audit.once import once
from matching import policies, queries, words
from matching.groups import services
from matching.groups.forms import LetterForm, MemberForm
from matching.groups.models import CorrectionGroup
from matching.models import Client
from matching.screens import attempt, client_trail, for_roles, shown


@for_roles(roles.OFF, roles.CBM)
@once
def group(request: HttpRequest, code: str) -> HttpResponse:
    """One page, four acts: take in, confirm, note a letter, let go. Reading the names leaves a trace."""
    thing = visible_404(queries.clients(request.user), code=code)
    if not policies.may(request.user, "read_group", thing):
        raise Http404
    own = CorrectionGroup.objects.filter(client=thing).first()
    may_keep = policies.may(request.user, "keep_group", thing)
    form: Any = MemberForm()
    act = request.POST.get("act", "")
    if request.method == "POST":
        form = _form(act, request)
        if not may_keep:
            raise Http404
        if form.is_valid() and attempt(form, lambda: _do(act, thing, own, form, request)):
            messages.success(request, _done(act))
            return redirect("matching:group", code)
    return shown(request, "matching/group.html", _context(request, thing, own, form, may_keep=may_keep))


def _form(act: str, request: HttpRequest) -> forms.Form:
    kinds = {"letter": LetterForm, "confirm": forms.Form, "leave": forms.Form}
    return kinds.get(act, MemberForm)(request.POST)


def _do(act: str, client: Client, own: CorrectionGroup | None, form: forms.Form, request: HttpRequest) -> Any:
    by: Any = request.user
    if act not in ("letter", "leave", "confirm"):
        return services.add_member(client, by=by, **form.cleaned_data)
    if own is None:
        raise Http404
    if act == "confirm":
        return services.confirm_group(own, by=by)
    member = visible_404(own.members.filter(left_on=None), pk=_number(request.POST.get("member")))
    if act == "leave":
        return services.remove_member(member, by=by)
    return services.sign_letter(member, by=by, on=form.cleaned_data["on"])


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 18 else 0


def _done(act: str) -> str:
    said = {"confirm": _("小组已确认。"), "leave": _("已登记退出。"), "letter": _("责任书已登记。")}
    return said.get(act, _("成员已加入。"))


def _context(
    request: HttpRequest, client: Client, own: CorrectionGroup | None, form: forms.Form, *, may_keep: bool
) -> dict[str, Any]:
    members = services.members_of(own)
    if members:
        trail.record("client.group_read", client, by=request.user, fields=["group"])
    running = client.status in services.IN_REGISTER
    return {
        "client": client,
        "trail": client_trail(client),
        "members": members,
        "left": own.members.exclude(left_on=None).order_by("-left_on", "-pk")[:20] if own else [],
        "status": own.status_label if own else _("还没有组建"),
        "tone": words.tone(own.status) if own else "wait",
        "lacks": services.lacks(client, members) if running else [],
        "may_keep": may_keep and running,
        "may_confirm": may_keep and own is not None and own.status == "forming",
        "form": form,
        "add": form if isinstance(form, MemberForm) else MemberForm(),
        "letter": LetterForm(),
    }
