"""The areas in which help may be needed, how strongly, and what stands between two versions of an assessment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Area:
    """One area of life; `needs` are the kinds of help it may ask for, the usual one first."""

    label: Any
    hint: Any
    needs: tuple[str, ...]


AREAS: dict[str, Area] = {
    "job": Area(_("就业"), _("有没有工作、稳不稳定、会些什么"), ("job_placement", "job_guidance")),
    "training": Area(_("培训"), _("想学什么、缺哪本证"), ("vocational_training", "legal_education")),
    "schooling": Area(_("就学"), _("在读、停学、想复学"), ("schooling",)),
    "counselling": Area(_("心理"), _("睡眠、情绪、想不想找人谈；不写测评数据"), ("counselling",)),
    "family": Area(_("家庭"), _("与家人、邻里的关系"), ("relationship_repair", "mediation")),
    "hardship": Area(_("生活困难"), _("收入、医药费、要照顾的人"), ("hardship", "social_relief")),
    "insurance": Area(_("社会保险"), _("养老、医保有没有接上"), ("social_insurance",)),
    "housing": Area(_("住房"), _("住在哪里、能住多久"), ("housing",)),
    "legal": Area(_("法律事务"), _("欠薪、债务、婚姻等要人帮的事"), ("legal_aid",)),
    "mentor": Area(_("陪伴"), _("身边有没有说得上话的人"), ("mentoring", "public_benefit_activity")),
}
LEVELS = ((0, _("没有困难")), (1, _("有一点")), (2, _("明显")), (3, _("急需")))
NONE, SOME, CLEAR, PRESSING = range(4)
AREA_OF = {need: name for name, area in AREAS.items() for need in area.needs}
# Neither work nor vocational training below this age.  law: R-MIN-04
WORK_AGE = 16
WORK_NEEDS = ("job_placement", "job_guidance", "vocational_training")
URGENCY = {PRESSING: 2}  # a pressing need is asked for within three working days, any other within seven


def needs_of(levels: Mapping[str, int], picked: Mapping[str, Iterable[str]]) -> list[str]:
    """The kinds of help that these levels ask for: those picked in an area, else its usual one; the strongest first."""
    found: list[str] = []
    for name in sorted(AREAS, key=lambda a: -levels.get(a, NONE)):
        if levels.get(name, NONE) > NONE:
            found += list(picked.get(name, ())) or AREAS[name].needs[:1]
    return found


@dataclass(frozen=True)
class Change:
    """One area in two versions. `way` says where it went: better, worse, new, gone, same, unknown."""

    area: str
    old: int | None
    new: int | None
    way: str


def compared(old: Mapping[str, int], new: Mapping[str, int]) -> list[Change]:
    """Every area that one of the two versions speaks of; what got worse first."""
    rows = [Change(a, old.get(a), new.get(a), _way(old.get(a), new.get(a))) for a in AREAS if a in old or a in new]
    order = ("worse", "better", "unknown", "same")
    return sorted(rows, key=lambda c: order.index(c.way))


def _way(old: int | None, new: int | None) -> str:
    if old is None or new is None:
        return "unknown"  # a version from paper names needs and grades nothing
    return "same" if old == new else "worse" if new > old else "better"
