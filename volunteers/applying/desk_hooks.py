"""What joining hangs into the ground: the door of the home page, one's own page, the counter, and what waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts import roles
from accounts.access import has_role
from desk.hooks import MenuEntry, OwnHome, PublicEntry, WorkItem, homes, menu, public_menu, worklist
from messaging import hooks as messaging
from messaging import outbox
from training import queries as training
from volunteers import queries as volunteers
from volunteers.applying import queries, states
from volunteers.consents import queries as consents
from volunteers.models import Volunteer

TEXTS = (roles.MUN, roles.AUD)
COUNTER = (roles.OFF, roles.CBM, roles.MUN)

messaging.may_text.answer(consents.may_text)
public_menu.add(PublicEntry(lazy("成为志愿者"), "volunteers:join", "heart", order=10, door="volunteer"))
menu.add(MenuEntry(lazy("我的"), "volunteers:mine", "user", (roles.VOL,), order=50))
menu.add(MenuEntry(lazy("现场登记"), "volunteers:counter", "plus", COUNTER, group=lazy("志愿服务"), order=61))
menu.add(MenuEntry(lazy("告知和协议"), "volunteers:text_versions", "book", TEXTS, group=lazy("运行"), order=95))
outbox.template(
    "application_received",
    subject=lazy("您的志愿者申请已收到"),
    body=lazy("工作人员会核对，结果会发到这里。"),
)


def is_listed_only(user: Any) -> bool:
    """Whom the office has on its list and who has not confirmed it yet."""
    return Volunteer.objects.filter(user=user, status="unconfirmed").exists()


def applies(user: Any) -> bool:
    return not volunteers.has_file(user) and queries.last_of(user) is not None


# Before the day's page of a volunteer, which is hung in after these.
homes.add(OwnHome((roles.VOL,), "volunteers:confirm", fits=is_listed_only))
homes.add(OwnHome((roles.VOL,), "volunteers:join_on", fits=applies))


@worklist.add
def own_papers(user: Any, now: datetime) -> Iterator[WorkItem]:
    """What a volunteer has to read, sign or finish: a new version, an undertaking that ends, pages left open."""
    if not has_role(user, roles.VOL):
        return
    me = Volunteer.objects.filter(user=user).exclude(status="left").first()
    if me is None:
        yield from _unfinished(user)
        return
    if me.status == "unconfirmed":
        return
    if consents.to_ask(user, now.date()):
        yield WorkItem(
            title=_("有告知或协议等您看"),
            text=_("有了新的版本，或者还没有看过。服务不受影响。"),
            url=reverse("volunteers:agree"),
            verb=_("去看"),
        )
    if training.undertaking(user.pk, now.date()).state == "renewing":
        yield WorkItem(
            title=_("保密承诺书快到期了"),
            text=_("现在续签，有效期接着算，不会断。"),
            url=reverse("volunteers:undertaking"),
            verb=_("续签"),
        )


def _unfinished(user: Any) -> Iterator[WorkItem]:
    application = queries.open_of(user)
    if application and application.status in states.FILLABLE:
        yield WorkItem(
            title=_("志愿者申请还没有提交"),
            text=_("填过的都在，接着填就行。"),
            url=reverse("volunteers:join_on"),
            verb=_("接着填"),
        )
