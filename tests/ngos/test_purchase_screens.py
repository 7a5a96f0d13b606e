"""The pages of purchases as people use them: a draft through its parts to the notice, and what the public reads."""

import re
from datetime import date

import pypdfium2
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kit import clock
from matching.models import AssistanceRequest
from ngos import hooks
from ngos.bidding import keys
from ngos.models import Factor, Notice, OfficerKey, Project
from ngos.purchasing import services as purchasing
from ngos.purchasing.notices import publish as make_notice
from tests import build
from tests.ngos import purchase as make
from tests.portal import ensure_portal

MOST = 12


@pytest.fixture(autouse=True)
def the_day_of_g5(as_of):
    return as_of(2026, 5, 11)


def read(browser, url, status=200):
    response = browser.get(url)
    assert response.status_code == status, url
    return response.content.decode()


def queries_of(browser, url):
    """What one page asks besides who is there: the second look, since the first one fills the caches."""
    read(browser, url)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        read(browser, url)
    return [q["sql"] for q in asked.captured_queries]


def rows(prefix, *lines):
    """A set of rows as the page posts it."""
    data = {f"{prefix}-TOTAL_FORMS": len(lines), f"{prefix}-INITIAL_FORMS": 0}
    for n, line in enumerate(lines):
        data |= {f"{prefix}-{n}-{name}": value for name, value in line.items()}
    return data


# --- clerk and head ------------------------------------------------------------------------------------------------
def test_a_clerk_draws_up_a_project_page_by_page_and_the_head_approves_it(cast, browse) -> None:
    clerk, head = browse(make.clerk(cast)), browse(make.head(cast))
    line, item = make.budget_line(cast), make.item()
    begun = {"purchaser": cast.bureau.pk, "title": "心理辅导服务", "category": 2, "budget_fen": "500,000.00"}
    clerk.post("/ngos/projects/new/", begun)
    project = Project.objects.get()
    home = f"/ngos/projects/{project.number}/"
    page = read(clerk, home)
    assert "待完善" in page and "基本信息" in page and "选择预算" in page
    basics = {**begun, "budget_line": line.pk, "method": "consultation", "term_months": 12, "deduction": 100}
    parts = {
        "basics": basics,
        "need": {"need": "提供辅导。", **rows("r", {"item": item.pk, "quantity": 400}, {"item": "", "quantity": ""})},
        "factors": rows(
            "r",
            {"kind": "price", "title": "报价", "most": "20"},
            {"kind": "technical", "title": "方案", "most": "80.00"},
        ),
        "conditions": {"forecast_reason": "机构尚少。", **rows("r", {"text": "依法登记", "paper": "registration"})},
        "milestones": rows(
            "r", {"title": "首付", "share": "30", "condition": "签约", "is_advance": "on"},
            {"title": "尾款", "share": "70", "condition": "验收"},
        ),
        "dates": {"documents_until_on": "2026-05-18", "deadline_at": "2026-05-21T09:00"},
        "officers": {"head": make.head(cast).pk, "k": 2},
    }  # fmt: skip
    for part, data in parts.items():
        answered = clerk.post(f"{home}parts/{part}/", data)
        assert answered.status_code == 302, (part, answered.content.decode()[:3000])
    assert "待完善" not in read(clerk, home)
    clerk.post(f"{home}acts/submit/")
    assert "审核采购项目" in read(head, "/desk/") and "批准" in read(head, home)
    head.post(f"{home}acts/approve/")
    with make.rehearsed():
        clerk.post(f"{home}acts/publish/")
    project.refresh_from_db()
    assert (project.status, project.price_weight) == ("published", 2000)
    assert "还没有登记法定媒体" in read(clerk, home) and "登记法定媒体公告" in read(clerk, "/desk/")
    assert "心理辅导服务" in read(Client(), "/tenders/")


def test_a_refused_part_keeps_what_was_typed_and_says_what_is_wrong(cast, browse) -> None:
    row, clerk = make.drawn_up(cast), browse(make.clerk(cast))
    at = f"/ngos/projects/{row.number}/parts/"
    wrong = rows(
        "r", {"kind": "price", "title": "报价", "most": "35"}, {"kind": "technical", "title": "方案", "most": "65"}
    )
    answered = clerk.post(f"{at}factors/", wrong)
    assert answered.status_code == 409
    page = answered.content.decode()
    assert "应在10.00至30.00之间" in page and 'value="35"' in page
    assert Factor.objects.filter(project=row, kind="price").get().most == 2000
    late = clerk.post(f"{at}dates/", {"documents_until_on": "2026-05-18", "deadline_at": "2026-05-20T09:00"})
    assert "最早为2026年5月21日" in late.content.decode()


