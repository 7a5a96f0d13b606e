"""What visitors find of the postings: those with a shift to come, each once, at its next shift."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Division
from cms.finding.sources import Source, Thing, sources
from volunteers.activities import queries


def things() -> Iterator[Thing]:
    names = dict(Division.objects.filter(level="county").values_list("code", "name"))
    told: set[int] = set()
    for shift in queries.open_to_public().order_by("starts_at", "pk").iterator(chunk_size=500):
        posting = shift.posting
        if posting.pk in told:
            continue
        told.add(posting.pk)
        yield Thing(
            key=posting.number,
            title=posting.title,
            text="\n".join(filter(None, (posting.content, posting.place, posting.conditions))),
            url=reverse("volunteers:opportunity", args=[shift.pk]),
            place=names.get(posting.county_code, ""),
            on=shift.starts_at.date(),
        )


sources.add(Source("opportunity", _("志愿机会"), things, order=10))
