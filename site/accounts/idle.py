"""A log-in that nobody uses ends: staff's after half an hour, everybody else's after half a day.

What somebody was just sending is kept for the same person, sealed with the session, until they have logged in again.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import access
from kit import clock
from kit.back import page_before

SEEN, KEPT = "request_at", "kept_form"
MOST = 200_000  # characters of one form: the longest page of the portal, not a file
KEEP_SECONDS = 3600
# Sent by a page that stands open, whoever sits before it: these do not count as somebody's request.
BY_ITSELF = {"wagtailadmin_editing_sessions:ping"}
SECRET = frozenset({"password", "password1", "password2", "oldpassword", "code"})


def stands_open(view_name: str) -> None:
    """Say that a page asks for itself again and again while it stands open; beside the view's own address."""
    BY_ITSELF.add(view_name)


def has_ended(request: HttpRequest) -> bool:
    """Whether this log-in stood unused for too long; if not, the request is noted."""
    now, seen = clock.machine_now().timestamp(), request.session.get(SEEN, 0)
    unused = now - seen - settings.IDLE_STEP_SECONDS
    # Who has the longer term is asked only of those who need it.
    if seen and unused > settings.IDLE_MINUTES * 60 and unused > _term(request.user):
        return True
    if now - seen >= settings.IDLE_STEP_SECONDS and request.resolver_match.view_name not in BY_ITSELF:
        request.session[SEEN] = now
    return False


def end(request: HttpRequest, *, public: bool) -> HttpResponse | None:
    """Log the person out and lead them through the log-in back to where they are; a public page opens as it is."""
    form = _form(request)
    logout(request)
    if public:
        return None
    if form:
        request.session[KEPT] = form
        text, back = _("太久没有操作，已自动退出。填的内容替您留着，登录后可以接着提交。"), reverse("accounts:kept")
    elif request.method == "POST":
        text, back = _("太久没有操作，已自动退出，刚才提交的没有保存。登录后回到那一页。"), page_before(request)
    else:
        text, back = _("太久没有操作，已自动退出。登录后回到刚才的页面。"), request.get_full_path()
    messages.info(request, text)
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': back}, safe='/')}")


def kept(request: HttpRequest) -> dict[str, Any] | None:
    """The form that this very person was sending when the log-in ended: `path` and `fields`."""
    form = request.session.get(KEPT)
    if not form or form["user"] != request.user.pk:
        return None
    return form if clock.machine_now().timestamp() - form["at"] <= KEEP_SECONDS else None


def _term(user: Any) -> int:
    """Seconds."""
    return settings.IDLE_MINUTES * 60 if access.must_prove_twice(user) else settings.SESSION_COOKIE_AGE


def _form(request: HttpRequest) -> dict[str, Any] | None:
    """What was sent, unless it is secret or too much; files are not kept."""
    fields = [[name, value] for name, values in request.POST.lists() for value in values]
    fields = [pair for pair in fields if pair[0] != "csrfmiddlewaretoken"]
    secret = any(name in SECRET for name, _value in fields)
    if request.method != "POST" or secret or sum(len(n) + len(v) for n, v in fields) > MOST:
        return None
    at = clock.machine_now().timestamp()
    return {"user": request.user.pk, "path": request.get_full_path(), "fields": fields, "at": at}


@receiver(user_logged_in)
def _begun(sender: Any, request: HttpRequest, **_kwargs: Any) -> None:
    request.session[SEEN] = clock.machine_now().timestamp()
