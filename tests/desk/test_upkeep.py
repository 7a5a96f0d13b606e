"""Rules and the calendar: the city proposes, the keeper of the system changes, two persons in any case."""

from datetime import timedelta

import pytest

from audit.models import AuditEvent
from desk import upkeep
from kit import clock, rules
from kit.errors import Refused
from kit.rules import DatedRule
from messaging.models import Message
from tests.cast import person, seat

pytestmark = pytest.mark.django_db
NAME = "tests.answer_workdays"
rules.declare(NAME, 2, law="R-VOL-11", label="测试用的答复时限", unit="个工作日")


@pytest.fixture(autouse=True)
def fresh_rules():
    yield
    rules.forget()


def proposed(cast, value: int = 3) -> DatedRule:
    return upkeep.propose_rule(NAME, value, clock.today(), by=cast.city_manager, note="多给一天")


def test_a_rule_changes_when_a_second_person_approves(cast):
    row = proposed(cast)
    assert rules.value(NAME) == 2
    upkeep.approve_rule(row, by=cast.system_admin)
    rules.forget()
    assert rules.value(NAME) == 3
    assert rules.value(NAME, clock.today() - timedelta(days=1)) == 2
    assert Message.objects.filter(to=cast.city_manager, kind="desk.rule_decided").exists()
    logged = AuditEvent.objects.filter(action__startswith="desk.").order_by("pk")
    assert [e.action for e in logged] == ["desk.propose_rule", "desk.approve_rule"]


def test_who_proposed_never_approves_not_even_as_keeper(cast):
    row = upkeep.propose_rule(NAME, 3, clock.today(), by=cast.system_admin, note="")
    with pytest.raises(Refused):
        upkeep.approve_rule(row, by=cast.system_admin)
    other = seat(person("新管", "xinguan@example.cn"), "SYS", cast.bureau)
    assert upkeep.approve_rule(row, by=other).state == "in_force"


def test_the_city_does_not_approve_and_nobody_else_proposes(cast):
    row = proposed(cast)
    for who in (cast.city_manager, cast.data_clerk, cast.county_manager, cast.officer, cast.auditor):
        with pytest.raises(Refused):
            upkeep.approve_rule(row, by=who)
    for who in (cast.county_manager, cast.officer, cast.auditor, cast.volunteer):
        with pytest.raises(Refused):
            upkeep.propose_rule(NAME, 3, clock.today(), by=who, note="")


def test_the_past_is_not_changed(cast):
    with pytest.raises(Refused, match="不能早于今天"):
        upkeep.propose_rule(NAME, 3, clock.today() - timedelta(days=1), by=cast.city_manager, note="")


def test_who_proposed_may_take_it_back(cast):
    row = upkeep.refuse_rule(proposed(cast), by=cast.city_manager)
    assert row.state == "refused"
    with pytest.raises(Refused):
        upkeep.approve_rule(row, by=cast.system_admin)


def test_the_pages_take_a_rule_from_draft_to_force(cast, browse):
    manager, keeper = browse(cast.city_manager), browse(cast.system_admin)
    form = {"value": "4", "valid_from": clock.today().isoformat(), "note": "试行"}
    assert manager.post(f"/desk/rules/{NAME}/", form).status_code == 302
    row = DatedRule.objects.get(name=NAME)
    assert "批准规则变更：测试用的答复时限" in keeper.get("/desk/").content.decode()
    assert "批准规则变更" not in manager.get("/desk/").content.decode()
    manager.post(f"/desk/rules/drafts/{row.pk}/", {"decision": "approve"})
    row.refresh_from_db()
    assert row.state == "draft"
    keeper.post(f"/desk/rules/drafts/{row.pk}/", {"decision": "approve"})
    row.refresh_from_db()
    assert row.state == "in_force"
    assert "<dd>4 个工作日</dd>" in manager.get(f"/desk/rules/{NAME}/").content.decode()


@pytest.mark.parametrize("bad", ["", "-1", "多", "1.5"])
def test_a_value_of_another_kind_stays_in_the_form(cast, browse, bad):
    form = {"value": bad, "valid_from": clock.today().isoformat(), "note": "试"}
    page = browse(cast.city_manager).post(f"/desk/rules/{NAME}/", form)
    assert page.status_code == 200
    assert not DatedRule.objects.filter(name=NAME).exists()


def test_rules_and_calendar_do_not_exist_for_others(cast, browse):
    row = proposed(cast)
    for who in (cast.officer, cast.outsider, cast.county_manager, cast.ngo_admin, cast.volunteer):
        browser = browse(who)
        for page in ("/desk/rules/", f"/desk/rules/{NAME}/", "/desk/calendar/"):
            assert browser.get(page).status_code == 404
        assert browser.post(f"/desk/rules/drafts/{row.pk}/", {"decision": "approve"}).status_code == 404
    reader = browse(cast.auditor)
    assert reader.get("/desk/rules/").status_code == 200
    assert "提出变更" not in reader.get(f"/desk/rules/{NAME}/").content.decode()
    assert reader.get("/desk/rules/no.such/").status_code == 404


def test_the_calendar_shows_a_year_and_says_when_it_is_not_entered(cast, browse):
    browser = browse(cast.city_manager)
    assert "春节" in browser.get("/desk/calendar/", {"year": "2026"}).content.decode()
    assert "还没有录入" in browser.get("/desk/calendar/", {"year": "2029"}).content.decode()
