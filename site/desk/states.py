"""The machine of an import: a file that was read, looked at, taken in, and may be taken back for a day."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import CBM, MUN, NGA, OFF, PAR, RES, SYS
from kit.lifecycle import Machine, Step

# Which of them may import what is a line of the kind's own policies.
IMPORTERS = (SYS, MUN, CBM, OFF, NGA, RES, PAR)
HOUSE = ("system",)

IMPORT = Machine(
    name="import",
    label=_("导入"),
    start="uploaded",
    states={
        "uploaded": _("核对中"),
        "previewed": _("待确认"),
        "applying": _("导入中"),
        "applied": _("已导入"),
        "undoing": _("撤销中"),
        "undone": _("已撤销"),
        "refused": _("未受理"),
        "discarded": _("已放弃"),
    },
    ends=frozenset({"applied", "undone", "refused", "discarded"}),
    steps=(
        Step("upload", _("上传"), ("",), "uploaded", IMPORTERS),
        Step("preview", _("核对完毕"), ("uploaded",), "previewed", HOUSE),
        Step("refuse", _("不受理"), ("uploaded",), "refused", HOUSE, "R-CC-12"),
        Step("check_again", _("重新核对"), ("previewed",), "uploaded", IMPORTERS),
        Step("apply", _("确认导入"), ("previewed",), "applying", IMPORTERS),
        Step("finish", _("导入完毕"), ("applying",), "applied", HOUSE),
        Step("put_back", _("整份退回"), ("applying",), "previewed", HOUSE),
        Step("resume", _("继续导入"), ("applied",), "applying", IMPORTERS),
        Step("undo", _("撤销导入"), ("applied",), "undoing", IMPORTERS),
        Step("stop_undo", _("停止撤销"), ("undoing",), "applied", HOUSE),
        Step("undone", _("撤销完毕"), ("undoing",), "undone", HOUSE),
        Step("discard", _("放弃"), ("uploaded", "previewed"), "discarded", (*IMPORTERS, "system")),
    ),
)
