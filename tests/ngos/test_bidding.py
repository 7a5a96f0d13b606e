"""Bids under seal, from the officers' keys to the opening: who can read what, and when."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from audit.models import AuditEvent, Move
from desk.uploads import services as uploads
from kit import clock
from kit.errors import Refused
from ngos.bidding import keys, opening, queries, services, store
from ngos.bidding.envelope import DoesNotOpen
from ngos.bidding.parcel import Paper
from ngos.evaluation import reviewing
from ngos.models import Bid, BidFile, KeyPart, Project, Provider
from tests.cast import Cast, sign_in
from tests.ngos import purchase as make
from tests.ngos import sealed as purchase
from tests.ngos.sealed import PASSPHRASE, Tender

Clock = Callable[[datetime], None]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def until() -> Iterator[Callable[[datetime], None]]:
    """11 May 2026, nine o'clock; `until(instant)` lets time pass."""
    for place, _since in list(store.places()):  # of an earlier test, whose rows were rolled back
        store.destroy(place)
    with purchase.moving() as to:
        yield to


@pytest.fixture
def tender(cast: Cast) -> Tender:
    """A published project with three opening officers, two of whom open, and four listed providers."""
    return purchase.tender(cast)


def submit(tender: Tender, n: int, price: int = 46_800_000, **how: object) -> Bid:
    bidder = tender.bidders[n]
    return services.submit_bid(
        tender.project, bidder.org, by=bidder.user, content=purchase.content(tender.project, price), **how
    )


def three(tender: Tender) -> list[Bid]:
    return [submit(tender, n, price) for n, price in enumerate((46_800_000, 43_200_000, 49_500_000))]


def past_deadline(tender: Tender, until: Clock) -> None:
    until(tender.project.deadline_at)
    opening.close_due()
    tender.project.refresh_from_db()


# --- keys ----------------------------------------------------------------------------------------------------------
def test_a_project_is_not_ready_before_enough_officers_opened_the_canary(cast: Cast) -> None:
    draft = purchase.draft_with_openers(cast)
    assert not queries.ready_to_publish(draft.project)
    assert keys.rehearse(draft.project, by=draft.openers[0], passphrase=PASSPHRASE) is False
    assert not queries.ready_to_publish(draft.project)
    assert keys.rehearse(draft.project, by=draft.openers[1], passphrase=PASSPHRASE) is True
    assert queries.ready_to_publish(draft.project)
    assert not KeyPart.objects.filter(opened__isnull=False).exists()


def test_a_wrong_passphrase_is_refused_and_after_five_there_is_a_pause(cast: Cast) -> None:
    draft = purchase.draft_with_openers(cast)
    for _try in range(5):
        with pytest.raises(Refused) as refusal:
            keys.rehearse(draft.project, by=draft.openers[0], passphrase="不是这一句口令啊啊啊啊")
        assert refusal.value.code == "passphrase"
    with pytest.raises(Refused) as refusal:
        keys.rehearse(draft.project, by=draft.openers[0], passphrase=PASSPHRASE)
    assert refusal.value.code == "too_often"


def test_the_recovery_code_opens_when_the_passphrase_is_forgotten(cast: Cast) -> None:
    draft = purchase.draft_with_openers(cast)
    code = purchase.RECOVERY[draft.openers[0].pk]
    keys.rehearse(draft.project, by=draft.openers[0], passphrase=code)
    assert keys.rehearse(draft.project, by=draft.openers[2], passphrase=PASSPHRASE) is True


def test_openers_are_two_or_more_with_keys_and_without_another_part(cast: Cast) -> None:
    draft = purchase.draft_with_openers(cast)
    for people, k, code in (
        (draft.openers[:1], 2, "officers"),
        (draft.openers, 1, "officers"),
        (draft.openers, 4, "officers"),
        ([*draft.openers, draft.project.clerk], 2, "apart"),
        ([*draft.openers, purchase.colleague(cast, "没有钥匙")], 2, "no_key"),
    ):
        with pytest.raises(Refused) as refusal:
            keys.appoint_openers(draft.project, people, by=draft.project.clerk, k=k)
        assert refusal.value.code == code
    assert draft.project.tender_key.n == 3


