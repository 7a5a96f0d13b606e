"""The pages of the register: an organisation's own, the desk of the offices, the public directory."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.urls import reverse

from audit.models import AuditEvent
from kit import clock
from kit.errors import Refused
from ngos.models import Provider
from ngos.providers import expiry, filing, papers, queries, services
from ngos.providers.numbers_of_law import LICENCE, NO_VIOLATION, TAX
from tests.cast import DONGXI, QIXIA, Cast, unit
from tests.house_volunteers import picture
from tests.ngos import registry

pytestmark = pytest.mark.django_db
DIRECTORY = "/organisations/"


def listed(n: int, *, category: int = 2, county: str = DONGXI, grade: str = "U", cases_n: int = 0) -> Provider:
    provider = services.take_over_provider(
        unit("provider", f"名录机构{n}", DONGXI), by=None, grade=grade, cases_n=cases_n
    )
    provider.areas.create(county_code=county)
    provider.lines.create(category=category)
    return provider


def text_of(response: Any) -> str:
    return str(response.content.decode())


# --- the directory ----------------------------------------------------------------------------------------------
def test_anybody_reads_who_is_listed_with_the_grade_and_what_it_rests_on(cast: Cast) -> None:
    listed(1, grade="A", cases_n=36)
    listed(2)
    page = text_of(Browser().get(DIRECTORY))
    assert "A 优秀（36 例）" in page
    assert "证据不足" in page
    draft = registry.draft(cast, registry.admin(cast))
    assert draft.org.name not in text_of(Browser().get(DIRECTORY))
    assert Browser().get(f"{DIRECTORY}{draft.pk}/").status_code == 404


def test_the_directory_is_narrowed_by_category_and_county(cast: Cast) -> None:
    listed(1, category=1, county=DONGXI)
    listed(2, category=2, county=DONGXI)
    listed(3, category=1, county=QIXIA)
    page = text_of(Browser().get(DIRECTORY, {"category": "1", "county": DONGXI}))
    assert [n for n in (1, 2, 3) if f"名录机构{n}" in page] == [1]
    assert "名录机构1" in text_of(Browser().get(DIRECTORY, {"category": "9", "county": "x"}))


def test_a_restricted_organisation_stays_in_the_directory_with_that_word(cast: Cast) -> None:
    by = registry.admin(cast)
    with clock.frozen(clock.at(date(2026, 4, 1), 9)):
        provider = registry.listed(cast, by, until=date(2026, 9, 30))
    with clock.frozen(clock.at(date(2026, 10, 1), 9)):
        expiry.watch()
        assert "暂不承接新项目" in text_of(Browser().get(DIRECTORY))
        page = text_of(Browser().get(f"{DIRECTORY}{provider.pk}/"))
    assert "受限" in page
    assert "15412345678" not in page
    assert "6222000011112222" not in page


def test_fifty_organisations_cost_no_more_queries_than_one_and_the_next_page_none_more(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for n in range(50):
        listed(n)
    with django_assert_max_num_queries(12) as first:
        page = text_of(Browser().get(DIRECTORY, {"category": "2", "county": DONGXI}))
    assert page.count("名录机构") >= 20
    after = page.split("after=")[1].split('"')[0].split("&")[0]
    with django_assert_max_num_queries(12) as second:
        Browser().get(DIRECTORY, {"category": "2", "county": DONGXI, "after": after})
    assert len(second.captured_queries) <= len(first.captured_queries)


# --- the organisation itself --------------------------------------------------------------------------------------
def test_an_organisation_goes_from_its_code_to_the_hand_in_on_its_own_pages(cast: Cast, browse: Any) -> None:
    by = registry.admin(cast)
    browser = browse(by)
    assert "开始登记" in text_of(browser.get("/ngos/"))
    sent = {"act": "begin", "begin-code": registry.CODE.lower(), "begin-kind": "social_service"}
    assert browser.post("/ngos/passport/", sent).status_code == 302
    said = {k: v for k, v in registry.FILE.items() if k != "phone"}
    assert browser.post("/ngos/file/", said).status_code == 409
    assert browser.post("/ngos/file/", registry.FILE).status_code == 302
    for kind in registry.NEEDED:
        if kind != NO_VIOLATION:
            paper = {"act": "paper", "paper-kind": kind, "paper-title": "证明", "paper-scan": picture()}
            assert browser.post("/ngos/passport/", paper).status_code == 302
    assert browser.post("/ngos/passport/", {"act": "submit"}).status_code == 302
    page = text_of(browser.get("/ngos/passport/"))
    assert "已退回，补正后重新提交" in page
    assert "三年内无重大违法记录声明" in page
    assert Provider.objects.get(org__name="晨光社工").status == "returned"


def test_the_sealed_telephone_is_never_written_into_the_form_again(cast: Cast, browse: Any) -> None:
    by = registry.admin(cast)
    provider = registry.draft(cast, by)
    page = text_of(browse(by).get("/ngos/file/"))
    assert "15412345678" not in page
    assert "154****5678" in page
    browse(by).post("/ngos/file/", registry.FILE | {"phone": "", "bank_account": "", "staff_n": "9"})
    provider.refresh_from_db()
    assert (provider.staff_n, provider.contact.phone) == (9, "+8615412345678")


def test_what_stands_on_the_certificate_an_organisation_does_not_change_itself_once_listed(
    cast: Cast, browse: Any
) -> None:
    by = registry.admin(cast)
    provider = registry.listed(cast, by)
    with pytest.raises(Refused) as refusal:
        filing.edit_file(provider, by=by, legal_representative="别人")
    assert refusal.value.code == "on_certificate"
    assert "legal_representative" not in text_of(browse(by).get("/ngos/file/"))
    filing.edit_file(provider, by=by, staff_n=12)
    filing.edit_file(provider, by=cast.county_manager, legal_representative="别人")
    provider.refresh_from_db()
    assert (provider.staff_n, provider.legal_representative) == (12, "别人")


def test_another_organisation_reads_nothing_of_it(cast: Cast, browse: Any) -> None:
    provider = registry.draft(cast, registry.admin(cast))
    paper = registry.hand_in(provider, registry.admin_of(provider), TAX)[TAX]
    other = browse(cast.ngo_admin)
    for address in (f"/ngos/registry/{provider.pk}/", f"/ngos/registry/papers/{paper.pk}/", "/ngos/registry/"):
        assert other.get(address).status_code == 404
    assert "晨光社工" not in text_of(other.get("/ngos/passport/"))


# --- the offices ----------------------------------------------------------------------------------------------------
def test_the_county_checks_recommends_and_the_city_lists_on_the_page(cast: Cast, browse: Any) -> None:
    by = registry.admin(cast)
    provider = registry.draft(cast, by)
    registry.hand_in(provider, by, *registry.NEEDED)
    services.submit_provider(provider, by=by)
    there = reverse("ngos:provider", args=[provider.pk])
    county, city = browse(cast.county_manager), browse(cast.city_manager)
    assert provider.org.name in text_of(county.get("/ngos/registry/", {"show": "waiting"}))
    assert county.post(there, {"act": "recommend"}).status_code == 409
    first, *rest = provider.papers.values_list("pk", flat=True)
    sent = {"act": "back", "back-paper": first, "back-reason": "没有盖章"}
    assert county.post(there, sent).status_code == 302
    again = registry.hand_in(provider, by, provider.papers.get(pk=first).kind)
    rest += [paper.pk for paper in again.values()]
    assert county.post(there, {"act": "check", "check-chosen": rest}).status_code == 302
    assert county.post(there, {"act": "list"}).status_code == 404
    assert county.post(there, {"act": "recommend"}).status_code == 302
    assert city.post(there, {"act": "list"}).status_code == 302
    provider.refresh_from_db()
    assert provider.status == "listed"


def test_an_office_returns_an_application_with_what_it_ticked(cast: Cast, browse: Any) -> None:
    by = registry.admin(cast)
    provider = registry.draft(cast, by)
    registry.hand_in(provider, by, *registry.NEEDED)
    services.submit_provider(provider, by=by)
    there = reverse("ngos:provider", args=[provider.pk])
    county = browse(cast.county_manager)
    assert county.post(there, {"act": "return"}).status_code == 409
    sent = {"act": "return", "return-items": [LICENCE, "phone"], "return-reason": "资质与类别不符"}
    assert county.post(there, sent).status_code == 302
    provider.refresh_from_db()
    assert (provider.status, provider.returned_items) == ("returned", ["phone", LICENCE])


def test_an_application_of_another_county_is_not_there(cast: Cast, browse: Any) -> None:
    """何伟 manages 栖霞区; 赵强 is an officer there. A listed organisation is everybody's in the bureau."""
    by = registry.admin(cast)
    provider = registry.draft(cast, by)
    paper = registry.hand_in(provider, by, TAX)[TAX]
    for user in (cast.other_county_manager, cast.outsider):
        assert browse(user).get(f"/ngos/registry/{provider.pk}/").status_code == 404
        assert browse(user).get(f"/ngos/registry/papers/{paper.pk}/").status_code == 404
    shown = listed(1)
    assert browse(cast.outsider).get(f"/ngos/registry/{shown.pk}/").status_code == 200
    assert browse(cast.outsider).get(f"/ngos/registry/{shown.pk}/contact/").status_code == 404


