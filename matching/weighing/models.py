"""What a proposed set of weights would have done with the requests of the last quarter."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kit import clock


class Replay(models.Model):
    """One replay for each proposal; `result` holds counts and means of groups of twenty and more, no person."""

    rule = models.OneToOneField("kit.DatedRule", on_delete=models.PROTECT, related_name="+")
    since_on = models.DateField(_("自"))
    until_on = models.DateField(_("至"))
    made_at = models.DateTimeField(default=clock.now, editable=False)
    done_at = models.DateTimeField(null=True, editable=False)
    result = models.JSONField(_("结果"), default=dict)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("权重回放")
