"""Protected values stand in their sealed columns, and on a page only after somebody with the right asked for them.

Each protected field of the house (tests/fullhouse.py) holds a canary. They are looked for in every page of every
role, in messages, in the log, in jobs, in sessions, in what the program writes to its own log, in whole tables.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.apps import apps
from django.core import mail
from django.db import connection
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import User
from audit.models import AuditEvent
from kit import clock
from kit.crypto import EncryptedText, Unreadable
from matching.models import Client, DisclosureGrant
from matching.supervisees.forms import RevealForm
from messaging.models import Message
from tests import matrix
from tests.cast import sign_in
from tests.fullhouse import COLUMNS, House, standing

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("house")]


# What help a person needs, for the office and its county; each reading leaves a trace.
NEEDS = {"assessment.texts", "assessment.wishes", "assessment.strengths", "assessment.note", "groupmember.name"}
# Who meets which canary on a page without asking for it. Everything else is a leak.
ALLOWED = {
    # A county and an office see the names of their own rows, and mend them by the sheet; never a minor's.
    "CBM": {*NEEDS, "allowance.note",
            "importrow.values:姓名:5", "importrow.values:姓名:7", "importrow.values:身份证号:7",
            "importrow.values:联系电话:7", "importrow.values:备注:7"},
    # The office reads the record of a meeting; each reading leaves a trace.
    "OFF": {*NEEDS, "session.note:volunteer", "contact.note", "importrow.values:姓名:5", "importrow.values:姓名:7",
            "importrow.values:身份证号:7", "importrow.values:联系电话:7", "importrow.values:备注:7"},
    # Why a learner got more time, for whoever may grant it.
    "MUN": {"allowance.note"},
    "CLERK": {"allowance.note"},
    # What one wrote down oneself, and the copy of one's own data, each taking of which leaves a trace.
    "VOL": {"session.note:volunteer", "volunteer.email", "user.phone", "volunteer.id_number",
            "application.born_on_text:2"},
    "NGC": {"session.note:service"},
    "RES": {"session.note:job", "place.contact_name", "place.contact_phone"},
}  # fmt: skip
# Pages on which somebody asks for what was released, which leaves a trace, and the way out.
ASKING = ("help/requests/<str:number>/granted/", "account/logout/")
# Lists that show more, or other rows, when they are asked to.
NARROWED = {
    "desk/imports/<int:pk>/": ("?show=new", "?show=error"),
    "desk/jobs/": ("?all=1",),
    "help/mine/": ("?over=1",),
    "help/clients/": ("?status=active", "?officer=none", "?lack=offence"),
    "help/requests/": ("?status=draft", "?late=1"),
    "help/places/": ("?kind=volunteer", "?kind=job"),
    "account/people/": ("?q=陈",),
}
# Fields in which no string stands that could be looked for.
WITHOUT_CANARY = {
    "matching.Client.offence_groups": "a bit set, two digits at most",
    "matching.HandoverNotice.sex_text": "one digit",
    "matching.VoiceAsked.slip": "one of two words, sealed so that nobody sees which",
}


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    with standing(django_db_blocker) as house:
        yield house


# --- what is looked for, and where ---------------------------------------------------------------------------
class Cage:
    """Finds canaries in bytes, however they were written: as they are, as JSON escapes, in an address."""

    def __init__(self, house: House) -> None:
        self.fields: dict[bytes, str] = {}
        for value, field in house.canaries.items():
            for form in (value, json.dumps(value)[1:-1], quote(value), value.encode("unicode_escape").decode()):
                self.fields[form.encode()] = field
        longest_first = sorted(self.fields, key=len, reverse=True)
        self.pattern = re.compile(b"|".join(map(re.escape, longest_first)))

    def found(self, text: bytes | str) -> set[str]:
        raw = text.encode() if isinstance(text, str) else text
        return {self.fields[hit] for hit in self.pattern.findall(raw)}


def whole(response: HttpResponse) -> bytes:
    """Everything that goes out: head, cookies, body."""
    body = b"".join(response) if response.streaming else response.content
    return f"{dict(response.items())} {response.cookies.output()}".encode() + body


def all_rows() -> Iterator[tuple[str, bytes]]:
    """Every table of the database as text, row by row, as somebody with a stolen copy would read it."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                yield table, b"\t".join(_raw(value) for value in row)


