"""The pages on which help takes a turn; each is one form with its reason, open to whoever the table names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import visible_404
from audit.once import once
from matching import policies, queries
from matching.models import AssistanceRequest
from matching.outcomes.consents import end_paused
from matching.requests import forms as f
from matching.requests import turns
from matching.screens import attempt, form_page, passed, posted
from matching.sessions.ways import way_back
from matching.supervisees.disclosure import grant, live_grant


def _thing(request: HttpRequest, number: str, right: str) -> AssistanceRequest:
    thing = visible_404(queries.requests(request.user), number=number)
    if not policies.may(request.user, right, thing):
        raise Http404
    return thing


def _turn(
    request: HttpRequest,
    thing: AssistanceRequest,
    form: Any,
    act: Callable[..., Any],
    *,
    title: str,
    verb: str,
    said: str,
    step: str = "",
    text: str = "",
) -> HttpResponse:
    """`step` is the row of the table that the form takes."""
    if step and (back := passed(request, thing, step)):
        return back
    sent = request.method == "POST" and form.is_valid()
    if sent and attempt(form, lambda: act(thing, by=request.user, **form.cleaned_data)):
        messages.success(request, said)
        seen = queries.requests(request.user).filter(pk=thing.pk).exists()
        return redirect("matching:request", thing.number) if seen else redirect("desk:home")
    return form_page(request, form, title=title, verb=verb, trail=way_back(request, thing), text=text)


@login_required
@once
def pause(request: HttpRequest, number: str) -> HttpResponse:
    thing = _thing(request, number, "pause_request")
    words = {"title": _("暂停帮扶"), "verb": _("暂停帮扶"), "said": _("已暂停，到日子自动恢复。")}
    return _turn(request, thing, f.PauseForm(posted(request)), turns.pause_request, step="pause", **words)


@login_required
@require_POST
@once
def resume(request: HttpRequest, number: str) -> HttpResponse:
    thing = _thing(request, number, "resume_request")
    turns.resume_request(thing, by=request.user)
    messages.success(request, _("已恢复，约下一次。"))
    return redirect("matching:request", number)


@login_required
@once
def reopen_match(request: HttpRequest, number: str) -> HttpResponse:
    thing = _thing(request, number, "reopen_match")
    words = {"title": _("重新匹配"), "verb": _("交回，重新匹配"), "said": _("已回到匹配，名额已空出。")}
    return _turn(request, thing, f.RematchForm(posted(request)), turns.reopen_match, step="reopen_match", **words)


@login_required
@once
def change_provider(request: HttpRequest, number: str) -> HttpResponse:
    thing = _thing(request, number, "change_provider")
    words = {"title": _("更换承接方"), "verb": _("更换，重新匹配"), "said": _("已回到匹配，以前的记录都保留。")}
    return _turn(request, thing, f.ChangeForm(posted(request)), turns.change_provider, step="change_provider", **words)


@login_required
@once
def reopen(request: HttpRequest, number: str) -> HttpResponse:
    thing = _thing(request, number, "reopen_request")
    words = {"title": _("重新打开"), "verb": _("重新打开"), "said": _("已重新打开，作为新的一轮。")}
    text = _("结案 90 天内、需求没有满足的，可以重新打开。")
    return _turn(request, thing, f.TurnForm(posted(request)), turns.reopen_request, text=text, step="reopen", **words)


@login_required
@once
def release(request: HttpRequest, number: str) -> HttpResponse:
    """Let the helper see named fields; what was let before is replaced by this."""
    thing = _thing(request, number, "release_fields")
    if thing.helper is None:
        raise Http404
    live = live_grant(thing, thing.helper)
    form = f.ReleaseForm(posted(request), category=thing.category, initial={"fields_told": live.fields if live else []})

    def act(thing: AssistanceRequest, *, by: Any, fields_told: list[str], purpose: str) -> None:
        grant(thing, by=by, to=thing.helper, fields=fields_told, purpose=purpose)

    words = {"title": _("披露信息给帮扶人"), "verb": _("授权查看"), "said": _("已授权，对方每看一次都有记录。")}
    text = _("授权到结案后 7 天为止。罪名、刑期、矫正类别任何时候都不给。")
    return _turn(request, thing, form, act, text=text, **words)


@login_required
@once
def end_held(request: HttpRequest, number: str) -> HttpResponse:
    thing = _thing(request, number, "end_held")
    words = {"title": _("不再恢复，结束帮扶"), "verb": _("结束帮扶"), "said": _("已结束，承接方还要交结案报告。")}
    return _turn(request, thing, f.EndHeldForm(posted(request)), end_paused, step="end_held", **words)