def test_a_need_that_names_enforcement_leaves_the_quantities_as_they_were(cast, browse) -> None:
    row, clerk = make.drawn_up(cast), browse(make.clerk(cast))
    other = make.item("family-1", name="家庭辅导")
    data = {"need": "协助报到核查", **rows("r", {"item": other.pk, "quantity": 5})}
    assert clerk.post(f"/ngos/projects/{row.number}/parts/need/", data).status_code == 409
    assert [d.item.code for d in row.deliverables.select_related("item")] == ["counsel-1"]


def test_the_clerk_names_who_opens_among_those_who_have_a_key(cast, browse, monkeypatch) -> None:
    row, asked = make.drawn_up(cast), []
    monkeypatch.setattr(keys, "appoint_openers", lambda *a, **k: asked.append((a, k)))
    users = make.openers(cast)
    for user in users[:2]:
        OfficerKey.objects.create(user=user, public=b"p", salt=b"s", private=b"k", recovery=b"r", made_at=clock.now())
    at = f"/ngos/projects/{row.number}/parts/officers/"
    page = read(browse(row.clerk), at)
    assert users[0].display_name in page
    boxes = re.findall(r'name="openers" value="(\d+)"', page)
    assert sorted(map(int, boxes)) == sorted(u.pk for u in users[:2])
    data = {"head": row.head_id, "openers": [u.pk for u in users[:2]], "k": 2}
    assert browse(row.clerk).post(at, data).status_code == 302
    [((project, chosen), how)] = asked
    assert (project, set(chosen), how) == (row, set(users[:2]), {"by": row.clerk, "k": 2})


def test_at_most_one_button_of_a_project_is_the_primary_one(cast, browse) -> None:
    row = make.announced(cast)
    for user in (row.clerk, row.head, cast.auditor):
        page = read(browse(user), f"/ngos/projects/{row.number}/")
        assert len(re.findall(r'class="btn btn-primary"', page)) <= 1


def test_the_clerk_answers_and_sees_no_asker(cast, browse) -> None:
    row = make.announced(cast)
    manager = make.manager_of(cast, make.bidder(cast, "晨光社工"))
    asked = browse(manager).post(f"/tenders/{row.number}/ask/", {"question": "是否接受联合体？"})
    assert asked.status_code == 302 and "是否接受联合体" in read(browse(manager), f"/tenders/{row.number}/ask/")
    clerk, question = browse(row.clerk), row.clarifications.get()
    page = read(clerk, f"/ngos/projects/{row.number}/") + read(clerk, "/desk/")
    assert "是否接受联合体" in page and "晨光" not in page and manager.display_name not in page
    clerk.post(f"/ngos/projects/{row.number}/questions/{question.pk}/", {"text": "接受。"})
    assert "接受。" in read(Client(), f"/tenders/{row.number}/")


# --- who may not ---------------------------------------------------------------------------------------------------
PAGES = ("", "new/", "plan/", "budget/", "catalogue/", "{n}/", "{n}/parts/basics/", "{n}/acts/submit/")


@pytest.mark.parametrize("who", ["outsider", "ngo_admin", "volunteer", "system_admin", "employer"])
def test_for_everybody_else_there_are_no_such_pages(who, cast, browse) -> None:
    row = make.drawn_up(cast)
    browser = browse(getattr(cast, who))
    for page in PAGES:
        read(browser, f"/ngos/projects/{page.format(n=row.number)}", 404)
    for page in ("", "new/", "roster/"):
        read(browser, f"/ngos/small/{page}", 404)


def test_a_county_sees_its_own_projects_and_no_others(cast, browse) -> None:
    own = make.draft(cast, purchaser=cast.county("990103"), county_code="990103", clerk=cast.county_manager)
    city = make.draft(cast, title="市级项目")
    page = read(browse(cast.county_manager), "/ngos/projects/")
    assert own.number in page and city.number not in page
    read(browse(cast.county_manager), f"/ngos/projects/{city.number}/", 404)
    read(browse(cast.other_county_manager), f"/ngos/projects/{own.number}/", 404)


# --- the public ----------------------------------------------------------------------------------------------------
def test_the_public_list_is_told_by_stage_category_and_county(cast) -> None:
    running, failed = make.announced(cast), make.announced(cast, title="另一项服务")
    purchasing.fail_project(failed, by=None, failed_for="too_few")
    make.drawn_up(cast, title="还没公告的")
    page = read(Client(), "/tenders/")
    assert running.title in page and failed.title in page and "还没公告的" not in page
    for asked, shows in (("stage=open", True), ("stage=failed", False), ("category=3", False), ("county=city", True)):
        assert (running.number in read(Client(), f"/tenders/?{asked}")) == shows
    ensure_portal()
    assert 'href="/tenders/"' in read(Client(), "/"), "the portal leads there"


def test_what_lies_sealed_and_how_much_stands_on_no_public_page(cast) -> None:
    row = make.announced(cast)
    before = read(Client(), f"/tenders/{row.number}/")
    for mark in "abc":
        make.sealed_bid(row, mark)
    assert read(Client(), f"/tenders/{row.number}/") == before


