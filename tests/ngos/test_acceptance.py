"""Claiming, accepting and paying the parts of a contract: by whom, on what, within what, and what holds it."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.db.models import F

from kit import calendar, clock
from messaging.models import Message
from ngos.delivery import services as delivery
from ngos.delivery.earning import Forecast, Line, due_share, earned, forecast, payable
from ngos.models import Claim, Contract, ContractMilestone, DeliveryRecord, Notice, PaymentHold, PaymentRequest
from ngos.payment import queries as paying
from ngos.payment import services as payments
from tests.ngos.served import FEN, Served, paper
from tests.ngos.test_committee import refused

FIRST, SECOND, LAST = 0, 1, 2


@pytest.fixture
def served(cast, as_of) -> Served:
    """G7's contract in September: the advance accepted; five sessions, two groups and the assessment delivered."""
    served = Served(cast)
    as_of(2026, 7, 2, 10)
    served.accepted(FIRST)
    as_of(2026, 9, 1, 9)
    orders = [served.order() for _ in range(3)]
    as_of(2026, 9, 10, 21)
    served.sessions(orders[0], 5, since=date(2026, 9, 2))
    served.groups(orders, 2, since=date(2026, 9, 2))
    served.product()
    # Dear sessions: 5 × 60,000 with the rest makes ¥384,000.
    served.contract.items.filter(kind="individual").update(unit_price_fen=60_000 * FEN)
    return served


# --- arithmetic ------------------------------------------------------------------------------------------------
def test_what_is_earned_is_units_at_their_price_and_the_rest_with_the_last_one() -> None:
    lines = [Line(400, 600 * FEN, 0, 372), Line(40, 4_500 * FEN, 0, 38), Line(1, 75_000 * FEN, 0, 1)]
    assert earned(lines) == 469_200 * FEN
    assert (earned([Line(3, 100, 2, 2)]), earned([Line(3, 100, 2, 3)]), earned([Line(3, 100, 2, 4)])) == (200, 302, 402)


@pytest.mark.parametrize(
    ("milestone", "earned_fen", "accepted_fen", "due"),
    [
        ({"is_advance": True}, 0, 0, 247), ({}, 100, 148, 0), ({}, 200, 148, 52), ({}, 500, 148, 247),
        ({"is_final": True}, 469, 396, 73), ({"is_final": True}, 900, 396, 504), ({"is_final": True}, 300, 396, 0),
    ],
)  # fmt: skip
def test_no_part_but_the_advance_is_paid_beyond_what_was_earned(milestone, earned_fen, accepted_fen, due) -> None:
    said = {"is_advance": False, "is_final": False, **milestone}
    assert payable(amount_fen=247, earned_fen=earned_fen, accepted_fen=accepted_fen, **said) == due


@pytest.mark.parametrize(
    ("delivered", "today", "found"),
    [
        (0, date(2026, 7, 10), Forecast()), (10, date(2026, 7, 10), Forecast(used_up_on=date(2026, 10, 8))),
        (10, date(2026, 9, 8), Forecast(left=48)), (100, date(2026, 9, 8), Forecast(left=0)),
        (60, date(2027, 7, 1), Forecast(left=40)), (10, date(2026, 6, 30), Forecast()),
    ],
)  # fmt: skip
def test_a_number_of_units_lasts_as_long_as_the_pace_says(delivered, today, found) -> None:
    days = {"starts_on": date(2026, 7, 1), "ends_on": date(2027, 6, 30)}
    assert forecast(capacity=100, delivered=delivered, today=today, **days) == found


def test_over_a_part_of_a_contract_only_its_share_falls_due() -> None:
    year = date(2026, 7, 1), date(2027, 6, 30)
    assert due_share(400, *year, *year) == 400 and due_share(365, *year, date(2026, 7, 1), date(2026, 7, 10)) == 10
    assert due_share(1, *year, date(2026, 7, 1), date(2027, 6, 29)) == 0
    assert due_share(400, *year, date(2028, 1, 1), date(2028, 2, 1)) == 0


# --- claiming --------------------------------------------------------------------------------------------------
def test_a_claim_takes_all_that_no_claim_holds_and_gives_ten_working_days(served) -> None:
    claim = served.claimed(SECOND)
    assert claim.asked_fen == 235_500 * FEN  # ¥384,000 earned, ¥148,500 accepted
    assert (claim.deliveryrecords.count(), claim.workproducts.count()) == (7, 1)
    milestone = served.milestone(SECOND)
    assert milestone.due_at == calendar.end_of(calendar.add_workdays(clock.today(), 10))
    told = set(Message.objects.filter(kind="claim_to_check").values_list("to__display_name", flat=True))
    assert "魏验收" in told and served.clerk.display_name not in told
    refused(f"step:claim:{milestone.status}", served.claimed, SECOND)


