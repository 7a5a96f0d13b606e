"""The screens of an evaluation: who opens what and when, no price and no score of others too early, every act."""

import json
from datetime import date, timedelta

import pytest
from django.urls import reverse

from kit import clock
from ngos.evaluation import services
from ngos.models import Bid, CommitteeMember, Contract, Objection, Project, Sheet
from tests.cast import person, seat
from tests.ngos.recompute import ranking as recomputed
from tests.ngos.tendered import OPENED, RANKED, Tender

PRICES = ("468,000", "432,000", "495,000", "46800000", "43200000", "49500000")


@pytest.fixture
def tender(cast):
    with clock.frozen(OPENED):
        yield Tender(cast)


def page(name: str, tender: Tender, *more) -> str:
    return reverse(f"ngos:{name}", args=[tender.project.number, *more])


def text(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def bid_page(tender: Tender, n: int = 0) -> str:
    return page("read_bid", tender, Bid.objects.get(pk=tender.bids[n].pk).row_key)


# --- who opens what --------------------------------------------------------------------------------------------
PAGES = ("committee", "review", "award", "scoring", "objections")


def test_whoever_has_no_part_in_the_project_finds_no_evaluation(tender, browse) -> None:
    tender.declared()
    colleague = seat(person("陆明"), "MUN", tender.cast.bureau)
    for user in (tender.cast.outsider, colleague, tender.cast.system_admin, tender.bidders["晨光社工"]):
        for name in PAGES:
            assert browse(user).get(page(name, tender)).status_code == 404, (user, name)
        assert browse(user).get(bid_page(tender)).status_code == 404


def test_before_the_deadline_there_is_no_evaluation_for_anybody(cast, browse) -> None:
    tender = Tender(cast, status="published", opened_at=None)
    for user in (tender.clerk, tender.head, tender.supervisor):
        assert [browse(user).get(page(name, tender)).status_code for name in PAGES] == [404] * 5


def test_no_member_reads_a_bid_before_declaring(tender, browse) -> None:
    member = tender.seated()[0]
    browser = browse(member.user)
    assert browser.get(bid_page(tender)).status_code == 404
    for name in ("review", "scoring"):
        assert browser.get(page(name, tender)).headers["Location"] == page("declare", tender)
    assert browser.get(page("award", tender)).status_code == 404
    said = {f"bid-{b.pk}": "none" for b in tender.bids}
    assert browser.post(page("declare", tender), said).headers["Location"] == page("review", tender)
    assert "服务方案" in text(browser.get(bid_page(tender)))


def test_a_member_with_an_interest_reads_nothing_ever(tender, browse) -> None:
    member = tender.seated()[0]
    browser = browse(member.user)
    said = {f"bid-{b.pk}": "none" for b in tender.bids} | {f"bid-{tender.bids[1].pk}": "kin"}
    assert browser.post(page("declare", tender), said).headers["Location"] == reverse("ngos:evaluations")
    for url in (bid_page(tender), *(page(name, tender) for name in PAGES)):
        assert browser.get(url).status_code == 404


def test_an_incomplete_declaration_is_asked_again(tender, browse) -> None:
    member = tender.seated()[0]
    answer = browse(member.user).post(page("declare", tender), {f"bid-{tender.bids[0].pk}": "none"})
    assert answer.status_code == 409 and CommitteeMember.objects.get(pk=member.pk).status == "drawn"


# --- what is hidden --------------------------------------------------------------------------------------------
def test_no_price_stands_on_any_page_before_the_last_sheet_is_signed(tender, browse) -> None:
    sheets = tender.scoring()
    people = [tender.clerk, tender.head, tender.supervisor, *(s.member.user for s in sheets[:6])]
    for user in people:
        browser = browse(user)
        for url in (page("review", tender), page("award", tender), *(bid_page(tender, n) for n in range(3))):
            shown = text(browser.get(url))
            assert not any(price in shown for price in PRICES), (user, url)
    for sheet in sheets:
        tender.give(sheet, 70)
    services.reveal_prices(tender.fresh(), by=tender.leader)
    assert "468,000.00" in text(browse(tender.clerk).get(page("review", tender)))


def test_nobody_sees_anothers_scores_before_the_ranking(tender, browse) -> None:
    sheets = tender.scoring()
    first = sheets[0]
    services.save_draft(first, by=first.member.user, points={tender.technical.pk: 4321, tender.business.pk: 1234})
    services.lock_sheet(first, by=first.member.user)
    others = {s.member.user for s in sheets} - {first.member.user}
    for user in (*others, tender.clerk, tender.head, tender.supervisor):
        for name in ("review", "award", "scoring"):
            answer = browse(user).get(page(name, tender))
            shown = answer.content.decode()
            assert not any(points in shown for points in ("43.21", "12.34", "55.55")), (user, name)
    assert "43.21" in text(browse(first.member.user).get(page("scoring", tender)))


# --- the acts --------------------------------------------------------------------------------------------------
def test_the_clerk_forms_the_committee_and_reads_the_draw(tender, browse) -> None:
    browser = browse(tender.clerk)
    said = {"act": "form", "experts": 3, "representatives": [tender.representative.pk]}
    wrong = browser.post(page("committee", tender), said)
    assert wrong.status_code == 409 and "评审小组人数为单数" in wrong.content.decode()
    assert browser.post(page("committee", tender), {**said, "experts": 4}).status_code == 302
    shown = text(browser.get(page("committee", tender)))
    assert "SHA-256" in shown and "卢宁" in shown
    assert browse(tender.head).post(page("committee", tender), said).status_code == 404


def test_a_bid_is_qualified_and_another_refused_with_its_clause(tender, browse) -> None:
    browser = browse(tender.clerk)
    assert browser.post(bid_page(tender), {"act": "qualify"}).status_code == 302
    assert browser.post(bid_page(tender, 1), {"act": "refuse", "clause": "2.1", "reason": ""}).status_code == 409
    said = {"act": "refuse", "clause": "2.1", "reason": "证书已过期"}
    assert browser.post(bid_page(tender, 1), said).status_code == 302
    assert [Bid.objects.get(pk=b.pk).status for b in tender.bids[:2]] == ["qualified", "disqualified"]
    assert browse(tender.head).post(bid_page(tender, 2), said).status_code == 404


def test_scores_are_saved_cell_by_cell_and_signed_by_bid(tender, browse) -> None:
    sheet = tender.scoring()[0]
    browser, url = browse(sheet.member.user), page("scoring", tender)
    cell = f"p-{sheet.pk}-{tender.technical.pk}"
    assert browser.post(url, {"act": "save", cell: "45.5"}).status_code == 302
    assert 'value="45.50"' in text(browser.get(url))
    for wrong in ("50.01", "45.555", "abc", "-1"):
        answer = browser.post(url, {"act": "save", cell: wrong})
        assert answer.status_code == 409 and f'value="{wrong}"' in answer.content.decode()
    lock = {"act": f"lock-{sheet.pk}", cell: "45.5"}
    assert browser.post(url, lock).status_code == 409
    lock[f"p-{sheet.pk}-{tender.business.pk}"] = "26.50"
    assert browser.post(url, lock).status_code == 302
    assert Sheet.objects.get(pk=sheet.pk).total == 7200
    assert browser.post(url, {"act": "lock-999999"}).status_code == 404


def test_from_the_last_signature_to_the_announcement_by_buttons_alone(tender, browse) -> None:
    with clock.frozen(RANKED):
        tender.scored()
        leader, url = browse(tender.leader), page("award", tender)
        for act in ("reveal", "rank", "propose"):
            assert leader.post(url, {"act": act}).status_code == 302, act
        assert browse(tender.clerk).post(url, {"act": "confirm"}).status_code == 404
        assert browse(tender.head).post(url, {"act": "confirm"}).status_code == 302
        assert browse(tender.clerk).post(url, {"act": "announce"}).status_code == 302
        assert "94.19" in text(browse(tender.head).get(url))
        answer = browse(tender.supervisor).get(page("evaluation_report", tender))
        assert answer.status_code == 200 and answer.content.startswith(b"%PDF")
    assert tender.fresh().status == "awarded"


def test_a_bidder_reads_its_own_result_and_objects(tender, browse) -> None:
    tender.awarded()
    browser, url = browse(tender.bidders["晨光社工"]), page("bid_result", tender)
    with clock.frozen(RANKED):
        assert "89.66" not in text(browser.get(url))
        services.announce_result(tender.fresh(), by=tender.clerk)
        shown = text(browser.get(url))
        assert "89.66" in shown and not any(s in shown for s in ("94.19", "85.20", "同行社工", "心桥咨询"))
        assert browser.post(url, {"act": "object", "kind": "result", "text": "请求复核"}).status_code == 302
        row = Objection.objects.get()
        office = page("objections", tender)
        said = {"act": f"answer-{row.pk}", "upheld": "no", "answer": "评分无误"}
        assert browse(tender.clerk).post(office, said).status_code == 404
        assert browse(tender.head).post(office, said).status_code == 302
        assert browser.post(url, {"act": f"complain-{row.pk}", "text": "答复不实"}).status_code == 302
        judge = browse(seat(person("公孙正"), "MUN", tender.cast.bureau))
        decide = {"act": f"decide-{row.complaint.pk}", "upheld": "no", "answer": "维持答复"}
        assert judge.post(office, decide).status_code == 302
    assert browse(tender.bidders["同行社工"]).get(url).status_code == 200
    stranger = seat(person("旁人"), "NGA", tender.cast.chunhui)
    with clock.frozen(RANKED):
        assert browse(stranger).get(url).status_code == 404


def test_anybody_downloads_the_published_scores_and_works_them_out(tender, client) -> None:
    tender.awarded()
    url = reverse("scores:json", args=[tender.project.number])
    assert client.get(url).status_code == 404 and client.get(reverse("scores:page", args=["GP-0-0"])).status_code == 404
    with clock.frozen(RANKED):
        services.announce_result(tender.fresh(), by=tender.clerk)
        sheet = json.loads(client.get(url).content)
        assert [row[1] for row in recomputed(sheet)] == [1, 2, 3]
        shown = text(client.get(reverse("scores:page", args=[tender.project.number])))
    assert "94.19" in shown and "晨光社工" not in shown and tender.experts[0].display_name not in shown


# --- the contract ----------------------------------------------------------------------------------------------
def test_a_contract_goes_from_draft_to_filed_by_its_page(tender, browse) -> None:
    tender.announced()
    later = clock.at(date(2026, 6, 8), 10)
    said = {"starts_on": "2026-07-01", "cases": "40", "grant_fields": ["preferred_name"]}
    with clock.frozen(later):
        answer = browse(tender.clerk).post(page("draft_contract", tender), said)
        row = Contract.objects.get()
        url = reverse("ngos:contract", args=[row.number])
        assert answer.headers["Location"] == url
        assert browse(tender.bidders["晨光社工"]).get(url).status_code == 404
        assert browse(tender.cast.outsider).get(url).status_code == 404
        assert browse(tender.bidders["心桥咨询"]).post(url, {"act": "agree"}).status_code == 302
        assert browse(tender.bidders["心桥咨询"]).post(url, {"act": "sign"}).status_code == 404
        assert browse(tender.head).post(url, {"act": "sign"}).status_code == 302
        clerk = browse(tender.clerk)
        assert clerk.post(url, {"act": "publish"}).status_code == 302
        assert clerk.post(url, {"act": "file", "filing_number": "备-2026-17"}).status_code == 302
        over = browse(tender.head).post(url, {"act": "supplement", "amount_fen": "49,500.01", "text": "增加"})
        assert over.status_code == 409 and "10%" in over.content.decode()
        added = {"act": "supplement", "amount_fen": "49,500.00", "text": "增加"}
        assert browse(tender.head).post(url, added).status_code == 302
        assert "495,000.00" in text(browse(tender.supervisor).get(url))
    assert Contract.objects.get().status == "filed"


# --- the pool --------------------------------------------------------------------------------------------------
def test_the_city_keeps_the_pool_and_others_do_not_find_it(tender, browse) -> None:
    url, browser = reverse("ngos:experts"), browse(tender.clerk)
    newcomer = seat(person("新专家"), "EXP")
    said = {"act": "enter", "user": newcomer.pk, "categories": ["2", "5"], "employer": "云栖大学", "title": "教授"}
    assert browser.post(url, said).status_code == 302
    assert newcomer.expert.categories == [2, 5] and "新专家" in text(browser.get(url))
    assert browser.post(url, {**said, "user": tender.clerk.pk}).status_code == 409
    assert browser.post(url, {"act": f"retire-{newcomer.expert.pk}"}).status_code == 302
    newcomer.expert.refresh_from_db()
    assert not newcomer.expert.is_active
    assert browse(tender.supervisor).post(url, said).status_code == 404
    assert browse(newcomer).get(url).status_code == 404 == browse(tender.cast.county_manager).get(url).status_code


# --- lists -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["evaluations", "contracts"])
def test_lists_take_twelve_queries_at_most(tender, browse, name, django_assert_max_num_queries) -> None:
    with clock.frozen(RANKED):
        tender.announced()
        Project.objects.filter(pk=tender.project.pk).update(term_months=12)
    browser = browse(tender.clerk)
    browser.get(reverse(f"ngos:{name}"))
    with django_assert_max_num_queries(12):
        text(browser.get(reverse(f"ngos:{name}")))


def test_what_waits_stands_on_the_desk_of_whoever_has_it(tender, browse) -> None:
    from ngos.evaluation.desk_hooks import buyers_work, members_work

    def titles(fn, user):
        return [str(item.title) for item in fn(user, clock.now() + timedelta(minutes=1))]

    assert "抽取专家，组成评审小组" in titles(buyers_work, tender.clerk)
    member = tender.seated()[0]
    assert titles(members_work, member.user) == ["申报利害关系"]
    assert titles(buyers_work, tender.clerk) == ["资格审查"]