def _raw(value: Any) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def sealed_fields() -> list[EncryptedText]:
    return [f for model in apps.get_models() for f in model._meta.fields if isinstance(f, EncryptedText)]


def name_of(field: EncryptedText) -> str:
    return f"{field.model._meta.label}.{field.name}"


# --- the fields ------------------------------------------------------------------------------------------------
def test_every_protected_field_says_why_it_is_kept_and_who_may_see_it() -> None:
    """Law: R-PI-01."""
    assert len(sealed_fields()) >= 22
    for field in sealed_fields():
        assert str(field.purpose).strip(), f"{name_of(field)} names no purpose"
        assert field.level in ("own", "L2", "L3", "L4"), f"{name_of(field)} names no level of disclosure"


def test_every_protected_field_holds_a_canary(house: House) -> None:
    """A field that is new must be planted in tests/fullhouse.py, else nobody looks whether it leaks."""
    cage = Cage(house)
    for field in sealed_fields():
        if name_of(field) in WITHOUT_CANARY:
            continue
        rows: list[Model] = list(field.model._default_manager.exclude(**{f"{field.name}__isnull": True}))
        planted = [row for row in rows if cage.found(str(getattr(row, field.name)))]
        assert planted, f"{name_of(field)}: no row of tests/fullhouse.py holds a canary; plant one with House.secret"


def test_the_cage_finds_what_gets_out(house: House) -> None:
    """The search itself: a value that escaped into a page, a message, an address, a plain column is found."""
    cage, name = Cage(house), house.client.full_name
    for text in (f"<p>{name}</p>", json.dumps({"name": name}), f"/find/?q={quote(name)}"):
        assert cage.found(text) == {"client.full_name:0"}
    type(house.matching).objects.filter(pk=house.matching.pk).update(wish=f"{name}想找工作")
    assert ("matching_assistancerequest", {"client.full_name:0"}) in [(t, cage.found(row)) for t, row in all_rows()]


# --- pages -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("column", COLUMNS)
def test_no_page_shows_a_protected_value_unasked(column: str, house: House, caplog: pytest.LogCaptureFixture) -> None:
    """Every page by a third of the roles that open it, in turn, and all that opening them leaves behind."""
    met = walked(column, [row for n, row in enumerate(OPENED) if column in in_turn(row, n)], house, caplog)
    assert met <= ALLOWED.get(column, set())


