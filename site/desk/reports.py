"""What a fault tells whoever runs the machine: its class and the places it went through, never a value."""

from __future__ import annotations

import traceback

from django.conf import settings
from django.utils.html import format_html
from django.views.debug import ExceptionReporter


class FaultReport(ExceptionReporter):
    """Django's own letter to the ADMINS quotes the form, the names of files and the variables of every function: a bid
    that is to be sealed would stand in it. A developer's machine (DEBUG) shows them all the same."""

    def get_traceback_text(self) -> str:  # type: ignore[override]  # plain text, to be escaped in a page
        if settings.DEBUG:
            return super().get_traceback_text()
        name = self.exc_type.__name__ if self.exc_type else ""
        return f"{name}\n{''.join(traceback.format_tb(self.tb))}"

    def get_traceback_html(self) -> str:  # type: ignore[override]
        if settings.DEBUG:
            return super().get_traceback_html()
        return format_html("<pre>{}</pre>", self.get_traceback_text())
