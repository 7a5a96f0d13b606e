"""What upper floors hang into lower ones."""

import pytest
from django.http import Http404

from kit.errors import NotFound, Refused
from kit.hooks import Question, Registry


def test_a_registry_keeps_each_thing_once_in_order():
    things = Registry("things")

    @things.add
    def first(): ...

    things.add("second")
    things.add(first)
    assert list(things) == [first, "second"]
    assert len(things) == 2


def test_a_question_nobody_answers_is_refused():
    conflict = Question("conflict")
    with pytest.raises(Refused) as caught:
        conflict(volunteer=1)
    assert caught.value.code == "unanswered:conflict"


def test_a_question_hands_on_what_the_upper_floor_says():
    conflict = Question("conflict")

    @conflict.answer
    def _same_village(*, volunteer):
        return volunteer == 1

    assert conflict(volunteer=1) is True
    assert conflict(volunteer=2) is False


def test_a_refusal_is_a_sentence_with_its_reasons():
    why = Refused("还不能确认", code="hours", reasons=["培训未完成", "承诺书已过期"])
    assert str(why) == "还不能确认"
    assert why.reasons == ["培训未完成", "承诺书已过期"]


def test_what_may_not_be_seen_is_answered_as_not_there():
    assert issubclass(NotFound, Http404)
