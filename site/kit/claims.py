"""Seats that cannot be given twice: one conditional update decides, whoever comes at the same moment."""

from __future__ import annotations

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _


class Seats(models.Model):
    """A row with places: `taken` of `capacity`. The database itself refuses more than there are."""

    capacity = models.PositiveIntegerField(_("名额"), help_text=_("最多可以接收的人数"))
    taken = models.PositiveIntegerField(_("已占用"), default=0, editable=False)

    class Meta:
        abstract = True

    @property
    def free(self) -> int:
        return max(0, self.capacity - self.taken)


def seats_check(name: str) -> models.CheckConstraint:
    """The constraint each table with seats carries; `name` must be unique in the database."""
    return models.CheckConstraint(condition=models.Q(taken__lte=F("capacity")), name=name)


def claim(seat: Seats, n: int = 1) -> bool:
    """Take `n` places, all or none; False when too few are left. Call inside the deciding transaction."""
    rows = type(seat)._default_manager.filter(pk=seat.pk, taken__lte=F("capacity") - n)
    return rows.update(taken=F("taken") + n) == 1


def release(seat: Seats, n: int = 1) -> bool:
    """Give `n` places back; False when fewer were taken, which changes nothing."""
    return type(seat)._default_manager.filter(pk=seat.pk, taken__gte=n).update(taken=F("taken") - n) == 1
