"""A purchase while it takes bids: questions, answers, a later deadline; and how it ends before its award."""

from datetime import date
from functools import partial

import pytest

from audit.models import AuditEvent
from kit import clock
from kit.errors import Refused
from messaging.models import Message
from ngos import hooks
from ngos.models import Clarification, Notice, Project
from ngos.purchasing import queries
from ngos.purchasing import services as purchasing
from tests.ngos import purchase as make
from tests.ngos.test_projects import refused


@pytest.fixture(autouse=True)
def the_day_of_g5(as_of):
    return as_of(2026, 5, 11)


@pytest.fixture
def row(cast):
    """Announced on 11 May as G5 tells: questions and bids until 21 May, 9:00."""
    return make.project(cast, "published")


@pytest.fixture
def asker(cast):
    return make.manager_of(cast, make.bidder(cast, "晨光社工"))


def asked(row, asker, text="是否接受联合体？"):
    return purchasing.ask(row, org=asker.memberships.get().unit, by=asker, question=text)


# --- questions -----------------------------------------------------------------------------------------------------
def test_a_question_names_its_asker_nowhere(row, asker) -> None:
    question = asked(row, asker)
    org = asker.memberships.get().unit
    assert len(question.asker) == 64  # a keyed hash, not a number of an organisation
    event = AuditEvent.objects.filter(action="clarification.ask").get()
    assert (event.actor_id, event.role) == (None, "system")
    assert "org" not in str(event.detail)
    assert list(queries.own_questions(row, org)) == [question]


def test_the_mark_of_a_question_is_not_the_mark_of_a_bid(row, asker) -> None:
    """Else the table would tell which of the sealed bids is the asker's."""
    from pathlib import Path

    from django.conf import settings

    from config import env
    from ngos.bidding.envelope import bidder_mark

    org = asker.memberships.get().unit
    with_bids_key = bidder_mark(env.key_file(Path(settings.KEY_DIR) / "bidders"), row.number, org.pk)
    assert asked(row, asker).asker != with_bids_key


def test_a_question_that_names_its_asker_is_refused(row, asker) -> None:
    refused(partial(asked, row, asker, "晨光社工是否符合条件？"), "names_asker")


def test_questions_end_at_their_instant(row, asker, as_of) -> None:
    as_of(2026, 5, 21, 8, 59)
    asked(row, asker)
    as_of(2026, 5, 21, 9)
    refused(partial(asked, row, asker), "passed")


def test_only_for_the_own_organisation_and_only_by_those_who_may_bid(row, asker, cast) -> None:
    refused(partial(purchasing.ask, row, org=cast.chunhui, by=asker, question="？"), "org")
    for user in (cast.volunteer, cast.officer, row.clerk):
        refused(partial(purchasing.ask, row, org=cast.chunhui, by=user, question="？"), "may:ask_clarification")


def test_an_answer_is_the_clerks_and_is_given_once(row, asker, cast) -> None:
    question = asked(row, asker)
    for user in (row.head, cast.data_clerk, cast.auditor, asker):
        refused(partial(purchasing.answer, question, by=user, text="接受。"), "may:answer_clarification")
    purchasing.answer(question, by=row.clerk, text="接受。")
    refused(partial(purchasing.answer, question, by=row.clerk, text="不接受。"), "answered")
    assert Project.objects.get(pk=row.pk).deadline_at == make.DEADLINE
    assert not Notice.objects.filter(project=row).exists()


def test_a_substantive_answer_moves_the_deadline_by_the_change_days_and_flags_live_bids(row, asker, as_of) -> None:
    """On 18 May five days end on the 23rd, a Saturday, so the deadline lies on Monday the 25th at the earliest."""
    live, gone = make.sealed_bid(row, "a"), make.sealed_bid(row, "b")
    make.move(gone, "withdraw", by=None)
    as_of(2026, 5, 18, 10)
    question = asked(row, asker)
    act = partial(purchasing.answer, question, by=row.clerk, text="改为500次。", is_substantive=True)
    refused(act, "change_days")
    refused(partial(act, deadline_at=clock.at(date(2026, 5, 24), 23)), "change_days")
    assert Clarification.objects.get(pk=question.pk).answered_at is None
    act(deadline_at=clock.at(date(2026, 5, 25)))
    row.refresh_from_db(), live.refresh_from_db(), gone.refresh_from_db()
    assert row.deadline_at == clock.at(date(2026, 5, 25)) <= row.opening_at
    assert (live.needs_confirming, gone.needs_confirming) == (True, False)
    notice = Notice.objects.get(project=row)
    assert notice.kind == "correction" and "500" in str(notice.body)


# --- the deadline --------------------------------------------------------------------------------------------------
def test_the_deadline_only_moves_later_and_only_before_it_has_passed(row, as_of) -> None:
    move = partial(purchasing.postpone_deadline, row, by=row.clerk, reason="场地检修")
    for deadline in (make.DEADLINE, clock.at(date(2026, 5, 20))):
        refused(partial(move, deadline_at=deadline), "earlier")
    as_of(2026, 5, 21, 9)
    refused(partial(move, deadline_at=clock.at(date(2026, 5, 30))), "passed")
    as_of(2026, 5, 21, 8, 59)
    assert move(deadline_at=clock.at(date(2026, 5, 30))).opening_at == clock.at(date(2026, 5, 30))


def test_a_correction_points_at_the_notice_it_corrects(cast) -> None:
    row = make.announced(cast)
    purchasing.postpone_deadline(row, by=row.clerk, deadline_at=clock.at(date(2026, 6, 30)), reason="场地检修")
    tender, correction = Notice.objects.filter(project=row).order_by("number")
    assert (correction.kind, correction.corrects, correction.number) == ("correction", tender, 2)


