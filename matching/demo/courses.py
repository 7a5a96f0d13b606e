"""Training in the demo city: courses for everybody, sessions past and to come, who passed, who waits, who is short.

`Class` plans and holds sessions; the tale itself is a list of them, in the order in which they were held.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from accounts.models import OrgUnit, User
from kit import clock
from kit.errors import Refused
from matching.classes import services as classes
from matching.demo.cast import DONGXI, unit_of
from matching.demo.stage import City
from matching.models import Client
from training.courses import services as courses
from volunteers import queries as volunteers

LECTURERS = (
    # name, from, organisation, what they can teach, whether they go into prisons, who logs in
    ("罗文", "university", "云栖学院", "沟通技巧、情绪支持", True, ""),
    ("何敏", "other", "云栖市律师协会", "社区矫正法、劳动合同", True, ""),
    ("陈师傅", "employer", "云锦服装厂", "缝纫技能、车间安全", True, ""),
    ("周敏", "provider", "春晖社工", "个案会谈、记录", False, "周敏"),
    ("李明", "bureau", "东溪区河口街道司法所", "保密、边界", False, "李明"),
)
HALF_DAY = 4  # hours
# Days ago: mid-June of a city that begins in November, so that certificates of a year run out in June.
JUNE, INDUCTION, CAMP, LECTURE, CASES, ORGANISATIONS, VISIT, CLASS = 140, 30, 60, 18, 11, 16, 9, 13


class Class:
    """One course with its office and who runs it."""

    def __init__(self, city: City, course: Any, by: User, organiser: OrgUnit) -> None:
        self.city, self.course, self.by, self.organiser = city, course, by, organiser

    def plan(self, days: int, *, hour: int = 9, hours: int = 3, capacity: int = 30, **columns: Any) -> Any:
        """A session so many days from the city's day, planned now."""
        start = clock.at(self.city.day + timedelta(days=days), hour)
        return courses.plan_session(
            self.course, by=self.by, organiser=self.organiser, starts_at=start,
            ends_at=start + timedelta(hours=hours), capacity=capacity, **columns,
        )  # fmt: skip

    def held(
        self, days_ago: int, people: Sequence[User], minutes: Sequence[int], *, place: str, **columns: Any
    ) -> None:
        """A session that was: who enrolled the week before, and for how long each was there, 0 for who did not come."""
        with self.city.at(days_ago + 7, 10):
            session = self.plan(-days_ago, place=place, **columns)
            rows = [courses.enrol(session, by=who) for who in people]
        self.over(session, days_ago, rows, minutes)

    def over(self, session: Any, days_ago: int, rows: Sequence[Any], minutes: Sequence[int]) -> None:
        with self.city.at(days_ago, 21):
            courses.begin_sessions()
            for row, n in zip(rows, minutes, strict=False):
                if n:
                    courses.enter_minutes(row, by=self.by, minutes=n)
            courses.finish_session(session, by=self.by)


def season(city: City) -> None:
    """Told in the order in which it happened, but for each course as a whole."""
    city.lecturers = _lecturers(city)
    newcomers, ready = _volunteers(city)
    _refresher(city, ready, newcomers[8:])
    _staff(city)
    _induction(city, newcomers)
    _organisations(city)
    _clients(city)


def _volunteers(city: City) -> tuple[list[User], list[User]]:
    """Of 东溪区: who has not taken the induction yet, and who is able to help, 王芳 first."""
    rows = volunteers.visible_to(city.people["孙洁"]).filter(user__isnull=False).order_by("pk")
    me = city.people["王芳"].pk
    newcomers = [v.user for v in rows.exclude(status="active").select_related("user")[:14]]
    ready = [v.user for v in rows.filter(status="active").select_related("user")[:12]]
    return newcomers, sorted(ready, key=lambda user: (user.pk != me, user.pk))


def _lecturers(city: City) -> dict[str, Any]:
    with city.at(165, 9):
        return {
            name: courses.enter_trainer(
                by=city.people["孙洁"], name=name, kind=kind, organisation=organisation, topics=topics,
                for_prisons=prisons, county_code=DONGXI, user=city.people.get(who), contact="0990-5550123",
            )
            for name, kind, organisation, topics, prisons, who in LECTURERS
        }  # fmt: skip


def _course(city: City, by: User, organiser: OrgUnit, days_ago: int, **columns: Any) -> Class:
    with city.at(days_ago, 9):
        county: dict[str, Any] = {} if organiser.kind == "municipal_bureau" else {"county_code": organiser.county_code}
        course = courses.draft_course(by=by, organiser=organiser, **county, **columns)
        return Class(city, courses.open_course(course, by=by), by, organiser)


# --- volunteers --------------------------------------------------------------------------------------------------
def _refresher(city: City, ready: list[User], others: list[User]) -> None:
    """The yearly refresher: in June some passed, whose certificates run out next June; to come, one full, one not."""
    by = city.people["孙洁"]
    of = _course(
        city, by, unit_of(by), 150, title="年度复训", audience="volunteer", mode="case_analysis", credit_minutes=180,
        gives="refresher", compulsory_for=["VOL"], about="一年里的难题，拿出来一起看。",
    )  # fmt: skip
    place = "东溪区司法局二楼会议室"
    trainers = [city.lecturers["罗文"]]
    of.held(JUNE, others[:5], (180, 175, 160, 100, 0), place=place, trainers=trainers)
    with city.at(6, 10):
        full = of.plan(5, place=place, capacity=3, trainers=trainers)
        room = of.plan(12, place="河口街道文化服务中心三楼", capacity=20, trainers=trainers)
        for who in (*ready[6:10], ready[0]):  # 王芳 waits second
            courses.enrol(full, by=who)
        for who in ready[10:12]:
            courses.enrol(room, by=who)


