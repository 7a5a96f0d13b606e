"""The machines of the main job: request, offer, session, plan, and those of client and place. One table each.

`who` names roles: a volunteer's place is worked by VOL, a job by RES, a provider's by NGC under NGA; for the
places of volunteers and employers the staff partner (OFF) may record in their stead. "system" is the house.
"""

from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Clock, Machine, Step

HELPER = ("NGC", "NGA", "VOL", "RES", "OFF")
LEAD = ("NGA", "VOL", "RES", "OFF")
ANSWERS = ("NGA", "NGC", "VOL", "RES", "OFF")
MATCHES = ("CBM", "OFF")

OFFICER, SUPERVISOR, COORDINATOR, HELPING = "officer", "supervisor", "coordinator", "helper"

REQUEST = Machine(
    name="request",
    label=_("帮扶需求"),
    start="draft",
    states={
        "draft": _("草稿"),
        "awaiting_approval": _("待审批"),
        "matching": _("匹配中"),
        "offered": _("已邀约"),
        "referred": _("已转介"),
        "waitlisted": _("候补"),
        "accepted": _("已接受"),
        "planning": _("制定方案"),
        "in_service": _("帮扶中"),
        "on_hold": _("暂停"),
        "closing": _("待结案报告"),
        "under_review": _("待核对"),
        "closed": _("已结案"),
        "cancelled": _("已撤回"),
    },
    ends=frozenset({"closed", "cancelled"}),
    steps=(
        Step("save", _("存为草稿"), ("",), "draft", ("OFF",), "R-CC-07", Clock(days=30), OFFICER),
        Step(
            "submit", _("提交审批"), ("draft",), "awaiting_approval", ("OFF",), "R-PI-02", Clock(workdays=2), SUPERVISOR
        ),
        Step("submit_direct", _("提交"), ("draft",), "matching", ("OFF",), "R-PI-02", Clock(workdays=1), COORDINATOR),
        Step(
            "approve",
            _("批准"),
            ("awaiting_approval",),
            "matching",
            ("CBM",),
            "R-PI-02",
            Clock(workdays=1),
            COORDINATOR,
        ),
        Step("return", _("退回"), ("awaiting_approval",), "draft", ("CBM",), "R-PI-02", Clock(workdays=5), OFFICER),
        Step("offer", _("发出邀约"), ("matching",), "offered", MATCHES, "R-PI-04", Clock(workdays=2), HELPING),
        # The clocks of a referral stand in its own table; here the request only waits for what the agency decides.
        Step("refer_out", _("转介法律援助机构"), ("matching", "waitlisted"), "referred", ("OFF",), "R-LA-01"),
        Step(
            "aid_back", _("转介未办成"), ("referred",), "matching", ("system",), "R-LA-01", Clock(workdays=1), OFFICER
        ),
        Step(
            "aid_decided",
            _("法律援助机构已答复"),
            ("referred",),
            "under_review",
            ("system",),
            "R-LA-01",
            Clock(workdays=5),
            OFFICER,
        ),
        Step("no_place", _("转入候补"), ("matching",), "waitlisted", ("system", *MATCHES), "R-CC-22"),
        Step(
            "place_found",
            _("有了去处"),
            ("waitlisted",),
            "matching",
            ("system",),
            "R-CC-22",
            Clock(workdays=1),
            COORDINATOR,
        ),
        Step(
            "offers_spent",
            _("邀约落空"),
            ("offered",),
            "matching",
            ("system",),
            "R-VOL-11",
            Clock(workdays=1),
            COORDINATOR,
        ),
        Step("placed", _("落实去处"), ("offered",), "accepted", ("system",), "R-VOL-11", Clock(workdays=5), HELPING),
        Step(
            "first_meeting",
            _("首次见面"),
            ("accepted",),
            "planning",
            ("NGC", "NGA"),
            "R-CC-05",
            Clock(workdays=10),
            HELPING,
        ),
        Step(
            "start_direct",
            _("开始帮扶"),
            ("accepted",),
            "in_service",
            ("system",),
            "R-CC-05",
            Clock(workdays=10),
            HELPING,
        ),
        Step(
            "reopen_match",
            _("重新匹配"),
            ("accepted",),
            "matching",
            ("OFF", "NGA", "system"),
            "R-CC-04",
            Clock(workdays=1),
            COORDINATOR,
        ),
        Step(
            "start_service",
            _("方案生效"),
            ("planning",),
            "in_service",
            ("system", "OFF"),
            "R-CC-04",
            Clock(workdays=10),
            HELPING,
        ),
        Step("pause", _("暂停帮扶"), ("in_service",), "on_hold", ("OFF", "NGA"), "R-CC-04", owner=OFFICER),
        Step(
            "resume",
            _("恢复帮扶"),
            ("on_hold",),
            "in_service",
            ("OFF", "NGA", "system"),
            "R-CC-04",
            Clock(workdays=10),
            HELPING,
        ),
        Step(
            "change_provider",
            _("更换承接方"),
            ("in_service",),
            "matching",
            ("CBM", "system"),
            "R-CC-04",
            Clock(workdays=5),
            COORDINATOR,
        ),
        Step(
            "hand_over",
            _("移交"),
            ("accepted", "planning", "in_service", "on_hold"),
            "matching",
            ("CBM",),
            "R-RECT-02",
            Clock(workdays=1),
            COORDINATOR,
        ),
        # Within a day a handover may be undone: the help goes on where it stood.
        Step("take_back_c", _("撤销移交"), ("matching", "offered", "waitlisted"), "accepted", ("CBM",), "R-CC-04"),
        Step("take_back_p", _("撤销移交"), ("matching", "offered", "waitlisted"), "planning", ("CBM",), "R-CC-04"),
        Step("take_back_s", _("撤销移交"), ("matching", "offered", "waitlisted"), "in_service", ("CBM",), "R-CC-04"),
        Step("take_back_h", _("撤销移交"), ("matching", "offered", "waitlisted"), "on_hold", ("CBM",), "R-CC-04"),
        Step("finish", _("完成帮扶"), ("in_service",), "closing", LEAD, "R-CC-04", Clock(workdays=5), HELPING),
        Step(
            "end_early",
            _("提前结束"),
            ("in_service",),
            "closing",
            (*LEAD, "system"),
            "R-CC-11",
            Clock(workdays=5),
            HELPING,
        ),
        Step(
            "end_held", _("结束暂停"), ("on_hold",), "closing", ("OFF", "system"), "R-CC-11", Clock(workdays=5), HELPING
        ),
        Step("report", _("提交结案报告"), ("closing",), "under_review", LEAD, "R-CC-04", Clock(workdays=5), OFFICER),
        Step("send_back", _("退回报告"), ("under_review",), "closing", ("OFF",), "R-CC-04", Clock(workdays=3), HELPING),
        Step("confirm", _("确认成效"), ("under_review",), "closed", ("OFF",), "R-CC-04", Clock(days=90), OFFICER),
        Step("withdraw_d", _("撤回"), ("draft",), "cancelled", ("OFF", "system"), "R-PI-05"),
        Step("withdraw_a", _("撤回"), ("awaiting_approval",), "cancelled", ("OFF", "system"), "R-PI-05"),
        Step("withdraw_m", _("撤回"), ("matching",), "cancelled", ("OFF", "system"), "R-PI-05"),
        Step("withdraw_w", _("撤回"), ("waitlisted",), "cancelled", ("OFF", "system"), "R-PI-05"),
        Step("withdraw_o", _("撤回"), ("offered",), "cancelled", ("OFF", "system"), "R-PI-05"),
        Step("withdraw_r", _("撤回"), ("referred",), "cancelled", ("OFF", "system"), "R-PI-05"),
        Step("withdraw_c", _("撤回"), ("accepted",), "cancelled", ("OFF", "system"), "R-PI-05"),
        Step(
            "withdraw_p",
            _("撤回"),
            ("planning",),
            "closing",
            ("OFF", "NGA", "system"),
            "R-PI-05",
            Clock(workdays=3),
            HELPING,
        ),
        Step("reopen", _("重新打开"), ("closed",), "matching", ("OFF",), "R-CC-04", Clock(workdays=1), COORDINATOR),
    ),
)