# --- the supervisor ------------------------------------------------------------------------------------------------
def test_a_supervisor_holds_and_releases_with_reasons_and_nobody_else_does(row, cast) -> None:
    for user in (row.clerk, row.head, cast.county_manager):
        refused(partial(purchasing.hold, row, by=user, reason="核查"), "may:hold_project")
    refused(partial(purchasing.hold, row, by=cast.auditor, reason=" "), "reason")
    held = purchasing.hold(row, by=cast.auditor, reason="收到举报")
    assert held.held_at == clock.now() and Message.objects.filter(kind="project_held").count() == 2
    refused(partial(purchasing.hold, row, by=cast.auditor, reason="再次"), "held")
    assert purchasing.release(row, by=cast.auditor, reason="查无实据").held_at is None


def test_what_is_held_is_not_published(cast) -> None:
    row = make.drawn_up(cast, forecast_reason="名录内机构尚少。")
    purchasing.approve_project(row, by=row.head)
    purchasing.hold(row, by=cast.auditor, reason="核查")
    with make.rehearsed():
        refused(partial(purchasing.publish_project, row, by=row.clerk), "held")


# --- the end -------------------------------------------------------------------------------------------------------
def test_a_purchase_is_cancelled_before_its_award_with_reason_and_notice(row) -> None:
    refused(partial(purchasing.cancel_project, row, by=row.clerk, reason="任务变化"), "may:cancel_project")
    refused(partial(purchasing.cancel_project, row, by=row.head, reason=""), "reason")
    assert purchasing.cancel_project(row, by=row.head, reason="任务变化").status == "cancelled"
    notice = Notice.objects.get(project=row)
    assert notice.kind == "cancelled" and "任务变化" in str(notice.body)


def test_after_the_award_nothing_is_cancelled(cast) -> None:
    row = make.project(cast, "awarded")
    refused(partial(purchasing.cancel_project, row, by=row.head, reason="任务变化"), "state")


def test_a_draft_is_cancelled_without_a_notice(cast) -> None:
    row = make.drawn_up(cast)
    purchasing.cancel_project(row, by=row.head, reason="不再需要")
    assert not Notice.objects.exists() and not queries.public_projects().exists()


def test_what_lies_sealed_is_destroyed_in_the_act_that_ends_the_purchase(row, monkeypatch) -> None:
    told = []
    monkeypatch.setattr(hooks.ending, "_things", [told.append])
    purchasing.fail_project(row, by=None, failed_for="too_few")
    assert told == [row]


def test_a_failure_is_published_and_both_people_are_told(row) -> None:
    failed = purchasing.fail_project(row, by=None, failed_for="too_few")
    assert (failed.status, failed.failed_for) == ("failed", "too_few")
    assert Notice.objects.get(project=row).kind == "failed"
    assert set(Message.objects.filter(kind="project_failed").values_list("to", flat=True)) == {
        row.clerk_id,
        row.head_id,
    }


def test_whoever_fails_a_purchase_says_why(row) -> None:
    refused(partial(purchasing.fail_project, row, by=row.head, failed_for="irregular"), "reason")


def test_a_failed_purchase_is_begun_again_in_one_act_with_all_it_had(row) -> None:
    purchasing.fail_project(row, by=None, failed_for="too_few")
    new = purchasing.retender(row, by=row.clerk)
    assert (new.status, new.retender_of, new.head, new.budget_fen) == ("draft", row, row.head, row.budget_fen)
    for rows in ("factors", "conditions", "deliverables", "milestones"):
        assert getattr(new, rows).count() == getattr(row, rows).count() > 0
    assert new.deadline_at is None and new.published_at is None and new.rules == {} and new.number != row.number
    refused(partial(purchasing.retender, row, by=row.clerk), "again")


def test_only_what_failed_is_begun_again(row) -> None:
    refused(partial(purchasing.retender, row, by=row.clerk), "state")


def failed_twice(cast):
    row = make.project(cast, "published")
    for _n in range(2):
        purchasing.fail_project(row, by=None, failed_for="too_few")
        row = purchasing.retender(row, by=row.clerk)
        if _n == 0:
            row = make.brought(row, "published")
    return purchasing.set_dates(
        row, by=row.clerk, documents_until_on=date(2026, 5, 18), deadline_at=clock.at(date(2026, 6, 5))
    )


def test_a_second_failure_changes_the_method_with_head_and_supervisor(cast) -> None:
    row = failed_twice(cast)
    said = refused(partial(purchasing.approve_project, row, by=row.head), "incomplete")
    assert any("改变采购方式" in reason for reason in said.reasons)
    refused(partial(purchasing.agree_to_method, row, by=cast.auditor), "same_method")
    purchasing.edit_project(row, by=row.clerk, method="comparison", method_reason="两次磋商响应不足。")
    refused(partial(purchasing.approve_project, row, by=row.head), "incomplete")
    refused(partial(purchasing.agree_to_method, row, by=row.head), "may:agree_to_method")
    purchasing.agree_to_method(row, by=cast.auditor)
    assert purchasing.approve_project(row, by=row.head).status == "approved"


def test_after_one_failure_the_method_may_stay_and_no_supervisor_is_asked(row, cast) -> None:
    purchasing.fail_project(row, by=None, failed_for="too_few")
    again = purchasing.retender(row, by=row.clerk)
    refused(partial(purchasing.agree_to_method, again, by=cast.auditor), "not_needed")
    with pytest.raises(Refused) as refusal:
        purchasing.approve_project(again, by=again.head)
    assert refusal.value.reasons == ["填写时间安排。"]
