"""What may be done on one page of vetting, by the rights of this trade."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from desk import page_acts
from desk.page_acts import Act, Offered, answer
from volunteers.policies import policies

__all__ = ["Act", "Offered", "answer", "offered"]


def offered(request: HttpRequest, thing: Any, acts: Iterable[Act]) -> dict[str, Offered]:
    return page_acts.offered(request, thing, acts, policies)
