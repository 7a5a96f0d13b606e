"""What competences hang into the ground: the list for managers, the own page for officers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as lazy

from accounts import roles
from desk.hooks import MenuEntry, menu
from training.competences import queries

GROUP = lazy("培训")

menu.add(MenuEntry(lazy("专业能力"), "training:competences", "people", queries.LOOKS, group=GROUP, order=77))
menu.add(MenuEntry(lazy("我的专业能力"), "training:my_competences", "seal", (roles.OFF,), group=GROUP, order=46))