OFFER = Machine(
    name="offer",
    label=_("邀约"),
    start="sent",
    states={
        "sent": _("待答复"),
        "question": _("已提问"),
        "accepted": _("已接受"),
        "declined": _("已谢绝"),
        "expired": _("已过期"),
        "revoked": _("已收回"),
    },
    ends=frozenset({"accepted", "declined", "expired", "revoked"}),
    steps=(
        Step(
            "send",
            _("发出"),
            ("",),
            "sent",
            MATCHES,
            "R-PI-04",
            Clock(workdays=2, rule="matching.offer_workdays"),
            HELPING,
        ),
        Step("ask", _("提问"), ("sent",), "question", ANSWERS, "R-VOL-11", pauses=True, owner=OFFICER),
        Step("answer", _("回答"), ("question",), "sent", ("OFF",), "R-VOL-11", resumes=True, owner=HELPING),
        Step("accept", _("接受"), ("sent",), "accepted", ANSWERS, "R-VOL-11"),
        Step("decline", _("谢绝"), ("sent",), "declined", ANSWERS, "R-VOL-11"),
        Step("expire", _("过期"), ("sent",), "expired", ("system",), "R-VOL-11"),
        Step("expire_q", _("过期"), ("question",), "expired", ("system",), "R-VOL-11"),
        Step("revoke", _("收回"), ("sent", "question"), "revoked", ("OFF", "CBM", "system"), "R-PI-05"),
    ),
)

