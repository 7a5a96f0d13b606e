"""Certificates: who records certifies, the sheet stays as it was printed, what was amended or voided says so. G3."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import OrgUnit, User
from audit.models import AuditEvent
from kit import clock
from kit.errors import Refused
from messaging.models import Message
from tests import build
from tests.cast import DONGXI, Cast, person, seat, sign_in, unit
from tests.volunteers.counted import queries_of, reverse_minutes, served
from volunteers import policies
from volunteers.certificates import queries, services
from volunteers.hours import balances
from volunteers.hours import services as hours
from volunteers.models import Certificate, CertifiedLog, Volunteer

pytestmark = pytest.mark.django_db
ID = "990101198503070025"


class G3:
    """李芸 has 620 minutes at 晨光 and 245 at 同行."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.chenguang: OrgUnit = unit("provider", "晨光社工", DONGXI)
        self.tongxing: OrgUnit = unit("provider", "同行社工", DONGXI)
        self.at_chenguang: User = seat(person("许晨", "xuchen@example.cn"), "NGA", self.chenguang)
        self.at_tongxing: User = seat(person("方同", "fangtong@example.cn"), "NGA", self.tongxing)
        cast.county_manager, cast.officer, cast.city_manager  # noqa: B018 - their units are there
        self.v: Volunteer = build.volunteer(cast, seat(person("李芸"), "VOL"))
        self.v.id_number = ID
        self.v.save()
        self.logs = [served(self.v, 320, self.chenguang), served(self.v, 300, self.chenguang)]
        self.other = served(self.v, 245, self.tongxing)

    def ask(self, **how: Any) -> Certificate:
        how = {"kind": "service", "issuer": self.chenguang, **how}
        return services.request_certificate(self.v, by=self.v.user, **how)

    def issue(self, certificate: Certificate | None = None, by: User | None = None) -> Certificate:
        return services.issue_certificate(
            certificate or self.ask(), by=by or self.at_chenguang, in_charge="许晨", contact="0990-5550123"
        )


@pytest.fixture
def g3(cast: Cast, as_of: Any) -> G3:
    as_of(2026, 4, 2, 10)
    return G3(cast)


def sheet(certificate: Certificate) -> dict[str, Any]:
    return json.loads(certificate.snapshot)


# --- G3 -------------------------------------------------------------------------------------------------------------
def test_the_certificate_of_chenguang_shows_its_own_hours_and_no_others(g3: G3) -> None:
    certificate = g3.issue()
    printed = sheet(certificate)
    assert printed["figure"]["value"] == "10.3"
    assert printed["minutes"] == certificate.minutes == 620
    assert "同行" not in certificate.snapshot
    assert set(certificate.logs.values_list("log_id", flat=True)) == {log.pk for log in g3.logs}
    assert certificate.number == "ZM-2026-000001"
    assert len(certificate.code) == 6


def test_the_summary_of_the_city_has_a_line_for_each_recorder_and_says_what_it_is(g3: G3) -> None:
    certificate = g3.issue(g3.ask(kind="summary", issuer=None), by=g3.cast.city_manager)
    printed = sheet(certificate)
    assert printed["label"] == "汇总"
    assert printed["figure"]["value"] == "14.4"
    assert printed["lines"] == [["晨光社工", "2", "620", "10.3"], ["同行社工", "1", "245", "4.0"]]
    assert printed["issuer"] == "云栖市司法局"


def test_every_part_the_law_asks_for_is_printed(g3: G3) -> None:
    """R-VOL-17: name, ID type and number, volunteer number, hours, content, issuer, persons, contact, number, date."""
    printed = sheet(g3.issue(g3.ask(purpose="升学")))
    facts = dict(printed["facts"])
    assert facts == {
        "姓名": "李芸", "证件": f"居民身份证 {ID}", "志愿者编号": g3.v.number, "服务期间": facts["服务期间"],
    }  # fmt: skip
    assert printed["heads"] == ["服务内容", "次数", "分钟", "小时"]
    assert dict(printed["signed"]) == {
        "负责人": "许晨", "经办人": "许晨", "联系方式": "0990-5550123", "出具日期": "2026年4月2日",
    }  # fmt: skip
    assert printed["number"] == "ZM-2026-000001"
    assert "备注：用于升学。" in printed["notes"]


# --- who may issue what ----------------------------------------------------------------------------------------------
def test_an_organisation_cannot_certify_hours_of_another(g3: G3) -> None:
    asked = g3.ask(issuer=g3.tongxing)
    with pytest.raises(Refused) as why:
        g3.issue(asked, by=g3.at_chenguang)
    assert why.value.code == "may:issue_certificate"
    asked.refresh_from_db()
    assert (asked.status, asked.number) == ("requested", None)


