"""What a learner is told of an allowance; never the reason, and not which quiz it is about beyond its name."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from messaging import outbox
from training.models import Allowance

KINDS = {
    "quiz_more_time": (_("测验时间为您延长"), _("%(title)s，下一次多 %(minutes)s 分钟。")),
    "quiz_one_more": (_("可以再考一次"), _("%(title)s，为您加了一次补考。")),
}
for kind, (subject, body) in KINDS.items():
    outbox.template(kind, subject=subject, body=body)


def tell(row: Allowance) -> None:
    time = row.kind == Allowance.Kind.TIME
    more: dict[str, Any] = {"minutes": row.minutes} if time else {}
    outbox.put(
        "quiz_more_time" if time else "quiz_one_more", to=row.learner, about=row, title=str(row.blueprint),
        url=reverse("training:quiz", args=[row.blueprint_id]), **more,
    )  # fmt: skip
