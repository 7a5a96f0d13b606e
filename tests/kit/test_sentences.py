"""Sentences that are kept: each reader gets them in the reader's own language."""

import json
import pickle

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy

from kit.sentences import Sentence, SentenceField, gettext, stored, told

FIELD = SentenceField()


def kept(said) -> dict:
    """As it comes back from JSON."""
    return json.loads(json.dumps(stored(said)))


def in_english(said) -> str:
    with translation.override("en"):
        return told(kept(said))


def number(n: int) -> str:
    return gettext("与第 %(n)s 行是同一人的同一身份。") % {"n": n}


def test_a_sentence_is_the_text_of_the_moment():
    assert number(3) == "与第 3 行是同一人的同一身份。"
    with translation.override("en"):
        assert number(3) == "The same person and role as on line 3."


def test_it_is_told_again_to_a_reader_of_another_language():
    assert in_english(number(3)) == "The same person and role as on line 3."
    with translation.override("en"):
        english = kept(number(3))
    assert told(english) == number(3)


def test_a_sentence_within_a_sentence_is_told_again_too():
    said = gettext("%(column)s填“是”或“否”。") % {"column": gettext("这一格")}
    assert in_english(said) == told_in_english("%(column)s填“是”或“否”。") % {"column": told_in_english("这一格")}


def told_in_english(msgid: str) -> str:
    with translation.override("en"):
        return translation.gettext(msgid)


def test_a_word_that_waits_for_its_reader_is_told_again_alone_and_within():
    word = gettext_lazy("待确认")
    assert in_english(word) == told_in_english("待确认") != "待确认"
    said = gettext("这一条已经办理：%(state)s。") % {"state": word}
    assert told_in_english("待确认") in in_english(said)


def test_only_values_that_the_sentence_names_are_kept_with_it():
    said = gettext("与第 %(n)s 行是同一人的同一身份。") % {"n": 3, "name": "王芳", "id": "990101198503070025"}
    assert stored(said)["params"] == {"n": 3}
    assert "王芳" not in json.dumps(stored(said), ensure_ascii=False)


@pytest.mark.parametrize("value", [3.5, True, "文字"])
def test_a_value_comes_back_as_it_was(value):
    assert kept(gettext("%(n)s") % {"n": value})["params"] == {"n": value}


def test_plain_text_stays_as_it_is_in_every_language():
    assert kept("随手写的。") == {"sentence": "随手写的。"}
    assert in_english("随手写的。") == "随手写的。"
    assert in_english("") == ""
    assert told({"code": "old", "sentence": "以前存的。", "column": "姓名"}) == "以前存的。"


def test_a_sentence_whose_values_no_longer_fit_is_shown_as_it_was_kept():
    assert told({"sentence": "原来的字。", "msgid": "有 %(n)d 个", "params": {"m": 1}}) == "原来的字。"
    assert told({"sentence": "原来的字。", "msgid": "有 %(n)d 个", "params": {"n": "许多"}}) == "原来的字。"


def test_a_column_gives_the_sentence_in_the_language_of_the_moment():
    written = FIELD.get_prep_value(number(3))
    with translation.override("en"):
        assert FIELD.from_db_value(written, None, None) == "The same person and role as on line 3."
    assert FIELD.from_db_value(written, None, None) == number(3)
    assert FIELD.get_prep_value(FIELD.from_db_value(written, None, None)) == written


@pytest.mark.parametrize("plain", ["", "OperationalError", "以前存的。", None])
def test_a_column_leaves_plain_text_alone(plain):
    assert FIELD.from_db_value(FIELD.get_prep_value(plain), None, None) == plain


def test_a_sentence_survives_the_cache():
    again = pickle.loads(pickle.dumps(number(3)))
    assert isinstance(again, Sentence)
    assert stored(again) == stored(number(3))