def _induction(city: City, newcomers: list[User]) -> None:
    """The ready course in a room, in two halves: all of it, just enough, 380 of 480 minutes, half of it, not there."""
    by = city.people["孙洁"]
    course = courses.course_that_gives("induction")
    if course is None:
        return
    of = Class(city, course, by, unit_of(by))
    place, teach = "东溪区司法局一楼培训室", city.lecturers
    words: dict[str, Any] = {"place": place, "hours": HALF_DAY}
    of.held(INDUCTION, newcomers[:6], (240, 240, 240, 240, 240, 0), part=1, trainers=[teach["李明"]], **words)
    of.held(INDUCTION - 1, newcomers[:5], (240, 240, 200, 140, 0), part=2, trainers=[teach["周敏"]], **words)
    with city.at(6, 11):
        of.plan(8, part=1, capacity=24, trainers=[teach["李明"]], **words)
        of.plan(9, part=2, capacity=24, trainers=[teach["周敏"]], **words)
        for who in newcomers[5:7]:
            courses.enrol(of.plan(15, part=2, hour=14, capacity=24, **words), by=who)


# --- staff -------------------------------------------------------------------------------------------------------
def _staff(city: City) -> None:
    """A week for some, a lecture for more: 李明 has the hours of the year, his colleagues are short of them."""
    mayor, by = city.people["郑岚"], city.people["孙洁"]
    officers = county_officers(city)
    camp = _course(
        city, mayor, unit_of(mayor), 90, title="社区矫正工作人员集中培训", audience="staff", mode="centralised",
        credit_minutes=1440, compulsory_for=["OFF", "CBM"], about="法律、评估、帮扶、应急，四天。",
    )  # fmt: skip
    for day, minutes in enumerate(((360, 360), (360, 360), (360, 300), (360, 0))):
        camp.held(CAMP - day, officers[:2], minutes, place="市司法局培训中心", hours=6, part=day + 1)
    lecture = _course(
        city, by, unit_of(by), 40, title="法律知识更新", audience="staff", mode="lecture", credit_minutes=180,
        compulsory_for=["OFF"], about="新规定逐条讲。",
    )  # fmt: skip
    lecture.held(LECTURE, officers[1:6], (180, 180, 150, 60, 0), place="线上会议和一楼会议室",
                 trainers=[city.lecturers["何敏"]])  # fmt: skip
    with city.at(5, 9):
        coming = lecture.plan(9, hour=14, place="东溪区司法局一楼会议室", trainers=[city.lecturers["何敏"]])
        for who in officers[:3]:
            courses.enrol(coming, by=who)


def county_officers(city: City) -> list[User]:
    """The officers of 东溪区, 李明 first."""
    offices = OrgUnit.objects.filter(kind="judicial_office", division__code__startswith=DONGXI).order_by("division_id")
    found = [user for office in offices for user in city.officers.get(office.pk, ())]
    me = city.people["李明"]
    return [me, *(user for user in found if user.pk != me.pk)]


# --- organisations -----------------------------------------------------------------------------------------------
def _organisations(city: City) -> None:
    """The bureau's lecture for all of them, and what 春晖社工 teaches its own people on a visit."""
    by, manager, worker = city.people["孙洁"], city.people["许晴"], city.people["周敏"]
    of = _course(
        city, by, unit_of(by), 40, title="服务记录和个案质量", audience="ngo", mode="lecture", credit_minutes=120,
        compulsory_for=["NGC"], about="记录怎样写才有用，怎样不伤人。",
    )  # fmt: skip
    others = [user for name, user in sorted(city.people.items()) if name.startswith("nga")][:3]
    of.held(ORGANISATIONS, [worker, manager, *others], (120, 120, 110, 40, 0), place="东溪区司法局一楼会议室", hours=2)
    own = _course(
        city, manager, unit_of(manager), 30, title="走进社区工厂", audience="ngo", mode="site_visit",
        credit_minutes=120, about="看岗位、听班组长讲用人要求。",
    )  # fmt: skip
    own.held(VISIT, [worker], (120,), place="云锦服装厂", hours=2)
    with city.at(4, 9):
        courses.enrol(of.plan(16, hour=14, hours=2, place="东溪区司法局一楼会议室", capacity=12), by=worker)
        own.plan(20, hour=14, hours=2, place="东溪物流园", capacity=6)


# --- people in register ------------------------------------------------------------------------------------------
def _clients(city: City) -> None:
    """A skills class for adults in register, known by their codes: some have passed, the next one is full."""
    officer, by = city.people["李明"], city.people["孙洁"]
    of = _course(
        city, by, unit_of(by), 40, title="缝纫技能班", audience="client", mode="centralised", credit_minutes=180,
        about="从穿线到成品，三小时一次。",
    )  # fmt: skip
    people = list(Client.objects.filter(officer=officer, status="active", is_minor_track=False).order_by("-pk")[:9])
    place: dict[str, Any] = {"place": "云锦服装厂培训间", "trainers": [city.lecturers["陈师傅"]]}
    with city.at(CLASS + 7, 10):
        session = of.plan(-CLASS, **place)
        rows = [row for client in people[:4] if (row := _enrol(client, session, officer))]
    of.over(session, CLASS, rows, (180, 170, 90, 0))
    with city.at(5, 10):
        coming = of.plan(11, capacity=3, **place)
        for client in people[4:9]:
            _enrol(client, coming, officer)


def _enrol(client: Client, session: Any, officer: User) -> Any:
    """What came of it; None for somebody who may not be out at that hour."""
    try:
        return classes.enrol(client, session, by=officer, is_agreed=True)
    except Refused:
        return None
