"""Mail that comes back: a mailbox that is not there gets no more, and nobody can forge that it is not."""

import mailbox
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail

from accounts.models import User
from messaging import bounces, digest, letters, outbox, queue, stops
from messaging.models import Dispatch, Message, Stop

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("texted")]

NOTICE = """From: MAILER-DAEMON@mail.example.org
To: tongxin@example.org
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org
Arrival-Date: Mon, 9 Mar 2026 10:00:00 +0800

Final-Recipient: rfc822; {to}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} <{to}>: Recipient address rejected

--B
Content-Type: {quoted}

{head}Message-ID: {name}
Subject: =?utf-8?b?57O757uf6YCa55+l?=

--B--
"""


@pytest.fixture
def folder(settings, tmp_path) -> mailbox.Maildir:
    settings.EMAIL_URL, settings.BOUNCE_FOLDER = "smtp://mail.example.org", tmp_path / "returned"
    return mailbox.Maildir(str(settings.BOUNCE_FOLDER), create=True)


@pytest.fixture
def letter(folder, wang_fang) -> Message:
    message = outbox.put("plain", to=wang_fang, urgent=True)
    queue.run_due()
    assert mail.outbox[0].extra_headers["Message-ID"] == letters.message_id(message.pk)
    return message


def notice(letter: Message, **how: str) -> str:
    fields = {"to": "wang@example.org", "action": "failed", "status": "5.1.1", "quoted": "text/rfc822-headers",
              "head": "", "name": letters.message_id(letter.pk)} | how  # fmt: skip
    return NOTICE.format(**fields)


def read(folder: mailbox.Maildir, *texts: str) -> int:
    for text in texts:
        folder.add(text.encode())
    return bounces.sweep()


@pytest.mark.parametrize("quoted", ["text/rfc822-headers", "message/rfc822"])
def test_a_mailbox_that_is_not_there_gets_no_more_mail_and_its_owner_is_told(quoted, folder, letter, wang_fang) -> None:
    assert read(folder, notice(letter, quoted=quoted), notice(letter, quoted=quoted)) >= 1
    assert not list(folder.keys())
    stop = Stop.objects.get()
    assert (stop.way, stop.why, stop.code, stop.user) == ("email", "invalid", "mail 5.1.1", wang_fang)
    assert Message.objects.filter(kind="mailbox_stopped", to=wang_fang).count() == 1
    letter.refresh_from_db()
    assert (letter.state, Dispatch.objects.get(message=letter).state) == ("failed", "failed")
    assert outbox.put("plain", to=wang_fang, urgent=True).channel == "in_site"
    assert digest.send(wang_fang.pk) == "mailbox stopped"
    assert stops.resume(wang_fang, "email")


@pytest.mark.parametrize("status", ["5.2.2", "5.7.1", "5.0.0"])
def test_a_full_mailbox_or_a_filter_says_nothing_about_the_address(status, folder, letter) -> None:
    assert read(folder, notice(letter, status=status)) == 1
    assert not Stop.objects.exists()
    letter.refresh_from_db()
    assert letter.state == "failed"


@pytest.mark.parametrize(
    "how",
    [
        {"action": "delayed", "status": "4.4.1"},
        {"name": "<message-{pk}@help.example.org>"},
        {"name": "<message-{pk}." + "0" * 32 + "@help.example.org>"},
        {"to": "somebody.else@example.org"},
        {"quoted": "text/plain"},
    ],
    ids=["only late", "no proof", "a wrong proof", "another address", "not a quotation"],
)
def test_what_is_late_forged_or_about_somebody_else_changes_nothing(how, folder, letter) -> None:
    how = how | ({"name": how["name"].replace("{pk}", str(letter.pk))} if "name" in how else {})
    assert read(folder, notice(letter, **how)) == 0
    assert not Stop.objects.exists()
    letter.refresh_from_db()
    assert letter.state == "sent"


def test_letters_that_nobody_can_read_are_taken_away(folder, letter) -> None:
    endless = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(3000))
    assert read(folder, "", "\x00\xff", endless, "x" * (bounces.BIGGEST + 1), notice(letter)) == 1
    assert not list(folder.keys())


def test_where_no_folder_is_set_nothing_is_read(settings) -> None:
    settings.BOUNCE_FOLDER = None
    assert bounces.sweep() == 0


@pytest.mark.parametrize(
    ("answer", "state", "stopped"),
    [
        ((550, b"5.1.1 <wang@example.org>: no such user"), "failed", True),
        ((552, b"5.2.2 mailbox full"), "failed", False),
        ((450, b"4.2.0 greylisted"), "queued", False),
    ],
)
def test_what_the_mail_server_refuses_at_once_counts_the_same(
    answer, state, stopped, folder, wang_fang: User, monkeypatch, caplog
) -> None:
    def refuse(self: mail.EmailMessage) -> None:
        raise SMTPRecipientsRefused({"wang@example.org": answer})

    monkeypatch.setattr(mail.EmailMessage, "send", refuse)
    message = outbox.put("plain", to=wang_fang, urgent=True)
    queue.run_due()
    message.refresh_from_db()
    assert (message.state, Stop.objects.exists()) == (state, stopped)
    assert "wang@" not in caplog.text
