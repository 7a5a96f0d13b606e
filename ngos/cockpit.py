"""What leaders see of organisations and money: grades and how sure they are, what looks odd, what was spent."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from desk import hooks
from desk.cockpit import charts
from desk.cockpit.charts import Asked, Chart
from desk.hooks import Clocks
from kit import money
from ngos import kpis, states
from ngos.models import BudgetLine, Contract, Flag, Provider, RectificationNotice
from ngos.rectification.states import OPEN

GRADES = (("A", lazy("A 优秀")), ("B", lazy("B 良好")), ("C", lazy("C 合格")), ("D", lazy("D 不合格")))
CITY = ""


# --- quality: grades are public, so nothing here is hidden -----------------------------------------------------------
def quality(asked: Asked) -> Chart:
    """The listed organisations by their latest grade, each share with its range; and what looks odd. Three queries."""
    rows = Provider.objects.filter(status__in=states.PUBLIC).order_by()
    flags = Flag.objects.filter(closed_by=None).order_by()
    if asked.county:
        rows, flags = rows.filter(county_code=asked.county), flags.filter(provider__county_code=asked.county)
    by_grade = Counter(rows.values_list("grade", flat=True))
    late = rows.filter(has_overdue_rectification=True).count()
    marks = charts.ranges([(str(label), by_grade[grade]) for grade, label in GRADES])
    kinds = dict(Flag._meta.get_field("kind").flatchoices)
    odd = [(str(kinds.get(kind, kind)), n) for kind, n in flags.values_list("kind").annotate(n=Count("pk"))]
    facts = [(_("证据不足，未评等级"), by_grade["U"]), (_("整改逾期"), late), *odd]
    return Chart(
        "quality", "ranges", _quality_title(by_grade), _("在册机构的最近一次等级；横线为百分之九十五的可能范围"),
        [_("等级或提示"), _("家或条"), _("占已评"), _("可能的范围")],
        [
            *([m["name"], m["n"], m["share"], m["range"]] for m in marks),
            *([label, n, "", ""] for label, n in facts),
        ],
        marks if any(by_grade[grade] for grade, _label in GRADES) else (), empty=not sum(by_grade.values()),
        more={"facts": facts, "url": reverse("ngos:registry")},
    )  # fmt: skip


def _quality_title(by_grade: Counter[str]) -> str:
    graded = sum(n for grade, n in by_grade.items() if grade != "U")
    if not graded:
        return _("还没有机构评过等级")
    good = by_grade["A"] + by_grade["B"]
    return _("%(d)d 家评过等级，%(n)d 家良好以上") % {"d": graded, "n": good}


# --- money ---------------------------------------------------------------------------------------------------------
MONEY = (
    ("budget", lazy("年度预算")),
    ("contracted", lazy("合同金额")),
    ("accepted", lazy("已验收")),
    ("paid", lazy("已支付")),
)


def spend(asked: Asked) -> Chart:
    """Budgets of the year, and what contracts signed in the period come to, by county. Two queries."""
    found = _money(asked)
    shown = [asked.county] if asked.county else [CITY, *asked.counties]
    names = {CITY: _("市本级"), **asked.counties}
    total = {name: sum(found[code, name] for code in shown) for name, _label in MONEY}
    rows = [[names[code], *(money.yuan(found[code, name]) for name, _label in MONEY)] for code in shown]
    if len(shown) > 1:
        rows.append([_("合计"), *(money.yuan(total[name]) for name, _label in MONEY)])
    bars = [(str(label), total[name], "¥" + money.yuan(total[name]), "") for name, label in MONEY]
    return Chart(
        "spend", "bars", _spend_title(total),
        _("预算为 %(year)d 年全年；其余为这一期签订的合同，元") % {"year": asked.period[1].year},
        [_("县区"), *(str(label) for _name, label in MONEY)], rows, charts.lengths(bars),
        empty=not any(total.values()), more={"url": reverse("ngos:contracts"), "link": _("看合同")},
    )  # fmt: skip


def _money(asked: Asked) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    budgets = BudgetLine.objects.filter(year=asked.period[1].year).order_by().values_list("county_code")
    for county, fen in budgets.annotate(fen=Sum("amount_fen")):
        found[county, "budget"] = fen
    rows = kpis.signed(asked.period, "").exclude(status="cancelled").order_by().values("county_code")
    for row in rows.annotate(a=Sum("amount_fen"), b=Sum("added_fen"), c=Sum("accepted_fen"), d=Sum("paid_fen")):
        county = row["county_code"]
        found[county, "contracted"] = row["a"] + row["b"]
        found[county, "accepted"], found[county, "paid"] = row["c"], row["d"]
    return found


def _spend_title(total: dict[str, int]) -> str:
    if not total["contracted"]:
        return _("这一期没有签订合同")
    return _("这一期的合同已支付 %(share)s") % {"share": charts.share(total["paid"], total["contracted"])}


# --- clocks --------------------------------------------------------------------------------------------------------
def notices_open(now: datetime) -> dict[str, tuple[int, int]]:
    rows = RectificationNotice.objects.filter(status__in=OPEN, due_at__isnull=False).order_by()
    late = Count("pk", filter=Q(due_at__lt=now))
    return {code: (n, every) for code, n, every in rows.values_list("county_code").annotate(n=late, every=Count("pk"))}


def contracts_open(now: datetime) -> dict[str, tuple[int, int]]:
    """Contracts whose next step has a term: signing, publishing, filing."""
    rows = Contract.objects.filter(due_at__isnull=False, paused_at=None).order_by()
    late = Count("pk", filter=Q(due_at__lt=now))
    return {code: (n, every) for code, n, every in rows.values_list("county_code").annotate(n=late, every=Count("pk"))}


hooks.cockpit.add((60, quality))
hooks.cockpit.add((70, spend))
hooks.clocks.add(Clocks("rectification", lazy("整改"), notices_open, order=40))
hooks.clocks.add(Clocks("contracts", lazy("合同签订与公告"), contracts_open, order=50))
