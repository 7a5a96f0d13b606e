"""The city publishes a new version of a text; the old ones stay, and people are asked anew where it says so."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import AuditEvent
from kit import clock
from kit.errors import Refused
from tests import build
from tests.cast import sign_in
from tests.volunteers import joiners
from volunteers.consents import queries, services
from volunteers.models import ConsentText, Volunteer

pytestmark = pytest.mark.django_db
TODAY, DAY = date(2026, 3, 9), timedelta(days=1)
LIST = reverse("volunteers:text_versions")


@pytest.fixture(autouse=True)
def monday(as_of) -> None:
    as_of(2026, 3, 9, 10)


@pytest.fixture
def me(cast) -> Volunteer:
    volunteer = build.volunteer(cast)
    services.give_compulsory(volunteer.user, by=volunteer.user)
    return volunteer


def new(cast: Any, kind: str = "privacy", **other: Any) -> ConsentText:
    said = {"zh": "# 新\n联系 %(office)s", "en": "# New\nContact %(office)s", "valid_from": TODAY, "reason": "电话换了"}
    return services.publish_text(kind, **{"by": cast.city_manager, "asks_again": True} | said | other)


def asked(me: Volunteer) -> list[str]:
    return [text.kind for text in queries.to_ask(me.user, clock.today())]


# --- what follows from a version ---------------------------------------------------------------------------
def test_a_version_that_asks_again_asks_everybody_from_its_day_on_and_locks_nobody_out(cast, me, as_of) -> None:
    assert asked(me) == []
    text = new(cast, valid_from=TODAY + 2 * DAY)
    assert text.version == 2 and asked(me) == [], "not before its day"
    as_of(2026, 3, 11)
    assert asked(me) == ["privacy"]
    assert queries.has_agreed(me.user, "privacy"), "what was agreed to stands meanwhile"
    services.give_compulsory(me.user, by=me.user)
    assert asked(me) == []


def test_a_version_that_mends_a_word_asks_nobody_and_whoever_comes_new_reads_it(cast, me) -> None:
    new(cast, asks_again=False)
    assert asked(me) == []
    other = joiners.newcomer()
    assert [text.version for text in queries.to_ask(other, TODAY) if text.kind == "privacy"] == [2]


def test_a_mended_word_after_a_version_that_asks_does_not_take_the_question_back(cast, me) -> None:
    new(cast)
    new(cast, zh="又改", en="again", asks_again=False)
    assert asked(me) == ["privacy"]


def test_the_event_says_who_why_and_which_and_the_old_version_stays_as_it_was(cast, me) -> None:
    before = ConsentText.objects.filter(kind="privacy").values().get()
    text = new(cast)
    event = AuditEvent.objects.get(action="consent_text.publish")
    assert (event.actor_id, event.role, event.purpose) == (cast.city_manager.pk, "MUN", "电话换了")
    assert event.detail == {"kind": "privacy", "version": 2, "from": "2026-03-09", "asks_again": True}
    assert (text.published_by, text.reason) == (cast.city_manager, "电话换了")
    assert ConsentText.objects.filter(kind="privacy", version=1).values().get() == before


# --- refused -----------------------------------------------------------------------------------------------
WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no reason": ({"reason": " "}, "reason"),
    "no English": ({"en": " "}, "language"),
    "a day gone by": ({"valid_from": TODAY - DAY}, "valid_from"),
    "a place that is none of ours": ({"zh": "联系 %(boss)s"}, "places"),
    "a bare percent sign": ({"en": "100% yours"}, "places"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_version_that_could_not_be_shown_or_explained_is_refused(what, cast) -> None:
    change, code = WRONG[what]
    with pytest.raises(Refused) as why:
        new(cast, **change)
    assert why.value.code == code
    assert ConsentText.objects.filter(kind="privacy").count() == 1


def test_the_same_words_are_no_new_version_and_none_begins_before_the_last(cast) -> None:
    last = queries.newest("privacy")
    with pytest.raises(Refused, match="没有改动"):
        new(cast, zh=last.zh + "\n", en=last.en)
    new(cast, valid_from=TODAY + 9 * DAY)
    with pytest.raises(Refused):
        new(cast, zh="别的", en="other", valid_from=TODAY + 8 * DAY)


NOT_THEIRS = ("volunteer", "officer", "county_manager", "auditor", "system_admin", "ngo_admin", "editor", "outsider")


@pytest.mark.parametrize("who", NOT_THEIRS)
def test_only_the_city_publishes(who, cast) -> None:
    with pytest.raises(Refused):
        new(cast, by=getattr(cast, who))
    browser = sign_in(getattr(cast, who))
    assert browser.get(LIST).status_code == (200 if who == "auditor" else 404)
    assert browser.get(reverse("volunteers:text_new", args=["privacy"])).status_code == 404
    assert ConsentText.objects.filter(kind="privacy").count() == 1


# --- the screens -------------------------------------------------------------------------------------------
def test_the_city_publishes_on_its_page_and_the_old_version_is_still_read(cast, me) -> None:
    browser, form = sign_in(cast.city_manager), reverse("volunteers:text_new", args=["privacy"])
    assert f'href="{LIST}"' in browser.get("/desk/").content.decode()
    page = browser.get(LIST).content.decode()
    assert "第 1 版" in page and f'href="{form}"' in page
    opened = browser.get(form).content.decode()
    assert "谁在处理您的信息" in opened and "Who uses your information" in opened and "重新同意" in opened
    sent = {"zh": "# 新的告知\n请看。", "en": "# New notice\nPlease read.", "valid_from": "2026-03-09",
            "asks_again": "on", "reason": "处理的目的变了", "idem": "t1"}  # fmt: skip
    wrong = browser.post(form, sent | {"en": "50% off", "idem": "t0"})
    assert wrong.status_code == 422 and "百分号" in wrong.content.decode()
    assert browser.post(form, sent)["Location"] == LIST
    page = browser.get(LIST).content.decode()
    assert "第 2 版" in page and "处理的目的变了" in page and "须重新同意" in page and "旧版本" in page
    old = reverse("volunteers:text_version", args=["privacy", 1])
    for reader in (browser, sign_in(me.user), Client()):
        assert "谁在处理您的信息" in reader.get(old).content.decode()
        assert "新的告知" in reader.get(reverse("volunteers:text", args=["privacy"])).content.decode()
    mine = sign_in(me.user).get(reverse("volunteers:mine")).content.decode()
    assert "有新版本" in mine and f'href="{old}"' in mine


def test_what_is_still_to_come_is_for_the_city_alone(cast, me) -> None:
    new(cast, valid_from=TODAY + 2 * DAY)
    coming = reverse("volunteers:text_version", args=["privacy", 2])
    assert sign_in(cast.city_manager).get(coming).status_code == 200
    assert Client().get(coming).status_code == sign_in(me.user).get(coming).status_code == 404
    assert Client().get(reverse("volunteers:text_version", args=["privacy", 3])).status_code == 404
    assert "将生效" in sign_in(cast.auditor).get(LIST).content.decode()


def test_only_what_everybody_agrees_to_can_ask_again(cast) -> None:
    browser = sign_in(cast.city_manager)
    assert 'name="asks_again"' in browser.get(reverse("volunteers:text_new", args=["agreement"])).content.decode()
    assert 'name="asks_again"' not in browser.get(reverse("volunteers:text_new", args=["sms"])).content.decode()
    assert browser.get(reverse("volunteers:text_new", args=["nothing"])).status_code == 404
