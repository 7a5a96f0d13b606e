"""The machine of a correction group: put together, confirmed, dissolved with the end of the case."""

from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Machine, Step

GROUP = Machine(
    name="correction_group",
    label=_("矫正小组"),
    start="forming",
    states={"forming": _("组建中"), "confirmed": _("已确认"), "dissolved": _("已解散")},
    ends=frozenset({"dissolved"}),
    steps=(
        Step("form", _("组建"), ("",), "forming", ("OFF",), "R-CC-02"),
        Step("confirm", _("确认小组"), ("forming",), "confirmed", ("OFF",), "R-CC-03"),
        Step("dissolve", _("解散"), ("forming", "confirmed"), "dissolved", ("OFF", "system"), "R-CC-11"),
        Step("form_again", _("重新组建"), ("dissolved",), "forming", ("OFF",), "R-CC-02"),
    ),
)
