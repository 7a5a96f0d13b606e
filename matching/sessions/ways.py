"""Where a person came from to the page of a request: the office's list, or the list of what one helps with."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from matching import policies
from matching.models import AssistanceRequest
from matching.screens import request_trail


def way_back(request: HttpRequest, thing: AssistanceRequest) -> list[tuple[str, str]]:
    if policies.may(request.user, "match_request", thing):
        return request_trail(thing)
    here = reverse("matching:request", args=[thing.number])
    return [(_("我的帮扶"), reverse("matching:mine")), (thing.number, here)]
