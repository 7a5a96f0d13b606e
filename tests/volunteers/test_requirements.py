"""What is asked of volunteers, and how somebody stands with it on a day: worked out from what was entered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import Division
from audit.models import AuditEvent
from desk import upkeep
from kit import clock, rules
from kit.errors import Refused
from messaging.models import Message
from tests import build
from tests.cast import person, seat
from training import queries as training
from training.credentials import terms as paper_terms
from training.credentials.terms import Term
from training.credentials.timeline import HELD, standing
from training.models import Credential
from volunteers import queries
from volunteers.consents.words import parts
from volunteers.joining import services as joining
from volunteers.models import ConsentText, Exemption, Signup
from volunteers.vetting import exemptions, papers, reminders, requirements

TODAY = date(2026, 3, 10)
DAY = timedelta(days=1)


@pytest.fixture
def tuesday(as_of, cast):
    as_of(2026, 3, 10)
    yield
    rules.forget()


@pytest.fixture
def wang(tuesday, cast):
    """王芳, active, her identity seen, without any paper."""
    volunteer = build.volunteer(cast, ready=False)
    joining.verify_identity(volunteer, by=cast.officer)
    return volunteer


# --- the standing is a function of what was entered --------------------------------------------------------------
days = st.dates(date(2024, 1, 1), date(2027, 12, 31))
spans = st.lists(st.tuples(days, st.integers(0, 500)).map(lambda p: (p[0], p[0] + p[1] * DAY)), max_size=6)
terms = st.builds(
    Term, months=st.integers(0, 24), days=st.just(0), renewal_days=st.integers(0, 90), grace_days=st.integers(0, 60)
)


@settings(max_examples=300, deadline=None)
@given(spans, terms, days, st.randoms())
def test_the_standing_on_a_day_follows_from_the_papers_in_whatever_order_they_came(held, rule, on, chance) -> None:
    found = standing("refresher", held, rule, on)
    mixed = list(held)
    chance.shuffle(mixed)
    assert standing("refresher", mixed, rule, on) == found
    covered = any(start <= on <= end for start, end in held)
    ended = [end for _start, end in held if end < on]
    in_grace = not covered and bool(ended) and on <= max(ended) + rule.grace_days * DAY
    assert found.holds == (covered or in_grace)
    if covered:
        assert found.since <= on <= found.until
        assert found.until + DAY not in {d for s, e in held for d in (s, e)}, "the unbroken time goes on"
    assert (found.state == "never") == (not held)


@settings(max_examples=300, deadline=None)
@given(days, st.integers(1, 24), st.integers(0, 90), st.data())
def test_renewed_within_the_window_the_new_time_follows_on_the_old(first, months, window, data) -> None:
    rule = Term(months=months, days=0, renewal_days=window, grace_days=0)
    start, end = paper_terms.span(rule, first)
    assert (start, end) == (first, first + relativedelta(months=months))
    again = data.draw(st.dates(end - timedelta(days=min(window, (end - start).days)), end))
    assert paper_terms.span(rule, again, held_until=end) == (end + DAY, end + relativedelta(months=months))
    early = end - timedelta(days=window + 1)
    if early >= start:
        assert paper_terms.span(rule, early, held_until=end)[0] == early, "too early: counted from its own day"
    late = end + 5 * DAY
    assert paper_terms.span(rule, late, held_until=end)[0] == late, "too late: counted from its own day"


def test_the_day_on_the_paper_ends_it_and_a_rule_without_days_asks_for_one() -> None:
    rule = Term(months=12, days=0, renewal_days=30, grace_days=0)
    assert paper_terms.span(rule, TODAY, paper_until=date(2026, 6, 1)) == (TODAY, date(2026, 6, 1))
    with pytest.raises(Refused) as refusal:
        paper_terms.span(Term(0, 0, 0, 0), TODAY)
    assert refusal.value.at.keys() == {"valid_to"}


@pytest.mark.parametrize(
    ("on", "state"),
    [(date(2026, 3, 1), "to_come"), (date(2026, 3, 2), "met"), (date(2027, 1, 31), "met"),
     (date(2027, 2, 1), "renewing"), (date(2027, 3, 2), "renewing"), (date(2027, 3, 3), "grace"),
     (date(2027, 3, 12), "grace"), (date(2027, 3, 13), "expired")],
)  # fmt: skip
def test_a_paper_goes_from_met_over_the_window_and_grace_to_expired(on, state) -> None:
    found = standing("undertaking", [(date(2026, 3, 2), date(2027, 3, 2))], Term(12, 0, 29, 10), on)
    assert found.state == state
    assert found.holds == (state in HELD)


@pytest.mark.django_db
def test_every_kind_of_paper_has_its_rule() -> None:
    for kind, _label in Credential.KINDS:
        assert paper_terms.term(kind, TODAY).months >= 0
    for role in ("activity", "client", "minor", "lecturer", "legal_aid", "counselling"):
        assert set(requirements.asked(role, TODAY)) <= dict(Credential.KINDS).keys()


# --- entering papers ----------------------------------------------------------------------------------------------
def test_an_undertaking_is_entered_for_a_year_and_renewed_without_losing_a_day(wang, cast, as_of) -> None:
    first = papers.record_paper(wang, by=cast.officer, kind="undertaking", met_on=TODAY)
    assert (first.valid_from, first.valid_to) == (TODAY, date(2027, 3, 10))
    as_of(2027, 2, 20)
    again = papers.record_paper(wang, by=cast.officer, kind="undertaking", met_on=clock.today())
    assert (again.valid_from, again.valid_to) == (date(2027, 3, 11), date(2028, 3, 10))
    held = next(s for s in queries.timeline(wang, clock.today()) if s.kind == "undertaking")
    assert (held.state, held.since, held.until) == ("met", TODAY, date(2028, 3, 10))


def test_the_age_of_a_background_check_is_counted_from_its_own_day(wang, cast) -> None:
    """Law: R-MIN-05."""
    papers.record_paper(wang, by=cast.officer, kind="background_check", met_on=date(2025, 3, 20))
    newer = papers.record_paper(wang, by=cast.officer, kind="background_check", met_on=TODAY)
    assert (newer.valid_from, newer.valid_to) == (TODAY, TODAY + timedelta(days=365))


@pytest.mark.parametrize(
    ("said", "code"),
    [({"met_on": TODAY + DAY}, "met_on"), ({"kind": "lawyer"}, "until"),
     ({"valid_to": TODAY - timedelta(days=2)}, "days")],
)  # fmt: skip
def test_a_paper_that_cannot_hold_is_refused_and_leaves_nothing(said, code, wang, cast) -> None:
    events = AuditEvent.objects.count()
    with pytest.raises(Refused) as refusal:
        papers.record_paper(wang, by=cast.officer, **{"kind": "undertaking", "met_on": TODAY, **said})
    assert refusal.value.code == code
    assert not Credential.objects.exists()
    assert AuditEvent.objects.count() == events


def test_papers_are_entered_by_the_office_of_the_town_its_county_and_the_city(wang, cast) -> None:
    neighbour = seat(person("周边", "zb@example.cn"), "OFF", cast.office_at("990103001"))
    for who in (cast.outsider, neighbour, cast.other_county_manager, cast.auditor, cast.volunteer, cast.ngo_admin):
        with pytest.raises(Refused):
            papers.record_paper(wang, by=who, kind="undertaking", met_on=TODAY)
    for n, who in enumerate((cast.officer, cast.county_manager, cast.city_manager)):
        papers.record_paper(wang, by=who, kind="refresher", met_on=TODAY - n * DAY)


# --- who is asked for what ----------------------------------------------------------------------------------------
def change(cast, name: str, value: object, on: date) -> None:
    row = upkeep.propose_rule(name, value, on, by=cast.city_manager, note="试行")
    upkeep.approve_rule(row, by=cast.system_admin)
    rules.forget()


def test_a_requirement_is_new_from_a_day_on_and_not_before(wang, cast) -> None:
    """Two persons, dated: yesterday is judged as it was yesterday."""
    assert queries.missing([wang.pk], TODAY, role="activity")[wang.pk] == []
    change(cast, "volunteers.asks.activity", ["insurance"], TODAY + DAY)
    assert queries.missing([wang.pk], TODAY, role="activity")[wang.pk] == []
    assert queries.missing([wang.pk], TODAY + DAY, role="activity")[wang.pk] == ["insurance"]


def test_how_long_a_paper_holds_stands_in_one_rule_for_each_kind() -> None:
    """One source for each kind, and no rule for a kind that there is not."""
    declared = {rule.name for rule in rules.all_declared() if rule.name.startswith("training.term.")}
    assert declared == {f"training.term.{kind}" for kind in training.kind_words()}


def test_the_undertaking_is_printed_with_the_months_of_its_term(tuesday, cast) -> None:
    text = ConsentText.objects.filter(kind="undertaking").latest("version")
    text.zh = "有效期 %(months)s 个月"
    assert [part.lines for part in parts(text)] == [("有效期 12 个月",)]
    change(cast, "training.term.undertaking", {"months": 6, "days": 0, "renewal_days": 30, "grace_days": 0}, TODAY)
    assert [part.lines for part in parts(text)] == [("有效期 6 个月",)]


def test_a_shorter_term_shortens_nothing_that_is_held_already(wang, cast) -> None:
    before = papers.record_paper(wang, by=cast.officer, kind="undertaking", met_on=TODAY)
    table = {"months": 6, "days": 0, "renewal_days": 30, "grace_days": 0}
    change(cast, "training.term.undertaking", table, TODAY)
    before.refresh_from_db()
    assert before.valid_to == date(2027, 3, 10)
    papers.withdraw_paper(wang, before, by=cast.county_manager, reason="看错了")
    assert papers.record_paper(wang, by=cast.officer, kind="undertaking", met_on=TODAY).valid_to == date(2026, 9, 10)


def test_a_rule_takes_only_papers_there_are(tuesday, cast) -> None:
    with pytest.raises(Refused, match="格式"):
        upkeep.propose_rule("volunteers.asks.client", ["no_such"], TODAY, by=cast.city_manager, note="x")


def test_the_page_of_a_rule_names_the_papers_and_takes_ticks_and_numbers(tuesday, cast, browse) -> None:
    manager = browse(cast.city_manager)
    page = manager.get("/desk/rules/volunteers.asks.client/").content.decode()
    assert "保密承诺书、岗前培训、年度复训" in page and 'type="checkbox"' in page
    form = {"value": ["undertaking"], "valid_from": "2026-04-01", "note": "试行", "idem": "r1"}
    assert manager.post("/desk/rules/volunteers.asks.client/", form).status_code == 302
    page = manager.get("/desk/rules/training.term.refresher/").content.decode()
    assert "年度复训的期限" in page and "有效（月） 12" in page
    form = {"value_months": 6, "value_days": 0, "value_renewal_days": 30, "value_grace_days": 0,
            "valid_from": "2026-04-01", "note": "试行", "idem": "r2"}  # fmt: skip
    assert manager.post("/desk/rules/training.term.refresher/", form).status_code == 302
    drafted = {row.name: row.value for row in rules.DatedRule.objects.all()}
    assert drafted["volunteers.asks.client"] == ["undertaking"]
    assert drafted["training.term.refresher"]["months"] == 6


def test_grace_keeps_the_gate_open_for_its_days(wang, cast) -> None:
    change(cast, "training.term.refresher", {"months": 12, "days": 0, "renewal_days": 0, "grace_days": 5}, TODAY)
    papers.record_paper(wang, by=cast.officer, kind="refresher", met_on=date(2025, 3, 8))  # to 8 March 2026
    assert "refresher" not in queries.missing([wang.pk], TODAY)[wang.pk]
    assert "refresher" not in queries.missing([wang.pk], date(2026, 3, 13))[wang.pk]
    assert "refresher" in queries.missing([wang.pk], date(2026, 3, 14))[wang.pk]


def test_what_stands_between_many_and_a_client_is_asked_in_three_queries(
    tuesday, cast, django_assert_num_queries
) -> None:
    people = []
    for n in range(20):
        user = seat(person(f"志愿{n}"), "VOL")
        people.append(
            joining.register_volunteer(
                user, by=None, town=Division.objects.get(pk="990103002"), id_number=build.id_number()
            ).pk
        )
    rules.value("volunteers.asks.client")
    for some in (people[:1], people):
        with django_assert_num_queries(3):
            queries.missing(some, TODAY, need="legal_aid", minor=True)


# --- exemptions ---------------------------------------------------------------------------------------------------
def asked(volunteer, cast, **more) -> Exemption:
    fields = {"kind": "refresher", "reason": "复训班延期到五月", "until_on": date(2026, 5, 31), **more}
    return exemptions.ask_exemption(volunteer, by=cast.officer, **fields)


def test_a_requirement_is_waived_when_a_second_person_agrees_and_only_until_its_day(wang, cast) -> None:
    waiver = asked(wang, cast)
    assert "refresher" in queries.missing([wang.pk], TODAY)[wang.pk]
    exemptions.decide_exemption(waiver, by=cast.county_manager, agree=True)
    assert "refresher" not in queries.missing([wang.pk], TODAY)[wang.pk]
    assert next(s for s in queries.timeline(wang, TODAY) if s.kind == "refresher").state == "exempt"
    assert "refresher" in queries.missing([wang.pk], date(2026, 6, 1))[wang.pk]
    exemptions.end_exemption(waiver, by=cast.county_manager, reason="已补训")
    assert "refresher" in queries.missing([wang.pk], TODAY)[wang.pk]


def test_a_requirement_that_was_not_agreed_to_stays(wang, cast) -> None:
    exemptions.decide_exemption(asked(wang, cast), by=cast.county_manager, agree=False)
    assert "refresher" in queries.missing([wang.pk], TODAY)[wang.pk]


@pytest.mark.parametrize("kind", ["background_check", "lawyer", "psychologist", "undertaking", "insurance"])
def test_what_law_asks_for_is_never_waived(kind, wang, cast) -> None:
    with pytest.raises(Refused) as refusal:
        asked(wang, cast, kind=kind)
    assert refusal.value.code == "exempt_law"


def test_nobody_waives_alone_twice_or_for_too_long(wang, cast) -> None:
    own = exemptions.ask_exemption(
        wang, by=cast.county_manager, kind="induction", reason="去年已培训", until_on=date(2026, 4, 1)
    )
    for act, code in (
        (lambda: exemptions.decide_exemption(own, by=cast.county_manager, agree=True), "exempt_two"),
        (lambda: asked(wang, cast, kind="induction"), "exempt_waits"),
        (lambda: asked(wang, cast, until_on=TODAY + timedelta(days=181)), "exempt_days"),
        (lambda: asked(wang, cast, until_on=TODAY - DAY), "exempt_days"),
        (lambda: asked(wang, cast, reason=" "), "reason"),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code == code
    exemptions.decide_exemption(own, by=cast.city_manager, agree=True)
    with pytest.raises(Refused):
        exemptions.decide_exemption(own, by=cast.city_manager, agree=False)


def test_others_neither_ask_for_nor_decide_exemptions(wang, cast) -> None:
    waiver = asked(wang, cast)
    for who in (cast.outsider, cast.other_county_manager, cast.auditor, cast.volunteer, cast.system_admin):
        with pytest.raises(Refused):
            exemptions.ask_exemption(wang, by=who, kind="induction", reason="x", until_on=TODAY)
    for who in (cast.colleague, cast.outsider, cast.other_county_manager, cast.auditor, cast.volunteer):
        with pytest.raises(Refused):
            exemptions.decide_exemption(waiver, by=who, agree=True)
    assert not Exemption.objects.filter(decided_at__isnull=False).exists()


# --- running out --------------------------------------------------------------------------------------------------
def paper_until(cast, user, until: date, kind: str = "undertaking") -> Credential:
    return build.credential(cast, user, kind, days=(until - clock.today()).days)


def told(user) -> list[int]:
    return [m.params["n"] for m in Message.objects.filter(to=user, kind=reminders.TOLD).order_by("pk")]


def test_who_loses_a_paper_is_told_five_times_and_each_time_once(wang, cast, as_of, jobs) -> None:
    until = date(2026, 6, 20)
    paper_until(cast, cast.volunteer, until)
    day = TODAY
    while day <= until:
        as_of(day.year, day.month, day.day)
        for _twice in range(2):
            reminders.remind()
            jobs()
        day += DAY
    assert told(cast.volunteer) == [90, 60, 30, 7, 1]


def test_a_reminder_that_was_missed_is_made_up_for_once_by_the_nearest(wang, cast, as_of, jobs) -> None:
    paper_until(cast, cast.volunteer, date(2026, 6, 20))
    as_of(2026, 5, 30)  # 21 days left; nobody worked for months
    reminders.remind()
    jobs()
    assert told(cast.volunteer) == [21]
    job = reminders.Job.objects.get(kind=reminders.REMIND)
    reminders.tell(job)  # died after the message: the second run writes none
    assert told(cast.volunteer) == [21]


def test_nobody_is_told_of_a_paper_that_was_renewed_or_withdrawn_or_of_one_who_left(wang, cast, as_of, jobs) -> None:
    first = paper_until(cast, cast.volunteer, TODAY + timedelta(days=20))
    papers.record_paper(wang, by=cast.officer, kind="undertaking", met_on=TODAY)  # follows on
    gone = paper_until(cast, cast.volunteer, TODAY + timedelta(days=20), "refresher")
    papers.withdraw_paper(wang, gone, by=cast.county_manager, reason="看错了")
    assert first.pk
    assert reminders.remind() == 0


def test_an_expired_paper_closes_the_gate_on_its_own(wang, cast) -> None:
    for kind in ("undertaking", "induction", "refresher"):
        paper_until(cast, cast.volunteer, TODAY + timedelta(days=10), kind)
    assert queries.missing([wang.pk], TODAY + timedelta(days=10))[wang.pk] == []
    assert queries.missing([wang.pk], TODAY + timedelta(days=11))[wang.pk] == ["undertaking", "induction", "refresher"]
    assert queries.credential_ends([wang.pk], TODAY)[wang.pk] == TODAY + timedelta(days=10)


# --- places already taken -----------------------------------------------------------------------------------------
@pytest.fixture
def signup(wang, cast) -> Signup:
    """王芳 has a place on 30 March at a posting that asks for insurance."""
    from audit.moves import born
    from volunteers.models import Posting, Shift

    at = {"organiser": cast.office, "county_code": "990103"}
    posting = Posting(number="ZP-1", title="清洁日", kind="public_benefit_activity", town=wang.town,
                      requires=["insurance"], **at)  # fmt: skip
    cast.officer.acting_role = "OFF"
    born(posting, "draft", by=cast.officer)
    start = clock.at(date(2026, 3, 30), 9)
    when = {"starts_at": start, "ends_at": start + timedelta(hours=2)}
    shift = Shift(posting=posting, signup_closes_at=start, cancel_until=start, capacity=5, **when, **at)
    born(shift, "plan", by=None)
    row = Signup(shift=shift, volunteer=wang, **when)
    born(row, "sign_up", by=None)
    return row


def flag_of(signup: Signup) -> str:
    signup.refresh_from_db()
    return signup.flag


def test_a_place_is_flagged_when_a_paper_will_be_over_on_the_day_and_freed_by_renewal(signup, wang, cast) -> None:
    paper = papers.record_paper(wang, by=cast.officer, kind="insurance", met_on=TODAY, valid_to=date(2026, 3, 29))
    assert flag_of(signup) == "lacks"
    papers.withdraw_paper(wang, paper, by=cast.county_manager, reason="另有一份")
    papers.record_paper(wang, by=cast.officer, kind="insurance", met_on=TODAY, valid_to=date(2026, 3, 30))
    assert flag_of(signup) == ""
