"""The messages of complaints and incidents; never a word of what was written."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from messaging import outbox
from ngos.models import Concern

KINDS = {
    "concern_received": (_("有一件投诉等您答复"), _("%(number)s。请在 %(until)s 前答复。")),
    "concern_danger": (_("安全事件，请马上处理"), _("%(number)s。登录后查看内容。")),
    "concern_late": (_("投诉逾期未答复，已转给您"), _("%(number)s。请在 %(until)s 前答复。")),
    "concern_red_line": (_("投诉属实且触及红线"), _("%(number)s。答复已作出，请跟进。")),
    "concern_answered": (_("您反映的事情有了答复"), _("%(number)s。不同意可以申诉一次。")),
    "concern_appealed": (_("有一件申诉等您决定"), _("%(number)s。请在 %(until)s 前决定。")),
    "concern_decided": (_("您的申诉有了决定"), _("%(number)s。")),
    "concern_about_you": (_("有一件投诉与贵机构有关"), _("%(number)s。答复已作出，内容见页面。")),
}
for kind, (subject, body) in KINDS.items():
    outbox.template(kind, subject=subject, body=body)


def tell(kind: str, concern: Concern, *to: User | None, urgent: bool = False, **params: Any) -> None:
    for user in to:
        if user is not None:
            outbox.put(
                kind, to=user, about=concern, url=reverse("ngos:concern", args=[concern.number]), urgent=urgent,
                number=concern.number, **params,
            )  # fmt: skip
