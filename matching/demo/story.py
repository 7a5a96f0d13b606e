"""A season of requests: asked, matched, offered, answered, helped, recorded, confirmed; some in every state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from kit import calendar, clock
from kit.errors import Refused
from matching.applications import services as applying
from matching.demo.stage import City
from matching.engine import codes
from matching.models import AssistanceRequest, Client, JobApplication, Offer, Place, Session
from matching.offers import services as offers
from matching.offers.suggestions import suggest
from matching.outcomes import services as outcomes
from matching.requests import services as requests
from matching.requests import turns
from matching.sessions import services as sessions
from matching.supervisees import services as supervisees

# How many requests of the season end where.
ENDS = {
    "closed": 70,
    "in_service": 34,
    "under_review": 10,
    "closing": 8,
    "on_hold": 4,
    "planning": 8,
    "accepted": 12,
    "offered": 16,
    "declined": 6,
    "matching": 16,
    "waitlisted": 8,
    "awaiting_approval": 8,
    "draft": 6,
    "cancelled": 6,
}
ORDER = ("draft", "awaiting_approval", "matching", "offered", "accepted", "planning", "in_service", "closing")
WISHES = {
    "job_placement": ("想找一份稳定的白班工作", "三个月内上岗并干满三十天"),
    "counselling": ("夜里睡不好，想有人听一听", "学会两种放松的方法，睡眠好转"),
    "relationship_repair": ("想和家里人重新说上话", "每周能一起吃一顿饭"),
    "hardship": ("家里开支紧，想了解能申请什么", "申请材料交齐并有答复"),
    "vocational_training": ("想学一门手艺", "完成一期培训"),
    "social_insurance": ("养老保险断缴了，不知道怎么接上", "接续手续办完"),
    "schooling": ("孩子转学的手续不会办", "新学期前入学"),
    "legal_aid": ("有一份欠薪的合同，想问问怎么办", "弄清能走哪条路"),
    "job_guidance": ("不知道自己能做什么工作", "列出三个可以去试的岗位"),
    "mentoring": ("想有人每周聊一聊近况", "三个月内稳定下来"),
}
OUTCOMES = {
    codes.JOB: "employed",
    codes.COUNSELLING: "counselling_completed",
    codes.LEGAL: "aid_granted",
    codes.TRAINING: "training_completed",
    codes.RELIEF: "relief_granted",
    codes.FAMILY: "relationship_improved",
    codes.MENTOR: "relationship_improved",
}
DAYTIME = codes.mask(codes.block(d, p) for d in range(5) for p in (0, 1))
EVENINGS = codes.mask(codes.block(d, 2) for d in range(7))
WEEKEND = codes.mask(codes.block(d, p) for d in (5, 6) for p in range(3))


class Tale:
    """One request on its way; each step happens at its own hour of a working day."""

    def __init__(self, city: City, client: Client, need: str, days_ago: int, *, easy: bool = False) -> None:
        self.city, self.client, self.need = city, client, need
        self.easy = easy  # any hour and any way will do
        self.now = clock.at(city.day - timedelta(days=days_ago), 9 + city.rng.randrange(8), city.rng.randrange(60))
        self.request: Any = None

    def do(self, act: Callable[[], Any], *, after_days: float = 0) -> Any:
        """Take one step in the office hours the tale has come to, never after the city's morning."""
        self.now = _office_hour(self.now + timedelta(days=after_days))
        self.now = min(self.now, clock.at(self.city.day, 8, 30))
        with clock.frozen(self.now):
            if self.request is not None:
                self.request = AssistanceRequest.objects.select_related("client", "place", "helper", "consent").get(
                    pk=self.request.pk
                )
            return act()


def _office_hour(when: datetime) -> datetime:
    if not 8 <= when.hour < 18:
        when = (when + timedelta(hours=24 - when.hour if when.hour >= 18 else 0)).replace(hour=9 + when.minute % 8)
    while not calendar.is_workday(when.date()):
        when += timedelta(days=1)
    return when


