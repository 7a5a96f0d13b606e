"""A form that was sent twice is one act: a double click, a page loaded again, two tabs."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import IntegrityError, connections, transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.test import RequestFactory
from django.test.signals import template_rendered
from django.urls import reverse

from accounts.models import Division, User
from audit.models import AuditEvent, SentForm
from audit.once import once
from matching.models import AssistanceRequest
from tests import build
from tests.cast import person, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@once
def act(request: Any) -> HttpResponse:
    """A view as ours are: it writes, then leads on; `how` says what becomes of it."""
    Division.objects.create(code=f"X{Division.objects.count():05d}", name="一次", level="town")
    return {
        "done": lambda: HttpResponseRedirect("/done/"),
        "wrong": lambda: HttpResponse("写错了", status=200),
        "refused": lambda: HttpResponse("不能办理", status=409),
        "gone": lambda: _raise(Http404()),
        "broken": lambda: _raise(IntegrityError("of the view")),
    }[request.POST.get("how", "done")]()


def _raise(fault: Exception) -> HttpResponse:
    raise fault


def send(user: Any, key: str = "k1", how: str = "done", method: str = "post") -> HttpResponse:
    request = getattr(RequestFactory(), method)("/x/", {"idem": key, "how": how})
    request.user = user
    return act(request)


def acts() -> int:
    return Division.objects.filter(name="一次").count()


@pytest.fixture
def user(db: None) -> User:
    return person("王芳", "wangfang@example.cn")


def test_the_second_sending_leads_to_the_page_of_the_first(user: User) -> None:
    first, second = send(user), send(user)
    assert (first.url, second.url, acts()) == ("/done/", "/done/", 1)  # type: ignore[attr-defined]


def test_two_forms_and_two_people_are_two_acts(user: User) -> None:
    send(user, "k1")
    send(user, "k2")
    send(person("李明", "lm@example.cn"), "k1")
    assert acts() == 3


@pytest.mark.parametrize("how", ["wrong", "refused"])
def test_what_was_not_done_leaves_nothing_and_may_be_sent_again(how: str, user: User) -> None:
    send(user, how=how)
    assert (acts(), SentForm.objects.count()) == (0, 0)
    assert send(user, how="done").status_code == 302
    assert acts() == 1


@pytest.mark.parametrize(("how", "fault"), [("gone", Http404), ("broken", IntegrityError)])
def test_a_fault_of_the_view_is_not_taken_for_a_second_sending(how: str, fault: type, user: User) -> None:
    with pytest.raises(fault), transaction.atomic():
        send(user, how=how)
    assert (acts(), SentForm.objects.count()) == (0, 0)


def test_without_a_key_or_by_get_nothing_is_held_back(user: User) -> None:
    send(user, key="")
    send(user, key="")
    send(user, method="get")
    assert (acts(), SentForm.objects.count()) == (3, 0)


def test_a_long_key_is_cut_alike_both_times(user: User) -> None:
    send(user, "长" * 100)
    send(user, "长" * 100)
    assert acts() == 1


def test_a_double_click_on_a_real_page_asks_for_help_once(cast: Any, as_of: Any) -> None:
    as_of(2026, 3, 9, 10)
    client = build.client(cast)
    browser, page = sign_in(cast.officer), reverse("matching:ask", args=[client.code])
    form = {"need": "mentoring", "urgency": "2", "idem": "abc"}
    first = browser.post(page, form)
    assert first.status_code == 302
    events = AuditEvent.objects.count()
    second = browser.post(page, form)
    assert second["Location"] == first["Location"]
    assert AssistanceRequest.objects.filter(client=client).count() == 1
    assert AuditEvent.objects.count() == events


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_refused_page_is_drawn_when_the_lock_is_gone(cast: Any) -> None:
    browser, page = sign_in(cast.officer), reverse("matching:ask", args=[build.client(cast).code])
    locked = []

    def look(**_told: Any) -> None:
        locked.append(connections["default"].in_atomic_block)

    template_rendered.connect(look)
    try:
        assert browser.post(page, {"need": "", "idem": "abc"}).status_code == 200
    finally:
        template_rendered.disconnect(look)
    assert locked and not any(locked)


@pytest.mark.race
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_form_sent_from_many_tabs_at_once_is_one_act() -> None:
    user, gate, urls = person("王芳", "wangfang@example.cn"), threading.Barrier(6), []

    def tab() -> None:
        gate.wait()
        try:
            urls.append(send(user).url)  # type: ignore[attr-defined]
        finally:
            connections.close_all()

    tabs = [threading.Thread(target=tab) for _i in range(6)]
    for thread in tabs:
        thread.start()
    for thread in tabs:
        thread.join()
    assert urls == ["/done/"] * 6
    assert (acts(), SentForm.objects.count()) == (1, 1)
