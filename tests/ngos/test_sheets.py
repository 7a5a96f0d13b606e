"""Score sheets: one's own, within the factors, signed once, and reopened by two persons only."""

import pytest
from django.db import DatabaseError, connection, transaction

from kit import clock
from kit.lifecycle import StatusChangedByHand
from ngos.evaluation import services
from ngos.evaluation.sheets import all_locked, prices_are_open
from ngos.models import CommitteeMember, Mark, Project, Sheet
from tests.ngos.tendered import OPENED, Tender
from tests.ngos.test_committee import refused


@pytest.fixture
def tender(cast):
    with clock.frozen(OPENED):
        yield Tender(cast)


def test_a_draft_is_kept_and_only_technical_and_business_factors_are_scored(tender) -> None:
    sheet = tender.scoring()[0]
    me = sheet.member.user
    kept = services.save_draft(
        sheet, by=me, points={tender.technical.pk: 4550, tender.business.pk: None}, remark="待议"
    )
    assert (kept.draft, kept.remark, kept.status) == ({str(tender.technical.pk): 4550}, "待议", "open")
    refused("factor", services.save_draft, sheet, by=me, points={tender.price.pk: 100})
    refused("points", services.save_draft, sheet, by=me, points={tender.technical.pk: 5001})
    refused("points", services.save_draft, sheet, by=me, points={tender.technical.pk: -1})
    refused("lacking", services.lock_sheet, sheet, by=me)
    assert not Mark.objects.exists()


def test_a_factor_takes_its_most_and_not_a_hundredth_more(tender) -> None:
    sheet = tender.scoring()[0]
    services.save_draft(sheet, by=sheet.member.user, points={tender.technical.pk: 5000, tender.business.pk: 3000})
    assert services.lock_sheet(sheet, by=sheet.member.user).total == 8000


def test_nobody_writes_another_members_sheet(tender) -> None:
    first, second = (s for s in tender.scoring()[:10:5])
    other = next(s for s in Sheet.objects.select_related("member__user") if s.member_id != first.member_id)
    refused("may:score", services.save_draft, first, by=other.member.user, points={})
    refused("may:score", services.lock_sheet, first, by=tender.head)
    assert second


def test_a_signed_sheet_cannot_be_changed_by_service_model_or_sql(tender) -> None:
    sheet = tender.give(tender.scoring()[0], 72)
    assert sheet.total == 7200 and sum(Mark.objects.values_list("points", flat=True)) == 7200
    refused("locked", services.save_draft, sheet, by=sheet.member.user, points={tender.technical.pk: 1})
    refused("locked", services.lock_sheet, sheet, by=sheet.member.user)
    for change in (
        lambda: Mark.objects.update(points=1),
        lambda: Mark.objects.first().delete(),
        lambda: Mark.objects.filter(pk=Mark.objects.first().pk)._raw_delete("default"),
        lambda: connection.cursor().execute("UPDATE ngos_mark SET points = 1"),
        lambda: connection.cursor().execute("DELETE FROM ngos_mark"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    sheet.status = "open"
    with pytest.raises(StatusChangedByHand):
        sheet.save()


def test_a_sheet_is_reopened_by_head_and_supervisor_together_and_the_old_one_stays(tender) -> None:
    sheet = tender.give(tender.scoring()[0], 72)
    refused("not_asked", services.agree_to_reopen, sheet, by=tender.supervisor)
    refused("may:ask_to_reopen", services.ask_to_reopen, sheet, by=tender.clerk, reason="漏评")
    refused("reason", services.ask_to_reopen, sheet, by=tender.head, reason="")
    services.ask_to_reopen(sheet, by=tender.head, reason="合计有误")
    refused("may:agree_to_reopen", services.agree_to_reopen, sheet, by=tender.head)
    fresh = services.agree_to_reopen(sheet, by=tender.supervisor)
    old = Sheet.objects.get(pk=sheet.pk)
    assert (old.status, old.total, old.reason) == ("superseded", 7200, "合计有误") and old.marks.count() == 2
    assert (fresh.version, fresh.status, fresh.draft) == (2, "open", sheet.draft)
    tender.give(fresh, 70)
    assert Sheet.objects.get(pk=fresh.pk).total == 7000


def test_an_open_sheet_is_not_reopened(tender) -> None:
    sheet = tender.scoring()[0]
    refused("not_locked", services.ask_to_reopen, sheet, by=tender.head, reason="合计有误")


def test_prices_are_shown_when_the_last_sheet_is_signed_and_not_before(tender) -> None:
    sheets = tender.scoring()
    for sheet in sheets[:-1]:
        tender.give(sheet, 70)
    refused("open_sheets", services.reveal_prices, tender.fresh(), by=tender.leader)
    assert not all_locked(tender.project) and not prices_are_open(tender.project)
    tender.give(sheets[-1], 70)
    other = CommitteeMember.objects.filter(project=tender.project, kind="expert", is_leader=False).first()
    refused("not_leader", services.reveal_prices, tender.project, by=other.user)
    services.reveal_prices(tender.project, by=tender.leader)
    assert prices_are_open(tender.project)


def test_whoever_leaves_while_scoring_is_replaced_and_the_new_member_scores_every_bid(tender) -> None:
    sheets = tender.scoring()
    given = next(s for s in sheets if not s.member.is_leader)
    gone = given.member
    tender.give(given, 60)
    services.recuse(gone, by=gone.user, reason="刚得知亲属任职")
    fresh = CommitteeMember.objects.get(replaces=gone)
    assert not fresh.sheets.exists()
    refused("vacancy" if not fresh else "undeclared", services.reveal_prices, tender.fresh(), by=tender.leader)
    tender.declare(fresh)
    assert fresh.sheets.count() == 3
    for sheet in Sheet.objects.filter(status="open", member__status="declared").select_related("member__user"):
        tender.give(sheet, 70)
    services.reveal_prices(tender.fresh(), by=tender.leader)
    rows = services.rank_bids(tender.fresh(), by=tender.leader)
    assert {row.technical for row in rows} == {7000}, "what the one who left gave counts no more"
    assert Project.objects.get(pk=tender.project.pk).status == "ranked"