def season(city: City) -> None:
    """The requests of the last four months, in the order in which they were begun."""
    rng = city.rng
    with city.at(118):
        supervisees.activate_due()
    kept = city.people["李明"]  # his people have a chapter of their own
    people = list(
        Client.objects.filter(status="active", is_minor_track=False)
        .exclude(officer=None)
        .exclude(officer=kept)
        .order_by("pk")
    )
    rng.shuffle(people)
    ends = [end for end, n in ENDS.items() for _i in range(n)]
    rng.shuffle(ends)
    ends_in_order = sorted(((_days_ago(end, rng), end) for end in ends), reverse=True)
    for (days_ago, end), client in zip(ends_in_order, people, strict=False):
        need = _need(client, rng)
        try:
            _one(Tale(city, client, need, days_ago), end)
        except Refused:  # a clash, a full place: as in life, that request stays where it is
            continue


def _days_ago(end: str, rng: Any) -> int:
    if end in ("closed", "under_review", "closing"):
        return rng.randint(60, 110)
    if end in ("in_service", "on_hold", "planning"):
        return rng.randint(25, 60)
    if end == "accepted":
        return rng.randint(6, 12)
    return rng.randint(1, 4)


def _need(client: Client, rng: Any) -> str:
    last = client.assessments.order_by("-version").first()
    wanted = [n for n in (last.needs if last else []) if n in WISHES]
    return rng.choice(wanted or ["mentoring", "job_placement", "mentoring"])


def _one(tale: Tale, end: str) -> None:
    tale.do(lambda: ask(tale, end))
    if end == "draft":
        return
    if end == "cancelled":
        tale.do(lambda: _withdraw(tale.request), after_days=1)
        return
    tale.do(lambda: requests.submit_request(tale.request, by=tale.request.author), after_days=0.1)
    if tale.request.status == "awaiting_approval" and end != "awaiting_approval":
        manager = tale.city.managers[tale.client.county_code]
        tale.do(lambda: requests.approve_request(tale.request, by=manager), after_days=0.3)
    if end in ("matching", "awaiting_approval"):
        return
    if not tale.do(lambda: _offer(tale, end), after_days=0.4) or end == "offered":
        return
    offer = Offer.objects.get(request=tale.request, status="sent")
    if end == "declined":
        tale.do(lambda: offers.decline_offer(offer, by=_answerer(offer), reason="full"), after_days=0.5)
        return
    tale.do(lambda: accept(offer), after_days=0.7)
    if end != "accepted":
        _serve(tale, end)


def ask(tale: Tale, end: str) -> None:
    client, by = tale.client, tale.client.officer
    consent = supervisees.record_consent(
        client, by=by, basis="consent", given_on=clock.today(), paper="TY-2026", for_employer=True
    )
    wish, goal = WISHES[tale.need]
    hours = codes.ALL_BLOCKS if tale.easy else tale.city.rng.choice((DAYTIME, EVENINGS | WEEKEND, DAYTIME | EVENINGS))
    tale.request = requests.ask_for_help(
        client,
        by=by,
        need=tale.need,
        urgency=tale.city.rng.choices((1, 2, 3), (5, 4, 1))[0],
        wish=wish,
        goal=goal,
        schedule_mask=hours,
        min_blocks=tale.city.rng.choice((1, 2)),
        max_m=60_000 if tale.easy else tale.city.rng.choice((15_000, 20_000, 30_000)),
        accepts_remote=tale.city.rng.random() < 0.3,
        # Above the limit a supervisor looks first.
        cost_fen=400_000 if end == "awaiting_approval" else 0,
        consent=consent,
    )


def _withdraw(request: AssistanceRequest) -> None:
    outcomes.withdraw_request(request, by=request.author, reason="need_gone")


def _offer(tale: Tale, end: str) -> bool:
    """Offer the best place, or put the request on the waiting list; True when an offer is out.

    Only a provider's place has a plan to make, so a tale that stops there looks for one.
    """
    request, by = tale.request, tale.client.officer
    found = suggest(request)
    if not found.top:
        offers.to_waiting_list(request, by=by)
        return False
    wanted = [s.place for s in found.top if end != "planning" or s.place.kind == "service"]
    bought = [place for place in wanted if place.contract and place.contract.project_id]  # what was bought is used
    offers.send_offers(request, [(bought or wanted or [found.top[0].place])[0]], by=by)
    return True


def accept(offer: Offer) -> None:
    place = offer.place
    worker = offers.workers_of(place)[0] if place.kind == "service" else None
    offers.accept_offer(offer, by=_answerer(offer), knows_nobody=True, worker=worker)