def test_telephone_and_account_are_read_for_a_purpose_and_the_log_says_so(cast: Cast, browse: Any) -> None:
    provider = registry.draft(cast, registry.admin(cast))
    there = reverse("ngos:provider_contact", args=[provider.pk])
    county = browse(cast.county_manager)
    assert "15412345678" not in text_of(county.get(there))
    assert "15412345678" in text_of(county.post(there, {"purpose": "通知补正"}))
    event = AuditEvent.objects.get(action="provider.read_contact")
    assert (event.actor_id, event.purpose) == (cast.county_manager.pk, "通知补正")


def test_the_desk_lists_fifty_with_five_queries_of_its_own(
    cast: Cast, browse: Any, django_assert_max_num_queries: Any
) -> None:
    for n in range(50):
        provider = listed(n)
        papers.take_over_certificate(provider, clock.today() + timedelta(days=30), by=cast.city_manager)
    browser = browse(cast.county_manager)
    browser.get("/ngos/registry/")
    frame = 11  # of a manager's page, whatever it shows
    with django_assert_max_num_queries(frame + 5):
        page = text_of(browser.get("/ngos/registry/", {"show": "soon", "county": DONGXI, "category": "2"}))
    assert page.count("名录机构") >= 50
    with django_assert_max_num_queries(frame + 5):
        browser.get("/ngos/registry/", {"show": "papers", "q": "名录"})