def test_a_key_that_an_open_project_counts_on_is_not_replaced(tender: Tender) -> None:
    with pytest.raises(Refused) as refusal:
        keys.make_officer_key(by=tender.openers[0], passphrase="另一句很长很长很长的口令")
    assert refusal.value.code == "relied_on"
    with pytest.raises(Refused) as refusal:
        keys.make_officer_key(by=purchase.colleague(tender.cast, "新人"), passphrase="太短")
    assert refusal.value.code == "passphrase"


# --- submitting ----------------------------------------------------------------------------------------------------
def test_a_sealed_bid_names_nobody_and_tells_nothing(tender: Tender) -> None:
    bid = submit(tender, 0)
    assert (bid.provider, bid.price_fen, bid.content) == (None, None, None)
    assert bid.bidder == queries.mark_of(tender.project, tender.bidders[0].org)
    assert not Move.objects.filter(machine="bid", by__isnull=False).exists()
    events = AuditEvent.objects.filter(thing_type="ngos.Bid")
    assert events.exists() and not events.filter(actor_id__isnull=False).exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Bid.objects.filter(pk=bid.pk).update(price_fen=1)


@pytest.mark.parametrize(("before", "taken"), [(timedelta(microseconds=1), True), (timedelta(0), False)])
def test_the_deadline_counts_to_the_microsecond(tender: Tender, before: timedelta, taken: bool) -> None:
    with clock.frozen(tender.project.deadline_at - before):
        if taken:
            assert submit(tender, 0).status == "sealed"
            return
        with pytest.raises(Refused) as refusal:
            submit(tender, 0)
    assert refusal.value.code == "late"
    assert AuditEvent.objects.filter(action="bid.late", actor_id=None).count() == 1
    assert not list(store.places())


def test_a_second_bid_replaces_the_first_whose_key_is_destroyed(
    tender: Tender, django_capture_on_commit_callbacks: Any
) -> None:
    first = submit(tender, 0)
    with django_capture_on_commit_callbacks(execute=True):
        second = submit(tender, 0, 45_000_000)
    first.refresh_from_db()
    assert (first.status, second.status, second.version) == ("replaced", "sealed", 2)
    with pytest.raises(DoesNotOpen):
        store.erasure_key_of(str(first.row_key))
    assert store.erasure_key_of(str(second.row_key))


def test_a_withdrawn_bid_stays_shut_even_when_the_database_is_set_back(
    tender: Tender, django_capture_on_commit_callbacks: Any, until: Clock
) -> None:
    bids = three(tender)
    fourth = submit(tender, 3)
    with django_capture_on_commit_callbacks(execute=True):
        services.withdraw_bid(tender.project, tender.bidders[3].org, by=tender.bidders[3].user)
    # As a restored backup has it: the row says "sealed" once more.
    Bid.objects.filter(pk=fourth.pk).update(status="sealed")
    past_deadline(tender, until)
    keys_of = [opening.present(tender.project, by=one, passphrase=PASSPHRASE) for one in tender.openers[:2]]
    fourth.refresh_from_db()
    assert keys_of == [False, True]
    assert (fourth.status, fourth.content) == ("unreadable", None)
    assert {Bid.objects.get(pk=b.pk).status for b in bids} == {"opened"}


def test_whoever_is_not_listed_is_told_so(tender: Tender) -> None:
    provider = tender.bidders[0].org.provider
    type(provider)._base_manager.filter(pk=provider.pk).update(status="suspended")
    with pytest.raises(Refused) as refusal:
        submit(tender, 0)
    assert refusal.value.code == "not_listed"


