"""What visitors find of the purchases: every notice as it was published."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.finding.sources import Source, Thing, sources
from kit import clock
from ngos.purchasing import notices, queries


def things() -> Iterator[Thing]:
    for notice in queries.notices().order_by("pk").iterator(chunk_size=500):
        yield Thing(
            key=str(notice.pk),
            title=notice.title,
            text="\n".join(f"{label}：{value}" for label, value in notices.facts_of(notice)),
            url=reverse("tenders:notice", args=[notice.project.number, notice.number]),
            on=notice.published_at.astimezone(clock.SHANGHAI).date(),
        )


sources.add(Source("notice", _("采购公告"), things, order=16))
