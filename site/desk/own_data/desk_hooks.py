"""What the ground keeps about everybody who logs in: the account, seats, who stood in, devices and messages."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, StandIn, User
from desk.hooks import Kept, kept
from messaging.models import Message

WHILE_IT_LIVES = _("账号在用期间保存。离任以后停用，办过的事仍记在名下；志愿者到期去掉姓名和电话。")
FOR_THE_RECORD = _("谁以什么身份办过事，须能查证，离任以后仍保存；不随账号删除。")

kept.add(
    Kept(
        _("账号"),
        lambda user: User.objects.filter(pk=user.pk),
        ("display_name", "email", "phone", "phone_verified", "language", "date_joined", "left_on"),
        WHILE_IT_LIVES,
        is_watched=True,
    )
)
kept.add(
    Kept(
        _("身份和任职"),
        lambda user: Membership.objects.filter(user=user).select_related("unit"),
        ("role", "since_on", "until_on"),
        FOR_THE_RECORD,
        also=lambda row: [(_("单位"), row.unit)],
    )
)
kept.add(
    Kept(
        _("代办"),
        lambda user: StandIn.objects.filter(Q(absent=user) | Q(deputy=user)).select_related("absent", "deputy"),
        ("from_on", "until_on"),
        FOR_THE_RECORD,
        also=lambda row: [(_("不在的人"), row.absent), (_("代办人"), row.deputy)],
    )
)
kept.add(
    Kept(
        _("登录设备"),
        lambda user: UserSession.objects.filter(user=user),
        (),
        _("退出登录后删除。"),
        also=lambda row: [(_("登录时间"), row.created_at), (_("网络地址"), row.ip), (_("设备"), row.user_agent)],
    )
)
kept.add(
    Kept(
        _("消息"),
        lambda user: Message.objects.filter(to=user).select_related("to"),
        ("created_at",),
        _("账号在用期间保存，去掉个人信息时一并删除。"),
        also=lambda row: [(_("内容"), row.subject)],
    )
)
