"""Turns what no view answered into a page that helps: a refusal into its sentence, a missing database into a wait."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from desk import errors
from kit.errors import Refused

log = logging.getLogger(__name__)


class Faults:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return errors.refused(request, exception)
        if isinstance(exception, OperationalError | InterfaceError):
            log.error("the database does not answer: %s", type(exception).__name__)
            return errors.unavailable(request)
        return None