def test_one_session_stands_in_one_claim_whatever_the_contract(served, cast) -> None:
    ids = list(DeliveryRecord.objects.values_list("pk", flat=True))
    other = Served(cast, title="另一个辅导项目")
    refused("held", other.claimed, SECOND, records=ids)
    served.claimed(SECOND, records=ids)
    refused("open_claim", served.claimed, LAST)
    delivery.accept_claim(Claim.objects.latest("pk"), by=served.officer)
    refused("held", served.claimed, LAST, records=ids)
    assert not DeliveryRecord.objects.filter(claim=None).exists()


def test_only_the_manager_of_the_organisation_claims(served, cast) -> None:
    for who in (served.worker, served.clerk, cast.ngo_admin):
        refused("may:claim_milestone", delivery.claim_milestone, served.milestone(SECOND), by=who)


# --- accepting -------------------------------------------------------------------------------------------------
def test_the_handler_never_accepts_whatever_way_he_tries(served) -> None:
    claim = served.claimed(SECOND)
    refused("handler", delivery.accept_claim, claim, by=served.clerk)
    refused("handler", delivery.reject_claim, claim, by=served.clerk, reason="不全")
    refused("may:accept_claim", delivery.accept_claim, claim, by=served.manager)
    with pytest.raises(DatabaseError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(decided_by=served.clerk, decided_at=clock.now())


def test_a_part_is_accepted_with_its_reason_and_the_rest_is_settled_at_the_end(served) -> None:
    claim = served.claimed(SECOND)
    refused("reason", delivery.accept_claim, claim, by=served.officer, amount_fen=claim.asked_fen - 1)
    refused("amount", delivery.accept_claim, claim, by=served.officer, amount_fen=claim.asked_fen + 1, reason="多")
    delivery.accept_claim(claim, by=served.officer, amount_fen=200_000 * FEN, reason="评估报告需要补充数据")
    assert served.milestone(SECOND).status == "partly"
    refused("decided", delivery.accept_claim, claim, by=served.officer)
    assert served.claimed(LAST, records=[]).asked_fen == 35_500 * FEN


def test_a_session_struck_out_counts_nowhere_and_its_unit_is_free(served) -> None:
    claim = served.claimed(SECOND)
    record = claim.deliveryrecords.filter(kind="individual").first()
    refused("reason", delivery.strike, record, by=served.officer, reason=" ")
    delivery.strike(record, by=served.officer, reason="对象当天在外地")
    refused("struck", delivery.strike, record, by=served.officer, reason="再次")
    assert served.item("individual").taken == 4
    delivery.accept_claim(claim, by=served.officer, reason="扣除一次")
    claim.refresh_from_db()
    assert claim.accepted_fen == 175_500 * FEN and served.milestone(SECOND).status == "partly"


def test_a_rejected_claim_gives_its_sessions_back(served) -> None:
    claim = served.claimed(SECOND)
    refused("reason", delivery.reject_claim, claim, by=served.officer, reason="")
    delivery.reject_claim(claim, by=served.officer, reason="缺签到表")
    assert served.milestone(SECOND).status == "rejected" and not claim.deliveryrecords.exists()
    assert not Notice.objects.filter(kind="acceptance", body__data__milestone=claim.milestone_id).exists()
    assert served.claimed(SECOND).asked_fen == claim.asked_fen


def test_ten_silent_working_days_put_it_before_the_head_once(served, as_of) -> None:
    claim = served.claimed(SECOND)
    assert delivery.escalate_silent() == 0
    with clock.frozen(served.milestone(SECOND).due_at + timedelta(seconds=1)):
        assert (delivery.escalate_silent(), delivery.escalate_silent()) == (1, 0)
    assert Message.objects.get(kind="claim_silent").to == served.head
    delivery.accept_claim(claim, by=served.officer)  # late, and still to be done


def test_a_group_session_counts_once_from_the_open_cases_of_the_contract(served, cast) -> None:
    orders, at = list(served.contract.orders.all()), clock.at(date(2026, 9, 9), 14)
    assert served.group(orders, at, heads=9).attendances.count() == 3
    refused("twice", served.group, orders, at)
    refused("twice", served.group, orders, at + clock.minutes(30), by=served.manager)  # the cases were there
    refused("no_request", served.group, [], at + clock.minutes(90))
    refused("heads", served.group, orders, at + clock.minutes(90), heads=2)
    refused("too_early", served.group, orders, clock.now())
    other = Served(cast, title="另一个辅导项目").order()
    refused("no_request", served.group, [other], at + clock.minutes(90))
    refused("twice", served.session, orders[0], at + clock.minutes(60))
    refused("may:record_group", served.group, orders, at, by=cast.social_worker)


def test_evidence_goes_beside_a_session_until_it_is_claimed(served) -> None:
    record = DeliveryRecord.objects.filter(kind="individual").first()
    delivery.add_evidence(record, by=served.worker, title="签到表", file=paper())
    served.claimed(SECOND)
    record.refresh_from_db()
    refused("claimed", delivery.add_evidence, record, by=served.worker, title="签到表", file=paper())
    refused("quota", served.product)  # one assessment was bought, and handed in


# --- paying ----------------------------------------------------------------------------------------------------
def test_a_payment_goes_from_hand_to_hand_and_nobody_takes_another_s(served) -> None:
    claim = Claim.objects.get()
    payment = payments.submit_payment(claim, by=served.manager)
    refused("submitted", payments.submit_payment, claim, by=served.manager)
    refused("may:check_payment", payments.check_payment, payment, by=served.head)
    refused("step:approve:submitted", payments.approve_payment, payment, by=served.head)
    payments.check_payment(payment, by=served.clerk)
    refused("may:approve_payment", payments.approve_payment, payment, by=served.clerk)
    payments.approve_payment(payment, by=served.head)
    said = {"by": served.finance, "voucher": "V1", "paid_on": clock.today()}
    refused("voucher", payments.record_payment, payment, **{**said, "voucher": " "})
    refused("day", payments.record_payment, payment, **{**said, "paid_on": clock.today() + timedelta(days=1)})
    refused("may:record_payment", payments.record_payment, payment, **{**said, "by": served.head})
    payment = payments.record_payment(payment, **said)
    assert (payment.status, payment.voucher, served.fresh().paid_fen) == ("paid", "V1", 148_500 * FEN)


@pytest.mark.parametrize("state", ["submitted", "checked", "approved"])
def test_a_payment_sent_back_makes_room_for_another(served, state) -> None:
    claim = Claim.objects.get()
    payment = payments.submit_payment(claim, by=served.manager)
    if state != "submitted":
        payments.check_payment(payment, by=served.clerk)
    if state == "approved":
        payments.approve_payment(payment, by=served.head)
    by = served.finance if state == "approved" else served.clerk
    refused("reason", payments.return_payment, payment, by=by, reason="")
    payments.return_payment(payment, by=by, reason="账户名称不符")
    assert served.fresh().approved_fen == 0
    assert served.paid(claim).amount_fen == 148_500 * FEN


def test_a_hold_stops_the_approval_with_its_reason_until_it_ends(served) -> None:
    payment = payments.submit_payment(Claim.objects.get(), by=served.manager)
    payments.check_payment(payment, by=served.clerk)
    for _twice in range(2):
        payments.hold_payments(served.provider, ref="notice:1/2", reason="整改逾期20个工作日", by=None)
    assert PaymentHold.objects.count() == 1
    refusal = refused("held", payments.approve_payment, payment, by=served.head)
    assert refusal.reasons == ["整改逾期20个工作日"]
    assert payments.end_hold("notice:1/2", by=served.officer) and not payments.end_hold("notice:1/2", by=None)
    payments.approve_payment(payment, by=served.head)


def test_the_database_itself_keeps_paid_within_accepted_within_contract(served) -> None:
    rows = Contract.objects.filter(pk=served.contract.pk)
    for wrong in (
        {"accepted_fen": F("amount_fen") + 1}, {"approved_fen": F("accepted_fen") + 1},
        {"paid_fen": F("approved_fen") + 1}, {"added_fen": F("amount_fen") / 10 + 1},
    ):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**wrong)
    with pytest.raises(DatabaseError), transaction.atomic():
        served.contract.items.update(taken=F("capacity") + 1)
    again = {"contract": served.contract, "claim": Claim.objects.get(), "amount_fen": 1, "at": clock.now()}
    PaymentRequest.objects.create(number="ZF-1", by=served.manager, status="paid", **again)
    with pytest.raises(DatabaseError), transaction.atomic():
        PaymentRequest.objects.create(number="ZF-2", by=served.manager, status="submitted", **again)
    with pytest.raises(DatabaseError), transaction.atomic():
        ContractMilestone.objects.filter(is_final=False).update(accepted_fen=F("amount_fen") + 1)


def test_the_clock_counts_days_from_acceptance_to_payment_and_goes_red_after_thirty(served) -> None:
    claim = Claim.objects.get()  # accepted on 2 July
    with clock.frozen(clock.at(date(2026, 8, 1))):
        [one] = paying.payment_clock()
        assert (one.waiting, one.is_late, one.middle) == ([30], False, None)
    with clock.frozen(clock.at(date(2026, 8, 2))):
        assert paying.payment_clock()[0].is_late
    with clock.frozen(clock.at(date(2026, 7, 20))):
        served.paid(claim)
        [one] = paying.payment_clock()
    assert (one.name, one.paid, one.waiting, one.middle, one.late_n) == ("云栖市司法局", [18], [], 18, 0)
