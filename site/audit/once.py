"""A form sent twice is one act: the second sending leads to the page of the first."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from audit.models import SentForm
from kit import clock


class _NotDone(Exception):
    def __init__(self, response: HttpResponse) -> None:
        self.response = response


def once(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Run a POST with the hidden field `idem` at most once; anything but a redirect leaves nothing behind.

    The transaction holds SQLite's one write lock. So a view answers with a `TemplateResponse`, which is drawn when
    the lock is gone: a refused form holds it 6 ms so, and 30 with its page drawn inside (bench/measure_writers.py).
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = request.POST.get("idem", "")[:64]
        if request.method != "POST" or not key or not request.user.is_authenticated:
            return view(request, *args, **kwargs)
        try:
            with transaction.atomic():
                form = SentForm.objects.create(key=key, user=request.user, url="", at=clock.machine_now())
                response = view(request, *args, **kwargs)
                if not isinstance(response, HttpResponseRedirect):
                    raise _NotDone(response)
                SentForm.objects.filter(pk=form.pk).update(url=response.url[:500])
                return response
        except _NotDone as kept:
            return kept.response
        except IntegrityError:
            sent = SentForm.objects.filter(key=key, user=request.user).first()
            if sent is None:  # not our constraint: a real fault of the view
                raise
            return HttpResponseRedirect(sent.url)

    return guarded