SESSION = Machine(
    name="session",
    label=_("帮扶记录"),
    start="booked",
    states={
        "booked": _("已约定"),
        "awaiting_record": _("待记录"),
        "held": _("已开展"),
        "absent": _("本人缺席"),
        "not_held": _("未开展"),
        "moved": _("已改期"),
    },
    ends=frozenset({"held", "absent", "not_held", "moved"}),
    steps=(
        Step("book", _("约定"), ("",), "booked", HELPER, "R-CC-05"),
        Step("move", _("改期"), ("booked",), "moved", HELPER, "R-CC-05"),
        Step(
            "due",
            _("到了记录时间"),
            ("booked",),
            "awaiting_record",
            ("system",),
            "R-VOL-07",
            Clock(workdays=2),
            HELPING,
        ),
        Step("held", _("记录为已开展"), ("awaiting_record",), "held", HELPER, "R-VOL-07"),
        Step("held_now", _("到场确认"), ("booked",), "held", HELPER, "R-VOL-07"),
        Step("absent", _("记录为缺席"), ("awaiting_record",), "absent", HELPER, "R-CC-04", Clock(workdays=1), OFFICER),
        Step("answer_absence", _("答复缺席"), ("absent",), "absent", ("OFF",), "R-CC-04"),
        Step(
            "not_held",
            _("记录为未开展"),
            ("awaiting_record",),
            "not_held",
            HELPER,
            "R-CC-04",
            Clock(workdays=5),
            HELPING,
        ),
        Step("cancel", _("取消"), ("booked",), "not_held", (*HELPER, "system"), "R-CC-04", Clock(workdays=5), HELPING),
        Step("restore", _("恢复约定"), ("not_held",), "booked", ("system",), "R-CC-04"),
    ),
)

