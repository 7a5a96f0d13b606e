"""What teaching hangs into the ground: a line of the menu for people who teach."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as lazy

from desk.hooks import MenuEntry, menu
from training import policies
from training.teaching.queries import teaches

menu.add(
    MenuEntry(
        lazy("我的授课"),
        "training:teaching",
        "school",
        tuple(policies.TAUGHT),
        group=lazy("培训"),
        order=45,
        fits=teaches,
    )
)