def test_nobody_bids_for_another_organisation(tender: Tender) -> None:
    with pytest.raises(Refused) as refusal:
        services.submit_bid(
            tender.project, tender.bidders[1].org, by=tender.bidders[0].user,
            content=purchase.content(tender.project, 1),
        )  # fmt: skip
    assert refusal.value.code.startswith("may:")


def test_after_the_clock_or_the_log_went_back_nothing_is_taken(tender: Tender, monkeypatch: pytest.MonkeyPatch) -> None:
    now = clock.machine_now()
    with monkeypatch.context() as patch:
        patch.setattr(clock, "machine_now", lambda: now - timedelta(hours=1))
        with pytest.raises(Refused) as refusal:
            submit(tender, 0)
        assert refusal.value.code == "clock"
    monkeypatch.setattr("audit.trail.is_rewound", lambda: True)
    with pytest.raises(Refused) as refusal:
        submit(tender, 0)
    assert refusal.value.code == "rewound"


def test_a_project_on_hold_takes_no_bid(tender: Tender) -> None:
    Project.objects.filter(pk=tender.project.pk).update(held_at=clock.now())
    with pytest.raises(Refused) as refusal:
        submit(tender, 0)
    assert refusal.value.code == "held"


def test_papers_have_a_number_and_a_size(tender: Tender) -> None:
    with pytest.raises(Refused) as refusal:
        submit(tender, 0, papers=[Paper("a", "application/pdf", b"x")] * 21)
    assert refusal.value.code == "size"


# --- receipts ------------------------------------------------------------------------------------------------------
def test_a_receipt_is_verified_offline_and_a_changed_one_is_not(tender: Tender, tmp_path: Path) -> None:
    bid = submit(tender, 0)
    path, sealed = tmp_path / "receipt.json", tmp_path / "bid.sealed"
    path.write_text(json.dumps(bid.receipt), encoding="utf-8")
    sealed.write_bytes(store.envelope_of(str(bid.row_key)))
    out = StringIO()
    call_command("verify_receipt", path, envelope=sealed, key=bid.receipt["key"], stdout=out)
    assert tender.project.number in out.getvalue()
    for wrong in ({**bid.receipt, "version": 9}, {**bid.receipt, "received_at": "2020-01-01"}):
        path.write_text(json.dumps(wrong), encoding="utf-8")
        with pytest.raises(CommandError):
            call_command("verify_receipt", path)
    path.write_text(json.dumps(bid.receipt), encoding="utf-8")
    sealed.write_bytes(b"another")
    with pytest.raises(CommandError):
        call_command("verify_receipt", path, envelope=sealed)


# --- opening -------------------------------------------------------------------------------------------------------
def test_two_of_three_officers_open_after_the_deadline_and_all_is_there(tender: Tender, until: Clock) -> None:
    bids = three(tender)
    past_deadline(tender, until)
    assert tender.project.status == "closed"
    assert not queries.opened_bids(tender.project).exists()
    assert opening.present(tender.project, by=tender.openers[0], passphrase=PASSPHRASE) is False
    assert {Bid.objects.get(pk=b.pk).status for b in bids} == {"sealed"}
    assert opening.present(tender.project, by=tender.openers[2], passphrase=PASSPHRASE) is True
    rows = list(queries.opened_bids(Project.objects.get(pk=tender.project.pk)))
    assert [(r.provider.org_id, r.price_fen) for r in rows] == [
        (tender.bidders[n].org.pk, price) for n, price in enumerate((46_800_000, 43_200_000, 49_500_000))
    ]
    assert json.loads(rows[0].content)["answers"]
    assert not KeyPart.objects.filter(opened__isnull=False).exists()


