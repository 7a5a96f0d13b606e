"""Who leads a committee: elected by those who sit, never of the purchaser, by lot where voices are even."""

import pytest
from django.urls import reverse

from kit import clock
from ngos.evaluation import drawing, report, services
from ngos.evaluation.desk_hooks import members_work
from ngos.models import CommitteeMember, Draw
from tests.ngos.tendered import OPENED, Tender
from tests.ngos.test_committee import refused


@pytest.fixture
def tender(cast):
    with clock.frozen(OPENED):
        yield Tender(cast)


def sitting(tender: Tender) -> list[CommitteeMember]:
    """Four experts and the representative, all declared, nobody elected."""
    members = tender.seated()
    for member in members:
        tender.declare(member)
    return list(CommitteeMember.objects.filter(project=tender.project).select_related("user", "project").order_by("pk"))


def vote(members: list[CommitteeMember], *choices: int) -> list[CommitteeMember | None]:
    """Member n votes for member choices[n]."""
    return [
        services.vote_for_leader(members[choice], by=member.user)
        for member, choice in zip(members, choices, strict=False)
    ]


def leaders(tender: Tender) -> list[CommitteeMember]:
    return list(CommitteeMember.objects.filter(project=tender.project, is_leader=True))


def test_most_voices_decide_once_everybody_has_voted(tender) -> None:
    members = sitting(tender)
    assert vote(members, 1, 1, 2, 1) == [None] * 4 and leaders(tender) == []
    assert services.vote_for_leader(members[0], by=members[4].user) == members[1]
    assert leaders(tender) == [members[1]] and not Draw.objects.filter(kind="leader").exists()
    refused("elected", services.vote_for_leader, members[0], by=members[0].user)


def test_an_even_split_is_drawn_and_anybody_can_repeat_the_draw(tender) -> None:
    members = sitting(tender)
    elected = vote(members, 0, 0, 2, 2, 3)[-1]
    draw = Draw.objects.get(kind="leader")
    assert draw.candidates == [f"E{members[n].user.expert.pk:06d}" for n in (0, 2)], "only those with most voices"
    assert draw.result == drawing.in_order(draw.seed, draw.candidates)
    assert leaders(tender) == [elected] and f"E{elected.user.expert.pk:06d}" == draw.result[0]


def test_the_purchasers_representative_votes_and_is_not_voted_for(tender) -> None:
    members = sitting(tender)
    refused("not_electable", services.vote_for_leader, members[4], by=members[0].user)
    assert services.vote_for_leader(members[0], by=members[4].user) is None


def test_one_voice_each_and_not_before_all_have_declared(tender) -> None:
    members = tender.seated()
    for member in members[:4]:
        tender.declare(member)
    refused("undeclared", services.vote_for_leader, members[0], by=members[0].user)
    tender.declare(members[4])
    services.vote_for_leader(members[0], by=members[0].user)
    refused("voted", services.vote_for_leader, members[1], by=members[0].user)


@pytest.mark.parametrize("who", ["clerk", "head", "supervisor", "outsider"])
def test_nobody_but_the_members_votes(tender, who) -> None:
    members = sitting(tender)
    by = tender.cast.outsider if who == "outsider" else getattr(tender, who)
    refused("may:vote_for_leader", services.vote_for_leader, members[0], by=by)


def test_a_member_of_another_committee_is_not_voted_for(tender) -> None:
    members, other = sitting(tender), tender._project({})
    stranger = CommitteeMember.objects.create(project=other, user=tender.experts[7], kind="expert")
    refused("may:vote_for_leader", services.vote_for_leader, stranger, by=members[0].user)


def test_without_a_leader_no_price_is_shown_and_nothing_ranked(tender) -> None:
    members = sitting(tender)
    for bid in tender.bids:
        services.qualify_bid(bid, by=tender.clerk)
        services.conform_bid(bid, by=members[0].user)
    for sheet in services.begin_scoring(tender.fresh(), by=tender.clerk):
        tender.give(sheet, 70)
    for service in (services.reveal_prices, services.rank_bids):
        refused("no_leader", service, tender.fresh(), by=members[0].user)
    vote(members, 1, 1, 1, 1, 1)
    refused("not_leader", services.reveal_prices, tender.fresh(), by=members[0].user)
    services.reveal_prices(tender.fresh(), by=members[1].user)
    assert len(services.rank_bids(tender.fresh(), by=members[1].user)) == 3


def test_when_the_leader_goes_all_vote_anew_when_a_candidate_goes_those_who_voted_for_it(tender) -> None:
    members = sitting(tender)
    vote(members, 1, 2)
    services.recuse(members[1], by=members[1].user, reason="刚得知亲属任职")
    voices = dict(CommitteeMember.objects.values_list("pk", "votes_for_id"))
    assert voices[members[0].pk] is None
    seated = sitting_again(tender)
    vote([m for m in seated if voices.get(m.pk) is None], *[0] * 5)
    leader = leaders(tender)[0]
    services.recuse(leader, by=leader.user, reason="身体原因")
    assert leaders(tender) == [] and not CommitteeMember.objects.exclude(votes_for=None).exists()
    seated = sitting_again(tender)
    assert vote(seated, *[1] * 5)[-1] == seated[1]


def sitting_again(tender: Tender) -> list[CommitteeMember]:
    """Whoever was drawn for those who left has declared."""
    rows = CommitteeMember.objects.filter(project=tender.project).select_related("user", "project").order_by("pk")
    for member in rows.filter(status="drawn"):
        tender.declare(member)
    return list(rows.filter(status="declared"))


def test_a_member_is_asked_on_the_desk_and_votes_on_the_page_of_the_committee(tender, browse) -> None:
    members = sitting(tender)
    url = reverse("ngos:committee", args=[tender.project.number])
    assert [str(i.title) for i in members_work(members[0].user, clock.now())] == ["推选评审小组组长"]
    for n, member in enumerate(members):
        shown = browse(member.user).get(url).content.decode()
        assert f"已有 {n} / 5 人投票" in shown and "得 1 票" not in shown
        wrong = browse(member.user).post(url, {"act": "vote", "candidate": members[4].pk})
        assert wrong.status_code == 409
        assert browse(member.user).post(url, {"act": "vote", "candidate": members[1].pk}).status_code == 302
        assert browse(member.user).post(url, {"act": "vote", "candidate": members[1].pk}).status_code == 404
    shown = browse(tender.clerk).get(url).content.decode()
    assert "组长" in shown and "得 5 票" in shown
    assert list(members_work(members[0].user, clock.now())) == []
    assert browse(tender.clerk).post(url, {"act": "vote", "candidate": members[1].pk}).status_code == 404
    assert browse(tender.cast.outsider).post(url, {"act": "vote", "candidate": members[1].pk}).status_code == 404


def test_the_report_says_who_led_and_by_how_many_voices_or_by_lot(cast) -> None:
    with clock.frozen(OPENED):
        tender = Tender(cast)
        tender.ranked()
        facts = dict(report.contents(tender.fresh())["facts"])
    assert facts["评审小组组长"] == f"{tender.leader.display_name}，得 5 票"
    leader = CommitteeMember.objects.get(is_leader=True)
    number = f"E{leader.user.expert.pk:06d}"
    Draw.objects.create(
        project=tender.project, kind="leader", seed="a" * 64, candidates=[number], result=[number], at=OPENED
    )
    assert "抽签确定" in dict(report.contents(tender.fresh())["facts"])["评审小组组长"]
