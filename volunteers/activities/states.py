"""The machines of postings, shifts, signups and the seats of people in register."""

from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Machine, Step

ORGANISERS = ("OFF", "CBM", "MUN", "NGA", "NGC")
LIVE = ("requested", "confirmed", "waiting", "offered")
HOLDING = ("confirmed", "offered")  # an offered place counts as taken
SEATED = ("seated", "waiting", "offered")  # live seats of people in register
CLIENTS_HOLDING = ("seated", "offered")

POSTING = Machine(
    name="posting",
    label=_("招募岗位"),
    start="draft",
    states={
        "draft": _("草稿"),
        "published": _("招募中"),
        "closed": _("已截止"),
        "completed": _("已完成"),
        "cancelled": _("已取消"),
    },
    ends=frozenset({"completed", "cancelled"}),
    steps=(
        Step("draft", _("起草"), ("",), "draft", ORGANISERS, "R-VOL-02"),
        Step("publish", _("发布"), ("draft", "closed"), "published", ORGANISERS, "R-VOL-02"),
        Step("close", _("截止"), ("published",), "closed", (*ORGANISERS, "system"), "R-VOL-02"),
        Step("complete", _("完成"), ("published", "closed"), "completed", (*ORGANISERS, "system"), "R-VOL-06"),
        Step("cancel", _("取消"), ("draft", "published", "closed"), "cancelled", ORGANISERS, "R-VOL-02"),
    ),
)

SHIFT = Machine(
    name="shift",
    label=_("班次"),
    start="open",
    states={
        "open": _("可报名"),
        "closed": _("停止报名"),
        "running": _("进行中"),
        "done": _("已结束"),
        "cancelled": _("已取消"),
    },
    ends=frozenset({"done", "cancelled"}),
    steps=(
        Step("plan", _("安排"), ("",), "open", (*ORGANISERS, "system"), "R-VOL-02"),
        Step("close", _("停止报名"), ("open",), "closed", (*ORGANISERS, "system"), "R-VOL-02"),
        Step("reopen", _("恢复报名"), ("closed",), "open", ORGANISERS, "R-VOL-02"),
        Step("begin", _("开始"), ("open", "closed"), "running", (*ORGANISERS, "system"), "R-VOL-06"),
        Step("finish", _("结束"), ("running",), "done", (*ORGANISERS, "system"), "R-VOL-06"),
        Step("cancel", _("取消"), ("open", "closed", "running"), "cancelled", ORGANISERS, "R-VOL-10"),
    ),
)

SIGNUP = Machine(
    name="signup",
    label=_("报名"),
    start="confirmed",
    states={
        "requested": _("待组织者同意"),
        "confirmed": _("已报名"),
        "waiting": _("候补中"),
        "offered": _("有名额待答复"),
        "declined": _("已谢绝"),
        "refused": _("未同意"),
        "cancelled": _("已退出"),
        "late_cancelled": _("临时退出"),
        "no_show": _("未到"),
        "attended": _("已参加"),
        "lapsed": _("未轮到"),
    },
    ends=frozenset({"declined", "refused", "cancelled", "late_cancelled", "no_show", "attended", "lapsed"}),
    steps=(
        Step("sign_up", _("报名"), ("",), "confirmed", ("VOL", *ORGANISERS, "system"), "R-VOL-11"),
        Step("request", _("申请"), ("",), "requested", ("VOL",), "R-VOL-11"),
        Step("queue", _("候补"), ("",), "waiting", ("VOL", *ORGANISERS), "R-VOL-11"),
        Step("approve", _("同意"), ("requested",), "confirmed", ORGANISERS, "R-VOL-03"),
        Step("approve_queue", _("同意候补"), ("requested",), "waiting", ORGANISERS, "R-VOL-03"),
        Step("refuse", _("不同意"), ("requested",), "refused", ORGANISERS, "R-VOL-03"),
        Step("offer", _("让出名额"), ("waiting",), "offered", ("system",), "R-VOL-11"),
        Step("take", _("接受名额"), ("offered",), "confirmed", ("VOL",), "R-VOL-11"),
        Step("fill", _("补上空出的名额"), ("waiting",), "confirmed", ("VOL",), "R-VOL-11"),
        # By telephone, close to the start: the person said yes to the organiser, whose name stands in the history.
        Step("call_in", _("电话答应"), ("waiting",), "confirmed", ORGANISERS, "R-VOL-11"),
        Step("decline", _("谢绝名额"), ("offered",), "declined", ("VOL",), "R-VOL-11"),
        Step("pass_by", _("逾期未答"), ("offered",), "waiting", ("system",), "R-VOL-11"),
        Step(
            "cancel",
            _("退出"),
            ("requested", "confirmed", "waiting", "offered"),
            "cancelled",
            ("VOL", *ORGANISERS, "system"),
            "R-VOL-10",
        ),
        Step("cancel_late", _("临时退出"), ("confirmed",), "late_cancelled", ("VOL", *ORGANISERS), "R-VOL-10"),
        Step("move_back", _("改为候补"), ("confirmed",), "waiting", ORGANISERS, "R-VOL-03"),
        Step("attend", _("到场"), ("confirmed", "no_show"), "attended", (*ORGANISERS, "VOL", "system"), "R-VOL-06"),
        Step("miss", _("未到"), ("confirmed", "attended"), "no_show", (*ORGANISERS, "system"), "R-VOL-06"),
        Step("lapse", _("未轮到"), ("requested", "waiting", "offered"), "lapsed", ("system",), "R-VOL-11"),
    ),
)

CLIENT_SEAT = Machine(
    name="client_seat",
    label=_("公益活动报名"),
    start="seated",
    states={
        "seated": _("已报名"),
        "waiting": _("候补中"),
        "offered": _("有名额待答复"),
        "declined": _("已谢绝"),
        "cancelled": _("已退出"),
        "attended": _("已参加"),
        "missed": _("未到"),
        "lapsed": _("未轮到"),
    },
    ends=frozenset({"declined", "cancelled", "attended", "missed", "lapsed"}),
    steps=(
        Step("seat", _("报名"), ("",), "seated", ("OFF",), "R-CC-21"),
        Step("queue", _("候补"), ("",), "waiting", ("OFF",), "R-CC-21"),
        Step("offer", _("让出名额"), ("waiting",), "offered", ("system",), "R-CC-21"),
        Step("take", _("接受名额"), ("offered",), "seated", ("OFF",), "R-CC-21"),
        Step("decline", _("谢绝名额"), ("offered",), "declined", ("OFF",), "R-CC-21"),
        Step("pass_by", _("逾期未答"), ("offered",), "waiting", ("system",), "R-CC-21"),
        Step("cancel", _("退出"), ("seated", "waiting", "offered"), "cancelled", (*ORGANISERS, "system"), "R-CC-21"),
        Step("attend", _("到场"), ("seated", "missed"), "attended", ORGANISERS, "R-CC-21"),
        Step("miss", _("未到"), ("seated", "attended"), "missed", ORGANISERS, "R-CC-21"),
        Step("lapse", _("未轮到"), ("waiting", "offered"), "lapsed", ("system",), "R-CC-21"),
    ),
)
