"""What accounts does in the background: letters of invitation, and the daily closing of what has lapsed."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts import absences, api_keys, counter, invitations, post, seats, words  # noqa: F401 - words are registered here
from accounts.models import Invitation
from messaging import queue
from messaging.models import Job


@queue.handler(invitations.SEND)
def send_invitation(job: Job) -> str:
    invitation = Invitation.objects.select_related("unit").filter(pk=job.payload["invitation"]).first()
    if invitation is None or not invitations.is_open(invitation):
        return "nothing to send"
    with override("zh-hans"):
        body = _(
            "%(name)s：\n\n您受邀在同心桥担任%(role)s（%(unit)s）。打开下面的链接，设好密码后登录。\n"
            "链接只能用一次，%(days)s 天内有效。不是您本人，不用理会这封邮件。\n\n%(link)s"
        ) % {
            "name": invitation.display_name,
            "role": invitations.role_name(invitation),
            "unit": seats.unit_name(invitation),
            "days": invitations.VALID_DAYS,
            "link": invitations.link(invitation),
        }
        post.email(invitation.email, _("同心桥的邀请"), body)
    return "sent"


@queue.every(86_400, "accounts.close_left")
def close_left() -> int:
    return absences.close_left()


@queue.every(86_400, "accounts.forget_proofs")
def forget_proofs() -> int:
    return counter.forget_proofs()


@queue.every(86_400, "accounts.forget_answers")
def forget_answers() -> int:
    return api_keys.forget_answers()
