"""Objections of the public to a notice: one pauses that star or commendation until it has been answered."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts import roles
from accounts.models import User
from accounts.queries import people_with
from audit import trail
from audit.moves import move
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from messaging import outbox
from volunteers import policies
from volunteers.honours import queries
from volunteers.models import Commendation, Objection, StarApplication

outbox.template(
    "objection_made",
    subject=gettext_lazy("公示收到异议"),
    body=gettext_lazy("%(number)s 收到异议，公示已暂停，等您核查答复。"),
)


@transaction.atomic
def object_to(thing: StarApplication | Commendation, *, text: str, contact: str = "") -> Objection:
    """Record what somebody of the public says and pause this one; others on notice go on.

    Nobody is asked who they are. Refused: the notice is over or has not begun; nothing was said.
    """
    thing = type(thing).objects.select_for_update().get(pk=thing.pk)
    if not queries.is_open_to_objection(thing):
        raise Refused(_("公示已经结束，不再接受异议。可以向县(市、区)司法局反映。"), code="notice_over")
    if not text.strip():
        raise Refused(_("写明异议的内容。"), code="text")
    objection = Objection.objects.create(
        **_about(thing), text=text.strip(), contact=contact.strip(), made_at=clock.now()
    )
    if thing.status == "noticed":
        move(thing, "object", by=None)
    trail.record("objection.make", objection, by=None, county=thing.county_code, detail={"about": str(thing)})
    for manager in people_with(roles.CBM, county=thing.county_code) or people_with(roles.MUN):
        outbox.put("objection_made", to=manager, about=objection, url=address(thing), number=thing.number)
    return objection


@transaction.atomic
def dismiss(thing: StarApplication | Commendation, *, by: User, answer: str) -> StarApplication | Commendation:
    """Answer every open objection and let the notice go on for the working days that were left.

    Refused: nothing is written; the person decides about their own.
    """
    policies.require(by, "answer_objection", thing)
    if by.pk == (thing.volunteer.user_id if isinstance(thing, StarApplication) else thing.about_user_id):
        raise Refused(_("涉及自己的异议由同事办理。"), code="own_objection")
    if not answer.strip():
        raise Refused(_("写明核查的结论。"), code="answer")
    move(thing, "dismiss", by=by)
    close(thing, by=by, answer=answer)
    return thing


def close(thing: StarApplication | Commendation, *, by: User, answer: str) -> None:
    """Answer whatever is still open in the same words."""
    fields = {"answer": answer.strip()[:300], "answered_by": by, "answered_at": clock.now()}
    thing.objections.filter(answered_at=None).update(**fields)


@transaction.atomic
def read(thing: StarApplication | Commendation, *, by: User) -> list[Objection]:
    """The objections in full, for whoever answers them; each reading is in the log."""
    policies.require(by, "answer_objection", thing)
    found = list(thing.objections.order_by("pk"))
    if found:
        trail.record("objection.read", thing, by=by, fields=["text", "contact"])
    return found


def address(thing: StarApplication | Commendation) -> str:
    page = "star" if isinstance(thing, StarApplication) else "commendation"
    return reverse(f"volunteers:{page}", args=[thing.number])


def _about(thing: StarApplication | Commendation) -> dict[str, object]:
    return {"star": thing} if isinstance(thing, StarApplication) else {"commendation": thing}