def test_a_paper_comes_out_as_it_was_sealed_and_stops_no_opening(tender: Tender, until: Clock) -> None:
    """Checked when it was handed in; what a later check would say of it does not count any more."""
    raw = b"%PDF-1.7 of an older day, which nobody would take today"
    bids = [
        submit(tender, 0, papers=[Paper("旧格式的证书.pdf", "application/pdf", raw)]),
        submit(tender, 1),
        submit(tender, 2),
    ]
    past_deadline(tender, until)
    for opener in tender.openers[:2]:
        opening.present(tender.project, by=opener, passphrase=PASSPHRASE)
    assert {Bid.objects.get(pk=b.pk).status for b in bids} == {"opened"}
    assert uploads.read(BidFile.objects.get(bid=bids[0]).kept) == raw


def reads_of_an_opening(tender: Tender, n: int) -> int:
    """How many times the database is asked while `n` bids of small enterprises are opened."""
    for one in [make.bidder(tender.cast, f"小微{k}") for k in range(n)]:
        Provider.objects.filter(pk=one.pk).update(kind=Provider.Kind.ENTERPRISE)
        content = make.content(tender.project, 40_000_000, small=True)
        services.submit_bid(tender.project, one.org, by=make.manager_of(tender.cast, one), content=content)
    with clock.frozen(tender.project.deadline_at):
        opening.close_due()
        first, second = (User.objects.get(pk=one.pk) for one in tender.openers[:2])  # as each request reads them
        opening.present(tender.project, by=first, passphrase=PASSPHRASE)
        with CaptureQueriesContext(connection) as asked:
            assert opening.present(tender.project, by=second, passphrase=PASSPHRASE)
    bids = Bid.objects.filter(project=tender.project)
    assert {(b.status, b.deduction) for b in bids} == {("opened", tender.project.deduction)} and len(bids) == n
    return sum(q["sql"].startswith("SELECT") for q in asked.captured_queries)


def test_six_bids_are_opened_with_no_more_questions_than_three(tender: Tender) -> None:
    """Each bid is written; what is read does not grow with them."""
    three = reads_of_an_opening(tender, 3)
    project = make.project(tender.cast, forecast_reason="试行新的服务。")
    keys.appoint_openers(project, tender.openers, by=project.clerk)
    tender.project = make.brought(project, "published")
    assert reads_of_an_opening(tender, 6) == three


def test_one_officer_twice_is_still_one(tender: Tender, until: Clock) -> None:
    three(tender)
    past_deadline(tender, until)
    for _time in range(2):
        assert opening.present(tender.project, by=tender.openers[0], passphrase=PASSPHRASE) is False


def test_nobody_opens_before_the_deadline_nor_before_the_hour(tender: Tender, until: Clock) -> None:
    three(tender)
    with pytest.raises(Refused) as refusal:
        opening.present(tender.project, by=tender.openers[0], passphrase=PASSPHRASE)
    assert refusal.value.code == "not_closed"
    past_deadline(tender, until)
    Project.objects.filter(pk=tender.project.pk).update(opening_at=clock.now() + timedelta(hours=1))
    for one in tender.openers:
        with pytest.raises(Refused) as refusal:
            opening.present(tender.project, by=one, passphrase=PASSPHRASE)
        assert refusal.value.code == "early"


def test_whoever_was_not_appointed_does_not_open(tender: Tender, until: Clock) -> None:
    three(tender)
    past_deadline(tender, until)
    stranger = purchase.colleague(tender.cast, "别的同事")
    keys.make_officer_key(by=stranger, passphrase=PASSPHRASE)
    with pytest.raises(Refused) as refusal:
        opening.present(tender.project, by=stranger, passphrase=PASSPHRASE)
    assert refusal.value.code == "not_an_opener"


def test_parts_that_lay_too_long_are_swept_away(tender: Tender, until: Clock) -> None:
    three(tender)
    past_deadline(tender, until)
    opening.present(tender.project, by=tender.openers[0], passphrase=PASSPHRASE)
    until(clock.now() + timedelta(hours=3))
    assert opening.present(tender.project, by=tender.openers[1], passphrase=PASSPHRASE) is False


