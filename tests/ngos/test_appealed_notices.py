"""The notice that went out with a review stands still while an appeal against that review is open."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from audit.models import AuditEvent
from audit.moves import history
from kit import clock
from messaging import outbox
from ngos.models import Provider, RectificationNotice
from ngos.rectification import services as rectification
from ngos.reviews import collecting, services
from tests.cast import Cast, sign_in
from tests.ngos.test_quality_reviews import GOOD, TOP, WEAK, Case, judges, rows

pytestmark = pytest.mark.django_db
MAJOR = [("concern:1", "concern", "major")]


@pytest.fixture(autouse=True)
def june(as_of: Any) -> None:
    """A Monday; the Friday of the third week, 06-19, is a holiday."""
    as_of(2026, 6, 1, 10)


@pytest.fixture
def case(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Any:
    def made(shares: Any = WEAK, breaches: Any = ()) -> Case:
        one = Case(cast, monkeypatch, shares, breaches)
        one.published()
        return one

    return made


def the_notice() -> RectificationNotice:
    return RectificationNotice.objects.get()


def day(at: Any) -> date:
    return at.astimezone(clock.SHANGHAI).date()


def appealed(one: Case) -> RectificationNotice:
    services.appeal_review(one.review, by=one.admin, text="有两份记录算错了")
    one.fresh()
    return the_notice()


def decided(one: Case, *, stands: bool) -> RectificationNotice:
    panel = judges(3, "诉")
    services.appoint_panel(one.review, by=one.cast.city_manager, users=panel)
    for user in panel:
        services.declare_part(one.review, by=user, has_conflict=False)
        services.vote_on_review(one.review, by=user, agrees=stands, opinion="依据见记录")
    one.fresh()
    return the_notice()


def kinds(one: Case) -> list[str]:
    return [m.kind for m in outbox.inbox(one.admin) if m.kind.startswith("rectification")]


def test_the_days_left_when_the_appeal_came_are_left_again_when_it_is_refused(case: Any, as_of: Any) -> None:
    one = case()
    assert the_notice().due_on == date(2026, 6, 23)  # the fifteenth working day
    rectification.acknowledge(the_notice(), by=one.admin)
    as_of(2026, 6, 15, 16)  # 16 17 18 · 22 23: five are left
    notice = appealed(one)
    assert (notice.stopped_on, notice.waits_for_appeal, bool(notice.paused_at)) == (date(2026, 6, 15), True, True)
    as_of(2026, 7, 13)
    assert rectification.watch() == 0 and the_notice().level == 0
    notice = decided(one, stands=True)
    assert one.review.status == "published" and notice.status == "acknowledged"
    assert (notice.stopped_on, notice.paused_at, notice.waits_for_appeal) == (None, None, False)
    assert notice.due_on == date(2026, 7, 20) == day(notice.due_at)  # 14 15 16 17 · 20: five again
    assert kinds(one).count("rectification_paused") == kinds(one).count("rectification_resumed") == 1
    acts = AuditEvent.objects.filter(action__in=("rectification.pause", "rectification.resume")).order_by("pk")
    assert [e.action for e in acts] == ["rectification.pause", "rectification.resume"]
    as_of(2026, 7, 20, 23)
    rectification.watch()
    assert the_notice().level == 0
    as_of(2026, 7, 21, 1)
    rectification.watch()
    assert the_notice().level == 1


def test_the_days_for_the_receipt_stand_too(case: Any, as_of: Any) -> None:
    one = case()
    assert day(the_notice().due_at) == date(2026, 6, 3)
    as_of(2026, 6, 2)
    appealed(one)
    as_of(2026, 6, 18)
    rectification.watch()
    assert the_notice().status == "issued"
    assert day(decided(one, stands=True).due_at) == date(2026, 6, 22)  # one was left, and 06-19 is a holiday


def test_days_that_are_made_up_for_count_and_holidays_do_not(case: Any, as_of: Any) -> None:
    """Friday 09-25 is a holiday, Sunday 09-20 and Saturday 10-10 are worked, 10-01 to 10-07 are not."""
    as_of(2026, 9, 14)
    one = case()
    assert the_notice().due_on == date(2026, 10, 10)  # 15 16 17 18 20 21 22 23 24 · 28 29 30 · 10-08 09 10
    as_of(2026, 9, 24)
    appealed(one)  # 28 29 30 · 08 09 10: six are left
    as_of(2026, 10, 5)
    notice = decided(one, stands=True)
    assert notice.due_on == date(2026, 10, 14)  # 08 09 10 · 12 13 14: six again


def test_an_annulled_review_takes_its_notice_along_and_what_the_notice_set(case: Any, as_of: Any) -> None:
    one = case()
    rectification.acknowledge(the_notice(), by=one.admin)
    # Late before the appeal, which only an earlier day set by hand makes possible within ten working days.
    RectificationNotice.objects.update(due_on=date(2026, 6, 2))
    as_of(2026, 6, 15, 9)
    rectification.watch()
    assert Provider.objects.get(pk=one.provider.pk).has_overdue_rectification
    as_of(2026, 6, 15, 10)
    appealed(one)
    notice = decided(one, stands=False)
    provider = Provider.objects.get(pk=one.provider.pk)
    assert (one.review.status, notice.status, notice.stopped_on) == ("annulled", "withdrawn", None)
    assert (provider.grade, provider.has_overdue_rectification) == ("U", False)
    assert history(notice).last().by is None  # three experts decided, none of whom may withdraw a notice
    assert "rectification_withdrawn" in kinds(one) and "rectification_resumed" not in kinds(one)


@pytest.mark.parametrize("shares", [TOP, WEAK])
def test_a_major_finding_is_to_be_mended_though_the_review_was_annulled(case: Any, as_of: Any, shares: Any) -> None:
    one = case(shares, MAJOR)
    appealed(one)
    as_of(2026, 6, 8)
    notice = decided(one, stands=False)
    assert (one.review.status, notice.status, notice.due_on) == ("annulled", "issued", date(2026, 6, 30))


@pytest.mark.parametrize("own_first", [True, False])
def test_of_two_appeals_the_last_one_decided_lets_the_clock_run(case: Any, as_of: Any, own_first: bool) -> None:
    one = case()
    as_of(2026, 6, 8)
    appealed(one)
    as_of(2026, 6, 10)
    notice = rectification.appeal(the_notice(), by=one.admin, text="期限太短")
    assert the_notice().stopped_on == date(2026, 6, 8)  # the days since the first appeal are not lost

    def own() -> None:
        # The city published the review, so another of the city decides.
        RectificationNotice.objects.update(drafted_by=one.cast.county_manager, issued_by=one.cast.county_manager)
        rectification.decide_appeal(notice, by=one.cast.city_manager, upheld=False, answer="期限合规")

    def other() -> None:
        decided(one, stands=True)

    first, last = (own, other) if own_first else (other, own)
    as_of(2026, 6, 12)
    first()
    assert (the_notice().stopped_on, the_notice().due_on) == (date(2026, 6, 8), date(2026, 6, 23))
    assert "rectification_resumed" not in kinds(one)
    as_of(2026, 6, 22)
    last()
    assert (the_notice().stopped_on, the_notice().due_on) == (None, date(2026, 7, 6))  # nine working days later


def test_a_newer_review_ends_the_wait_of_an_appeal_that_nobody_will_decide(
    case: Any, cast: Cast, as_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = case()
    appealed(one)
    two = Case.__new__(Case)
    two.cast, two.provider, two.admin = cast, one.provider, one.admin
    monkeypatch.setattr(collecting, "rows_of", lambda provider, a, b: rows(GOOD))
    two.reviewers = judges(2, "再")
    two.drafted()
    two.panel = judges(3, "又")
    services.appoint_panel(two.review, by=cast.city_manager, users=two.panel)
    services.answer_review(two.review, by=two.admin, reply="已整改")
    two.voted()
    as_of(2026, 6, 8)
    services.publish_review(two.review, by=cast.city_manager)
    notice = the_notice()
    assert (one.fresh().status, notice.status, notice.due_on) == ("superseded", "issued", date(2026, 6, 30))


def test_only_the_notice_of_this_review_waits(case: Any, cast: Cast) -> None:
    one = case()
    other = rectification.issue_notice(
        one.provider.org, by=cast.city_manager, source="inspection:1",
        items=[rectification.Item("合同第六条", "没有签到", "补齐签到")],
    )  # fmt: skip
    services.appeal_review(one.review, by=one.admin, text="有两份记录算错了")
    other.refresh_from_db()
    assert other.stopped_on is None
    assert RectificationNotice.objects.get(source=one.review.ref).stopped_on == date(2026, 6, 1)


def test_what_was_closed_meanwhile_stays_closed(case: Any, cast: Cast) -> None:
    one = case()
    appealed(one)
    RectificationNotice.objects.update(status="closed")
    assert decided(one, stands=False).status == "closed" and not the_notice().waits_for_appeal


def test_a_notice_withdrawn_meanwhile_stands_still_no_more(case: Any, cast: Cast) -> None:
    one = case()
    notice = rectification.withdraw(appealed(one), by=cast.city_manager, reason="重复发出")
    assert (the_notice().stopped_on, notice.status) == (None, "withdrawn")
    assert decided(one, stands=True).status == "withdrawn"


def test_the_page_says_that_the_clock_stands_while_it_does(case: Any) -> None:
    one = case()
    page = reverse("ngos:rectification", args=[the_notice().pk])
    browser = sign_in(one.admin)
    assert "计时暂停" not in browser.get(page).content.decode()
    appealed(one)
    assert "申诉未决，计时暂停" in browser.get(page).content.decode()
    decided(one, stands=True)
    assert "计时暂停" not in browser.get(page).content.decode()
