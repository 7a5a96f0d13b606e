"""What 李明 has written of his own people: assessments in versions, plans of help, groups; and looks at jobs."""

from __future__ import annotations

from datetime import timedelta

from accounts.models import User
from kit import clock
from matching.demo.stage import City
from matching.followups import services as followups
from matching.groups import services as groups
from matching.help_plans import services as help_plans
from matching.models import Client, JobFollowUp
from matching.needs import services as assessing

MOST = 10
BEFORE = {"job": 3, "counselling": 2, "family": 2, "hardship": 1, "mentor": 1}
NOW = {"job": 2, "counselling": 1, "family": 2, "hardship": 2, "mentor": 0}
TEXTS = (
    ("在家待了半年，会一点缝纫", "夜里常醒", "与父亲少有来往"),
    ("做过两年包装，厂子搬走了", "不愿出门", "女儿由外婆带"),
    ("有驾照，想跑短途", "着急时会发脾气", "与妻子分居"),
    ("年纪大，找不到固定的活", "话少，愿意听人说", "儿子在外地"),
    ("在菜市场帮工，按天结", "睡得好些了", "与哥哥为老屋有争执"),
)  # fmt: skip
GOALS = {
    "job_placement": ("三个月内上岗", "想找一份离家近的白班"),
    "counselling": ("睡眠好转，能自己放松下来", "想有人每两周谈一次"),
    "relationship_repair": ("每月与家里通一次电话", "想有人陪着见一次面"),
    "hardship": ("临时救助有答复", "想知道要交哪些材料"),
}
MEMBERS = (("judicial_office", "周岚", 2), ("committee", "吴启明", 1), ("family", "家属甲", 2))


def season(city: City) -> None:
    """Ten people of 李明's; every fifth has no plan yet, every third group waits to be confirmed."""
    by = city.people["李明"]
    people = Client.objects.filter(officer=by, status="active", is_minor_track=False).order_by("pk")[:MOST]
    for n, client in enumerate(people):
        _assess(city, client, by, n)
        if n % 5 != 4:
            _plan(city, client, by, n)
        _group(city, client, by, n)
    _look_at_jobs(city)


def _assess(city: City, client: Client, by: User, n: int) -> None:
    """Two versions; for every fourth the next is due within the fortnight, for the first it is late."""
    for days_ago, levels in ((100, BEFORE), (6, NOW)):
        if days_ago == 6 and n % 4 == 0:
            continue
        job, mind, family = TEXTS[(n + (days_ago == 6)) % len(TEXTS)]
        with city.at(days_ago, 10, n):
            assessing.assess(
                client, by=by, needs=["job_placement", "relationship_repair", "counselling", "hardship"],
                levels=levels, texts={"job": job, "counselling": mind, "family": family},
                wishes="离家近，白天上班", strengths="守时，肯学",
                next_on=city.day + timedelta(days=n + 2 if n else -3) if n % 4 == 0 else None,
            )  # fmt: skip


def _plan(city: City, client: Client, by: User, n: int) -> None:
    needs = list(GOALS)[: 2 + n % 3]
    items = [{"need": need, "goal": GOALS[need][0], "wish": GOALS[need][1]} for need in needs]
    with city.at(90, 11, n):
        help_plans.write_plan(client, by=by, items=items[:2], review_on=city.day + timedelta(days=3 * n + 5))
    with city.at(5, 11, n):
        plan = help_plans.write_plan(client, by=by, items=items)
        item = plan.items.order_by("pk").first()
        if n % 3 == 1 and item and not client.requests.filter(need=item.need).exists():
            help_plans.start_item(item, by=by)


def _group(city: City, client: Client, by: User, n: int) -> None:
    with city.at(80, 15, n):
        made = [groups.add_member(client, by=by, kind=k, name=name, sex=sex) for k, name, sex in MEMBERS[: 2 + n % 2]]
        for member in made[: 1 + n % 3]:
            groups.sign_letter(member, by=by, on=clock.today())
        if n % 3:
            groups.confirm_group(made[0].group, by=by)


def _look_at_jobs(city: City) -> None:
    """Those whose day has passed were recorded, but for a few that are due now."""
    due = JobFollowUp.objects.filter(due_on__lt=city.day, status="waiting").select_related("request__officer")
    for n, row in enumerate(due.order_by("due_on", "pk")):
        row.refresh_from_db()
        if row.status != "waiting" or n % 6 == 5:
            continue
        still = ("yes", "yes", "other", "yes", "no")[n % 5]
        with clock.frozen(clock.at(min(row.due_on + timedelta(days=2), city.day), 8)):
            followups.record_followup(
                row, by=row.request.officer, still=still, reason="conditions" if still == "no" else ""
            )
