"""A review on its way: prepared by two, frozen, answered in time, decided by others, public, appealed, outdated."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from kit import calendar, clock
from kit.errors import Refused
from ngos.models import (
    Appeal,
    AuditedFigure,
    EvidenceRow,
    FigureAudit,
    Flag,
    Provider,
    QualityReview,
    RectificationNotice,
    Reviewer,
)
from ngos.reviews import auditing, collecting, grading, services
from ngos.reviews.evidence import Row
from tests import build
from tests.cast import Cast, person, seat

pytestmark = pytest.mark.django_db
GOOD = {"fulfilment": 93, "quality": 86, "stars": 43, "records": 88, "compliance": 100, "n": 60}
WEAK = {"fulfilment": 71, "quality": 62, "stars": 34, "records": 60, "compliance": 50, "n": 40}
TOP = {"fulfilment": 97, "quality": 95, "stars": 48, "records": 96, "compliance": 100, "n": 90}


@pytest.fixture(autouse=True)
def june(as_of: Any) -> None:
    as_of(2026, 6, 1, 10)


def rows(shares: dict[str, int]) -> list[Row]:
    """Evidence that sums to these per cents (stars: tenths of a star of five)."""
    n = shares["n"]
    return [
        Row("fulfilment", "item:1", "item", shares["fulfilment"], 100, 100),
        *(Row("quality", f"outcome:AR-{k}", "outcome", shares["quality"], 100) for k in range(n)),
        Row("satisfaction", "voices:2026Q1", "voices", n * shares["stars"], 50 * n, n, "client"),
        Row("records", "delivery:1", "delivery", shares["records"], 100, 100),
        Row("compliance", "base", "base", 100, 100),
        Row("compliance", "concern:1", "concern", shares["compliance"] - 100, 0),
    ]


def judges(n: int, first: str = "评") -> list[User]:
    return [seat(person(f"{first}{k}", f"{ord(first)}{k}@example.cn"), "EXP") for k in range(n)]


class Case:
    """春晖社工 is reviewed on this evidence by two experts."""

    def __init__(self, cast: Cast, patch: Any, shares: dict[str, int], breaches: Any = ()) -> None:
        self.cast, self.provider = cast, build.provider(cast)
        patch.setattr(collecting, "rows_of", lambda provider, a, b: rows(shares))
        patch.setattr(collecting, "breaches", lambda provider_id, a, b: list(breaches))
        self.reviewers = judges(2)
        self.admin = cast.ngo_admin

    def opened(self) -> QualityReview:
        self.review = services.open_review(
            self.provider, by=self.cast.city_manager, kind="annual", reviewers=self.reviewers
        )
        return self.review

    def drafted(self) -> QualityReview:
        self.opened()
        for user in self.reviewers:
            services.declare_part(self.review, by=user, has_conflict=False)
        return self.fresh(services.draft_review(self.review, by=self.reviewers[0], text="总体有序，记录有缺漏。"))

    def with_panel(self) -> QualityReview:
        self.drafted()
        self.panel = judges(3, "审")
        services.appoint_panel(self.review, by=self.cast.city_manager, users=self.panel)
        services.answer_review(self.review, by=self.admin, reply="已当日双人核对")
        return self.fresh()

    def voted(self, *, agrees: bool = True) -> QualityReview:
        for user in self.panel:
            services.declare_part(self.review, by=user, has_conflict=False)
            services.vote_on_review(self.review, by=user, agrees=agrees, opinion="" if agrees else "证据不够")
        return self.fresh()

    def published(self) -> QualityReview:
        self.with_panel()
        self.voted()
        services.publish_review(self.review, by=self.cast.city_manager)
        self.provider.refresh_from_db()
        return self.fresh()

    def fresh(self, _done: Any = None) -> QualityReview:
        self.review = QualityReview.objects.get(pk=self.review.pk)
        return self.review


@pytest.fixture
def case(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Any:
    return lambda shares=GOOD, breaches=(): Case(cast, monkeypatch, shares, breaches)


def refused(code: str, act: Any, *args: Any, **said: Any) -> None:
    with pytest.raises(Refused) as refusal:
        act(*args, **said)
    assert refusal.value.code == code


def test_nothing_of_a_public_review_is_late_once_the_days_for_an_appeal_are_over(case: Any) -> None:
    review = case().published()
    assert review.open_until == review.due_at
    with clock.frozen(review.due_at + timedelta(seconds=1)):
        assert review.open_until is None


# --- the numbers ----------------------------------------------------------------------------------------------------
def test_a_good_organisation_has_its_points_n_and_interval_beside_the_grade(case: Any) -> None:
    one = case()
    review = one.published()
    assert (review.score_h, review.grade, review.n) == (8980, "B", 60) and f"{review.low_h / 100:.1f}" == "85.8"
    provider = one.provider
    assert (provider.grade, provider.cases_n, provider.score_h, provider.quality_low_h) == ("B", 60, 8980, review.low_h)
    assert provider.grade_until_on == date(2027, 6, 1) == review.until_on and provider.shrunk_h == 8980
    assert not review.notice_ref and not RectificationNotice.objects.exists()


def test_under_seventy_points_a_notice_goes_out_with_the_grade(case: Any) -> None:
    review = case(WEAK).published()
    assert (review.score_h, review.grade) == (6440, "C")
    notice = RectificationNotice.objects.get()
    assert notice.number == review.notice_ref and notice.source == review.ref
    assert notice.items.count() == 4  # quality, satisfaction, records and compliance lie under seven in ten


def test_a_red_line_is_d_even_with_ninety_five(case: Any) -> None:
    review = case(TOP, [("finding:1", "finding", "red_line")]).published()
    assert review.score_h >= 9500 and review.grade == "D" and review.notice_ref


def test_a_major_finding_asks_for_a_notice_whatever_the_points(case: Any) -> None:
    review = case(TOP, [("concern:1", "concern", "major")]).published()
    assert review.grade == "A" and review.notice_ref


def test_fewer_than_eight_cases_give_no_grade(case: Any) -> None:
    one = case({**WEAK, "n": 7})
    review = one.published()
    assert (review.grade, review.n, one.provider.grade) == ("U", 7, "U") and not review.notice_ref


def test_the_rows_of_each_figure_sum_to_it_and_are_frozen(case: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    review = case().opened()
    for indicator in review.indicators.all():
        told = EvidenceRow.objects.filter(review=review, name=indicator.name)
        got, of = sum(row.got for row in told), sum(row.of for row in told)
        assert indicator.share * of == got
    before = (review.digest, EvidenceRow.objects.count())
    monkeypatch.setattr(collecting, "rows_of", lambda provider, a, b: rows(WEAK))
    for user in Reviewer.objects.filter(review=review):
        services.declare_part(review, by=user.user, has_conflict=False)
    services.draft_review(review, by=review.people.first().user, text="好")
    review.refresh_from_db()
    assert (review.digest, EvidenceRow.objects.count()) == before and review.score_h == 8980


# --- who judges -----------------------------------------------------------------------------------------------------
def test_two_reviewers_at_least_and_none_of_the_organisation(case: Any) -> None:
    one = case()
    refused("too_few", services.open_review, one.provider, by=one.cast.city_manager, kind="annual",
            reviewers=one.reviewers[:1])  # fmt: skip
    refused("too_few", services.open_review, one.provider, by=one.cast.city_manager, kind="annual",
            reviewers=[one.reviewers[0]] * 2)  # fmt: skip
    refused("unfit", services.open_review, one.provider, by=one.cast.city_manager, kind="annual",
            reviewers=[one.reviewers[0], one.admin])  # fmt: skip
    refused("may:open_review", services.open_review, one.provider, by=one.cast.other_county_manager, kind="annual",
            reviewers=one.reviewers)  # fmt: skip
    one.opened()
    refused(
        "runs", services.open_review, one.provider, by=one.cast.city_manager, kind="annual", reviewers=judges(2, "另")
    )


def test_a_draft_waits_for_two_without_conflict(case: Any) -> None:
    one = case()
    review = one.opened()
    first, second = one.reviewers
    services.declare_part(review, by=first, has_conflict=False)
    refused("reviewers", services.draft_review, review, by=first, text="好")
    refused("conflict", services.declare_part, review, by=second, has_conflict=True)
    services.declare_part(review, by=second, has_conflict=True, conflict="亲属在该机构任职")
    refused("reviewers", services.draft_review, review, by=first, text="好")
    (third,) = judges(1, "补")
    services.add_reviewer(review, by=one.cast.city_manager, user=third)
    services.declare_part(review, by=third, has_conflict=False)
    assert services.draft_review(review, by=third, text="好").status == "with_provider"
    refused("declared", services.declare_part, review, by=third, has_conflict=False)


@pytest.mark.db
def test_a_panel_never_contains_a_reviewer_nor_an_appeal_the_panel(case: Any) -> None:
    one = case()
    one.published()
    services.appeal_review(one.review, by=one.admin, text="有两份记录算错了")
    office, others = one.cast.city_manager, judges(2, "另")
    for user in (one.reviewers[0], one.panel[0]):
        refused("has_part", services.appoint_panel, one.review, by=office, users=[user, *others])
    with pytest.raises(DatabaseError), transaction.atomic():
        Reviewer.objects.create(review=one.review, user=one.reviewers[0], role="appeal")
    refused("even", services.appoint_panel, one.review, by=office, users=judges(2, "双"))
    refused("too_few", services.appoint_panel, one.review, by=office, users=judges(1, "单"))


def test_nobody_votes_before_declaring_twice_or_without_saying_why_not(case: Any) -> None:
    one = case()
    one.with_panel()
    user = one.panel[0]
    refused("declare", services.vote_on_review, one.review, by=user, agrees=True)
    services.declare_part(one.review, by=user, has_conflict=False)
    refused("opinion", services.vote_on_review, one.review, by=user, agrees=False)
    services.vote_on_review(one.review, by=user, agrees=True)
    refused("voted", services.vote_on_review, one.review, by=user, agrees=True)
    refused("may:vote_on_review", services.vote_on_review, one.review, by=one.reviewers[0], agrees=True)


def test_a_panel_that_does_not_agree_sends_the_draft_back(case: Any) -> None:
    one = case()
    one.with_panel()
    review = one.voted(agrees=False)
    assert review.status == "opened" and set(review.people.filter(role="panel").values_list("vote", flat=True)) == {""}


# --- the provider's reply -------------------------------------------------------------------------------------------
def test_the_reply_has_ten_working_days_and_stands_beside_the_grade(case: Any) -> None:
    one = case()
    review = one.drafted()
    assert review.due_at == calendar.end_of(date(2026, 6, 15))
    refused("may:answer_review", services.answer_review, review, by=one.reviewers[0], reply="不是我")
    with clock.frozen(review.due_at):
        assert services.lapse_answers() == 0
    with clock.frozen(review.due_at + timedelta(seconds=1)):
        refused("late", services.answer_review, review, by=one.admin, reply="晚了")
        assert services.lapse_answers() == 1
    assert one.fresh().status == "with_panel" and one.review.reply == ""


def test_nobody_decides_while_the_reply_may_still_come(case: Any) -> None:
    one = case()
    one.drafted()
    panel = judges(3, "审")
    services.appoint_panel(one.review, by=one.cast.city_manager, users=panel)
    services.declare_part(one.review, by=panel[0], has_conflict=False)
    refused("status", services.vote_on_review, one.review, by=panel[0], agrees=True)
    refused("status", services.publish_review, one.review, by=one.cast.city_manager)


# --- appeal and end -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("stands", "status", "grade"), [(True, "published", "B"), (False, "annulled", "U")])
def test_another_panel_hears_the_appeal(case: Any, stands: bool, status: str, grade: str) -> None:
    one = case()
    one.published()
    services.appeal_review(one.review, by=one.admin, text="有两份记录算错了")
    assert Provider.objects.get(pk=one.provider.pk).grade == "B"  # it stands until it is decided
    panel = judges(3, "诉")
    services.appoint_panel(one.review, by=one.cast.city_manager, users=panel)
    for user in panel:
        services.declare_part(one.review, by=user, has_conflict=False)
        services.vote_on_review(one.review, by=user, agrees=stands, opinion="依据见记录")
    assert one.fresh().status == status and Provider.objects.get(pk=one.provider.pk).grade == grade
    assert Appeal.objects.get().result == ("stands" if stands else "annulled")


def test_an_appeal_has_ten_working_days(case: Any) -> None:
    one = case()
    review = one.published()
    with clock.frozen(review.due_at + timedelta(seconds=1)):
        refused("late", services.appeal_review, review, by=one.admin, text="晚了")


def test_a_grade_is_over_after_twelve_months(case: Any) -> None:
    one = case()
    review = one.published()
    with clock.frozen(clock.at(review.until_on, 12)):
        assert grading.outdate() == 0
    with clock.frozen(clock.at(review.until_on + timedelta(days=1), 1)):
        assert grading.outdate() == 1 and grading.outdate() == 0
    provider = Provider.objects.get(pk=one.provider.pk)
    assert (provider.grade, provider.cases_n, provider.score_h, provider.shrunk_h) == ("U", 0, None, None)


def test_another_review_lifts_the_grade_at_any_time(case: Any, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    one = case(WEAK)
    first = one.published()
    monkeypatch.setattr("ngos.rectification.queries.has_open", lambda provider_id: False)
    two = Case.__new__(Case)
    two.cast, two.provider, two.admin = cast, one.provider, one.admin
    monkeypatch.setattr(collecting, "rows_of", lambda provider, a, b: rows(TOP))
    two.reviewers = judges(2, "再")
    second = two.drafted()
    two.panel = judges(3, "又")
    services.appoint_panel(second, by=cast.city_manager, users=two.panel)
    services.answer_review(second, by=two.admin, reply="已整改")
    two.voted()
    services.publish_review(two.review, by=cast.city_manager)
    first.refresh_from_db()
    assert first.status == "superseded" and Provider.objects.get(pk=one.provider.pk).grade == "A"


# --- audits and flags -----------------------------------------------------------------------------------------------
def audit_of(one: Case, verdicts: list[str]) -> FigureAudit:
    audit = FigureAudit.objects.create(
        provider=one.provider, from_on=date(2026, 1, 1), to_on=date(2026, 3, 31), seed="0" * 64,
        candidates=[f"delivery:{k}" for k in range(len(verdicts))], drawn_at=clock.now(),
    )  # fmt: skip
    figures = [
        AuditedFigure.objects.create(audit=audit, ref=f"delivery:{k}", about="2026-03-02 · 60")
        for k in range(len(verdicts))
    ]
    for figure, verdict in zip(figures, verdicts, strict=True):
        if verdict:
            auditing.judge_figure(figure, by=one.cast.city_manager, verdict=verdict, note="签到缺失")
    audit.refresh_from_db()
    return audit


def test_what_was_found_false_lowers_the_points(case: Any) -> None:
    one = case()
    assert audit_of(one, ["true"] * 9 + ["false", "unclear"]).checked_n == 10
    review = one.drafted()
    assert (review.false_n, review.checked_n) == (1, 10)
    assert review.score_h == 8980 - (30 * 93 + 15 * 88) // 10


def test_a_false_record_is_called_so_with_its_ground_by_an_office(case: Any) -> None:
    one = case()
    audit = audit_of(one, [""])
    figure = audit.figures.get()
    refused("note", auditing.judge_figure, figure, by=one.cast.city_manager, verdict="false", note=" ")
    refused("may:judge_figure", auditing.judge_figure, figure, by=one.admin, verdict="true")
    auditing.judge_figure(figure, by=one.cast.city_manager, verdict="true")
    refused("done", auditing.judge_figure, figure, by=one.cast.city_manager, verdict="true")


def test_a_draft_waits_for_its_audit(case: Any) -> None:
    one = case()
    review = one.opened()
    FigureAudit.objects.filter(pk=audit_of(one, [""]).pk).update(review=review)
    for user in one.reviewers:
        services.declare_part(review, by=user, has_conflict=False)
    refused("audit", services.draft_review, review, by=one.reviewers[0], text="好")


def test_a_flag_starts_an_audit_and_never_changes_a_grade(case: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    one = case()
    one.published()
    flag = Flag.objects.create(provider=one.provider, kind="bulk", key="1", at=clock.now())
    span = {"from_on": date(2026, 1, 1), "to_on": date(2026, 3, 31)}
    refused("nothing", auditing.audit_flag, flag, by=one.cast.city_manager, **span)
    flag.refresh_from_db()
    monkeypatch.setattr(auditing, "draw", lambda provider, a, b, *, by: audit_of(one, [""]))
    auditing.audit_flag(flag, by=one.cast.city_manager, **span)
    assert flag.audit_id and Provider.objects.get(pk=one.provider.pk).grade == "B"
    refused("closed", auditing.close_flag, flag, by=one.cast.city_manager, reason="误报")


# --- pages ----------------------------------------------------------------------------------------------------------
def test_the_whole_review_goes_through_its_pages(case: Any, browse: Any) -> None:
    one = case()
    city = browse(one.cast.city_manager)
    first, second = one.reviewers
    said = {"kind": "annual", "reviewers": [first.pk]}
    new = f"/ngos/quality/open/{one.provider.pk}/"
    assert city.post(new, said).status_code == 409
    assert city.post(new, said | {"reviewers": [first.pk, second.pk]}).status_code == 302
    review = QualityReview.objects.get()
    there, manager = f"/ngos/quality/{review.number}/", browse(one.admin)
    assert manager.get(there).status_code == 404  # nothing of it is the provider's before the draft
    for user in one.reviewers:
        assert "去申报" in browse(user).get("/desk/").content.decode()
        assert browse(user).post(there, {"act": "declare", "declare-has_conflict": "no"}).status_code == 302
    assert browse(first).post(there, {"act": "draft", "draft-text": "总体有序"}).status_code == 302
    assert "去说明" in manager.get("/desk/").content.decode()
    assert manager.post(there, {"act": "answer", "answer-reply": "已当日双人核对"}).status_code == 302
    panel = judges(3, "审")
    assert city.post(there, {"act": "panel", "panel-users": [u.pk for u in panel]}).status_code == 302
    for user in panel:
        browse(user).post(there, {"act": "declare", "declare-has_conflict": "no"})
        assert browse(user).post(there, {"act": "vote", "vote-agrees": "yes"}).status_code == 302
    assert city.post(there, {"act": "publish"}).status_code == 302
    public = browse(one.cast.editor).get(f"/organisations/{one.provider.pk}/").content.decode()
    for words in ("89.80", "60 例", "85.78", "已当日双人核对", "2026年6月1日"):
        assert words in public, words
    card = manager.get(f"/ngos/quality/scorecard/{one.provider.pk}/").content.decode()
    assert "93.0" in card and "用表格看" in card
    evidence = manager.get(f"{there}evidence/quality/").content.decode()
    assert "outcome:AR-1" in evidence and "86.0" in evidence


def test_reviews_show_to_those_with_a_part_and_to_their_offices_only(case: Any, browse: Any) -> None:
    one = case()
    review = one.drafted()
    there = f"/ngos/quality/{review.number}/"
    for user, seen in (
        (one.cast.county_manager, 200), (one.cast.auditor, 200), (one.admin, 200), (one.reviewers[1], 200),
        (one.cast.other_county_manager, 404), (one.cast.outsider, 404), (one.cast.social_worker, 404),
        (judges(1, "外")[0], 404),
    ):  # fmt: skip
        assert browse(user).get(there).status_code == seen, user


def test_desk_and_scorecard_ask_as_often_for_many_as_for_few(case: Any, browse: Any) -> None:
    one = case()
    one.published()
    city = browse(one.cast.city_manager)
    pages = ("/ngos/quality/?show=over", f"/ngos/quality/scorecard/{one.provider.pk}/")
    few = [_asked(city, page) for page in pages]
    for k in range(6):
        _another(one, k)
    assert [_asked(city, page) for page in pages] == few


def _asked(browser: Any, page: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(page).status_code == 200
    return len(asked)


def _another(one: Case, k: int) -> None:
    """A copy of the review for another organisation."""
    from tests.cast import DONGXI, unit

    other = build.provider(one.cast, unit("provider", f"同行{k}", DONGXI))
    row = QualityReview.objects.get(pk=one.review.pk)
    indicators = list(row.indicators.all())
    row.pk, row._state.adding, row.number, row.provider = None, True, f"PJ-2026-8{k:03d}", other
    row.save()
    for indicator in indicators:
        indicator.pk, indicator._state.adding, indicator.review = None, True, row
        indicator.save()