def test_a_unit_that_recorded_nothing_is_not_even_asked(g3: G3) -> None:
    for issuer in (g3.cast.chunhui, g3.cast.office):
        with pytest.raises(Refused, match="没有记录并核实"):
            g3.ask(issuer=issuer)
    with pytest.raises(Refused):
        g3.ask(from_on=date(2020, 1, 1), to_on=date(2020, 12, 31))


@pytest.mark.parametrize(
    "who", ["officer", "county_manager", "city_manager", "outsider", "auditor", "social_worker", "volunteer"]
)
def test_nobody_but_the_organisation_issues_for_the_organisation(who: str, g3: G3) -> None:
    asked = g3.ask()
    with pytest.raises(Refused) as why:
        g3.issue(asked, by=getattr(g3.cast, who))
    assert why.value.code == "may:issue_certificate"


def test_the_county_issues_for_its_offices_and_no_other_county_does(g3: G3) -> None:
    served(g3.v, 60, g3.cast.office)
    asked = g3.ask(issuer=g3.cast.office)
    for somebody in (g3.cast.other_county_manager, g3.cast.officer, g3.at_chenguang):
        with pytest.raises(Refused):
            g3.issue(asked, by=somebody)
    assert g3.issue(asked, by=g3.cast.county_manager).status == "issued"


def test_the_county_issues_no_summary_of_the_city(g3: G3) -> None:
    with pytest.raises(Refused):
        g3.issue(g3.ask(kind="summary"), by=g3.cast.county_manager)


def test_nobody_issues_the_own_certificate(g3: G3) -> None:
    seat(g3.v.user, "NGA", g3.chenguang)
    with pytest.raises(Refused, match="由同事出具"):
        g3.issue(g3.ask(), by=g3.v.user)


def test_nobody_asks_for_somebody_else(g3: G3) -> None:
    with pytest.raises(Refused):
        services.request_certificate(g3.v, by=g3.at_chenguang, kind="service", issuer=g3.chenguang)


# --- asking ----------------------------------------------------------------------------------------------------------
def test_a_request_has_five_working_days_and_stands_once(g3: G3) -> None:
    """Asked on Thursday 2 April; Monday the 6th is 清明, so it is due on Friday the 10th."""
    asked = g3.ask()
    assert asked.due_at.date() == date(2026, 4, 10)
    with pytest.raises(Refused, match="已经申请过"):
        g3.ask()
    services.withdraw_certificate(asked, by=g3.v.user)
    assert g3.ask().pk != asked.pk


def test_whose_identity_nobody_verified_gets_no_certificate(g3: G3) -> None:
    Volunteer.objects.filter(pk=g3.v.pk).update(is_identity_verified=False)
    with pytest.raises(Refused, match="先到司法所核验身份"):
        g3.ask()


def test_only_the_days_that_were_asked_for_are_counted_both_ends_included(g3: G3) -> None:
    served(g3.v, 40, g3.chenguang, starts_at=clock.at(date(2026, 2, 1), 0))
    served(g3.v, 50, g3.chenguang, starts_at=clock.at(date(2026, 2, 28), 23))
    served(g3.v, 99, g3.chenguang, starts_at=clock.at(date(2026, 3, 1), 0))
    days = {"from_on": date(2026, 2, 1), "to_on": date(2026, 2, 28)}
    inside = [log for log in g3.logs if days["from_on"] <= log.starts_at.date() <= days["to_on"]]
    certificate = g3.issue(g3.ask(**days))
    assert certificate.minutes == 90 + sum(log.minutes for log in inside)
    assert dict(sheet(certificate)["facts"])["服务期间"] == "2026年2月1日至2月28日"


def test_hours_that_were_carried_over_are_named_apart(g3: G3) -> None:
    balances.open_balance(g3.v, by=g3.cast.county_manager, minutes=600, note="旧册")
    bureau = g3.cast.county(DONGXI)
    printed = sheet(g3.issue(g3.ask(issuer=bureau), by=g3.cast.county_manager))
    assert printed["lines"] == [["转入的原有服务", "1", "600", "10.0"]]
    assert "其中荣誉时长（补录、转入）600 分钟。" in printed["notes"]


def test_what_was_planned_with_a_client_is_not_printed(g3: G3, cast: Cast) -> None:
    engagement = hours.open_engagement(g3.v, by=None, ref="AR-1", office=g3.chenguang, plan="陪刘秀去人社局办失业登记")
    served(g3.v, 30, g3.chenguang, engagement=engagement, content="刘秀家访")
    certificate = g3.issue()
    assert "一对一帮扶" in certificate.snapshot
    assert "刘秀" not in certificate.snapshot


