"""Numbers the office gives out: in order without gaps where a register wants it, at random where order would tell."""

from __future__ import annotations

import secrets

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I L O U: they are misread


class NumberSeries(models.Model):
    prefix = models.CharField(_("字头"), max_length=16)
    period = models.CharField(_("期间"), max_length=16, blank=True)
    last = models.PositiveBigIntegerField(_("已用到"), default=0, help_text=_("这一期间最后发出的序号"))

    class Meta:
        verbose_name = verbose_name_plural = _("编号序列")
        constraints = [models.UniqueConstraint(fields=["prefix", "period"], name="kit_one_series_per_period")]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.period}: {self.last}"


@transaction.atomic
def next_value(prefix: str, period: str = "") -> int:
    """The next number of a series, 1 first. A rolled-back transaction gives its number back, so there are no gaps."""
    row = NumberSeries.objects.filter(prefix=prefix, period=period)
    # The update locks the row until the commit, so what is read after it is ours alone.
    if not row.update(last=F("last") + 1):
        NumberSeries.objects.bulk_create([NumberSeries(prefix=prefix, period=period)], ignore_conflicts=True)
        row.update(last=F("last") + 1)
    return row.values_list("last", flat=True).get()


def next_number(prefix: str, period: str = "", width: int = 5) -> str:
    """ "AR", "202602", 5 → "AR-202602-00001"."""
    number = f"{next_value(prefix, period):0{width}d}"
    return f"{prefix}-{period}-{number}" if period else f"{prefix}-{number}"


def random_code(length: int) -> str:
    return "".join(secrets.choice(CROCKFORD) for _i in range(length))


def client_code() -> str:
    """A code that tells nothing of the person or of the order of arrival."""
    return f"C-{random_code(8)}"
