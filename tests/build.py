"""Things a test needs, made as the office makes them: by calling the services, one line each in the test."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from accounts.models import Division, OrgUnit, User
from audit.moves import born, move
from kit import clock, identity
from kit.crypto import blind_index
from matching import models as m
from matching.engine import codes
from matching.legal_aid import services as legal_aid
from matching.offers import services as offers
from matching.outcomes import services as outcomes
from matching.requests import services as requests
from matching.resources import pledges
from matching.sessions import services as sessions
from matching.supervisees import services as supervisees
from ngos.models import Provider
from ngos.providers import services as providers
from tests.cast import HEKOU, Cast
from training.credentials import services as credentials
from volunteers.joining import services as joining
from volunteers.models import Volunteer

DAYTIME = codes.mask(codes.block(day, 0) for day in range(5))  # the five mornings from Monday to Friday
NEED_OF = {"service": "mentoring", "volunteer": "mentoring", "job": "job_placement", "agency": "hardship"}
_serial = count(1)


def id_number(born_on: date = date(1985, 3, 7), sex: int = 2, county: str = "990103") -> str:
    """A synthetic ID that passes every check; each call another person."""
    n = next(_serial) % 500
    first17 = f"{county}{born_on:%Y%m%d}{2 * n + (1 if sex == 1 else 0):03d}"
    return first17 + identity.id_check_digit(first17)


# --- people in register ------------------------------------------------------------------------------------
def client(
    cast: Cast,
    *,
    name: str = "刘秀",
    sex: int = 2,
    born_on: date = date(1985, 3, 7),
    town: str = HEKOU,
    officer: User | None = None,
    deputy: User | None = None,
    consent: bool = True,
    for_employer: bool = True,
    **columns: Any,
) -> m.Client:
    """A person in register at 李明's office, consent given; a minor at the start is on the minors' track."""
    number = columns.pop("id_number", None) or id_number(born_on, sex)
    where, today = Division.objects.get(pk=town), clock.today()
    office = columns.pop("office", None) or (cast.office if town == HEKOU else cast.office_at(town))
    columns = {
        "category": "probation", "start_on": today - timedelta(days=100), "end_on": today + timedelta(days=400),
        "phone": "+8615400000099", "address": "河口街道长堤路九号", "offence": "盗窃罪", "offence_groups": "2",
        "x_m": where.x_m, "y_m": where.y_m, **columns,
    }  # fmt: skip
    columns.setdefault("is_minor_track", identity.age_on(born_on, columns["start_on"]) < 18)
    row = supervisees.register_client(
        by=None, full_name=name, id_number=number, id_index=blind_index("client.id_number", number),
        born_on_text=born_on.isoformat(), sex=sex, town=where, office=office, county_code=town[:6],
        officer=officer or (cast.officer if town == HEKOU else None), deputy=deputy, **columns,
    )  # fmt: skip
    if consent and row.officer_id:
        give_consent(cast, row, for_employer=for_employer)
    return row


def give_consent(cast: Cast, row: m.Client, *, for_employer: bool = True, **fields: Any) -> m.Consent:
    basis = "guardian" if row.age < 18 else "consent"
    fields = {"basis": basis, "given_on": clock.today(), "paper": "TY-1", "for_employer": for_employer, **fields}
    return supervisees.record_consent(row, by=row.officer or cast.officer, **fields)


# --- those who help ----------------------------------------------------------------------------------------
def provider(cast: Cast, org: OrgUnit | None = None, *, capacity: int = 20, grade: str = "B") -> Provider:
    """春晖社工, or another organisation, listed and with room."""
    org = org or cast.chunhui
    known = Provider.objects.filter(org=org).first()
    if known:
        return known
    row = providers.take_over_provider(org, by=None, capacity=capacity)
    Provider.objects.filter(pk=row.pk).update(grade=grade, cases_n=36)
    row.refresh_from_db()
    return row


def volunteer(
    cast: Cast, user: User | None = None, *, sex: int = 2, capacity: int = 2, ready: bool = True
) -> Volunteer:
    """王芳, or somebody else, active; `ready` is with every paper that meeting a client asks for."""
    user = user or cast.volunteer
    known = Volunteer.objects.filter(user=user).first()
    if known:
        return known
    row = joining.register_volunteer(
        user, by=None, town=Division.objects.get(pk=HEKOU), id_number=id_number(date(1985, 3, 7), sex),
        capacity=capacity, schedule_mask=DAYTIME,
    )  # fmt: skip
    joining.confirm_volunteer(row, by=user)
    if ready:
        Volunteer.objects.filter(pk=row.pk).update(is_identity_verified=True)
        for kind in ("undertaking", "induction", "refresher"):
            credential(cast, user, kind)
    row.refresh_from_db()
    return row


def credential(cast: Cast, user: User, kind: str, *, days: int = 300) -> Any:
    today = clock.today()
    return credentials.enter_credential(
        user, by=cast.officer, county_code="990103", kind=kind, valid_from=today - timedelta(days=30),
        valid_to=today + timedelta(days=days),
    )  # fmt: skip


def place(cast: Cast, kind: str = "service", *, town: str = HEKOU, status: str = "open", **columns: Any) -> m.Place:
    """An open place of its kind that passes every gate for `client(cast)`: 春晖社工's, 王芳's or 云锦服装厂's."""
    where, today = Division.objects.get(pk=town), clock.today()
    need = columns.pop("need", NEED_OF[kind])
    own: dict[str, Any] = {}
    if kind == "volunteer":
        row = columns.pop("volunteer", None) or volunteer(cast)
        own = {"volunteer": row, "name": row.user.display_name, "partner": cast.officer, "capacity": row.capacity}
    elif kind == "service":
        org = columns.get("org") or cast.chunhui
        provider(cast, org)
        own = {"org": org, "name": f"{org.name}·结对帮扶"}
    else:
        own = {"org": cast.yunjin, "name": "云锦服装厂·缝纫工", "partner": cast.officer}
    values = {
        "capacity": 4, "category": codes.NEEDS[need][0], "needs": [need], "town": where, "county_code": town[:6],
        "x_m": where.x_m, "y_m": where.y_m, "schedule_mask": DAYTIME, "grade": "B", "cases_n": 36,
        "confirmed_on": today, **own, **columns,
    }  # fmt: skip
    row = m.Place(kind=kind, **values)
    born(row, "enter", by=None)
    if status != "draft":
        move(row, "open", by=None)
    if status == "paused":
        move(row, "pause", by=None)
    return row


