"""What the rates of courses hang into the ground: a line of the menu."""

from django.utils.translation import gettext_lazy as lazy

from desk.hooks import MenuEntry, menu
from training.rates import numbers_of_law, queries  # noqa: F401 - rules register themselves

menu.add(MenuEntry(lazy("培训成效"), "training:rates", "chart", queries.LOOKS, group=lazy("培训"), order=76))
