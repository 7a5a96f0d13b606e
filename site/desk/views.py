"""The first page of whoever logs in, what is late where somebody leads, and the messages on the site."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import seats, visible_404
from desk import hooks, paging, policies, worklist
from kit import clock
from messaging import outbox


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is mine to do now, late first. Members of a trade begin on their trade's own page."""
    if elsewhere := _own_home(request.user):
        return HttpResponseRedirect(reverse(elsewhere))
    now = clock.now()
    board = worklist.board(request.user, now)
    context = {
        "board": board,
        "first": board.first,
        "rungs": worklist.ladder(board, now.date()),
        "today": now.date(),
        "day_words": worklist.day_words(now.date()),
        "may_see_late": policies.may(request.user, "see_late"),
    }
    return render(request, "desk/home.html", context)


def _own_home(user: Any) -> str:
    held = {s.role for s in seats(user)}
    return next((h.url_name for h in hooks.homes if held and held <= set(h.roles) and h.fits(user)), "")


@require_safe
def late(request: HttpRequest) -> HttpResponse:
    """What is late in the county or the city, whoever has it."""
    if not policies.may(request.user, "see_late"):
        raise Http404
    items = worklist.late_board(request.user, clock.now())
    return render(request, "desk/late.html", {"items": items})


@require_safe
def message_list(request: HttpRequest) -> HttpResponse:
    page = paging.page(outbox.inbox(request.user), request, size=30)
    unread = outbox.unread(request.user).count()
    return render(request, "desk/message_list.html", {"page": page, "unread": unread})


@require_safe
def message_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Go where the message points; it counts as read from now on."""
    message = visible_404(outbox.inbox(request.user), pk=pk)
    outbox.mark_read(outbox.inbox(request.user).filter(pk=pk), by=request.user)
    return HttpResponseRedirect(message.url or reverse("desk:messages"))


@require_POST
def messages_read(request: HttpRequest) -> HttpResponse:
    """All messages read."""
    n = outbox.mark_read(outbox.unread(request.user), by=request.user)
    if n:
        messages.success(request, _("已把 %(n)s 条消息标为已读。") % {"n": n})
    return HttpResponseRedirect(reverse("desk:messages"))
