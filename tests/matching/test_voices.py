"""Whom the platform asks, the slip that is shown once, and that no copy of the database joins a voice to a person."""

import json
import uuid
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from audit.models import AuditEvent, SentForm
from kit import clock
from kit.errors import Refused
from matching import models as m
from matching import policies
from matching.outcomes import asking
from ngos.feedback import codes, queries
from ngos.feedback import services as feedback
from ngos.models import SpentCode, Voice, VoiceBucket
from tests import build
from tests.cast import sign_in
from tests.matching.asked import met, slip, speak

SEED = "0123456789abcdef"


@pytest.fixture(autouse=True)
def monday(as_of) -> None:
    as_of(2026, 3, 9, 10)


@pytest.fixture
def everybody(monkeypatch) -> None:
    """A draw of all, where the test is not about the drawing."""
    known = asking.rules.value
    monkeypatch.setattr(
        asking.rules, "value", lambda name, *on: 100 if name.endswith("asked_pct") else known(name, *on)
    )


# --- the draw --------------------------------------------------------------------------------------------------
def test_a_service_with_fewer_than_five_people_is_not_asked_about(cast) -> None:
    met(cast, 4)
    assert asking.draw(seed=SEED) == asking.Drawn(0, 0, 0)
    met(cast, 1, at=m.Place.objects.get(), start=4)
    assert asking.draw(seed=SEED) == asking.Drawn(1, 5, 5)


def test_small_services_of_one_provider_are_asked_about_together(cast) -> None:
    met(cast, 3)
    met(cast, 2, at=build.place(cast, "service", need="hardship", capacity=9), start=3)
    groups = asking.groups_on(clock.today())
    assert {kind for _provider, kind in groups} == {feedback.WHOLE}
    assert [len(people) for people in groups.values()] == [5]


def test_the_draw_is_made_once_a_month_and_the_log_keeps_seed_and_counts_but_nobody(cast) -> None:
    people = met(cast, 6)
    assert asking.draw_due() == asking.Drawn(1, 6, 5)
    assert asking.draw_due() is None
    event = AuditEvent.objects.get(action="voice.draw")
    assert set(event.detail) == {"seed", "groups", "people", "asked"}
    again = asking._drawn(f"{event.detail['seed']}:{next(iter(asking.groups_on(clock.today())))}",
                          sorted(p.pk for p in people), 5)  # fmt: skip
    assert set(again) == set(m.VoiceAsked.objects.values_list("client_id", flat=True))


def test_the_same_person_is_asked_once_in_ninety_days(cast, as_of, everybody) -> None:
    met(cast, 5)
    asking.draw(seed=SEED)
    as_of(2026, 5, 8)  # the sixtieth day
    assert asking.draw(seed="another").asked == 0
    assert m.VoiceAsked.objects.count() == 5


def test_only_the_officer_of_the_file_has_the_slip_to_give(cast, everybody) -> None:
    met(cast, 5)
    asking.draw(seed=SEED)
    assert len(asking.slips_of(cast.officer)) == 5
    for other in (cast.outsider, cast.colleague, cast.county_manager, cast.ngo_admin, cast.social_worker):
        assert asking.slips_of(other) == []
    row = m.VoiceAsked.objects.first()
    for nobody in (cast.outsider, cast.ngo_admin, cast.social_worker, cast.county_manager, cast.city_manager):
        assert not policies.may(nobody, "give_slip", row.client)
        with pytest.raises(Refused):
            asking.give_slip(row, by=nobody)


# --- the slip --------------------------------------------------------------------------------------------------
def test_a_slip_is_given_once_and_a_code_works_once(cast, everybody) -> None:
    who = met(cast, 5)[0]
    asking.draw(seed=SEED)
    code = slip(cast, who)
    with pytest.raises(Refused, match="只显示一次"):
        slip(cast, who)
    speak(code)
    with pytest.raises(Refused, match="现在不能用"):
        speak(code)
    assert Voice.objects.count() == 1


def test_the_slip_lapses_when_nobody_gives_it(cast, as_of, everybody) -> None:
    who = met(cast, 5)[0]
    asking.draw(seed=SEED)
    as_of(2026, 3, 31)
    assert asking.slips_of(cast.officer) == []
    with pytest.raises(Refused, match="期限"):
        slip(cast, who)