def _answerer(offer: Offer) -> Any:
    return offers.who_answers(offer.place)[0]


def lead(request: AssistanceRequest) -> Any:
    """Who may lead for the place: a provider's manager, else the helper."""
    place: Place = request.place
    return offers.who_answers(place)[0] if place.kind == "service" else request.helper


def _serve(tale: Tale, end: str) -> None:
    if row := JobApplication.objects.filter(request=tale.request).select_related("request__helper").first():
        _hired(tale, row)
    tale.do(lambda: meet(tale), after_days=2)
    if tale.request.place.kind == "service":
        if end == "planning":
            return
        tale.do(lambda: plan(tale), after_days=1)
    target = 1 if end in ("in_service", "on_hold", "planning") else 3
    for _n in range(target):
        tale.do(lambda: meet(tale), after_days=6)
    if end == "on_hold":
        tale.do(lambda: _hold(tale), after_days=1)
    if end in ("in_service", "planning"):
        tale.do(lambda: book_next(tale))
    if end in ("in_service", "planning", "on_hold"):
        return
    tale.do(lambda: outcomes.finish_request(tale.request, by=lead(tale.request), goals_met_early=True), after_days=1)
    if end == "closing":
        return
    tale.do(lambda: report(tale), after_days=2)
    if end == "closed":
        tale.do(lambda: confirm(tale), after_days=3)


def _hired(tale: Tale, row: JobApplication) -> None:
    """Interview, promise and first day, as the employer records them."""
    by: Any = row.request.helper
    tale.do(lambda: applying.invite(row, by=by, at=clock.now() + timedelta(days=1), where="厂区接待室"), after_days=1)
    tale.do(lambda: applying.promise(row, by=by, starts_on=clock.today() + timedelta(days=2)), after_days=1)
    tale.do(lambda: applying.hire(row, by=by, hired_on=clock.today()), after_days=2)


def meet(tale: Tale) -> None:
    """Book a meeting for an hour ago and record it, as a helper does on the way home."""
    request, helper = tale.request, tale.request.helper
    start: datetime = tale.now - timedelta(hours=2)
    minutes = tale.city.rng.choice((45, 60, 60, 90))
    key = f"demo-{request.pk}-{Session.objects.filter(request=request).count()}"
    session = sessions.book_session(
        request,
        by=helper,
        key=key,
        starts_at=start,
        ends_at=start + timedelta(minutes=minutes),
        where="社区活动室",
    )
    sessions.record_held(session, by=helper, minutes=minutes, next_step="下周同一时间再见")


def book_next(tale: Tale) -> None:
    """The next meeting stands in the calendar: an evening of the days to come."""
    request = tale.request
    start = clock.at(tale.city.day + timedelta(days=tale.city.rng.randint(0, 6)), 18, 30)
    sessions.book_session(
        request,
        by=request.helper,
        key=f"demo-next-{request.pk}",
        starts_at=start,
        ends_at=start + timedelta(minutes=60),
        where="社区活动室",
    )


def plan(tale: Tale) -> None:
    request = tale.request
    proposed = sessions.propose_plan(
        request, by=request.helper, goals=[request.goal], activities="每周一次，每次一小时", sessions_n=4
    )
    sessions.agree_plan(proposed, by=request.officer)


def _hold(tale: Tale) -> None:
    request, resume_on = tale.request, tale.city.day + timedelta(days=10)
    turns.pause_request(request, by=request.officer, reason="本人住院，出院后继续", resume_on=resume_on)


def report(tale: Tale) -> None:
    request = tale.request
    result = tale.city.rng.choices(("reached", "partly", "not"), (6, 3, 1))[0]
    outcome = "unresolved" if result == "not" else OUTCOMES[request.category]
    goals = [{"goal": g, "result": result, "evidence": "见帮扶记录"} for g in outcomes.goals_of(request)]
    outcomes.report_outcome(request, by=lead(request), outcome=outcome, goals=goals)


def confirm(tale: Tale) -> None:
    request = tale.request
    last = outcomes.last_report(request)
    met = {"reached": "yes", "partly": "partly"}.get(last.goals[0]["result"], "no")
    outcomes.confirm_outcome(
        request,
        by=request.officer,
        outcome=last.outcome,
        need_met=met,
        person_says=met,
        satisfaction=tale.city.rng.choice((3, 4, 4, 5, 5)),
    )
