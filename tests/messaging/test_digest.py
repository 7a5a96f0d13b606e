"""The morning letter: once a day, of what is new and unread, to whoever wants it."""

import pytest

from accounts.models import User
from kit import clock
from messaging import digest, outbox, preferences, queue, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning(monkeypatch, as_of, settings):
    settings.EMAIL_URL = "smtp://mail.example.org"
    as_of(2026, 3, 9, 8, 5)
    monkeypatch.setattr(words, "templates", dict(words.templates))
    outbox.template("news", subject="第 %(n)s 条", body="%(n)s。")


@pytest.fixture
def wang_fang() -> User:
    return User.objects.create_user("wang@example.org", display_name="王芳")


def mornings_work() -> int:
    asked = digest.ask_for_all()
    queue.run_due()
    return asked


def test_a_letter_names_the_newest_and_counts_all(wang_fang, mailoutbox) -> None:
    for n in range(12):
        outbox.put("news", to=wang_fang, n=n)
    assert mornings_work() == 1
    (letter,) = mailoutbox
    assert letter.subject == "同心桥：12 条未读消息"
    assert "第 11 条" in letter.body
    assert "第 1 条" not in letter.body
    assert "/desk/messages/" in letter.body


def test_it_comes_once_a_day_and_again_only_with_news(wang_fang, mailoutbox, as_of) -> None:
    outbox.put("news", to=wang_fang, n=1)
    assert [mornings_work(), mornings_work()] == [1, 0]
    as_of(2026, 3, 10, 8, 30)
    assert mornings_work() == 0
    outbox.put("news", to=wang_fang, n=2)
    assert mornings_work() == 1
    assert len(mailoutbox) == 2


def test_a_job_done_twice_sends_one_letter(wang_fang, mailoutbox) -> None:
    outbox.put("news", to=wang_fang, n=1)
    assert [digest.send(wang_fang.pk), digest.send(wang_fang.pk)] == ["sent", "nothing to do"]
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("why", ["unwanted", "read", "without an address", "too early", "no mail server"])
def test_no_letter_comes(why, wang_fang, mailoutbox, as_of, settings) -> None:
    outbox.put("news", to=wang_fang, n=1)
    if why == "unwanted":
        preferences.choose(wang_fang, digest=False)
    elif why == "read":
        outbox.mark_read(outbox.inbox(wang_fang), by=wang_fang)
    elif why == "without an address":
        User.objects.update(email=None)
    elif why == "too early":
        as_of(2026, 3, 9, 7, 55)
    else:
        settings.EMAIL_URL = ""
    assert mornings_work() == 0
    assert not mailoutbox


def test_it_is_written_in_the_readers_language(wang_fang, mailoutbox) -> None:
    wang_fang.language = "en"
    wang_fang.save()
    outbox.put("news", to=wang_fang, n=1)
    mornings_work()
    assert "unread message" in mailoutbox[0].subject
    assert clock.today().isoformat() not in mailoutbox[0].body
