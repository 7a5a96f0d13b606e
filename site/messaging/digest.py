"""The morning letter: what a person has not read yet, once a day, by e-mail."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit import clock
from messaging import queue, stops
from messaging.models import Message, Preference

HOUR = 8
SHOWN = 10
NEW = timedelta(days=1)


def ask_for_all() -> int:
    """Ask for a letter to everybody with something new and unread who has had none today; how many. Before eight,
    and where no mail leaves the house, to nobody."""
    now = clock.now()
    if now.hour < HOUR or not settings.EMAIL_URL:
        return 0
    new = Message.objects.filter(to=OuterRef("pk"), read_at=None, created_at__gt=now - NEW)
    unwanted = Q(message_preference__digest=False) | Q(message_preference__digest_on=now.date())
    people = get_user_model().objects.filter(Exists(new), is_active=True).exclude(email=None).exclude(unwanted)
    for pk in people.values_list("pk", flat=True):
        queue.enqueue("messaging.send_digest", {"user": pk}, key=f"digest:{pk}:{now:%Y-%m-%d}")
    return len(people)


@transaction.atomic
def send(user_pk: int) -> str:
    """One letter: how many are unread and what the newest are about. Noted before it goes, so that it goes once."""
    user, today = get_user_model().objects.get(pk=user_pk), clock.today()
    Preference.objects.get_or_create(user=user)
    mine = Preference.objects.filter(user=user).exclude(digest=False).exclude(digest_on=today)
    unread = Message.objects.filter(to=user, read_at=None).select_related("to").order_by("-pk")
    n = unread.count()
    if stops.is_stopped(user, stops.EMAIL):
        return "mailbox stopped"
    if not n or not mine.update(digest_on=today):
        return "nothing to do"
    with translation.override(user.language):
        subject = ngettext("同心桥：%(n)d 条未读消息", "同心桥：%(n)d 条未读消息", n) % {"n": n}
        lines = [f"· {message.subject}" for message in unread[:SHOWN]]
        link = settings.PUBLIC_URL + reverse("desk:messages")
        end = _("在平台上查看和设置通知：%(link)s") % {"link": link}
    mail.EmailMessage(subject, "\n".join([*lines, "", end]), to=[str(user.email)]).send()
    return "sent"
