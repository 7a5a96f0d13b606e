"""A house with one of everything in 东溪区, for tests that walk all of it: who opens what, and what leaks where.

Whatever is protected holds a canary: a string that stands nowhere else, so that finding it anywhere tells which field
got out. `standing(blocker)` builds it once for a module and rolls it back; each page is asked inside a savepoint.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction
from django.test import Client as Browser

from accounts import services as accounts
from accounts.models import DeviceReset, Invitation, PhoneProof, StandIn, User
from cms.services import ensure_portal
from desk import hooks
from desk.imports import services as imports
from desk.imports.models import ImportBatch, ImportRow
from desk.upkeep import propose_rule
from kit import clock, rules
from matching import models as m
from matching.groups import services as groups
from matching.help_plans import services as help_plans
from matching.needs import services as assessing
from matching.offers import services as offers
from matching.outcomes.services import confirm_outcome, end_client
from matching.planning import services as planning
from matching.sessions import services as sessions
from matching.supervisees import services as supervisees
from messaging import outbox, queue
from tests import (
    build,
    house_bidding,
    house_coordination,
    house_courses,
    house_delivery,
    house_evaluation,
    house_feedback,
    house_inspections,
    house_learning,
    house_meetings,
    house_prison,
    house_purchasing,
    house_quizzes,
    house_rectification,
    house_registry,
    house_reviews,
    house_volunteers,
)
from tests.cast import HEKOU, Cast, person, seat, sign_in, unit
from volunteers.models import ServiceLog, Volunteer

# The columns of the matrix. OTHERS are EXP, FIN, SEC, and PAR: a colleague of the clerk at the legal aid agency.
COLUMNS = ("anonymous", "VOL", "NGA", "NGC", "RES", "OFF", "OFF2", "CBM", "MUN", "CLERK", "AUD", "CMS", "SYS", "OTHERS")
AT = clock.at(date(2026, 3, 10), 10)  # a Tuesday
NAMES = ("金不换", "银杏果", "铜雀台")  # of the adult, the minor, and the adult another office keeps
ADULT_ID_BORN, MINOR_BORN, OTHER_BORN = date(1961, 11, 23), date(2009, 12, 21), date(1957, 10, 29)
REGISTER = [
    "姓名",
    "性别",
    "身份证号",
    "联系电话",
    "居住地编码",
    "居住地",
    "司法所",
    "矫正类别",
    "入矫日期",
    "解矫日期",
    "罪名",
    "备注",
]


Params = dict[str, Any]


class House:
    """`cast`, and what 东溪区 has, made by the services; `people` are the columns, `things` what pages are about."""

    def __init__(self) -> None:
        self.cast = Cast()
        self.canaries: dict[str, str] = {}
        self._now = clock.now()
        self._days = 0
        self._files()
        self._requests()
        self._paper()
        self._desk()
        house_volunteers.fill(self)
        house_registry.fill(self)
        house_courses.fill(self)
        house_quizzes.fill(self)
        house_learning.fill(self)
        house_delivery.fill(self)
        house_evaluation.fill(self)  # before the next: the machines' tests take its bids
        house_purchasing.fill(self)
        house_bidding.fill(self)
        house_inspections.fill(self)
        house_feedback.fill(self)
        house_reviews.fill(self)
        house_rectification.fill(self)
        house_meetings.fill(self)
        house_prison.fill(self)
        house_coordination.fill(self)
        _ = self.browsers, self.things  # made now: what a test makes goes with the test

    def secret(self, field: str, value: str) -> str:
        """Note a value that may stand nowhere; `field` says whose it is, as in "client.full_name"."""
        self.canaries[value] = field
        return value

    # --- people --------------------------------------------------------------------------------------------
    @cached_property
    def people(self) -> dict[str, User]:
        """Column → who is asked for. Who sits in all four of the last column shows that none of them opens a page."""
        cast = self.cast
        return {
            "VOL": cast.volunteer, "NGA": cast.ngo_admin, "NGC": cast.social_worker, "RES": cast.employer,
            "OFF": cast.officer, "OFF2": cast.outsider, "CBM": cast.county_manager, "MUN": cast.city_manager,
            "CLERK": cast.data_clerk, "AUD": cast.auditor, "CMS": cast.editor, "SYS": cast.system_admin,
            "OTHERS": self.others,
        }  # fmt: skip

    @cached_property
    def others(self) -> User:
        user = person("丁四", "dingsi@example.cn")
        for role, at in (
            ("EXP", None), ("PAR", self.cast.legal_agency),
            ("FIN", self.cast.bureau), ("SEC", self.cast.bureau),
        ):  # fmt: skip
            seat(user, role, at)
        return user

    @cached_property
    def browsers(self) -> dict[str, Browser]:
        return {"anonymous": Browser()} | {column: sign_in(user) for column, user in self.people.items()}

    @cached_property
    def things(self) -> dict[str, Callable[[str], Params]]:
        return things(self)

    # --- files ---------------------------------------------------------------------------------------------
    def file(self, who: int, born_on: date, **columns: Any) -> m.Client:
        """A file in which every protected field is a canary."""
        number = build.id_number(born_on)
        texts: dict[str, Any] = {
            "full_name": NAMES[who], "phone": f"+8615433330{who}07", "address": f"河口街道栀子巷{who}7号",
            "guardian": f"监护人暮色{who}", "education": f"文化程度青苔{who}", "employment": f"就业状况白露{who}",
            "offence": f"罪名惊蛰{who}", "remark": f"备注霜降{who}",
        }  # fmt: skip
        for name, text in {**texts, "id_number": number, "born_on_text": born_on.isoformat()}.items():
            self.secret(f"client.{name}:{who}", text)
        self.secret(f"client.born_on_text:{who}", f"{born_on.year}年{born_on.month}月{born_on.day}日")
        self.secret(f"client.phone:{who}", texts["phone"].removeprefix("+86"))
        name = texts.pop("full_name")
        return build.client(self.cast, name=name, id_number=number, born_on=born_on, **texts, **columns)

    def _files(self) -> None:
        cast = self.cast
        self.volunteer: Volunteer = build.volunteer(cast, capacity=20)
        self.secret("volunteer.id_number", self.volunteer.id_number)
        self.secret("volunteer.born_on_text", self.volunteer.born_on_text)
        self.secret("user.phone", cast.volunteer.phone.removeprefix("+86"))
        # What tests/build.py gives to everybody whose file is made only for a request.
        for field, value in (("full_name", "刘秀"), ("phone", "15400000099"), ("address", "长堤路九号")):
            self.secret(f"client.{field}", value)
        self.client = self.file(0, ADULT_ID_BORN)
        # A minor's file belongs to 陈静 alone: 李明 sits in the same office and may not open it.
        self.minor = self.file(1, MINOR_BORN, officer=cast.colleague, is_minor_track=True)
        self.unnamed_minor = build.client(
            cast, name="铁观音", born_on=date(2010, 1, 19), officer=None, is_minor_track=True, consent=False
        )
        m.Client.objects.filter(pk=self.unnamed_minor.pk).update(officer=None)
        self.elsewhere = self.file(2, OTHER_BORN, town="990102002", officer=cast.outsider)
        for row, by in ((self.client, cast.officer), (self.minor, cast.colleague)):
            whose = ":minor" if row is self.minor else ""
            note = self.secret(f"assessment.note{whose}", f"评估小寒{row.pk}")
            said: dict[str, Any] = {
                name: self.secret(f"assessment.{name}{whose}", f"{word}{row.pk}")
                for name, word in (("wishes", "意愿立秋"), ("strengths", "长处白鹭"))
            }
            text = self.secret(f"assessment.texts{whose}", f"领域小满{row.pk}")
            assessing.assess(
                row, by=by, needs=["mentoring"], levels={"mentor": 2}, texts={"mentor": text}, note=note, **said
            )
            groups.add_member(
                row, by=by, kind="family", sex=2, knows_minors=True,
                name=self.secret(f"groupmember.name{whose}", f"组员白露霜{row.pk}"),
            )  # fmt: skip
        self.plan_of_help = help_plans.write_plan(
            self.client, by=cast.officer, items=[{"need": "housing", "goal": "有固定的住处", "wish": ""}]
        )
        tomorrow = clock.today() + timedelta(days=1)
        self.ended = end_client(build.client(cast, name="蓝田玉"), by=cast.officer, reason="released")
        self.order = supervisees.note_order(
            self.client,
            by=cast.officer,
            kind="people",
            until_on=tomorrow,
            note=self.secret("order.note", "不得接触谷雨"),
        )
        self.conflict = supervisees.note_conflict(
            self.client, by=cast.officer, kind="victim", org=unit("provider", "利害方", "990103")
        )

    # --- requests ------------------------------------------------------------------------------------------
    def request(self, state: str, kind: str = "service", **wishes: Any) -> m.AssistanceRequest:
        """A request in this state, each on a day of its own so that meetings never clash."""
        self._days += 1
        with clock.frozen(self._now - timedelta(days=self._days, hours=2)):
            return build.request_in(state, self.cast, kind=kind, **wishes)

    def _requests(self) -> None:
        cast, kinds = self.cast, ("volunteer", "service", "job")
        self.draft, self.approval = self.request("draft", who=self.client), self.request("awaiting_approval")
        self.matching, self.review = self.request("matching"), self.request("under_review")
        self.minors_request = build.draft(cast, who=self.minor)
        build.requests.submit_request(self.minors_request, by=cast.colleague)
        self.offered = {k: build.request_in("offered", cast, kind=k) for k in kinds}
        self.served = {k: self.request("in_service", k) for k in kinds}
        self.closing = {k: self.request("closing", k) for k in kinds}
        self.paused = {k: self.request("on_hold", k) for k in kinds}
        self.accepted = {k: self.request("accepted", k) for k in kinds}
        self.planning, self.closed = self.request("planning"), self.request("closed")
        self.hired = self.request("under_review", "job")
        confirm_outcome(self.hired, by=cast.officer, outcome="employed", need_met="yes", person_says="no")
        self.planned = self.request("planning")
        self.plan = sessions.propose_plan(
            self.planned, by=cast.social_worker, goals=["找到工作"], activities="每周见面", sessions_n=2
        )
        self._granted()
        self.legal_asked = self._to_matching("legal_aid", self.accepted["job"].client)
        self.referred = build.refer(cast, self._to_matching("legal_aid", self.served["job"].client))
        self._meetings()
        self.contacted = build.place(
            cast, "job", contact_name=self.secret("place.contact_name", "联系人芒种"),
            contact_phone=self.secret("place.contact_phone", "+8615433338888"),
        )  # fmt: skip

    def _to_matching(self, need: str, who: m.Client) -> m.AssistanceRequest:
        """A sensitive need, approved."""
        request = build.draft(self.cast, who=who, need=need)
        build.requests.submit_request(request, by=self.cast.officer)
        return build.requests.approve_request(request, by=self.cast.county_manager)

    def _granted(self) -> None:
        """The request of the adult file is taken by 春晖社工, its worker 周敏 may read the preferred name."""
        cast = self.cast
        self.granted: m.AssistanceRequest = build.draft(cast, who=self.client, need="legal_aid")
        build.requests.submit_request(self.granted, by=cast.officer)
        build.requests.approve_request(self.granted, by=cast.county_manager)
        at = build.place(cast, "service", need="legal_aid")
        offer = offers.send_offers(self.granted, [at], by=cast.officer, grant_fields=["full_name"])[0]
        offers.accept_offer(offer, by=cast.ngo_admin, knows_nobody=True, worker=cast.social_worker)
        self.granted.refresh_from_db()

    def _meetings(self) -> None:
        """For each kind of helper one held meeting with a note, one to record, one to come, one absence."""
        self.to_record, self.to_come, self.held = {}, {}, {}
        for n, (kind, request) in enumerate(self.served.items()):
            note = self.secret(f"session.note:{kind}", f"谈话大暑{n}")
            session = self._book(request, hours=-30 - 2 * n)
            self.held[kind] = sessions.record_held(session, by=request.helper, minutes=60, note=note)
            self.to_record[kind] = self._book(request, hours=-4 - 2 * n)
            self.to_come[kind] = self._book(request, hours=24 + 2 * n)
        request = self.served["volunteer"]
        note = self.secret("session.note:absence", "缺席处暑")
        self.absence = sessions.record_absent(
            self._book(request, hours=-50), by=request.helper, absence="not_excused", note=note
        )
        self.log = ServiceLog.objects.filter(status="submitted").latest("pk")

    def _book(self, request: m.AssistanceRequest, *, hours: int) -> m.Session:
        start = self._now + timedelta(hours=hours)
        return sessions.book_session(
            request, by=request.helper, key=f"house-{request.pk}-{hours}", starts_at=start,
            ends_at=start + timedelta(hours=1), where="河口街道司法所",
        )  # fmt: skip

    # --- imports, jobs, messages, people --------------------------------------------------------------------
    def _paper(self) -> None:
        """A county's register that waits to be confirmed: a new adult, a minor, and a row that is wrong."""
        rows = [self._row(5, date(1972, 9, 3)), self._row(6, date(2010, 5, 5)), self._row(7, date(1983, 7, 7))]
        rows[2]["矫正类别"] = "第五类"
        out = io.StringIO()
        writer = csv.DictWriter(out, REGISTER)
        writer.writeheader()
        writer.writerows(rows)
        kind = next(k for k in hooks.import_kinds if k.code == "matching.register")
        self.batch: ImportBatch = imports.upload(kind, out.getvalue().encode(), by=self.cast.county_manager)
        queue.run_due()
        self.batch.refresh_from_db()
        self.row: ImportRow = self.batch.rows.filter(county_code="990103").earliest("pk")
        # What a change replaced, as a row has it that was taken in.
        self.row.was = {"employment": self.secret("importrow.before", "原就业芒夏")}
        self.row.save()

    def _row(self, who: int, born_on: date) -> dict[str, str]:
        start, end = clock.today() - timedelta(days=90), clock.today() + timedelta(days=400)
        row = {
            "姓名": f"册上人{who}", "性别": "女", "身份证号": build.id_number(born_on), "联系电话": f"1543333{who}009",
            "居住地编码": HEKOU, "居住地": "河口街道", "司法所": self.cast.office.name, "矫正类别": "缓刑",
            "入矫日期": start.isoformat(), "解矫日期": end.isoformat(), "罪名": "盗窃罪", "备注": f"册上备注{who}",
        }  # fmt: skip
        for name in ("姓名", "身份证号", "联系电话", "备注"):
            self.secret(f"importrow.values:{name}:{who}", row[name])
        return row

    def _desk(self) -> None:
        cast = self.cast
        ensure_portal()
        self.job = self.batch.job
        outbox.put("request_to_match", to=cast.volunteer, about=self.matching, number=self.matching.number)
        self.message = outbox.inbox(cast.volunteer).first()
        self.plan_run = planning.begin(by=cast.county_manager, county_code="990103")
        self.rule = rules.all_declared()[0]
        self.rule_draft = propose_rule(
            self.rule.name, self.rule.value, clock.today() + timedelta(days=30), by=cast.city_manager, note="试行",
            legal_basis="司发通〔2020〕59号",
        )  # fmt: skip
        self.invitation = accounts.invite(
            "xinren@example.cn", "新人", "OFF", cast.office, by=cast.county_manager
        ) or Invitation.objects.latest("pk")
        TOTP.activate(cast.colleague, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
        self.reset: DeviceReset = accounts.ask_device_reset(
            cast.colleague, by=cast.county_manager, reason="手机丢失"
        ) or DeviceReset.objects.latest("pk")
        self.stand_in: StandIn = accounts.set_stand_in(
            cast.officer, cast.colleague, from_on=clock.today() + timedelta(days=40),
            until_on=clock.today() + timedelta(days=41), by=cast.officer,
        )  # fmt: skip
        self.membership = cast.colleague.memberships.get()
        accounts.register_at_counter("柜台来客", self.secret("phoneproof.phone", "15433339999"), by=cast.officer)
        self.proof = PhoneProof.objects.latest("pk")


# --- what a page is about -------------------------------------------------------------------------------------
HELPING = {"VOL": "volunteer", "NGA": "service", "NGC": "service", "RES": "job"}


def things(house: House) -> dict[str, Callable[[str], Params]]:
    """Name in the matrix → column → what fills the address. Of what helpers have, each column gets its own."""

    def one(**params: Any) -> Callable[[str], Params]:
        return lambda column: params

    def own(found: dict[str, Any], param: str) -> Callable[[str], Params]:
        def get(column: str) -> Params:
            thing = found[HELPING.get(column, "volunteer")]
            return {param: getattr(thing, param)}

        return get

    code = house.client.code
    offered = {kind: request.offers.get() for kind, request in house.offered.items()}
    return {
        "": one(),
        "a file": one(code=code),
        "an ended file": one(code=house.ended.code),
        "a minor's file": one(code=house.minor.code),
        "a minor's file without officer": one(code=house.unnamed_minor.code),
        "a consent": one(code=code, pk=house.client.consents.get().pk),
        "an order": one(code=code, what="order", pk=house.order.pk),
        "a draft": one(number=house.draft.number),
        "a request to approve": one(number=house.approval.number),
        "a minor's request": one(number=house.minors_request.number),
        "a request in matching": one(number=house.matching.number, place_id=offered["service"].place_id),
        "own offered request": own(house.offered, "number"),
        "own request in service": own(house.served, "number"),
        "own request in closing": own(house.closing, "number"),
        "own paused request": own(house.paused, "number"),
        "own accepted request": own(house.accepted, "number"),
        "a request in planning": one(number=house.planning.number),
        "a request under review": one(number=house.review.number),
        "a closed request": one(number=house.closed.number),
        "a request with a grant": one(number=house.granted.number),
        "a referral": one(pk=house.referred.pk),
        "a request for legal aid": one(number=house.legal_asked.number),
        "own offer": own(offered, "pk"),
        "own meeting to record": own(house.to_record, "pk"),
        "own meeting to come": own(house.to_come, "pk"),
        "own meeting that was held": own(house.held, "pk"),
        "an absence": one(pk=house.absence.pk),
        "a plan": one(pk=house.plan.pk),
        "a look at a job": one(pk=house.hired.job_followups.earliest("day").pk),
        "a disputed end": one(pk=house.hired.outcome_reviews.get().pk),
        "a plan item": one(code=code, pk=house.plan_of_help.items.get().pk),
        "own place": own({k: r.place for k, r in house.served.items()}, "pk"),
        "an employer": one(pk=house.cast.yunjin.pk),
        "a plan over all": one(pk=house.plan_run.pk),
        "a volunteer": one(number=house.volunteer.number),
        "hours to verify": one(pk=house.log.pk),
        **house_volunteers.things(house, one),
        **house_registry.things(house, one),
        **house_courses.things(house, one),
        **house_quizzes.things(house, one),
        **house_learning.things(house, one),
        **house_purchasing.things(house, one),
        **house_bidding.things(house, one),
        **house_feedback.things(house, one),
        **house_delivery.things(house, one),
        **house_evaluation.things(house, one),
        **house_inspections.things(house, one),
        **house_reviews.things(house, one),
        **house_rectification.things(house, one),
        **house_meetings.things(house, one),
        **house_prison.things(house, one),
        **house_coordination.things(house, one),
        "a county's import": one(pk=house.batch.pk, row_pk=house.row.pk, step="discard", form="csv"),
        "the register": one(code="matching.register", form="csv"),
        "a chart of the cockpit": one(code="supply", form="csv"),
        "a copy": one(what="copy"),
        "a county's job": one(pk=house.job.pk),
        "a message to 王芳": one(pk=house.message.pk),
        "a rule": one(name=house.rule.name),
        "a rule proposed by the city": one(pk=house.rule_draft.pk),
        "a colleague in the county": one(pk=house.cast.colleague.pk),
        "a seat in the county": one(kind="seat", pk=house.membership.pk),
        "an invitation in the county": one(kind="invitation", pk=house.invitation.pk),
        "a lost device in the county": one(kind="reset", pk=house.reset.pk),
        "a refusal of a lost device": one(kind="no-reset", pk=house.reset.pk),
        "an absent colleague": one(pk=house.stand_in.pk),
        "a post": one(pk=house.contacted.pk),
        "a job application": one(pk=house.accepted["job"].applications.get().pk),
        "nothing that is there": one(
            pk=999_999,
            token="x",
            uidb36="1",
            key="x-y",
            restriction_id=1,
            page_view_restriction_id=1,
            page_id=1,
            name="x",
            page="nothing",
            kind="nothing",
        ),
        "a switch": one(code="en", size="large", theme="dark"),
    }


# --- standing for a module ------------------------------------------------------------------------------------
@contextmanager
def savepoint() -> Iterator[None]:
    """What happens inside is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


_kept: dict[str, Any] = {}


@contextmanager
def standing(django_db_blocker: Any) -> Iterator[House]:
    """The house for one module, gone afterwards as if it had never been.

    It takes most of a minute to build: modules of the group `house` that follow each other get the same, as it was.
    """
    if not _kept:
        with ExitStack() as held:
            for one in (django_db_blocker.unblock(), savepoint(), clock.frozen(AT)):
                held.enter_context(one)
            _kept.update(house=House(), held=held.pop_all())
    house = _kept["house"]
    _kept["in_use"] = True
    before = [(thing, dict(thing.__dict__)) for thing in (house, house.cast)]
    with savepoint():
        yield house
    _kept["in_use"] = False
    for thing, found in before:  # people first named in this module are gone with it
        thing.__dict__.clear()
        thing.__dict__.update(found)


def pull_down() -> None:
    """Nobody follows who needs the house; while a module is in it, it stands."""
    if _kept and not _kept["in_use"]:
        held = _kept["held"]
        _kept.clear()
        held.close()
