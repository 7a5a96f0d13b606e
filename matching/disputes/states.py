"""The machine of a check on an end that the sides tell differently."""

from django.utils.translation import gettext_lazy as _

from kit.lifecycle import Clock, Machine, Step

OUTCOME_REVIEW = Machine(
    name="outcome_review",
    label=_("成效复核"),
    start="open",
    states={"open": _("待复核"), "settled": _("已复核")},
    ends=frozenset({"settled"}),
    steps=(
        Step("open", _("说法不一致"), ("",), "open", ("system",), "R-PUR-23", Clock(workdays=10), "supervisor"),
        Step("settle", _("复核"), ("open",), "settled", ("CBM",), "R-PUR-23"),
    ),
)
