"""The machine of certificates. "Amended" is no state: it is worked out from the records a certificate rests on."""

from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Clock, Machine, Step

ISSUERS = ("NGA", "CBM", "MUN")

CERTIFICATE = Machine(
    name="certificate",
    label=_("志愿服务记录证明"),
    start="requested",
    states={
        "requested": _("待出具"),
        "issued": _("有效"),
        "refused": _("未出具"),
        "withdrawn": _("已撤回"),
        "void": _("已作废"),
    },
    ends=frozenset({"issued", "refused", "withdrawn", "void"}),
    steps=(
        Step(
            "request",
            _("申请"),
            ("",),
            "requested",
            ("VOL",),
            "R-VOL-07",
            Clock(workdays=5, rule="certificates.issue_workdays"),
            "issuer",
        ),
        Step("issue", _("出具"), ("requested",), "issued", ISSUERS, "R-VOL-08"),
        Step("issue_at_once", _("直接出具"), ("",), "issued", ISSUERS, "R-VOL-08"),
        Step("refuse", _("不出具"), ("requested",), "refused", ISSUERS, "R-VOL-07"),
        Step("withdraw", _("撤回"), ("requested",), "withdrawn", ("VOL",), "R-VOL-07"),
        Step("void", _("作废"), ("issued",), "void", ISSUERS, "R-VOL-16"),
    ),
)
