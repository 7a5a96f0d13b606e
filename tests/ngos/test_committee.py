"""Who judges: drawn so that anybody can repeat it, composed as the rules say, declared before reading."""

from hashlib import sha256
from random import Random

import pytest
from django.db import DatabaseError, transaction

from accounts.models import Membership
from kit import clock
from kit.errors import Refused
from ngos.evaluation import composing, drawing, services
from ngos.evaluation.committee import seats_of, vacancies
from ngos.models import CommitteeMember, Declaration, Draw
from tests.cast import person, seat
from tests.ngos.tendered import OPENED, Tender


@pytest.fixture
def tender(cast):
    with clock.frozen(OPENED):
        yield Tender(cast)


def refused(code, service, *args, **kwargs) -> Refused:
    with pytest.raises(Refused) as refusal:
        service(*args, **kwargs)
    assert refusal.value.code == code
    return refusal.value


# --- the draw --------------------------------------------------------------------------------------------------
def test_a_draw_follows_its_published_recipe_and_nothing_else() -> None:
    candidates = ["E000001", "E000002", "E000003", "E000004"]
    by_hand = sorted(candidates, key=lambda c: sha256(("a" * 64 + "\n" + c).encode("utf-8")).hexdigest())
    assert drawing.drawn("a" * 64, candidates, 2) == by_hand[:2]
    assert drawing.in_order("a" * 64, candidates[::-1]) == by_hand, "the order of the list does not matter"
    assert drawing.drawn("b" * 64, candidates, 4) != drawing.drawn("a" * 64, candidates, 4)


def test_no_candidate_has_more_of_a_chance_than_another() -> None:
    counts = dict.fromkeys("ABCDE", 0)
    for n in range(5000):
        counts[drawing.drawn(f"{n:064x}", list(counts), 1)[0]] += 1
    assert all(880 < n < 1120 for n in counts.values()), counts


def test_only_the_demo_city_draws_by_dice_that_are_known(settings) -> None:
    with drawing.foreseen_draws(Random(7)):
        first = [drawing.new_seed(), drawing.new_seed()]
    with drawing.foreseen_draws(Random(7)):
        assert [drawing.new_seed(), drawing.new_seed()] == first and len(set(first)) == 2
    assert drawing.new_seed() not in first and len(first[0]) == 64
    settings.ALLOW_SYNTHETIC_IDS = False
    with pytest.raises(RuntimeError), drawing.foreseen_draws(Random(7)):
        drawing.new_seed()


def test_the_draw_of_experts_is_kept_so_that_it_can_be_repeated(tender) -> None:
    members = tender.seated()
    draw = Draw.objects.get(project=tender.project)
    assert draw.result == drawing.drawn(draw.seed, draw.candidates, 4) and len(draw.candidates) == 8
    experts = [m for m in members if m.kind == "expert"]
    assert [f"E{m.user.expert.pk:06d}" for m in experts] == draw.result
    assert not any(m.is_leader for m in members), "who leads the members elect themselves"


def test_a_draw_cannot_be_changed_afterwards(tender) -> None:
    tender.seated()
    with pytest.raises(DatabaseError), transaction.atomic():
        Draw.objects.update(seed="c" * 64)
    with pytest.raises(DatabaseError), transaction.atomic():
        Draw.objects.all().delete()


def test_nobody_with_another_part_in_the_project_or_of_the_purchaser_is_drawn(tender) -> None:
    seat(tender.experts[0], "FIN", tender.cast.bureau)
    tender.project.clerk = tender.experts[1]
    tender.project.save()
    other_field = tender.experts[2].expert
    other_field.categories = [5]
    other_field.save()
    gone = Membership.objects.get(user=tender.experts[3])
    gone.until_on = "2026-01-01"
    gone.save()
    from ngos.evaluation.committee import candidates

    assert {e.user_id for e in candidates(tender.project)} == {u.pk for u in tender.experts[4:]}


# --- composition -----------------------------------------------------------------------------------------------
SHARE = [2, 3]


@pytest.mark.parametrize(
    ("experts", "representatives", "is_right"),
    [
        (4, 1, True),
        (3, 2, False),
        (5, 0, True),
        (5, 2, True),
        (4, 3, False),
        (4, 0, False),
        (3, 0, False),
        (2, 1, False),
    ],
)
def test_five_are_at_least_four_experts_and_the_number_is_odd(experts, representatives, is_right) -> None:
    assert (composing.faults(experts, representatives, least=5, share=SHARE) == []) is is_right


def test_ten_million_asks_for_seven(tender) -> None:
    rules = tender.project.rules
    assert composing.least("consultation", 999_999_999, rules) == 3
    assert composing.least("consultation", 1_000_000_000, rules) == 7
    assert composing.least("open_tender", 100, rules) == 5


def test_three_experts_and_two_of_the_purchaser_are_refused(tender) -> None:
    second = seat(person("陆明"), "CBM", tender.cast.county("990103"))
    refusal = refused(
        "composition", services.form_committee, tender.project, by=tender.clerk, experts=3,
        representatives=[tender.representative, second],
    )  # fmt: skip
    assert "5 人的评审小组至少 4 名专家。" in refusal.reasons
    assert not CommitteeMember.objects.exists() and not Draw.objects.exists()