def pledge(cast: Cast, org: OrgUnit | None = None) -> Any:
    """云锦服装厂 has signed to hire fairly."""
    return pledges.sign_pledge(
        org or cast.yunjin, by=cast.county_manager, signed_name="冯工", signed_on=clock.today(), on_paper=True
    )


# --- a request in the state a test needs -------------------------------------------------------------------
def draft(cast: Cast, *, who: m.Client | None = None, kind: str = "service", **wishes: Any) -> m.AssistanceRequest:
    who = who or client(cast)
    by = who.officer or cast.officer
    wishes = {
        "need": NEED_OF[kind], "wish": "想有人每周聊一聊近况", "goal": "三个月内稳定下来", "urgency": 2,
        "schedule_mask": DAYTIME, "consent": who.consents.filter(withdrawn_at=None).last(), **wishes,
    }  # fmt: skip
    return requests.ask_for_help(who, by=by, **wishes)


def request_in(state: str, cast: Cast, *, kind: str = "service", at: m.Place | None = None, **wishes: Any) -> Any:
    """A request in this state, brought there step by step; the helper is 周敏, 王芳 or 云锦服装厂 by `kind`.

    Where a state hangs on a place or on time (waitlisted, on_hold) the shortest way is taken.
    """
    request = draft(cast, kind=kind, **wishes)
    for step in _way_to(state):
        step(cast, request, kind, at)
        request = m.AssistanceRequest.objects.get(pk=request.pk)
    assert request.status == state, f"wanted {state}, reached {request.status}"
    return request


def _way_to(state: str) -> list[Any]:
    main = [_submit, _offer, _accept, _meet, _plan, _finish, _report, _confirm]
    steps = {
        "draft": 0, "matching": 1, "offered": 2, "accepted": 3, "planning": 4, "in_service": 5, "closing": 6,
        "under_review": 7, "closed": 8,
    }  # fmt: skip
    if state in steps:
        return main[: steps[state]]
    return {
        "awaiting_approval": [_costly, _submit],
        "waitlisted": [_submit, _wait],
        "on_hold": [*main[:5], _hold],
        "cancelled": [_withdraw],
        "referred": [_legal, _submit, _refer],
    }[state]