def test_one_bid_is_enough_for_an_entrustment(
    tender: Tender, django_capture_on_commit_callbacks: Any, until: Clock
) -> None:
    """law: R-CC-08: the second form, where the city compares who offers itself."""
    type(tender.project).objects.filter(pk=tender.project.pk).update(method="entrustment")
    submit(tender, 0)
    with django_capture_on_commit_callbacks(execute=True):
        past_deadline(tender, until)
    assert (tender.project.status, tender.project.failed_for) == ("closed", "")


def test_fewer_than_three_are_never_opened(
    tender: Tender, django_capture_on_commit_callbacks: Any, until: Clock
) -> None:
    bids = [submit(tender, 0), submit(tender, 1)]
    with django_capture_on_commit_callbacks(execute=True):
        past_deadline(tender, until)
    assert (tender.project.status, tender.project.failed_for) == ("failed", "too_few")
    assert {Bid.objects.get(pk=b.pk).status for b in bids} == {"erased"}
    assert not list(store.places())
    with pytest.raises(Refused):
        opening.present(tender.project, by=tender.openers[0], passphrase=PASSPHRASE)


def test_a_flipped_bit_makes_one_bid_unreadable_and_the_others_go_on(tender: Tender, until: Clock) -> None:
    bids = [*three(tender), submit(tender, 3)]
    path = store._envelopes() / str(bids[1].row_key)
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    past_deadline(tender, until)
    for one in tender.openers[:2]:
        opening.present(tender.project, by=one, passphrase=PASSPHRASE)
    assert [Bid.objects.get(pk=b.pk).status for b in bids] == ["opened", "unreadable", "opened", "opened"]


def test_a_bid_moved_to_another_tender_does_not_open(tender: Tender, until: Clock) -> None:
    bids = [*three(tender), submit(tender, 3)]
    store._envelopes().joinpath(str(bids[0].row_key)).write_bytes(store.envelope_of(str(bids[1].row_key)))
    past_deadline(tender, until)
    for one in tender.openers[:2]:
        opening.present(tender.project, by=one, passphrase=PASSPHRASE)
    assert Bid.objects.get(pk=bids[0].pk).status == "unreadable"


def test_what_a_crash_left_behind_is_swept(tender: Tender) -> None:
    first, second = submit(tender, 0), submit(tender, 0)  # without its commit hook: as if the machine stopped
    for folder in store._key_folders():
        os.utime(folder / str(first.row_key), (0, 0))
    assert opening.sweep() == 1
    with pytest.raises(DoesNotOpen):
        store.erasure_key_of(str(first.row_key))
    assert store.erasure_key_of(str(second.row_key))


# --- the papers of the passport --------------------------------------------------------------------------------
def test_a_bid_by_the_page_carries_the_passport_and_passes_the_qualification(tender: Tender, until: Clock) -> None:
    """The page asks for no paper again; what the office checked goes into the envelope, and the review finds it."""
    url = f"/ngos/bids/{tender.project.number}/"
    without = tender.bidders[2]
    without.org.provider.papers.all().delete()  # type: ignore[attr-defined]
    assert "缺证明" in sign_in(without.user).get(url).content.decode()
    assert "缺证明" not in sign_in(tender.bidders[0].user).get(url).content.decode()
    answers = {f"answer_{f.pk}": "按方案响应" for f in tender.project.factors.exclude(kind="price")}
    said = {"act": "submit", "price": "468000", "contact": "办公室", "no_violation": "on", **answers}
    for bidder in tender.bidders[:3]:
        assert sign_in(bidder.user).post(url, said).status_code == 200
    past_deadline(tender, until)
    for officer in tender.openers[:2]:
        opening.present(tender.project, by=officer, passphrase=PASSPHRASE)
    clerk = tender.project.clerk
    good, _second, bad = Bid.objects.filter(project=tender.project, status="opened").order_by("pk")
    reviewing.qualify_bid(good, by=clerk)
    with pytest.raises(Refused) as refusal:
        reviewing.qualify_bid(bad, by=clerk)
    assert "依法登记" in str(refusal.value.reasons)
