"""What the desk that looks at volunteers may know of the register: whether somebody has to do with a client at all."""

from __future__ import annotations

from django.db.models import QuerySet

from kit.crypto import blind_index
from matching.models import Client, Conflict
from matching.supervisees.models import IN_REGISTER
from volunteers import hooks

# The kinds that volunteers know, the gravest first; every other conflict is "other". Addresses are not compared:
# half a village has the same.
KINDS = ("victim", "co_accused", "relative")


@hooks.conflict_of.answer
def conflict_of(*, user_id: int, id_number: str, phone: str) -> str:
    """Nothing, or of what kind; never who. Whoever is in register is for the county alone."""
    if id_number and _clients().filter(id_index=blind_index("client.id_number", id_number)).exists():
        return "county"
    noted = set(Conflict.objects.filter(user_id=user_id, client__in=_clients()).values_list("kind", flat=True))
    if noted:
        return next((kind for kind in KINDS if kind in noted), "other")
    same_phone = bool(phone) and _clients().filter(phone_index=blind_index("client.phone", phone)).exists()
    return "contact" if same_phone else ""


def _clients() -> QuerySet[Client]:
    return Client.objects.filter(status__in=IN_REGISTER)