def _submit(cast: Cast, request: Any, kind: str, at: Any) -> None:
    requests.submit_request(request, by=request.author)
    if request.status == "awaiting_approval" and request.cost_fen == 0:
        requests.approve_request(request, by=cast.county_manager)


def _costly(cast: Cast, request: Any, kind: str, at: Any) -> None:
    requests.edit_draft(request, by=request.author, cost_fen=300_001)


def _legal(cast: Cast, request: Any, kind: str, at: Any) -> None:
    m.AssistanceRequest.objects.filter(pk=request.pk).update(need="legal_aid", category=codes.LEGAL)
    request.refresh_from_db()


def _refer(cast: Cast, request: Any, kind: str, at: Any) -> None:
    refer(cast, request)


def refer(cast: Cast, request: Any, *, matter: str = "wages", **more: Any) -> m.Referral:
    """The agency of 东溪区, where 叶繁 is the clerk, gets the request."""
    more = {"fields": ["full_name", "id_number"], "clerk": cast.legal_clerk, **more}
    return legal_aid.refer_legal_aid(request, by=request.officer, matter=matter, **more)


def _offer(cast: Cast, request: Any, kind: str, at: Any) -> None:
    offers.send_offers(request, [at or place(cast, kind, need=request.need)], by=request.officer)


def _accept(cast: Cast, request: Any, kind: str, at: Any) -> None:
    offer = request.offers.get(status="sent")
    worker = cast.social_worker if offer.place.kind == "service" else None
    offers.accept_offer(offer, by=answerer(cast, offer), knows_nobody=True, worker=worker)


def answerer(cast: Cast, offer: m.Offer) -> User:
    """Who answers this offer: the volunteer, the organisation's manager, the employer's person."""
    if offer.place.volunteer_id:
        return offer.place.volunteer.user
    return cast.ngo_admin if offer.place.kind == "service" else cast.employer


def lead(cast: Cast, request: Any) -> User:
    return cast.ngo_admin if request.place.kind == "service" else request.helper


def _meet(cast: Cast, request: Any, kind: str, at: Any) -> None:
    meeting(request)


def meeting(request: Any, *, minutes: int = 60, record: bool = True) -> m.Session:
    """One meeting that ended an hour ago, recorded unless told otherwise."""
    end = clock.now() - timedelta(hours=1)
    session = sessions.book_session(
        request, by=request.helper, key=f"meeting-{next(_serial)}", starts_at=end - timedelta(minutes=minutes),
        ends_at=end, where="河口街道司法所",
    )  # fmt: skip
    return sessions.record_held(session, by=request.helper, minutes=minutes) if record else session


def _plan(cast: Cast, request: Any, kind: str, at: Any) -> None:
    if request.status == "in_service":  # a volunteer's or employer's place has no plan of its own
        return
    plan = sessions.propose_plan(request, by=request.helper, goals=["找到工作"], activities="每周见面", sessions_n=1)
    sessions.agree_plan(plan, by=request.officer)


def _hold(cast: Cast, request: Any, kind: str, at: Any) -> None:
    request.officer.acting_role = "OFF"
    move(request, "pause", by=request.officer, reason="by_hand")


def _finish(cast: Cast, request: Any, kind: str, at: Any) -> None:
    outcomes.finish_request(request, by=lead(cast, request), goals_met_early=True)


def _report(cast: Cast, request: Any, kind: str, at: Any) -> None:
    goals = [{"goal": g, "result": "reached", "evidence": "见面记录"} for g in outcomes.goals_of(request)]
    outcomes.report_outcome(request, by=lead(cast, request), outcome="relationship_improved", goals=goals)


def _confirm(cast: Cast, request: Any, kind: str, at: Any) -> None:
    outcomes.confirm_outcome(
        request, by=request.officer, outcome="relationship_improved", need_met="yes", person_says="yes", satisfaction=5
    )


def _wait(cast: Cast, request: Any, kind: str, at: Any) -> None:
    offers.to_waiting_list(request, by=request.officer)


def _withdraw(cast: Cast, request: Any, kind: str, at: Any) -> None:
    outcomes.withdraw_request(request, by=request.author, reason="need_gone")
