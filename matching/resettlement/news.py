"""The messages of a handover: a number, never a person."""

from django.utils.translation import gettext_lazy as _

from messaging import outbox

outbox.template("release_announced", subject=_("有一份出监通知待接收"), body=_("通知 %(number)s，登录后确认接收。"))
outbox.template(
    "release_is_yours", subject=_("一名出监人员由您负责"), body=_("通知 %(number)s，查看出监日期和要做的准备。")
)
outbox.template("lecture_confirmed", subject=_("监狱选定了授课日期"), body=_("%(on)s，登录后查看是哪一所监狱。"))
outbox.template("release_sent_back", subject=_("出监通知被退回"), body=_("通知 %(number)s 要更正，更正后重发。"))
