"""Telling learners in time that what they earned runs out: 90, 60, 30, 7 and 1 day before, each once.

Volunteers in service hear it from their own trade, which knows what shuts for them; here are staff and organisations.
"""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import lazy as read_late
from django.utils.translation import gettext_lazy as _

from accounts import roles
from accounts.access import in_force
from accounts.models import Membership
from kit import clock, rules
from messaging import outbox
from messaging.models import Message
from training.courses import numbers_of_law as law
from training.models import Credential
from training.queries import kind_label, next_session_for, running_out

TOLD = "training.paper_ends"
CHUNK = 500
name_of = read_late(kind_label, str)

outbox.template(
    TOLD,
    subject=_("%(paper)s快到期了，请续期"),
    body=_("您的%(paper)s到 %(day)s 为止，还有 %(n)s 天。参加下一场培训就能续期。"),
)


def remind() -> int:
    """One message for each step that has been reached; a day that was missed is made up for. How many."""
    today = clock.today()
    steps = sorted(rules.value(law.REMIND, today))
    due = [(c, next(s for s in steps if (c.valid_to - today).days <= s)) for c in _ending(max(steps, default=0))]
    keys = {f"ends:{c.pk}:{step}": c for c, step in due}
    known = set(Message.objects.filter(key__in=list(keys)).values_list("key", flat=True))
    for key, credential in keys.items():
        if key not in known:
            _tell(credential, key)
    return len(keys) - len(known)


def _ending(ahead: int) -> QuerySet[Credential]:
    """What was earned here and ends soon, of people who are no volunteers."""
    today = clock.today()
    helpers = Membership.objects.filter(in_force(today), role=roles.VOL).values("user_id")
    rows = running_out(today, ahead).filter(entered_by=None, text_version=None).exclude(holder_id__in=helpers)
    return rows.select_related("holder").order_by("valid_to", "pk")[:CHUNK]


def _tell(credential: Credential, key: str) -> None:
    ahead = next_session_for(credential.kind, "")
    url = reverse("training:session", args=[ahead.pk]) if ahead else reverse("training:catalogue")
    outbox.put(
        TOLD, to=credential.holder, about=credential, url=url, urgent=True, once=key, paper=name_of(credential.kind),
        day=credential.valid_to, n=(credential.valid_to - clock.today()).days,
    )  # fmt: skip