# --- afterwards ------------------------------------------------------------------------------------------------------
def test_what_changes_later_leaves_the_sheet_as_it_was_and_it_is_called_amended(g3: G3) -> None:
    certificate = g3.issue()
    before = certificate.snapshot
    assert not queries.with_amended(Certificate.objects.all()).get().is_amended
    reverse_minutes(g3.logs[0], 290)
    g3.v.user.display_name = "李云"
    g3.v.user.save()
    OrgUnit.objects.filter(pk=g3.chenguang.pk).update(name="晨曦社工")
    served(g3.v, 500, g3.chenguang)
    found = queries.with_amended(Certificate.objects.all()).get()
    assert found.snapshot == before
    assert found.is_amended
    assert "记录有更正" in sign_in(g3.v.user).get("/volunteers/honours/").content.decode()


def test_a_record_taken_back_makes_the_summary_amended_and_leaves_the_other_sheet(g3: G3) -> None:
    own, whole = g3.issue(), g3.issue(g3.ask(kind="summary"), by=g3.cast.city_manager)
    type(g3.other).objects.filter(pk=g3.other.pk).update(status="returned")
    amended = dict(queries.with_amended(Certificate.objects.all()).values_list("pk", "is_amended"))
    assert amended == {own.pk: False, whole.pk: True}


def test_void_needs_a_reason_and_the_issuer(g3: G3) -> None:
    certificate = g3.issue()
    for somebody in (g3.at_tongxing, g3.cast.county_manager, g3.v.user):
        with pytest.raises(Refused):
            services.void_certificate(certificate, by=somebody, reason="错")
    with pytest.raises(Refused):
        services.void_certificate(certificate, by=g3.at_chenguang, reason=" ")
    services.void_certificate(certificate, by=g3.at_chenguang, reason="时长重复计入")
    assert certificate.status == "void"
    assert "时长重复计入" in Message.objects.get(kind="certificate_voided").body
    with pytest.raises(Refused):
        services.void_certificate(certificate, by=g3.at_chenguang, reason="再次")


def test_issuing_anew_voids_the_old_one_and_names_it(g3: G3) -> None:
    old = g3.issue()
    reverse_minutes(g3.logs[0], 290)
    new = services.reissue_certificate(
        old, by=g3.at_chenguang, reason="时长更正", in_charge="许晨", contact="0990-5550123"
    )
    old.refresh_from_db()
    assert (old.status, new.status, new.replaces, new.minutes) == ("void", "issued", old, 590)
    assert new.number == "ZM-2026-000002"
    assert new.code != old.code


def test_a_reissue_that_fails_leaves_the_old_one_valid(g3: G3) -> None:
    old = g3.issue()
    for log in g3.logs:
        type(log).objects.filter(pk=log.pk).update(status="returned")
    with pytest.raises(Refused, match="没有记录并核实"):
        services.reissue_certificate(old, by=g3.at_chenguang, reason="更正", in_charge="许晨", contact="电话")
    old.refresh_from_db()
    assert old.status == "issued"
    assert Certificate.objects.count() == 1
    assert CertifiedLog.objects.count() == 2


def test_a_balance_behind_a_certificate_is_not_taken_back(g3: G3) -> None:
    balance = balances.open_balance(g3.v, by=g3.cast.county_manager, minutes=600, note="旧册")
    certificate = g3.issue(g3.ask(issuer=balance.office), by=g3.cast.county_manager)
    with pytest.raises(Refused, match="已有证明"):
        balances.take_back_balance(balance, by=g3.cast.county_manager)
    services.void_certificate(certificate, by=g3.cast.county_manager, reason="转入有误")
    assert balances.take_back_balance(balance, by=g3.cast.county_manager).status == "withdrawn"


def test_the_snapshot_is_sealed_and_holds_the_only_copy_of_the_number(g3: G3) -> None:
    certificate = g3.issue()
    raw = Certificate.objects.filter(pk=certificate.pk).values("snapshot").get()["snapshot"]
    assert ID.encode() not in bytes(raw)
    assert ID in certificate.snapshot


# --- other kinds -----------------------------------------------------------------------------------------------------
def test_training_that_was_passed_is_certified_by_the_county(g3: G3) -> None:
    certificate = g3.issue(g3.ask(kind="training", issuer=None), by=g3.cast.county_manager)
    assert [line[0] for line in sheet(certificate)["lines"]] == ["岗前培训", "年度复训"]
    assert certificate.minutes is None


def test_without_training_there_is_nothing_to_certify(g3: G3, cast: Cast) -> None:
    other = build.volunteer(cast, seat(person("韩梅"), "VOL"))
    other.user.credentials.all().delete()
    with pytest.raises(Refused, match="还没有通过的培训"):
        services.request_certificate(other, by=other.user, kind="training")


def test_a_star_certificate_is_not_asked_for(g3: G3) -> None:
    with pytest.raises(Refused, match="授予时出具"):
        g3.ask(kind="star")


