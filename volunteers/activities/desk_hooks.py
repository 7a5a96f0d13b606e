"""What activities hang into the ground and into the trade: who leaves gives back what was taken for later."""

from __future__ import annotations

from typing import Any

from volunteers import hooks
from volunteers.activities import numbers_of_law, services  # noqa: F401 - rules register themselves


@hooks.leaving.add
def give_back(volunteer: Any, by: Any) -> None:
    services.withdraw_from_all(volunteer, by=by, reason="left")
