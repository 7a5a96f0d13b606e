"""Machines that check themselves, and things whose status nobody assigns."""

import pytest
from django.db import connection
from django.test.utils import isolate_apps

from kit import lifecycle
from kit.law import UnknownLaw
from kit.lifecycle import BrokenTable, Clock, Machine, Staged, StatusChangedByHand, Step, names

STATES = {"draft": "草稿", "sent": "已发出", "done": "已办结"}
SEND = Step("send", "发出", ("draft",), "sent", ("OFF",), "R-CC-03", Clock(workdays=2), "承接方")
FINISH = Step("finish", "办结", ("sent",), "done", ("OFF", "CBM"))
BACK = Step("return", "退回", ("sent",), "draft", ("CBM",))


@pytest.fixture(autouse=True)
def _own_machines(monkeypatch):
    monkeypatch.setattr(lifecycle, "machines", {})


def machine(*steps, start="draft", states=STATES, ends=("done",), name="letter"):
    return Machine(name, "函件", states, start, steps, frozenset(ends))


def test_a_machine_answers_what_leads_where():
    letter = machine(SEND, FINISH, BACK)
    assert letter.step("send", "draft") is SEND
    assert letter.step("send", "sent") is None
    assert names(letter.steps_from("sent")) == ["finish", "return"]
    assert lifecycle.machines == {"letter": letter}


@pytest.mark.parametrize(
    ("steps", "change", "why"),
    [
        ((SEND, FINISH, Step("x", "误", ("lost",), "done", ("OFF",))), {}, "unknown state lost"),
        ((SEND, FINISH, Step("x", "误", ("sent",), "lost", ("OFF",))), {}, "unknown state lost"),
        ((SEND, FINISH, Step("send", "误", ("draft",), "done", ("OFF",))), {}, "leaves draft twice"),
        ((SEND, FINISH, Step("x", "误", (), "done", ("OFF",))), {}, "no source"),
        ((SEND, FINISH, Step("x", "误", ("sent",), "done", ())), {}, "nobody"),
        ((SEND, BACK), {}, "nothing reaches"),
        ((SEND, FINISH), {"states": STATES | {"alone": "孤立"}}, "nothing reaches"),
        ((SEND, FINISH, Step("x", "误", ("sent",), "pit", ("OFF",))), {"states": STATES | {"pit": "坑"}}, "no end"),
        ((SEND, FINISH), {"start": "nowhere"}, "the start or an end"),
        ((SEND, FINISH), {"ends": ("nowhere",)}, "the start or an end"),
    ],
)
def test_a_table_that_contradicts_itself_stops_the_start(steps, change, why):
    with pytest.raises(BrokenTable, match=why):
        machine(*steps, **change)
    assert lifecycle.machines == {}


def test_a_step_on_an_unknown_law_stops_the_start():
    with pytest.raises(UnknownLaw, match="R-CC-99"):
        machine(Step("send", "发出", ("draft",), "sent", ("OFF",), "R-CC-99"), FINISH)


def test_two_machines_may_not_share_a_name():
    machine(SEND, FINISH)
    with pytest.raises(BrokenTable, match="two machines"):
        machine(SEND, FINISH, BACK)


def test_things_may_be_made_in_several_states():
    made = Step("take_over", "接收", ("",), "sent", ("OFF",))
    letter = machine(SEND, made, FINISH)
    assert letter.step("take_over", "") is made


@pytest.mark.parametrize("parts", [{}, {"workdays": 2, "hours": 3}, {"rule": "x"}, {"days": -1}])
def test_a_clock_counts_in_exactly_one_unit(parts):
    with pytest.raises(BrokenTable, match="exactly one"):
        Clock(**parts)


# --- things with a status -----------------------------------------------------------------------------------
LETTER = Machine("kit-test-letter", "函件", STATES, "draft", (SEND, FINISH, BACK), frozenset({"done"}))
del lifecycle.machines["kit-test-letter"]

with isolate_apps("kit"):

    class Letter(Staged):
        machine = LETTER

        class Meta:
            app_label = "kit"


@pytest.fixture
def letters(db):
    editor = connection.SchemaEditorClass(connection)
    sql, params = editor.table_sql(Letter)
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)
    return Letter.objects


def test_a_new_thing_starts_where_its_machine_starts(letters):
    letter = letters.create()
    assert (letter.status, letter.status_label) == ("draft", "草稿")
    assert names(letter.open_verbs()) == ["send"]


def test_a_status_changed_by_hand_is_not_saved(letters):
    letter = letters.create()
    letter.status = "done"
    with pytest.raises(StatusChangedByHand, match="draft → done"):
        letter.save()
    assert letters.get().status == "draft"
    again = letters.get()
    again.status = "done"
    with pytest.raises(StatusChangedByHand):
        again.save(update_fields=["status"])


def test_a_thing_read_again_after_a_colleague_moved_it_can_be_saved(letters):
    letter = letters.create()
    letters.filter(pk=letter.pk).update(status="sent")
    letter.refresh_from_db()
    letter.save()
    letters.filter(pk=letter.pk).update(status="done")
    letter.refresh_from_db(fields=["status"])
    letter.save()
    assert letters.get().status == "done"


def test_a_thing_read_without_its_status_asks_for_it_when_needed(letters, django_assert_num_queries):
    letter = letters.create()
    letters.filter(pk=letter.pk).update(status="sent")
    with django_assert_num_queries(1):
        light = letters.only("due_at").get()
    assert light.status == "sent"
    light.save()
    light.status = "draft"
    with pytest.raises(StatusChangedByHand):
        light.save()
