"""The volunteer's screens of activities: what there is for me, one shift with its sign-up, my teams."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import visible_404
from audit.once import once
from desk.acts import done
from volunteers import queries as volunteers
from volunteers.activities import browsing, eligibility, queries, services, showing
from volunteers.activities import teams as groups
from volunteers.activities.forms import BrowseForm, JoinTeamForm, TeamForm, TeamSignUpForm
from volunteers.hours.views import own_file
from volunteers.models import Shift, Signup, Team, Volunteer

SIZE = 20


# --- the list --------------------------------------------------------------------------------------------------
@login_required
@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    """What I may take, the best fit first; what I lack, where there is something."""
    me = own_file(request)
    form = BrowseForm(request.GET, county=me.county_code)
    form.is_valid()
    wanted = form.cleaned_data
    since = _moment(request.GET.get("from", ""))
    county = "" if wanted.get("county") == "all" else me.county_code
    found = browsing.for_me(me, since=since, kind=wanted.get("kind") or "", county=county)
    n = int(p) if (p := request.GET.get("page", "")).isascii() and p.isdecimal() and len(p) < 4 else 1
    rows = found.rows[(n - 1) * SIZE : n * SIZE]
    more = len(found.rows) > n * SIZE
    context = {
        "me": me,
        "filters": form,
        "filtered": bool(wanted.get("kind") or wanted.get("county")),
        "rows": [showing.suited(row) for row in rows],
        "lacks": volunteers.ways_for(found.lacks, me.county_code),
        "strikes": queries.strikes(me),
        "next_page": n + 1 if more else None,
        "previous_page": n - 1 if n > 1 else None,
        "later": found.later if not more else None,
    }
    return TemplateResponse(request, "volunteers/activities.html", context)


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.tzinfo else None


# --- one shift -------------------------------------------------------------------------------------------------
@login_required
@once
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """One shift: what, where, when, what it asks; sign up, answer, or withdraw."""
    me = own_file(request)
    thing = visible_404(queries.seen_by(me), pk=pk)
    act, data = request.POST.get("act", ""), request.POST if request.method == "POST" else None
    # Signing up is the one act that comes in crowds; it finds out by itself what there was before.
    signup = None if act == "sign_up" else _last(me, thing)
    live = signup if signup and signup.status in queries.LIVE else None
    form = TeamSignUpForm(data, leader=me) if act == "team" else Form(data)
    if request.method == "POST":
        do = _acts(request, thing, live, form).get(act)
        if do is None:
            raise Http404
        if form.is_valid() and (words := done(form, do)):
            messages.success(request, words)
            return redirect("volunteers:activity", pk)
        signup = _last(me, thing)
        live = signup if signup and signup.status in queries.LIVE else None
    context = {
        **showing.detail(thing),
        "signup": live,
        "last": None if live else signup,
        "form": form,
        "team_form": None if live else _team_form(me, form),
        "trail": [(_("活动"), reverse("volunteers:activities"))],
        **_state(me, thing, live),
    }
    return TemplateResponse(request, "volunteers/activity.html", context, status=409 if form.errors else 200)


def _last(me: Volunteer, thing: Shift) -> Signup | None:
    return queries.signups_of(me).filter(shift=thing).order_by("-pk").first()


def _team_form(me: Volunteer, form: Form) -> Form | None:
    """The way to sign up a whole team, for whoever leads one."""
    if not Team.objects.filter(leader=me, ended_at=None).exists():
        return None
    return form if isinstance(form, TeamSignUpForm) else TeamSignUpForm(leader=me)


def _state(me: Volunteer, thing: Shift, live: Signup | None) -> dict[str, Any]:
    """What can be done here now, and what keeps me from it."""
    if live is not None:
        return {
            "tone": showing.TONES[live.status],
            "line": queries.place_in_line(live) if live.status == "waiting" else 0,
            "is_late": showing.is_late(live),
            "has_begun": showing.has_begun(thing),
        }
    why_shut = showing.why_shut(thing)
    codes = [] if why_shut else eligibility.in_the_way([me], thing)[me.pk]
    return {
        "shut": why_shut,
        "lacks": eligibility.ways(codes, thing.posting, me.county_code),
        "may_sign_up": not why_shut and not codes,
        "would_wait": thing.is_held or not thing.free,
    }


def _acts(request: HttpRequest, thing: Shift, live: Signup | None, team: Form) -> dict[str, Callable[[], str]]:
    """Act → what it does and says after; only those that fit how things stand."""
    by = request.user
    if live is None:
        return {
            "sign_up": lambda: showing.said(services.sign_up(thing, by=by)),
            "team": lambda: showing.team_said(groups.sign_up_team(thing, team.cleaned_data["team"], by=by)),
        }
    every: dict[str, tuple[tuple[str, ...], Callable[[], Signup]]] = {
        "sign_up": (queries.LIVE, lambda: services.sign_up(thing, by=by)),
        "take": (("offered",), lambda: services.take_offer(live, by=by)),
        "decline": (("offered",), lambda: services.decline_offer(live, by=by)),
        "fill": (("waiting",), lambda: services.take_free_place(live, by=by)),
        "withdraw": (queries.LIVE, lambda: services.withdraw(live, by=by)),
    }
    return {name: _saying(act) for name, (fits, act) in every.items() if live.status in fits}


def _saying(act: Callable[[], Signup]) -> Callable[[], str]:
    return lambda: showing.said(act())


# --- teams -------------------------------------------------------------------------------------------------------
@login_required
@once
def teams(request: HttpRequest) -> HttpResponse:
    """My teams; begin one, or join one by its code."""
    me = own_file(request)
    act = request.POST.get("act", "")
    begin = TeamForm(request.POST if act == "found" else None, prefix="found")
    join = JoinTeamForm(request.POST if act == "join" else None, prefix="join")
    if begin.is_valid() and (team := done(begin, groups.found_team, begin.cleaned_data["name"], by=request.user)):
        messages.success(request, _("服务队建好了。把加入码 %(code)s 告诉队员。") % {"code": team.join_code})
        return redirect("volunteers:teams")
    if join.is_valid() and (team := done(join, groups.join_team, join.cleaned_data["code"], by=request.user)):
        messages.success(request, _("您已加入“%(name)s”。") % {"name": team.name})
        return redirect("volunteers:teams")
    rows = [showing.team(team, me) for team in groups.teams_of(me)]
    form = begin if act == "found" else join
    context = {"rows": rows, "begin": begin, "join": join, "form": form}
    return TemplateResponse(
        request, "volunteers/teams.html", context, status=409 if begin.errors or join.errors else 200
    )


@login_required
@require_POST
@once
def leave_team(request: HttpRequest, pk: int) -> HttpResponse:
    team = visible_404(groups.teams_of(own_file(request)), pk=pk)
    groups.leave_team(team, by=request.user)
    messages.success(request, _("已退出“%(name)s”。已报名的班次不变。") % {"name": team.name})
    return redirect("volunteers:teams")
