"""The messages of what passes between units, to those who speak for a unit: a title and a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import OrgUnit
from desk.meetings.news import speakers
from messaging import outbox

__all__ = ["speakers", "tell"]
KINDS = {
    "info_sent": (_("共享信息等您签收"), _("%(sender)s 发来 %(number)s，收到后签收。"), "desk:shared"),
    "letter_issued": (_("责任书等您签署"), _("%(title)s，请在 %(until)s 前签署。"), "desk:letter"),
    "announced": (_("有新的工作通知"), _("%(sender)s：%(title)s。"), "desk:announcement"),
}
for kind, (subject, body, _url) in KINDS.items():
    outbox.template(kind, subject=subject, body=body)


def tell(
    kind: str, about: Model, units: Iterable[OrgUnit], *, only: Collection[int] | None = None, **params: Any
) -> None:
    """To everybody who speaks for these units; with `only`, of those people."""
    url = reverse(KINDS[kind][2], args=[about.pk])
    people = {u.pk: u for unit in units for u in speakers(unit)}
    for user in people.values():
        if only is None or user.pk in only:
            outbox.put(kind, to=user, about=about, url=url, **params)