PLAN = Machine(
    name="plan",
    label=_("帮扶方案"),
    start="proposed",
    states={"proposed": _("待同意"), "agreed": _("已同意"), "objected": _("有意见")},
    ends=frozenset({"agreed", "objected"}),
    steps=(
        Step(
            "propose",
            _("提交方案"),
            ("",),
            "proposed",
            HELPER,
            "R-CC-04",
            Clock(workdays=3, rule="matching.plan_silence_workdays"),
            OFFICER,
        ),
        Step("agree", _("同意"), ("proposed",), "agreed", ("OFF",), "R-CC-04"),
        Step("agree_by_clock", _("到期视为同意"), ("proposed",), "agreed", ("system",), "R-CC-04"),
        Step("object", _("提出意见"), ("proposed",), "objected", ("OFF",), "R-CC-04"),
    ),
)

CLIENT = Machine(
    name="client",
    label=_("帮扶对象"),
    start="registered",
    states={
        "registered": _("已登记"),
        "active": _("在册"),
        "ended": _("已结束"),
        "pseudonymised": _("已去标识"),
    },
    ends=frozenset({"pseudonymised", "ended"}),
    steps=(
        Step("register", _("登记"), ("",), "registered", ("OFF", "CBM", "MUN", "system"), "R-CC-01"),
        Step("activate", _("入册"), ("registered",), "active", ("OFF", "CBM", "MUN", "system"), "R-CC-01"),
        Step("end", _("结束"), ("registered", "active"), "ended", ("OFF", "CBM", "MUN", "system"), "R-CC-11"),
        Step("undo_end", _("撤销结束"), ("ended",), "active", ("OFF", "CBM", "MUN"), "R-CC-11"),
        Step("pseudonymise", _("去标识"), ("ended",), "pseudonymised", ("system",), "R-PI-09"),
    ),
)

PLACE = Machine(
    name="place",
    label=_("帮扶资源"),
    start="draft",
    states={
        "draft": _("待审核"),
        "held": _("暂缓，待负责人决定"),
        "open": _("开放"),
        "paused": _("暂停"),
        "expired": _("已到期"),
    },
    ends=frozenset({"expired"}),
    steps=(
        Step("enter", _("登记"), ("",), "draft", ("RES", "NGA", "OFF", "CBM", "MUN", "VOL", "system"), "R-CC-08"),
        Step("hold", _("暂缓"), ("draft", "open", "paused"), "held", ("CBM", "MUN", "system"), "R-CC-09"),
        Step("open", _("开放"), ("draft", "held"), "open", ("CBM", "MUN", "OFF", "system"), "R-CC-08"),
        Step("pause", _("暂停"), ("open",), "paused", ("RES", "NGA", "VOL", "OFF", "CBM", "MUN", "system"), "R-CC-08"),
        Step("reopen", _("恢复"), ("paused",), "open", ("RES", "NGA", "VOL", "OFF", "CBM", "MUN", "system"), "R-CC-08"),
        Step("expire", _("到期"), ("draft", "held", "open", "paused"), "expired", ("CBM", "MUN", "system"), "R-CC-08"),
    ),
)

REASSIGNMENT = Machine(
    name="reassignment",
    label=_("集中移交"),
    start="draft",
    states={
        "draft": _("待确认"),
        "running": _("移交中"),
        "done": _("已移交"),
        "undone": _("已撤销"),
        "dropped": _("未移交"),
    },
    ends=frozenset({"done", "undone", "dropped"}),
    steps=(
        Step("begin", _("列出在办"), ("",), "draft", ("CBM",), "R-RECT-02"),
        Step("confirm", _("确认移交"), ("draft",), "running", ("CBM",), "R-RECT-02"),
        Step("finish", _("移交完成"), ("running",), "done", ("system",), "R-RECT-02", Clock(hours=24), COORDINATOR),
        Step("undo", _("撤销移交"), ("done",), "undone", ("CBM",), "R-CC-04"),
        Step("drop", _("不移交"), ("draft",), "dropped", ("CBM",), "R-RECT-02"),
    ),
)