def test_the_officer_finds_the_slips_on_the_desk_and_prints_one_whose_code_stands_nowhere_else(cast, everybody) -> None:
    met(cast, 5)
    asking.draw(seed=SEED)
    browser = sign_in(cast.officer)
    assert "给 5 人评价单" in browser.get(reverse("desk:home")).content.decode()
    row = asking.slips_of(cast.officer)[0]
    page = browser.post(reverse("matching:slips"), {"asked": row.pk})
    assert page.status_code == 200
    groups = page.context["groups"]
    assert [len(g) for g in groups] == [4, 4, 4, 4]
    assert codes.bucket_of("".join(groups)) == VoiceBucket.objects.get().pk
    assert browser.post(reverse("matching:slips"), {"asked": row.pk}).status_code == 409
    assert len(asking.slips_of(cast.officer)) == 4
    assert "".join(groups) not in dump() and groups[2] + groups[3] not in dump()


def test_zhao_qiang_finds_no_slip_and_can_print_none(cast, everybody) -> None:
    met(cast, 5)
    asking.draw(seed=SEED)
    browser = sign_in(cast.outsider)
    page = browser.get(reverse("matching:slips"))
    assert page.context["rows"] == []
    assert browser.post(reverse("matching:slips"), {"asked": m.VoiceAsked.objects.first().pk}).status_code == 409
    for other in (cast.ngo_admin, cast.social_worker, cast.city_manager):
        assert sign_in(other).get(reverse("matching:slips")).status_code == 404


# --- nobody can trace it ---------------------------------------------------------------------------------------
def tables() -> dict[str, list[dict]]:
    """Every table as somebody with a copy of the database reads it, in the order in which the rows lie there."""
    order = {"sqlite": " ORDER BY rowid", "postgresql": " ORDER BY ctid"}[connection.vendor]
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            try:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}{order}")
            except Exception:  # a virtual table of the search has no rows of its own
                continue
            heads = [column[0] for column in cursor.description]
            found[table] = [dict(zip(heads, row, strict=True)) for row in cursor.fetchall()]
    return found


def dump() -> str:
    return json.dumps(tables(), default=lambda v: bytes(v).hex() if isinstance(v, bytes | memoryview) else str(v))


def spoken(cast, n: int) -> tuple[list[m.Client], list[int]]:
    """So many known people who got their slip and spoke, in this order; and the stars each gave."""
    people = met(cast, n)
    asking.draw(seed=SEED)
    given = [1 + k % 5 for k in range(n)]
    for who, stars in zip(people, given, strict=True):
        speak(slip(cast, who), stars)
    return people, given


@pytest.mark.db
def test_thirty_voices_of_known_people_join_to_nobody_in_a_dump_of_every_table(cast, everybody) -> None:
    people, given = spoken(cast, 30)
    assert Voice.objects.count() == 30
    copy = tables()
    voices, spent, asked = (copy[f"{t}"] for t in ("ngos_voice", "ngos_spentcode", "matching_voiceasked"))

    # What a voice holds is its bucket, its week and its answers: shared by others, or a key that stands nowhere else.
    assert set(voices[0]) == {"key", "bucket_id", "on", "stars", "respected", "helped", "kept"}
    keys = {str(v["key"]).replace("-", "") for v in voices} | {str(uuid.UUID(str(v["key"]))) for v in voices}
    marks = {row["mark"] for row in spent}
    elsewhere = {t: rows for t, rows in copy.items() if t not in ("ngos_voice", "ngos_spentcode")}
    text = json.dumps(elsewhere, default=lambda v: bytes(v).hex() if isinstance(v, bytes | memoryview) else str(v))
    assert not [k for k in (*keys, *marks) if k in text]
    assert not [mark for mark in marks if mark in json.dumps(voices, default=str)]
    assert {v["bucket_id"] for v in voices} == {VoiceBucket.objects.get().pk}

    # The one table that knows the people says of each the same.
    ours = {p.pk for p in people}
    assert {row["client_id"] for row in asked} == ours
    assert len({str(row["on"]) for row in asked}) == 1
    assert len({len(bytes(row["slip"])) for row in asked}) == 1

    # Neither the order of the rows nor that of the keys follows who spoke when.
    assert [v["stars"] for v in voices] != given
    assert [v["stars"] for v in sorted(voices, key=lambda v: str(v["key"]))] != given


