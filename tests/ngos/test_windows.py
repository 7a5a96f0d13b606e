"""Until when one may object to what: exact days, over the National Day holidays of 2026 and their make-up Saturday."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from kit import calendar, clock
from ngos.evaluation import services, windows
from ngos.models import Bid, Objection, Project
from ngos.purchasing import notices
from tests.cast import person, seat, unit
from tests.ngos import sealed
from tests.ngos.tendered import RANKED, Tender
from tests.ngos.test_committee import refused

SECOND = timedelta(seconds=1)
# 25–27 September are the Mid-Autumn holidays, 1–7 October National Day; Saturday 10 October is worked.
OUT, LAST_OUT = date(2026, 9, 24), date(2026, 10, 12)
OPENING, LAST_OPENING = date(2026, 9, 28), date(2026, 10, 13)
REVIEWED, LAST_REVIEWED = date(2026, 9, 30), date(2026, 10, 15)


@pytest.fixture
def tender(cast) -> Tender:
    """Documents handed out until the eve of the holidays, opened after them."""
    at = clock.at(OPENING, 9)
    with clock.frozen(at):
        return Tender(
            cast, published_at=clock.at(date(2026, 9, 10), 9), documents_until_on=OUT, opened_at=at,
            deadline_at=at, opening_at=at,
        )  # fmt: skip


def reviewed(tender: Tender) -> None:
    with clock.frozen(clock.at(REVIEWED, 15)):
        tender.scoring()


def file(tender: Tender, kind: str, at: datetime, n: int = 0) -> Objection:
    name = tender.bids[n].provider.org.name
    with clock.frozen(at):
        return services.file_objection(
            tender.fresh(), by=tender.bidders[name], org=tender.org(n), kind=kind, text="请求更正"
        )


@pytest.mark.parametrize(
    ("kind", "last"), [("documents", LAST_OUT), ("opening", LAST_OPENING), ("review", LAST_REVIEWED)]
)
def test_seven_working_days_over_the_holidays_to_the_second(tender, kind, last) -> None:
    reviewed(tender)
    end = calendar.end_of(last)
    assert windows.window(tender.fresh(), kind, tender.bids[0]).until == end
    assert file(tender, kind, end).status == "filed"
    late = refused("late", file, tender, kind, end + SECOND, 1)
    assert f"{last.month}月{last.day}日 届满" in str(late) and "7 个工作日" in str(late)


def test_the_result_has_seven_days_after_the_day_of_its_notice_and_so_has_how_it_was_scored(cast) -> None:
    tender = Tender(cast)
    tender.awarded()
    early = refused("early", file, tender, "result", RANKED)
    assert "结果公告以后" in str(early)
    refused("early", file, tender, "scoring", RANKED)
    with clock.frozen(clock.at(date(2026, 9, 29), 16)):
        services.announce_result(tender.fresh(), by=tender.clerk)
    # The notice stands on 30 September; 8, 9, 10, 12, 13, 14 and 15 October.
    result, scoring = calendar.end_of(date(2026, 10, 15)), calendar.end_of(date(2026, 10, 14))
    assert file(tender, "result", result) and refused("late", file, tender, "result", result + SECOND, 1)
    assert file(tender, "scoring", scoring) and refused("late", file, tender, "scoring", scoring + SECOND, 1)


def test_nothing_of_the_process_before_its_step_has_ended(tender) -> None:
    refused("early", file, tender, "review", clock.at(OPENING, 10))
    Project.objects.filter(pk=tender.project.pk).update(opened_at=None, status="closed")
    refused("early", file, tender, "opening", clock.at(OPENING, 10))


def test_for_a_refused_bid_the_review_ended_when_it_was_refused(tender) -> None:
    with clock.frozen(clock.at(OPENING, 11)):
        services.disqualify_bid(tender.bids[0], by=tender.clerk, clause="2.1", reason="证书已过期")
    bid = Bid.objects.get(pk=tender.bids[0].pk)
    assert windows.window(tender.fresh(), "review", bid).until == calendar.end_of(LAST_OPENING)
    assert windows.window(tender.fresh(), "review", tender.bids[1]).is_early


def test_documents_that_were_corrected_count_from_their_correction(tender) -> None:
    with clock.frozen(clock.at(date(2026, 9, 28), 9)):
        notices.publish(tender.project, "correction", by=tender.clerk, facts=[])
    found = windows.window(tender.fresh(), "documents", None)
    assert (found.since, found.until) == (date(2026, 9, 28), calendar.end_of(date(2026, 10, 13)))


def test_a_purchase_that_was_called_void_is_objected_to_like_a_result(tender) -> None:
    with clock.frozen(clock.at(OPENING, 12)):
        notices.publish(tender.project, "failed", by=tender.clerk, facts=[])
    # The notice stands on 29 September; 30 September, 8, 9, 10, 12, 13 and 14 October.
    assert windows.window(tender.fresh(), "result", tender.bids[0]).until == calendar.end_of(date(2026, 10, 14))


def test_documents_are_for_everybody_the_rest_for_bidders(tender) -> None:
    org = unit("provider", "旁人社工", "990103")
    visitor = seat(person("旁人"), "NGA", org)
    with clock.frozen(clock.at(OPENING, 12)):
        said = {"by": visitor, "org": org, "text": "请求更正"}
        refused("not_a_bidder", services.file_objection, tender.fresh(), kind="opening", **said)
        assert services.file_objection(tender.fresh(), kind="documents", **said).status == "filed"
    assert [w.kind.value for w in windows.windows(tender.project, None)] == ["documents"]


# --- where a bidder looks --------------------------------------------------------------------------------------
def test_a_bidder_reads_all_five_windows_and_the_form_offers_the_open_ones(tender, browse) -> None:
    reviewed(tender)
    browser, url = browse(tender.bidders["晨光社工"]), reverse("ngos:bid_result", args=[tender.project.number])
    with clock.frozen(calendar.end_of(LAST_OUT) + SECOND):
        shown = browser.get(url).content.decode()
    assert "质疑期已于 2026年10月12日 届满" in shown and "2026年10月13日 24:00 截止" in shown
    assert shown.count("还不能质疑，结果公告以后可以。") == 2
    assert 'value="opening"' in shown and 'value="review"' in shown
    assert 'value="documents"' not in shown and 'value="result"' not in shown


def test_whoever_sends_after_the_last_second_reads_why_and_keeps_the_text(tender, browse) -> None:
    browser, url = browse(tender.bidders["晨光社工"]), reverse("ngos:bid_result", args=[tender.project.number])
    said = {"act": "object", "kind": "opening", "text": "开标记录有误"}
    with clock.frozen(calendar.end_of(LAST_OPENING) + SECOND):
        answer = browser.post(url, said)
        assert "<summary>提出质疑" not in browser.get(url).content.decode()
    assert answer.status_code == 409 and not Objection.objects.exists()
    assert "2026年10月13日 届满" in answer.content.decode() and "开标记录有误" in answer.content.decode()


def test_before_the_opening_the_windows_stand_on_the_notice_and_on_the_page_of_the_bid(
    cast, browse, client, as_of
) -> None:
    as_of(2026, 5, 11)
    tender = sealed.tender(cast)
    number, bidder = tender.project.number, tender.bidders[0]
    for url in (reverse("tenders:tender", args=[number]), reverse("ngos:bid", args=[number])):
        shown = browse(bidder.user).get(url).content.decode()
        assert "个工作日内可以质疑" in shown and reverse("ngos:bid_result", args=[number]) in shown, url
        assert "还不能质疑，开标以后可以。" in shown
    assert "质疑的期限" not in client.get(reverse("tenders:tender", args=[number])).content.decode()
