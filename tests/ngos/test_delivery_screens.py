"""The screens of delivery and payment: on a phone for who delivers, on the desk for who accepts and pays."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from desk import hooks
from kit import clock
from ngos.delivery import services as delivery
from ngos.models import Claim, DeliveryRecord, PaymentRequest, WorkProduct
from ngos.payment import services as payments
from tests.ngos.served import Served, paper
from tests.ngos.test_acceptance import FIRST, SECOND


@pytest.fixture
def served(cast, as_of) -> Served:
    served = Served(cast)
    as_of(2026, 7, 2, 10)
    served.orders = [served.order() for _ in range(3)]
    as_of(2026, 9, 1, 10)
    return served


def at(name: str, *args) -> str:
    return reverse(f"ngos:{name}", args=args)


def test_a_group_session_is_recorded_on_the_phone_from_the_open_cases(served, browse) -> None:
    url = at("group_session", served.contract.number)
    phone = browse(served.worker)
    page = phone.get(at("groups"), follow=True).content.decode()
    assert all(order.ref in page for order in served.orders) and "C-0" not in page
    said = {"item": served.item("group").pk, "day": "2026-08-31", "start": "14:00", "minutes": "90",
            "where": "社区活动室", "heads": "8", "orders": [o.pk for o in served.orders[:2]]}  # fmt: skip
    assert phone.post(url, said).status_code == 302
    again = phone.post(url, said)
    assert again.status_code == 409 and "不能重复计入" in again.content.decode()
    row = DeliveryRecord.objects.get()
    assert (row.heads_n, row.attendances.count(), row.starts_at) == (8, 2, clock.at(date(2026, 8, 31), 14))
    assert browse(served.cast.outsider).get(url).status_code == 404
    assert browse(served.cast.social_worker).get(url).status_code == 404


def test_from_the_claim_on_the_phone_to_the_voucher_every_step_has_its_page_and_its_work_item(served, browse) -> None:
    manager, contract = browse(served.manager), served.contract.number
    assert manager.post(at("claim", contract, 1), {"note": ""}).status_code == 409  # without the plan
    assert manager.post(at("claim", contract, 1), {"title": "工作方案", "file": paper()}).status_code == 302
    claim = Claim.objects.get()
    url = at("acceptance", claim.pk)
    assert url in work(served.officer) and url not in work(served.clerk)
    assert "采购法第61条" in browse(served.clerk).get(url).content.decode()
    assert browse(served.clerk).post(url, {"act": "accept"}).status_code == 404
    assert browse(served.officer).post(url, {"act": "accept"}).status_code == 302

    assert at("new_payment", claim.pk) in work(served.manager)
    assert manager.post(at("new_payment", claim.pk)).status_code == 302
    url = at("payment", PaymentRequest.objects.get().number)
    for who, sent in (
        (served.clerk, {"act": "check"}), (served.head, {"act": "approve"}),
        (served.finance, {"act": "pay", "pay-voucher": "V-1", "pay-paid_on": "2026-09-01"}),
    ):  # fmt: skip
        assert url in work(who) and browse(who).post(url, sent).status_code == 302, sent
    assert served.fresh().paid_fen == 14_850_000
    page = manager.get(at("contract", contract)).content.decode()
    assert "¥148,500.00元" in page and "验收后 0 天支付" in page and "0/400" in page
    assert browse(served.cast.ngo_admin).get(url).status_code == 404


def test_an_officer_accepts_a_part_strikes_one_out_or_says_no(served, browse) -> None:
    served.accepted(FIRST)
    served.sessions(served.orders[0], 2, since=date(2026, 8, 1))
    served.contract.items.filter(kind="individual").update(unit_price_fen=20_000_000)
    claim = served.claimed(SECOND)
    officer, url = browse(served.officer), at("acceptance", claim.pk)
    record = claim.deliveryrecords.first()
    one = at("delivery", served.contract.number, record.pk)
    assert officer.post(one, {"act": "strike", "strike-reason": "时间不实"}).status_code == 302
    assert "时间不实" in browse(served.manager).get(one).content.decode()
    told = officer.post(url, {"act": "accept"})
    assert told.status_code == 409 and "写明理由" in told.content.decode()
    sent = {"act": "part", "part-amount_fen": "50,000.00", "part-reason": "扣除一次"}
    assert officer.post(url, sent).status_code == 302
    assert Claim.objects.get(pk=claim.pk).accepted_fen == 5_000_000


def test_a_paper_is_handed_in_and_read_by_who_may(served, browse) -> None:
    said = {"item": served.item("document").pk, "title": "评估报告", "file": paper()}
    assert browse(served.manager).post(at("product", served.contract.number), said).status_code == 302
    url = at("product_file", WorkProduct.objects.get().pk)
    assert browse(served.officer).get(url)["Content-Type"] == "application/pdf"
    assert browse(served.cast.outsider).get(url).status_code == 404
    session = served.session(served.orders[0], clock.at(date(2026, 8, 3), 9))
    one = at("delivery", served.contract.number, session.pk)
    sent = {"act": "evidence", "evidence-title": "签到表", "evidence-file": paper()}
    assert browse(served.worker).post(one, sent).status_code == 302
    assert browse(served.cast.auditor).get(at("delivery_evidence", session.evidence.get().pk)).status_code == 200


def test_lists_ask_as_much_for_thirty_rows_as_for_one(served, browse) -> None:
    served.accepted(FIRST)
    pages = {
        served.officer: [at("deliveries", served.contract.number), at("acceptances"), at("payments"),
                         at("contract", served.contract.number), reverse("payment_clock:page")],
        served.worker: [at("deliveries", served.contract.number)],
    }  # fmt: skip
    served.session(served.orders[0], clock.at(date(2026, 8, 1), 8))
    payments.submit_payment(Claim.objects.get(), by=served.manager)
    before = counted(browse, pages)
    served.sessions(served.orders[1], 25, since=date(2026, 8, 2))
    served.groups(served.orders, 6, since=date(2026, 8, 2))
    for n in range(3):
        other = Served(served.cast, title=f"辅导项目{n}")
        payments.submit_payment(other.accepted(FIRST), by=other.manager)
    assert counted(browse, pages) == before


def counted(browse, pages) -> list[int]:
    found = []
    for who, urls in pages.items():
        browser = browse(who)
        for url in urls:
            browser.get(url)  # warm
            with CaptureQueriesContext(connection) as asked:
                assert browser.get(url).status_code == 200, url
            found.append(len(asked))
    return found


def test_the_public_clock_names_departments_and_marks_what_is_late(served, client, as_of) -> None:
    delivery.accept_claim(served.claimed(FIRST), by=served.officer)
    as_of(2026, 10, 1, 10)
    page = client.get(reverse("payment_clock:page")).content.decode()
    assert "云栖市司法局" in page and "最长 30 天" in page and "超期</" not in page.split("<table")[0]
    as_of(2026, 10, 2, 10)
    page = client.get(reverse("payment_clock:page")).content.decode()
    assert "最长 31 天" in page and "心桥服务" not in page


def work(user) -> list[str]:
    return [item.url for one in hooks.worklist for item in one(user, clock.now())]
