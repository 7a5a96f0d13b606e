"""What visitors find of the social organisations: those of the public directory."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.finding.sources import Source, Thing, sources
from ngos.providers import queries, showing


def things() -> Iterator[Thing]:
    counties = queries.county_names()
    for provider in queries.public().order_by("pk").iterator(chunk_size=200):
        areas = [str(name) for name in showing.areas(provider, counties)]
        yield Thing(
            key=str(provider.pk),
            title=provider.org.name,
            text="\n".join([provider.about, *(str(c) for c in showing.categories(provider)), *areas]),
            url=reverse("organisations:one", args=[provider.pk]),
            place=areas[0] if len(areas) == 1 else "",
        )


sources.add(Source("provider", _("社会组织"), things, order=14))