# --- screens ---------------------------------------------------------------------------------------------------------
def test_from_the_phone_to_the_paper(g3: G3) -> None:
    """She asks, the organisation finds it in its queue, prints it, she takes it: two taps from home to the page."""
    hers, theirs = sign_in(g3.v.user), sign_in(g3.at_chenguang)
    home = hers.get("/volunteers/").content.decode()
    assert "/volunteers/honours/" in home
    assert "/volunteers/certificates/ask/" in hers.get("/volunteers/honours/").content.decode()
    asked = hers.post("/volunteers/certificates/ask/", {"what": f"service-{g3.chenguang.pk}"})
    assert asked.status_code == 302
    certificate = Certificate.objects.get()
    assert "李芸" in theirs.get("/volunteers/certificates/").content.decode()
    page = f"/volunteers/certificates/{certificate.pk}/"
    assert "10.3" in theirs.get(page).content.decode()
    sent = {"act": "issue", "issue-in_charge": "许晨", "issue-contact": "0990-5550123"}
    assert theirs.post(page, sent).status_code == 302
    paper = hers.get(page + "certificate.pdf")
    assert paper.content.startswith(b"%PDF")
    assert paper["Content-Disposition"] == 'attachment; filename="ZM-2026-000001.pdf"'
    shown = hers.get(page).content.decode()
    assert ID not in shown
    assert "9901************25" in shown


def test_each_download_is_an_event_that_names_who_took_it(g3: G3) -> None:
    certificate = g3.issue()
    page = f"/volunteers/certificates/{certificate.pk}/certificate.pdf"
    for user in (g3.v.user, g3.at_chenguang):
        sign_in(user).get(page)
    events = AuditEvent.objects.filter(action="certificate.download").order_by("pk")
    assert [(e.actor_id, e.thing_id, e.fields) for e in events] == [
        (user.pk, str(certificate.pk), ["snapshot"]) for user in (g3.v.user, g3.at_chenguang)
    ]


def test_the_paper_is_for_the_holder_and_the_issuer_alone(g3: G3) -> None:
    page = f"/volunteers/certificates/{g3.issue().pk}/certificate.pdf"
    strangers = (
        g3.at_tongxing, g3.cast.outsider, g3.cast.officer, g3.cast.county_manager, g3.cast.city_manager,
        g3.cast.auditor, g3.cast.volunteer,
    )  # fmt: skip
    assert {sign_in(user).get(page).status_code for user in strangers} == {404}


@pytest.mark.parametrize("who", ["outsider", "officer", "other_county_manager", "social_worker", "volunteer"])
def test_for_others_a_certificate_is_not_there(who: str, g3: G3) -> None:
    certificate, user = g3.issue(), getattr(g3.cast, who)
    browser = sign_in(user)
    page = f"/volunteers/certificates/{certificate.pk}/"
    assert browser.get(page).status_code == 404
    assert browser.post(page, {"act": "void", "void-reason": "错"}).status_code == 404
    assert not queries.visible_to(user).exists()
    assert not queries.to_issue(user).exists()


def test_what_waits_is_exactly_what_one_may_issue(g3: G3) -> None:
    served(g3.v, 60, g3.cast.office)
    asked = [g3.ask(), g3.ask(issuer=g3.tongxing), g3.ask(kind="summary"), g3.ask(issuer=g3.cast.office)]
    for user in (
        g3.at_chenguang, g3.at_tongxing, g3.cast.county_manager, g3.cast.other_county_manager, g3.cast.city_manager,
        g3.cast.officer, g3.cast.auditor, g3.cast.outsider,
    ):  # fmt: skip
        may = {c.pk for c in asked if policies.may(user, "issue_certificate", c)}
        assert set(queries.to_issue(user).values_list("pk", flat=True)) == may, user.display_name


def test_the_lists_ask_the_same_number_of_questions_however_long_they_are(g3: G3) -> None:
    hers, theirs, counts = sign_in(g3.v.user), sign_in(g3.at_chenguang), []
    for _round in range(2):
        for _n in range(8):
            g3.issue()
        page = f"/volunteers/certificates/{Certificate.objects.latest('pk').pk}/"
        counts.append(
            [
                queries_of(browser, path)
                for browser, path in (
                    (hers, "/volunteers/honours/"), (theirs, "/volunteers/certificates/"), (hers, page), (theirs, page),
                )
            ]
        )  # fmt: skip
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 25


def test_a_sheet_of_many_records_asks_no_more_than_one_of_few(g3: G3) -> None:
    counts = []
    for _round in range(3):
        asked = g3.ask()
        with CaptureQueriesContext(connection) as seen:
            g3.issue(asked)
        counts.append(len(seen))
        for _n in range(60):
            served(g3.v, 15, g3.chenguang)
    assert counts[1] == counts[2] <= counts[0]