def test_who_got_a_slip_cannot_be_told_from_who_did_not(cast, everybody) -> None:
    people = met(cast, 5)
    asking.draw(seed=SEED)
    before = {row["client_id"]: bytes(row["slip"]) for row in tables()["matching_voiceasked"]}
    slip(cast, people[2])
    after = {row["client_id"]: bytes(row["slip"]) for row in tables()["matching_voiceasked"]}
    assert all(before[pk] != after[pk] for pk in before)  # the whole round was sealed anew, not one row
    assert {len(v) for v in after.values()} == {len(v) for v in before.values()}


def test_giving_a_slip_and_speaking_leave_no_event_no_message_no_sent_form(cast, everybody) -> None:
    who = met(cast, 5)[0]
    asking.draw(seed=SEED)
    browser = sign_in(cast.officer)
    browser.get(reverse("matching:slips"))
    before = {model._meta.label: model._default_manager.count() for model in watched()}
    page = browser.post(reverse("matching:slips"), {"asked": m.VoiceAsked.objects.get(client=who).pk})
    said = {"code": "".join(page.context["groups"]), "stars": "2", "respected": "no", "helped": "skip", "kept": "no"}
    assert browser.__class__().post(reverse("voice:form"), said).status_code == 302
    after = {model._meta.label: model._default_manager.count() for model in watched()}
    grown = {name: after[name] - before[name] for name in after if after[name] != before[name]}
    assert grown == {"ngos.VoiceBucket": 1, "ngos.Voice": 1, "ngos.SpentCode": 1}


def watched() -> list:
    return [model for model in apps.get_models() if model._meta.managed and not model._meta.proxy]


def test_a_voice_knows_its_week_and_no_day(cast, as_of, everybody) -> None:
    people = met(cast, 6)
    asking.draw(seed=SEED)
    for day, who in enumerate(people):
        as_of(2026, 3, 9 + day, 8 + day)
        speak(slip(cast, who))
    assert {v.on.isoformat() for v in Voice.objects.all()} == {"2026-03-09"}


def test_nobody_speaks_out_of_a_group_of_which_fewer_than_five_were_asked(cast, everybody) -> None:
    """A dump shows who was asked and who met whom: out of fewer than five, few answers would be known by their day."""
    people = met(cast, 6)
    asking.draw(seed=SEED)
    m.VoiceAsked.objects.exclude(client__in=people[:4]).delete()
    with pytest.raises(Refused, match="征询的人太少"):
        slip(cast, people[0])
    assert not VoiceBucket.objects.exists()


@pytest.mark.db
def test_the_order_of_the_rows_is_anew_with_each_voice(cast) -> None:
    provider = build.provider(cast)
    for _n in range(4):
        speak(feedback.make_voice_code(provider.pk, 2))
    first, orders = {str(v["key"]) for v in tables()["ngos_voice"]}, set()
    for _n in range(6):
        speak(feedback.make_voice_code(provider.pk, 2))
        orders.add(tuple(str(v["key"]) for v in tables()["ngos_voice"] if str(v["key"]) in first))
    assert len(orders) > 1  # six times the same of twenty-four orders: once in eight million


def test_means_stay_unsaid_below_five_and_are_never_pooled(cast, everybody) -> None:
    provider = build.provider(cast)
    a, b = clock.today() - timedelta(days=30), clock.today()
    for n, stars in enumerate((5, 4, 4, 2)):
        speak(feedback.make_voice_code(provider.pk, 1 + n), stars)
    for n in range(5):
        request = f"AR-202603-0000{n}:1"
        feedback.rate(provider, by=cast.officer, source="officer", ref=request, stars=1)
    assert queries.satisfaction(provider.pk, a, b) is None
    assert queries.satisfaction(None, a, b) is None
    assert queries.means(provider.pk, a, b).officers.mean == 1
    speak(feedback.make_voice_code(provider.pk, 1), 5)
    told = queries.satisfaction(provider.pk, a, b)
    assert (told.n, told.mean, told.share4) == (5, 4, queries.Fraction(4, 5))
    assert queries.means(provider.pk, a, b).volunteers is None
    assert SpentCode.objects.count() == 5 and not SentForm.objects.exists()
