"""What accounts tells people: the sentences of its messages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from messaging import outbox

outbox.template(
    "accounts.seat_waits",
    subject=_("有一个身份等第二人确认"),
    body=_("%(person)s 将担任%(role)s（%(unit)s），由您或同级同事核对本人后确认。"),
)
outbox.template(
    "accounts.seat_granted",
    subject=_("您有了新的身份：%(role)s"),
    body=_("单位：%(unit)s。自 %(since)s 起可以办理相应工作。"),
)
outbox.template(
    "accounts.seat_ended",
    subject=_("您的身份已终止：%(role)s"),
    body=_("单位：%(unit)s。如有疑问，联系本单位负责人。"),
)
outbox.template(
    "accounts.reset_waits",
    subject=_("有人申请重置登录设备，等第二人批准"),
    body=_("为 %(person)s 申请。当面或用已知的电话核对本人后再批准。"),
)
outbox.template(
    "accounts.reset_done",
    subject=_("您的登录设备已重置"),
    body=_("所有设备上的登录已经退出。下次登录时重新设置身份验证器。不是您本人要求的，立即联系系统管理员。"),
)
outbox.template(
    "accounts.reset_refused",
    subject=_("重置登录设备的申请没有批准"),
    body=_("为 %(person)s 提出的申请没有批准。"),
)
outbox.template(
    "accounts.stand_in",
    subject=_("代办安排：%(start)s至%(end)s"),
    body=_("%(deputy)s 在这些天代 %(absent)s 办理本单位的工作，操作记录在代办人名下。"),
)
outbox.template(
    "accounts.stand_in_ended",
    subject=_("代办已结束"),
    body=_("%(deputy)s 不再代 %(absent)s 办理工作。"),
)
outbox.template(
    "accounts.handed_over",
    subject=_("%(person)s 的工作已移交给您"),
    body=_("共 %(count)s 件，已列入您的待办。"),
)
outbox.template(
    "accounts.second_factor_changed",
    subject=_("您的两步登录设置有变动"),
    body=_("不是您本人操作的，立即修改密码并联系系统管理员。"),
)
