"""The form behind a slip: no log-in, one question a page, nothing kept between pages but what the page itself holds."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from desk.acts import done
from kit.limits import Limit
from ngos import hooks
from ngos.feedback import codes, forms, services

WRONG, MINUTES = 5, 15
LENGTHS = (codes.LENGTH, codes.OUTCOME_LENGTH)
wrong_codes = Limit("voice-code", WRONG, MINUTES * 60)


@never_cache
def voice(request: HttpRequest) -> HttpResponse:
    """Every page sends all that was answered before, and the code is looked at anew each time."""
    if request.method != "POST":
        return _unlisted(render(request, "ngos/voice_code.html", {"form": forms.CodeForm(), "public": True}))
    code = codes.plain(request.POST.get("code", ""))
    address = get_adapter(request).get_client_ip(request)
    # Counted before looking; a genuine code is given back. What is no code by its length guesses nothing.
    if len(code) not in LENGTHS:
        return _not_now(request, code)
    if not wrong_codes.take(address):
        waits = {"minutes": MINUTES, "public": True}
        return _unlisted(render(request, "ngos/voice_wait.html", waits, status=429))
    bucket = services.may_speak(code)
    if bucket is None and not hooks.slip_waits(code):
        return _not_now(request, code)
    wrong_codes.give_back(address)
    return _outcome(request, code) if bucket is None else _voice(request, code, bucket)


@never_cache
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    return _unlisted(render(request, "ngos/voice_thanks.html", {"public": True}))


def _voice(request: HttpRequest, code: str, bucket: Any) -> HttpResponse:
    given = forms.given(request.POST)
    asked = next((name for name in forms.QUESTIONS if name not in given), None)
    if asked is None:
        answers = {name: given[name] for name in services.ANSWERS}
        said = forms.SentForm(request.POST)
        if done(said, services.take_voice, code, stars=int(given["stars"]), **answers) is None and said.errors:
            return _not_now(request, code)
        return redirect("voice:thanks")
    about = _("%(who)s的%(what)s") % {"who": bucket.provider.org.name, "what": bucket.get_category_display()}
    return _question(
        request, code, forms.QuestionForm(asked), given, about=about, is_last=asked == services.ANSWERS[-1]
    )


def _outcome(request: HttpRequest, code: str) -> HttpResponse:
    says = request.POST.get("says", "")
    if says not in dict(forms.SAYS):
        return _question(request, code, forms.OutcomeForm(), {}, about="", is_last=True)
    said = forms.SentForm(request.POST)
    if done(said, hooks.slip_answered, code, says) is None and said.errors:
        return _not_now(request, code)
    return redirect("voice:thanks")


def _question(
    request: HttpRequest, code: str, form: Any, given: dict[str, str], *, about: str, is_last: bool
) -> HttpResponse:
    missed = request.POST.get("at") == form.asked
    if missed:
        form.say_what_is_missing()
    context = {
        "form": form, "code": code, "given": forms.sent(given), "about": about, "is_last": is_last, "public": True,
        "is_outcome": form.asked == "says", "n": len(given) + 1, "of": len(forms.QUESTIONS),
    }  # fmt: skip
    return _unlisted(render(request, "ngos/voice_question.html", context, status=409 if missed else 200))


def _not_now(request: HttpRequest, code: str) -> HttpResponse:
    """One page for a code that was used, is over, was mistyped or made up."""
    form = forms.CodeForm(initial={"code": codes.shown(code)[:24]})
    context = {"form": form, "wrong": True, "most": WRONG, "minutes": MINUTES, "public": True}
    return _unlisted(render(request, "ngos/voice_code.html", context, status=409))


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
