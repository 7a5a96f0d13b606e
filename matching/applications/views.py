"""The screens of job applications: the list by employer, office or county, and one application with its steps."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import roles
from accounts.access import visible_404
from accounts.roles import ROLES
from audit.moves import history
from audit.once import once
from desk import dates
from desk.page_acts import Act, answer, offered
from desk.paging import page
from matching import queries, words
from matching.applications import forms as f
from matching.applications import services
from matching.models import JobApplication
from matching.policies import policies as rights
from matching.screens import for_roles, shown

SHOWN = 25
TONES = {"referred": "wait", "interview": "run", "offered": "run", "hired": "ok", "refused": "bad", "withdrawn": "off"}


@for_roles(roles.RES, roles.OFF, roles.CBM)
@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    """Newest first; who may record a step finds it on the page of the application."""
    filters = f.FilterForm(request.GET or None)
    status = filters.cleaned_data.get("status") if filters.is_valid() else ""
    rows = queries.applications(request.user)
    found = page(rows.filter(status=status) if status else rows, request, size=SHOWN)
    context = {
        "filters": filters,
        "filtered": bool(status),
        "page": found,
        "rows": [{"thing": row, "tone": TONES[row.status], "next": next_of(row)} for row in found.items],
    }
    return TemplateResponse(request, "matching/applications.html", context)


@login_required
@once
def application(request: HttpRequest, pk: int) -> HttpResponse:
    """How far one person has come at one post, and what can be recorded now."""
    thing = visible_404(queries.applications(request.user), pk=pk)
    open_acts = offered(request, thing, _acts(request, thing), rights)
    done, form = answer(request, open_acts, reverse("matching:application", args=[pk]))
    if done is not None:
        return done
    if form is not None:
        form.was_refused = bool(form.non_field_errors())  # type: ignore[attr-defined]
    context = {
        "thing": thing,
        "tone": TONES[thing.status],
        "facts": _facts(thing),
        "acts": list(open_acts.values()),
        "form": form,
        "steps": [_step(thing, move) for move in reversed(history(thing))],
        "may_open": queries.requests(request.user).filter(pk=thing.request_id).exists(),
        "trail": [(_("岗位申请"), reverse("matching:applications"))],
    }
    return shown(request, "matching/application.html", context)


def _acts(request: HttpRequest, thing: JobApplication) -> list[Act]:
    """The steps of the table that are open from here."""
    by, record = request.user, "record_application"
    when = (("initial", {"at": thing.interview_at, "where": thing.interview_where or thing.place.town.name}),)
    day = (("initial", {"hired_on": thing.starts_on}),) if thing.starts_on else ()
    every = (
        Act("invite", _("约面试"), record, lambda **d: services.invite(thing, by=by, **d),
            _("已约面试，请告知本人。"), f.InviteForm, when, is_primary=True),
        Act("re_invite", _("改面试时间"), record, lambda **d: services.invite(thing, by=by, **d),
            _("面试时间已改，请告知本人。"), f.InviteForm, when),
        Act("promise", _("决定录用"), record, lambda **d: services.promise(thing, by=by, **d),
            _("已记录。上岗那天再记一次。"), f.PromiseForm, is_primary=True),
        Act("hire", _("已上岗"), record, lambda **d: services.hire(thing, by=by, **d),
            _("已上岗，岗位名额减一。"), f.HireForm, day, is_primary=True),
        Act("refuse", _("不录用"), record, lambda **d: services.refuse(thing, by=by, **d),
            _("已记录，名额空出，需求重新匹配。"), f.RefuseForm),
        Act("withdraw", _("本人不去"), "withdraw_application", lambda **d: services.withdraw(thing, by=by, **d),
            _("已记录，名额空出，需求重新匹配。"), f.WithdrawForm),
    )  # fmt: skip
    return [act for act in every if thing.machine.step(act.name, thing.status)]


def next_of(thing: JobApplication) -> str:
    """What comes next, in one line."""
    if thing.status == "referred":
        return _("等用人单位约面试")
    if thing.status == "interview":
        return _("%(at)s 面试，%(where)s") % {"at": dates.day_time(thing.interview_at), "where": thing.interview_where}
    if thing.status == "offered":
        return _("%(day)s上岗") % {"day": dates.day(thing.starts_on)}
    if thing.status == "hired":
        return _("%(day)s已上岗") % {"day": dates.day(thing.hired_on)}
    return str({**dict(JobApplication.REASONS), **dict(JobApplication.WITHDRAWALS)}.get(thing.reason, ""))


def _facts(thing: JobApplication) -> list[tuple[str, Any]]:
    facts: list[tuple[str, Any]] = [
        (_("岗位"), thing.place.name),
        (_("用人单位"), thing.place.org.name),
        (_("对象代号"), thing.request.client.code),
        (_("需求"), f"{words.need(thing.request.need)}·{thing.request.number}"),
        (_("推荐日期"), dates.day(thing.referred_on)),
    ]
    if thing.interview_at:
        facts.append((_("面试"), f"{dates.day_time(thing.interview_at)}，{thing.interview_where}"))
    if thing.hired_on or thing.starts_on:
        facts.append((_("上岗"), dates.day(thing.hired_on or thing.starts_on)))
    facts.append((_("岗位空额"), f"{thing.place.free} / {thing.place.capacity}"))
    return facts


def _step(thing: JobApplication, move: Any) -> dict[str, Any]:
    step = thing.machine.step(move.verb, move.source)
    why = str({**dict(JobApplication.REASONS), **dict(JobApplication.WITHDRAWALS)}.get(move.reason, ""))
    name = {"name": move.by.display_name, "role": ROLES.get(move.role, "")} if move.by else None
    return {
        "when": move.at,
        "text": step.label if step else move.verb,
        "who": _("%(name)s（%(role)s）") % name if name else _("系统"),
        "note": _("。").join(x for x in (why, move.note) if x),
        "state": "done",
    }
