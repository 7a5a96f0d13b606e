"""What the main job answers of organisations to the volunteers' floor, which does not know them: who may be praised."""

from __future__ import annotations

from ngos import queries as ngos
from volunteers import hooks


@hooks.is_commendable.answer
def is_commendable(org_id: int) -> bool:
    return ngos.is_commendable(org_id)