def test_a_failed_purchase_and_its_repetition_lead_to_each_other(cast) -> None:
    row = make.announced(cast)
    purchasing.fail_project(row, by=None, failed_for="too_few")
    again = purchasing.retender(row, by=row.clerk)
    assert again.number not in read(Client(), f"/tenders/{row.number}/"), "a draft is nobody's business"
    make.brought(again, "published")
    assert again.number in read(Client(), f"/tenders/{row.number}/")
    assert row.number in read(Client(), f"/tenders/{again.number}/")


def test_a_corrected_notice_and_its_correction_lead_to_each_other_in_both_languages(cast) -> None:
    row = make.announced(cast)
    purchasing.postpone_deadline(row, by=row.clerk, deadline_at=clock.at(date(2026, 6, 30)), reason="场地检修")
    at = f"/tenders/{row.number}/notices/"
    assert f"{at}2/" in read(Client(), f"{at}1/") and f"{at}1/" in read(Client(), f"{at}2/")
    english = Client(headers={"accept-language": "en"})
    english.get("/switch/lang/en/")
    page = read(english, f"{at}2/")
    assert "Deadline before" in page and "30 Jun 2026" in page
    assert Notice.objects.get(number=1).digest[:16] in read(Client(), f"{at}1/")


def test_a_notice_is_downloaded_as_a_paper_with_all_that_stands_in_it(cast) -> None:
    row = make.announced(cast)
    english = Client()
    english.get("/switch/lang/en/")
    answers = [one.get(f"/tenders/{row.number}/notices/1/notice.pdf") for one in (Client(), english)]
    assert answers[0].content == answers[1].content
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(answers[0].content))
    words = re.sub(r"[\s\u200b\ufffe]", "", text)
    for said in (row.number, row.title, "提供心理辅导。", "500,000.00", "三年内无重大违法记录", "服务方案", "首付"):
        assert said in words, said
    assert Client().get(f"/tenders/{row.number}/notices/9/notice.pdf").status_code == 404
    other = make.announced(cast, title="另一个项目的辅导服务", budget_line=make.budget_line(cast, code="2040699"))
    make_notice(other, "correction", by=other.clerk, facts=[])
    assert Client().get(f"/tenders/{row.number}/notices/2/notice.pdf").status_code == 404, "the notice of another"
    assert Client().get(f"/tenders/{other.number}/notices/2/notice.pdf").status_code == 200


def test_a_month_of_small_purchases_is_public(cast, as_of) -> None:
    from tests.ngos.test_small import entry, order

    made = order(cast, entry(cast), quantity=2)
    page = read(Client(), "/tenders/small/")
    assert made.number in page and "晨光社工" in page and "¥1,200.00" in page
    assert made.number not in read(Client(), "/tenders/small/?month=2026-04")
    as_of(2026, 6, 1)
    assert made.number in read(Client(), "/tenders/small/?month=2026-05")
    assert made.number not in read(Client(), "/tenders/small/")


# --- demand --------------------------------------------------------------------------------------------------------
def test_needs_that_nobody_covers_become_a_plan_with_counts_only(cast, browse) -> None:
    made = [build.request_in("matching", cast) for _n in range(2)]
    AssistanceRequest.objects.filter(pk__in=[r.pk for r in made]).update(status="waitlisted")
    assert hooks.unmet_needs("") == {("990103", made[0].category): 2}
    assert hooks.unmet_needs("990102") == {}
    page = read(browse(cast.city_manager), "/ngos/projects/plan/")
    assert "东溪" in page and "demand=2" in page
    assert not any(r.number in page or r.client.code in page for r in made)
    assert "东溪" not in read(browse(cast.other_county_manager), "/ngos/projects/plan/")


# --- how much each page asks ---------------------------------------------------------------------------------------
def test_lists_ask_the_same_however_long_they_are(cast, browse) -> None:
    public, clerk = Client(), browse(make.clerk(cast))
    make.announced(cast, budget_fen=30_000_000)
    before = {url: len(queries_of(who, url)) for who, url in ((public, "/tenders/"), (clerk, "/ngos/projects/"))}
    for _n in range(5):
        make.announced(cast, budget_fen=30_000_000)
    for who, url in ((public, "/tenders/"), (clerk, "/ngos/projects/")):
        found = queries_of(who, url)
        assert len(found) <= min(before[url], MOST), (url, "\n".join(found))


def test_a_purchase_and_its_notice_are_read_with_few_questions(cast) -> None:
    row = make.announced(cast)
    for url in (f"/tenders/{row.number}/", f"/tenders/{row.number}/notices/1/", "/tenders/small/"):
        found = queries_of(Client(), url)
        assert len(found) <= MOST, (url, len(found), "\n".join(found))