@pytest.mark.slow
@pytest.mark.parametrize("column", COLUMNS)
def test_no_page_of_any_role_shows_a_protected_value_unasked(
    column: str, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """Every page by every role that opens it."""
    mine = [row for row in OPENED if column in opening(row)]
    met = walked(column, mine, house, caplog)
    assert met == ALLOWED.get(column, set()), "the list of what is allowed names something that is not shown any more"
    assert len(mine) > 20


def opening(row: matrix.Row) -> list[str]:
    """The columns that open it."""
    return [column for column in COLUMNS if row.cells[column] not in ("404", "405", "L")]


def in_turn(row: matrix.Row, n: int) -> list[str]:
    """Those of them who walk the n-th line in the ordinary run: every third, one at least."""
    return opening(row)[n % 3 :: 3] or opening(row)[:1]


# Everything is looked at before anything is sent.
OPENED = sorted(
    (row for row in matrix.rows() if opening(row) and not row.address.startswith(ASKING)), key=lambda row: row.method
)


def test_every_page_is_walked_by_somebody_in_the_ordinary_run() -> None:
    """And every role walks some."""
    walkers = [in_turn(row, n) for n, row in enumerate(OPENED)]
    assert len(OPENED) > 500
    assert all(walkers)
    assert {column for row in walkers for column in row} == set(COLUMNS)


def walked(column: str, rows: list[matrix.Row], house: House, caplog: pytest.LogCaptureFixture) -> set[str]:
    """Which fields this role met; none that it may not, and none is left behind anywhere."""
    caplog.set_level(logging.DEBUG)
    cage, leaks, met = Cage(house), set(), set()
    for row in rows:
        browser = Browser(raise_request_exception=False)
        browser.cookies = house.browsers[column].cookies.copy()
        path = matrix.path_of(row, house, column)
        answers = [browser.post(path, {})] if row.method == "POST" else [browser.get(path)]
        answers += [browser.get(path + query) for query in NARROWED.get(row.address, ()) if row.method == "GET"]
        for response in answers:
            for field in cage.found(whole(response)):
                met.add(field)
                if field not in ALLOWED.get(column, set()):
                    leaks.add(f"{row.name}: {field}")
    assert leaks == set()
    assert cage.found(caplog.text) == set(), "the program's own log"
    assert left_behind(cage) == {}
    return met


def left_behind(cage: Cage) -> dict[str, set[str]]:
    """Canaries in messages, mail, and in any table whatever: log, history, jobs, sessions, pages of the portal."""
    found: dict[str, set[str]] = {}
    for message in Message.objects.select_related("to"):
        if hits := cage.found(f"{message.subject} {message.body} {message.params} {message.url}"):
            found[f"message {message.kind}"] = hits
    for letter in mail.outbox:
        if hits := cage.found(f"{letter.subject} {letter.body}"):
            found[f"letter {letter.subject}"] = hits
    for table, row in all_rows():
        if hits := cage.found(row):
            found.setdefault(table, set()).update(hits)
    return found


def test_a_stolen_copy_of_the_database_says_nothing(house: House) -> None:
    """Sealed columns hold only sealed bytes; the file as a whole holds no canary."""
    cage = Cage(house)
    assert left_behind(cage) == {}
    for field in sealed_fields():
        for value in field.model._base_manager.values_list(field.name, flat=True):
            assert value is None or cage.found(bytes(value)) == set()
    if connection.vendor == "sqlite":
        file = connection.connection.serialize()
        assert house.client.code.encode() in file, "the copy is not the database"
        assert cage.found(file) == set()


def test_a_search_for_a_person_leaves_no_trace_of_who_was_looked_for(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    cage, number = Cage(house), house.client.id_number
    for address, field in (("desk:search", "q"), ("matching:find_client", "id_number")):
        for column in ("OFF", "OFF2", "CBM", "AUD", "SYS"):
            browser = Browser()
            browser.cookies = house.browsers[column].cookies.copy()
            response = browser.post(reverse(address), {field: number})
            shown = cage.found(whole(response)) - ({"client.id_number:0"} if address == "desk:search" else set())
            assert shown == set(), f"{column} at {address}"
    assert cage.found(caplog.text) == set()
    assert left_behind(cage) == {}


# --- asked for -------------------------------------------------------------------------------------------------
FIELDS = [name for name, _label in RevealForm().fields["fields_wanted"].choices]


def read_events(after: int) -> list[AuditEvent]:
    reads = ("client.read", "grant.read", "session.read")
    return list(AuditEvent.objects.filter(pk__gt=after, action__in=reads))


def last_event() -> int:
    return AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def said(event: AuditEvent) -> str:
    return " ".join(str(getattr(event, f.attname)) for f in AuditEvent._meta.fields)


@pytest.mark.parametrize("column", ["OFF", "CBM"])
@pytest.mark.parametrize("field", FIELDS)
def test_each_protected_field_that_is_shown_is_one_event_without_its_value(
    field: str, column: str, house: House
) -> None:
    cage, before = Cage(house), last_event()
    page = reverse("matching:reveal", args=[house.client.code])
    response = house.browsers[column].post(page, {"fields_wanted": [field], "purpose": "电话回访"})
    assert response.status_code == 200
    events = read_events(before)
    assert [(e.action, e.fields, e.purpose, e.actor_id) for e in events] == [
        ("client.read", [field], "电话回访", house.people[column].pk)
    ]
    assert cage.found(said(events[0])) == set()
    own = {f"client.{field}:0", "client.born_on_text:0" if field == "born_on" else f"client.{field}:0"}
    shown = cage.found(whole(response))
    assert shown <= own, "a field that was not asked for is shown"
    if f"client.{field}:0" in house.canaries.values():
        assert shown, "what was asked for is not shown"
    assert cage.found(whole(house.browsers[column].get(page))) == set(), "the address alone shows it again"


@pytest.mark.parametrize("data", [{}, {"fields_wanted": ["full_name"]}, {"purpose": "回访"}, {
    "fields_wanted": ["full_name"], "purpose": " "}, {"fields_wanted": ["row_key"], "purpose": "回访"}])  # fmt: skip
def test_without_a_field_and_a_purpose_nothing_is_shown(data: dict[str, Any], house: House) -> None:
    before = last_event()
    response = house.browsers["OFF"].post(reverse("matching:reveal", args=[house.client.code]), data)
    assert Cage(house).found(whole(response)) == set()
    assert read_events(before) == []


@pytest.mark.parametrize("column", [c for c in COLUMNS if c not in ("OFF", "CBM", "anonymous")])
def test_nobody_else_reads_a_file_by_asking_for_it(column: str, house: House) -> None:
    before = last_event()
    for client in (house.client, house.minor):
        response = house.browsers[column].post(
            reverse("matching:reveal", args=[client.code]), {"fields_wanted": list(FIELDS), "purpose": "回访"}
        )
        assert response.status_code == 404
        assert Cage(house).found(whole(response)) == set()
    assert read_events(before) == []


def test_a_helper_with_a_live_grant_reads_the_granted_fields_alone(house: House) -> None:
    cage, before = Cage(house), last_event()
    page = reverse("matching:granted", args=[house.granted.number])
    response = house.browsers["NGC"].post(page)
    assert cage.found(whole(response)) == {"client.full_name:0"}
    events = read_events(before)
    assert [(e.action, e.fields, e.actor_id) for e in events] == [
        ("grant.read", ["full_name"], house.cast.social_worker.pk)
    ]
    assert cage.found(said(events[0])) == set()
    assert (
        cage.found(whole(house.browsers["NGC"].get(reverse("matching:request", args=[house.granted.number])))) == set()
    )


@pytest.mark.parametrize("column", [c for c in COLUMNS if c not in ("NGC", "anonymous")])
def test_a_grant_is_of_the_person_it_names(column: str, house: House) -> None:
    before = last_event()
    response = house.browsers[column].post(reverse("matching:granted", args=[house.granted.number]))
    assert response.status_code == 404
    assert read_events(before) == []


def test_a_grant_that_has_ended_opens_nothing(house: House) -> None:
    DisclosureGrant.objects.filter(request=house.granted).update(until_at=clock.now())
    response = house.browsers["NGC"].post(reverse("matching:granted", args=[house.granted.number]))
    assert response.status_code == 404


def test_the_note_of_a_meeting_read_by_the_office_is_one_event(house: House) -> None:
    cage, before, session = Cage(house), last_event(), house.held["volunteer"]
    response = house.browsers["OFF"].get(reverse("matching:session_record", args=[session.pk]))
    assert cage.found(whole(response)) == {"session.note:volunteer"}
    events = read_events(before)
    assert [(e.action, e.fields, e.thing_id) for e in events] == [("session.read", ["note"], str(session.pk))]
    assert cage.found(said(events[0])) == set()


def test_a_minors_file_opens_to_its_officer_and_is_read_with_a_trace(house: House) -> None:
    colleague: User = house.cast.colleague
    before = last_event()
    browser = sign_in(colleague)
    page = reverse("matching:reveal", args=[house.minor.code])
    response = browser.post(page, {"fields_wanted": ["full_name"], "purpose": "家访"})
    assert Cage(house).found(whole(response)) == {"client.full_name:1"}
    assert [(e.actor_id, e.thing_id) for e in read_events(before)] == [(colleague.pk, str(house.minor.pk))]


def test_values_open_for_nobody_where_they_were_not_sealed(house: House) -> None:
    """Moving the sealed name of one file into another shows nothing: it belongs to its row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE matching_client SET full_name = (SELECT full_name FROM matching_client WHERE id = %s) "
            "WHERE id = %s",
            [house.minor.pk, house.client.pk],
        )
    with pytest.raises(Unreadable):
        _ = Client.objects.get(pk=house.client.pk).full_name
