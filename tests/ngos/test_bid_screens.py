"""The bidder's own screens: there for whoever bids and while there is something to bid for, each with its own alone."""

from datetime import timedelta

import pytest
from django.urls import reverse

from kit import clock
from ngos.bidding import services
from ngos.models import Bid, Project
from tests.cast import person, seat, sign_in
from tests.ngos import purchase, sealed


@pytest.fixture
def tender(cast, as_of) -> sealed.Tender:
    as_of(2026, 5, 11)
    return sealed.tender(cast)


def page(tender: sealed.Tender, name: str = "bid") -> str:
    return reverse(f"ngos:{name}", args=[tender.project.number])


def read(tender: sealed.Tender, n: int = 0) -> str:
    answer = sign_in(tender.bidders[n].user).get(page(tender))
    assert answer.status_code == 200
    return answer.content.decode()


def submit(tender: sealed.Tender, n: int = 0) -> Bid:
    bidder = tender.bidders[n]
    content = sealed.content(tender.project, 46_800_000)
    return services.submit_bid(tender.project, bidder.org, by=bidder.user, content=content)


def test_the_page_is_for_managers_of_listed_organisations_alone(tender) -> None:
    nobody = seat(person("路人"), "NGA", tender.cast.county("990103"))
    caseworker = seat(person("社工"), "NGC", tender.bidders[0].org)
    for user in (nobody, caseworker, tender.project.clerk, tender.cast.outsider, tender.cast.auditor):
        for name in ("bid", "bid_receipt"):
            assert sign_in(user).get(page(tender, name)).status_code == 404, (user, name)


def test_what_is_not_announced_has_no_page_to_bid_on(tender) -> None:
    draft = purchase.project(tender.cast)
    for name in ("bid", "bid_receipt"):
        url = reverse(f"ngos:{name}", args=[draft.number])
        assert sign_in(tender.bidders[0].user).get(url).status_code == 404


def test_the_form_is_there_until_the_deadline_and_not_while_the_project_is_held(tender) -> None:
    form = "密封提交"
    assert form in read(tender)
    with clock.frozen(tender.project.deadline_at - timedelta(microseconds=1)):
        assert form in read(tender)
    with clock.frozen(tender.project.deadline_at):
        shown = read(tender)
        assert form not in shown and "现在不能提交响应" in shown
    Project.objects.filter(pk=tender.project.pk).update(held_at=clock.now(), held_by=tender.cast.auditor)
    assert form not in read(tender)


def test_a_bidder_sees_its_own_bid_and_receipt_and_no_sign_of_others(tender) -> None:
    bid = submit(tender)
    assert bid.digest in read(tender, 0) and bid.digest not in read(tender, 1)
    assert "本机构的响应" not in read(tender, 1)
    mine = sign_in(tender.bidders[0].user).get(page(tender, "bid_receipt"))
    assert mine.status_code == 200 and bid.digest in mine.content.decode()
    assert sign_in(tender.bidders[1].user).get(page(tender, "bid_receipt")).status_code == 404


def test_what_was_sealed_is_never_shown_again_not_even_to_its_bidder(tender) -> None:
    submit(tender)
    assert not any(said in read(tender) for said in ("468000", "468,000", "响应：服务方案"))


def test_a_bid_is_withdrawn_by_its_button_and_by_its_own_bidder_alone(tender) -> None:
    bid = submit(tender)
    none = sign_in(tender.bidders[1].user).post(page(tender), {"act": "withdraw"})
    assert none.status_code == 409 and "没有可以撤回的响应文件" in none.content.decode()
    assert Bid.objects.get(pk=bid.pk).status == "sealed"
    assert sign_in(tender.bidders[0].user).post(page(tender), {"act": "withdraw"}).status_code == 302
    assert Bid.objects.get(pk=bid.pk).status == "withdrawn"


def test_a_refused_form_says_so_and_keeps_what_was_written(tender) -> None:
    said = {"act": "submit", "price": "不是数", "contact": "机构办公室二楼"}
    answer = sign_in(tender.bidders[0].user).post(page(tender), said)
    assert answer.status_code == 409 and "机构办公室二楼" in answer.content.decode() and not Bid.objects.exists()
