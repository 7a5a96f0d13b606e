"""The numbers by which an online lesson counts, each a dated rule."""

from django.utils.translation import gettext_lazy as _

from kit import rules

rules.declare("learning.characters_a_minute", 300, law="R-VOL-04", label=_("在线课阅读速度"), unit=_("字/分钟"))
rules.declare("learning.least_share_pct", 50, law="R-VOL-04", label=_("在线课至少要用学时的这一比例"), unit="%")