def test_a_wrong_filter_is_no_filter(cast: Cast, browse: Any) -> None:
    listed(1)
    assert "名录机构1" in text_of(browse(cast.officer).get("/ngos/registry/", {"show": "x", "category": "y"}))


def test_finance_is_handled_by_a_member_of_the_organisation(cast: Cast) -> None:
    by = registry.admin(cast)
    provider = registry.draft(cast, by)
    filing.name_finance(provider, by, by=by)
    assert provider.finance == by
    with pytest.raises(Refused) as refusal:
        filing.name_finance(provider, cast.social_worker, by=by)
    assert refusal.value.code == "not_a_member"


def test_the_lists_are_read_by_their_indexes(cast: Cast) -> None:
    for n in range(3):
        listed(n)
    if connection.vendor == "postgresql":  # of three rows it would read all, whatever indexes there are
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    plans = {
        "directory": queries.narrowed(queries.public(), category=2, county=DONGXI).order_by("-pk").explain(),
        "desk of a county": Provider.objects.filter(county_code=DONGXI, status="submitted").order_by("-pk").explain(),
        "running out": queries.running_out(Provider.objects.all(), clock.today()).order_by("-pk").explain(),
    }
    if connection.vendor == "postgresql":
        assert "Seq Scan" not in "".join(plans.values()), plans
        return
    assert "provider_by_state (status=?)" in plans["directory"]
    assert "(provider_id=? AND category=?)" in plans["directory"]
    assert "(provider_id=? AND county_code=?)" in plans["directory"]
    assert "provider_of_county (county_code=? AND status=?)" in plans["desk of a county"]
    assert "SCAN ngos_providerpaper" not in plans["running out"]
