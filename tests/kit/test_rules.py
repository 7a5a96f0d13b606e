"""Numbers that may change: dated, with a legal basis, by two persons."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from kit import clock, rules
from kit.errors import Refused
from kit.law import UnknownLaw
from kit.models import DatedRule

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_rules(monkeypatch):
    monkeypatch.setattr(rules, "_declared", {})
    rules.declare("test.term_years", 5, law="R-REL-01", label="帮扶期", unit="年")
    rules.forget()
    yield
    rules.forget()


@pytest.fixture
def two():
    model = get_user_model()
    people = [model(**{model.USERNAME_FIELD: name}) for name in ("rule-one", "rule-two")]
    for person in people:
        person.save()
    return people


def test_the_default_holds_from_the_beginning():
    assert rules.value("test.term_years") == 5
    assert rules.value("test.term_years", date(1999, 1, 1)) == 5


def test_an_approved_value_holds_from_its_day_and_not_before(two):
    one, other = two
    draft = rules.propose("test.term_years", 3, date(2026, 5, 1), by=one, note="省里新规定")
    assert draft.legal_basis == "《监狱法》及刑满释放人员衔接规定第37条"
    assert rules.value("test.term_years", date(2026, 5, 1)) == 5, "a draft counts for nothing"
    rules.approve(draft, by=other)
    assert rules.value("test.term_years", date(2026, 4, 30)) == 5
    assert rules.value("test.term_years", date(2026, 5, 1)) == 3
    with clock.frozen(clock.at(date(2026, 4, 30), 23, 59)):
        assert rules.value("test.term_years") == 5
    assert rules.value("test.term_years", clock.at(date(2026, 5, 1), 0)) == 3
    assert [row.state for row in rules.history("test.term_years")] == ["in_force"]


def test_the_newest_of_several_values_counts(two):
    one, other = two
    for years, day in [(3, date(2026, 5, 1)), (4, date(2026, 9, 1)), (2, date(2026, 7, 1))]:
        rules.approve(rules.propose("test.term_years", years, day, by=one, note="调整"), by=other)
    assert [rules.value("test.term_years", date(2026, m, 15)) for m in (4, 5, 7, 9)] == [5, 3, 2, 4]


def test_nobody_approves_his_own_change(two):
    draft = rules.propose("test.term_years", 3, date(2026, 5, 1), by=two[0], note="调整")
    with pytest.raises(Refused) as caught:
        rules.approve(draft, by=two[0])
    assert caught.value.code == "rule_two_persons"
    draft.refresh_from_db()
    assert (draft.state, draft.approved_by) == ("draft", None)


def test_the_database_itself_wants_two_persons(two):
    with pytest.raises(IntegrityError), transaction.atomic():
        DatedRule.objects.create(
            name="test.term_years", value=3, valid_from=date(2026, 5, 1), legal_basis="某规定",
            proposed_by=two[0], approved_by=two[0], state="in_force",
        )  # fmt: skip


def test_a_decided_change_is_not_decided_again(two):
    draft = rules.propose("test.term_years", 3, date(2026, 5, 1), by=two[0], note="调整")
    rules.refuse(draft, by=two[0])
    assert rules.value("test.term_years", date(2026, 6, 1)) == 5
    for decide in (rules.approve, rules.refuse):
        with pytest.raises(Refused, match="已经有了决定"):
            decide(draft, by=two[1])


@pytest.mark.parametrize(
    ("default", "good", "bad"),
    [
        (5, 7, ["7", 7.5, True, None, [7]]),
        (0.5, 1, ["1", True, float("nan")]),
        (True, False, [1, "yes"]),
        ("10 日", "15 日", [15]),
        ([100, 300], [50, 200, 400], [["50"], 50, {"0": 50}]),
        ({"U1": 24, "U2": 3}, {"U1": 12, "U2": 2}, [{"U1": 12}, {"U1": 12, "U2": "2"}, [12, 2]]),
    ],
)
def test_a_value_is_of_the_kind_of_the_default(two, default, good, bad):
    rules.declare("test.kind", default, law="R-PI-09", label="格式")
    rules.approve(rules.propose("test.kind", good, date(2026, 1, 1), by=two[0], note="调整"), by=two[1])
    assert rules.value("test.kind", date(2026, 1, 1)) == good
    for wrong in bad:
        with pytest.raises(Refused, match="格式"):
            rules.propose("test.kind", wrong, date(2026, 1, 1), by=two[0], note="调整")


def test_a_change_without_any_legal_basis_is_refused(two):
    rules.declare("test.free", 1, law="", label="无依据的规则")
    with pytest.raises(Refused, match="依据"):
        rules.propose("test.free", 2, date(2026, 1, 1), by=two[0], note="调整", legal_basis=" ")
    assert rules.propose("test.free", 2, date(2026, 1, 1), by=two[0], note="", legal_basis="市局通知")


def test_slips_in_code_are_loud():
    with pytest.raises(rules.UnknownRule):
        rules.value("test.nothing")
    with pytest.raises(UnknownLaw):
        rules.declare("test.other", 1, law="R-XX-01", label="")
    with pytest.raises(ValueError, match="twice"):
        rules.declare("test.term_years", 6, law="R-REL-01", label="帮扶期")
    with pytest.raises(ValueError, match="null"):
        rules.declare("test.none", None, law="", label="")
    assert [r.name for r in rules.all_declared()] == ["test.term_years"]
