"""The messages of quizzes; none says more of a result than that it is there."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from messaging import outbox

KINDS = {
    "quiz_graded": (_("测验成绩出来了"), _("%(title)s，请查看成绩和解析。")),
    "quiz_round_open": (_("定期测验开始了"), _("%(title)s，%(until)s 前完成。")),
    "quiz_round_closing": (_("定期测验快截止了"), _("%(title)s，%(until)s 截止，您还没有通过。")),
    "quiz_make_up": (_("测验等您补考"), _("%(title)s 已经截止，您还没有通过，可以补考到通过为止。")),
}
for kind, (subject, body) in KINDS.items():
    outbox.template(kind, subject=subject, body=body)


def tell_graded(attempt: Any) -> None:
    outbox.put(
        "quiz_graded", to=attempt.learner, about=attempt, once=f"quiz_graded:{attempt.pk}",
        url=reverse("training:attempt_result", args=[attempt.pk]), title=str(attempt.blueprint),
    )  # fmt: skip


def tell_member(kind: str, member: Any, **params: Any) -> None:
    """One message of this kind to somebody expected in a round, however often it is asked for."""
    series = member.round.series
    outbox.put(
        kind, to=member.learner, about=member.round, once=f"{kind}:{member.pk}", title=series.title,
        url=reverse("training:quiz", args=[series.blueprint_id]), **params,
    )  # fmt: skip