def test_a_pool_that_is_too_small_is_said_before_anybody_is_seated(cast) -> None:
    with clock.frozen(OPENED):
        tender = Tender(cast, pool=3)
        refused("pool_too_small", tender.seated)
    assert not CommitteeMember.objects.exists()


@pytest.mark.parametrize("who", ["head", "clerk", "outsider", "supervisor"])
def test_only_the_clerk_forms_the_committee(tender, who) -> None:
    by = tender.cast.outsider if who == "outsider" else getattr(tender, who)
    if who == "clerk":
        tender.seated()
        refused("formed", tender.seated)
    else:
        refused("may:form_committee", services.form_committee, tender.project, by=by, experts=4, representatives=[])


def test_head_and_clerk_do_not_represent_the_purchaser_on_the_committee(tender) -> None:
    for user in (tender.head, tender.clerk):
        refused("apart", services.form_committee, tender.project, by=tender.clerk, experts=4, representatives=[user])


def test_the_purchasers_representative_never_leads(tender) -> None:
    tender.seated()
    representative = CommitteeMember.objects.get(kind="purchaser")
    with pytest.raises(DatabaseError), transaction.atomic():
        CommitteeMember.objects.filter(pk=representative.pk).update(is_leader=True)


def test_no_committee_before_the_deadline_has_passed_nor_while_the_project_is_held(cast) -> None:
    with clock.frozen(OPENED):
        early = Tender(cast, offers=(), status="published", opened_at=None)
        refused("state:published", early.seated)
    with clock.frozen(OPENED):
        early.project.held_at = OPENED
        early.project.held_by = early.supervisor
        early.project.save()
        type(early.project).objects.filter(pk=early.project.pk).update(status="opened")
        refused("held", early.seated)


# --- declarations ----------------------------------------------------------------------------------------------
def test_whoever_declares_an_interest_goes_and_the_next_is_drawn(tender) -> None:
    members = tender.seated()
    gone = tender.declare(members[0], 同行社工="kin")
    assert gone.status == "recused"
    assert Draw.objects.count() == 2
    second = Draw.objects.order_by("pk").last()
    assert len(second.candidates) == 4 and second.by is None, "those seated or gone are not drawn again"
    assert second.result == drawing.drawn(second.seed, second.candidates, 1)
    fresh = CommitteeMember.objects.get(replaces=gone)
    assert fresh.status == "drawn" and not vacancies(tender.project)


def test_an_empty_pool_leaves_a_seat_that_the_clerk_fills_later(cast) -> None:
    with clock.frozen(OPENED):
        tender = Tender(cast, pool=4)
        members = tender.seated()
        gone = tender.declare(members[1], 晨光社工="employed")
        assert vacancies(tender.project) == [gone]
        refused("pool_too_small", services.fill_vacancy, gone, by=tender.clerk)
        late = tender._expert(9)
        filled = services.fill_vacancy(gone, by=tender.clerk)
    assert filled.user == late and not vacancies(tender.project)


def test_a_representative_who_must_go_is_replaced_by_a_person_and_not_by_lot(tender) -> None:
    gone = tender.declare(tender.seated()[-1], 心桥咨询="shareholder")
    assert Draw.objects.count() == 1 and vacancies(tender.project) == [gone]
    refused("representative", services.fill_vacancy, gone, by=tender.clerk)
    other = seat(person("陆明"), "CBM", tender.cast.county("990103"))
    assert services.fill_vacancy(gone, by=tender.clerk, representative=other).kind == "purchaser"


def test_every_bidder_is_declared_on_or_none(tender) -> None:
    member = tender.seated()[0]
    bid = tender.bids[0].pk
    refused("incomplete", services.declare, member, by=member.user, relations={bid: "none"})
    wrong = {b.pk: "none" for b in tender.bids} | {bid: "friend"}
    refused("incomplete", services.declare, member, by=member.user, relations=wrong)
    assert not Declaration.objects.exists()


def test_a_seat_at_a_bidder_that_is_not_declared_is_noticed(tender) -> None:
    member = tender.seated()[0]
    seat(member.user, "NGC", tender.org(1))
    refused("known_relation", tender.declare, member)
    assert tender.declare(member, 同行社工="employed").status == "recused"


def test_nobody_declares_for_another_or_twice(tender) -> None:
    first, second, *_rest = tender.seated()
    said = {b.pk: "none" for b in tender.bids}
    refused("may:declare", services.declare, first, by=second.user, relations=said)
    tender.declare(first)
    refused("declared_already", tender.declare, first)


def test_an_expert_who_finds_out_later_leaves_and_another_is_drawn(tender) -> None:
    members = tender.declared()
    refused("reason", services.recuse, members[0], by=members[0].user, reason=" ")
    services.recuse(members[0], by=members[0].user, reason="刚得知亲属任职")
    assert seats_of(tender.project).count() == 5
