"""The machine of a referral to the legal aid agency: forwarded, examined, granted and assigned, or refused."""

from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Clock, Machine, Step

OFFICER, CLERK = "officer", "clerk"
LIVE = ("to_forward", "review", "papers", "granted")
WITH_AGENCY = ("review", "papers", "granted", "assigned")  # while its clerk may read what was released
DECIDE = Clock(days=7, rule="matching.legal_aid_decision_days")
ASSIGN = Clock(days=3, rule="matching.legal_aid_assignment_days")
FORWARD = Clock(hours=24, rule="matching.legal_aid_forward_hours")

REFERRAL = Machine(
    name="referral",
    label=_("法律援助转介"),
    start="review",
    states={
        "to_forward": _("待转交"),
        "review": _("审查中"),
        "papers": _("待补材料"),
        "granted": _("已决定援助，待指派"),
        "assigned": _("已指派"),
        "refused": _("已决定不予援助"),
        "withdrawn": _("已撤回"),
    },
    ends=frozenset({"assigned", "refused", "withdrawn"}),
    steps=(
        Step("refer", _("转介"), ("",), "review", ("OFF",), "R-LA-01", DECIDE, CLERK),
        Step("note", _("收到在押人员的申请"), ("",), "to_forward", ("OFF",), "R-LA-01", FORWARD, OFFICER),
        Step("forward", _("转交"), ("to_forward",), "review", ("OFF",), "R-LA-01", DECIDE, CLERK),
        # The agency names the day; until the papers are there its own days stand still.
        Step("ask_papers", _("一次性告知补材料"), ("review",), "papers", ("PAR",), "R-LA-01", owner=OFFICER),
        Step("supply", _("材料已补齐"), ("papers",), "review", ("OFF", "PAR"), "R-LA-01", DECIDE, CLERK),
        Step("lapse", _("未补材料，视为撤回"), ("papers",), "withdrawn", ("PAR",), "R-LA-01"),
        Step("grant_aid", _("决定援助"), ("review",), "granted", ("PAR",), "R-LA-01", ASSIGN, CLERK),
        Step("refuse_aid", _("不予援助"), ("review",), "refused", ("PAR",), "R-LA-01"),
        Step("assign", _("指派律师"), ("granted",), "assigned", ("PAR",), "R-LA-01"),
        Step("withdraw", _("撤回转介"), LIVE, "withdrawn", ("OFF", "system"), "R-PI-05"),
    ),
)
