"""Notices of release by the interface: who may send, the same message twice, evil bodies; it reads nothing."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.test import Client as Browser
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts import api_keys
from accounts.models import ApiAnswer, ApiKey
from audit.models import AuditEvent
from kit import clock
from kit.errors import Refused
from matching.models import HandoverNotice
from tests.matching.prison import prison, said

pytestmark = pytest.mark.django_db
URL = "/api/v1/handovers"
# What may be read, which is public anyway; whatever is added here is held against the canaries first.
READ = ("/api/v1/figures", "/api/v1/resources", "/api/v1/ocds/releases", "/api/v1/ocds/records/{ocid}")


@pytest.fixture(autouse=True)
def _office(cast, as_of) -> None:
    as_of(2026, 7, 10, 10)
    cache.clear()
    _ = cast.office


@pytest.fixture
def secret(cast) -> str:
    return issued(cast)


def issued(cast, org=None, **more) -> str:
    more = {"label": "狱政系统", "scopes": ["handovers:write"], **more}
    return api_keys.issue_api_key(org or prison(), by=cast.city_manager, **more)[1]


def body(**more) -> dict:
    paper = {"skill": "缝纫", "number": "ZY-1", "issuer": "学校", "issued_on": "2026-05-01"}
    return {**said(), "release_on": "2026-07-31", "certificates": [paper], **more}


def send(secret: str, content, idem: str = "message-0001", **headers):
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": idem, **headers}
    return Browser(raise_request_exception=False).post(URL, raw, content_type="application/json", headers=headers)


def test_a_notice_is_taken_and_the_answer_is_a_receipt_and_nothing_else(secret) -> None:
    answer = send(secret, body())
    row = HandoverNotice.objects.get()
    assert answer.status_code == 201, answer.content
    told = answer.json()
    assert set(told) == {"number", "received_at", "sha256", "late_by_days"}
    assert (told["number"], told["sha256"], told["late_by_days"]) == (row.number, row.receipt_hash, 9)
    assert (row.source, row.prison, row.announced_by) == ("api", prison(), None)
    assert row.certificates.get().number == "ZY-1"
    key = ApiKey.objects.get()
    assert key.last_used_at and AuditEvent.objects.filter(action="prison_handover.by_key", detail__key=key.pk).exists()


def test_the_same_message_again_is_one_notice_and_one_receipt(secret) -> None:
    content = body()
    first, second = send(secret, content), send(secret, content)
    assert (first.status_code, second.status_code) == (201, 200) and first.json() == second.json()
    assert HandoverNotice.objects.count() == 1


def test_one_number_for_two_messages_and_one_person_in_two_messages_are_conflicts(secret) -> None:
    content = body()
    send(secret, content)
    for idem, text, code in (
        ("message-0001", body(), "idempotency_key_reused"), ("message-0002", content, "announced_already"),
    ):  # fmt: skip
        answer = send(secret, text, idem)
        assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert HandoverNotice.objects.count() == 1 and ApiAnswer.objects.count() == 1


def test_a_wrong_an_expired_and_a_revoked_key_open_nothing(cast, secret) -> None:
    key = ApiKey.objects.get()
    for wrong in ("", "x", secret[:-1], "密钥".encode().hex()):
        answer = send(wrong, body())
        assert answer.status_code == 401 and answer["WWW-Authenticate"] == "Bearer"
    with clock.frozen(clock.now() + timedelta(days=366)):
        assert send(secret, body()).status_code == 401
    api_keys.revoke_api_key(key, by=cast.city_manager)
    assert send(secret, body()).status_code == 401
    assert Browser().post(URL, b"{}", content_type="application/json").status_code == 401
    assert not HandoverNotice.objects.exists()


def test_a_key_without_the_scope_and_one_of_no_prison_are_refused(cast) -> None:
    other = issued(cast)
    ApiKey.objects.update(scopes=["something:else"])
    assert send(other, body()).status_code == 403
    ApiKey.objects.update(scopes=["handovers:write"], org=cast.chunhui)
    answer = send(other, body())
    assert (answer.status_code, answer.json()["code"]) == (403, "not_a_prison")
    assert not HandoverNotice.objects.exists()


def test_a_closed_prison_sends_nothing(secret) -> None:
    prison().__class__.objects.filter(kind="prison").update(is_active=False)
    assert send(secret, body()).status_code == 401


def test_too_much_and_too_often_are_said_so(secret) -> None:
    assert send(secret, b"x" * (64 * 1024 + 1)).status_code == 413
    codes = [send(secret, b"{}").status_code for _n in range(60)]
    last = send(secret, b"{}")
    assert set(codes) <= {422, 429} and last.status_code == 429 and last["Retry-After"] == "60"


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"null", b"[]", b"\xff\xfe", b"{", b"[" * 30_000, b'{"full_name":' * 4000, b"1" * 5000, b'{"a": NaN}',
        b'"\\ud800"', b"1e999",
    ],
    ids=range(11),
)  # fmt: skip
def test_what_cannot_be_read_is_422_and_never_a_fault(secret, raw: bytes) -> None:
    assert send(secret, raw).status_code == 422


@pytest.mark.parametrize(
    "more",
    [
        {"full_name": "甲\x00"}, {"full_name": "\ud800"}, {"full_name": "x" * 41}, {"full_name": ["x"]}, {"extra": 1},
        {"id_number": "1"}, {"release_on": "2026-02-30"}, {"release_on": "9999-12-31"}, {"release_on": 10**30},
        {"town": "' OR 1=1"}, {"town": "٣" * 9}, {"needs": ["x" * 31]}, {"needs": "job_placement"}, {"needs": [None]},
        {"must_meet": "perhaps"}, {"certificates": [{}]}, {"certificates": {"a": 1}}, {"phone": "\u202e"},
        {"certificates": [{"skill": "²", "number": "1", "issuer": "x", "issued_on": "2026-01-01"}]},
        {"certificates": [{"skill": "缝纫", "number": "1", "issuer": "x", "issued_on": "0001-01-01T00:00"}] * 11},
        {"prison_ref": "a\u0085b"}, {"address": None},
    ],
)  # fmt: skip
def test_a_wrong_field_is_422_with_its_name_and_no_value(secret, more: dict) -> None:
    answer = send(secret, body(**more))
    assert answer.status_code == 422, answer.content
    assert not HandoverNotice.objects.exists() and not ApiAnswer.objects.exists()


@pytest.mark.parametrize("idem", ["", "short", "x" * 65, "with space 1", "../../../etc"])
def test_a_message_needs_a_number_of_its_own(secret, idem: str) -> None:
    assert send(secret, body(), idem).status_code == 422


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_sent_nothing_is_a_fault(secret, data) -> None:
    cache.clear()
    content = body()
    for name in data.draw(st.sets(st.sampled_from(sorted(content)), max_size=3)):
        content[name] = data.draw(ANYTHING)
    assert send(secret, content, data.draw(st.text("abcdefgh", min_size=6, max_size=12))).status_code < 500


def test_nothing_can_be_read(secret) -> None:
    browser = Browser(headers={"Authorization": f"Bearer {secret}"})
    for path in (URL, f"{URL}/1", "/api/v1/", "/api/v1/clients"):
        assert browser.get(path, follow=True).status_code in (404, 405)


def test_the_description_is_openapi_31_with_every_refusal_of_each_operation() -> None:
    found = Browser().get("/api/v1/openapi.json").json()
    assert found["openapi"].startswith("3.1")
    assert {path: list(verbs) for path, verbs in found["paths"].items()} == {
        URL: ["post"],
        **dict.fromkeys(READ, ["get"]),
    }
    sent = found["paths"][URL]["post"]
    assert {"401", "403", "409", "413", "422", "429"} <= set(sent["responses"])
    assert sent["security"] and any(p["name"] == "Idempotency-Key" for p in sent["parameters"])
    for path in READ:
        assert {"200", "304", "422", "429"} <= set(found["paths"][path]["get"]["responses"])


# --- keys ---
def test_a_key_is_shown_once_kept_as_a_hash_and_revoked_on_one_page(cast, browse) -> None:
    page, url = browse(cast.city_manager), reverse("accounts:api_keys")
    form = {"act": "issue", "org": prison().pk, "label": "狱政系统", "scopes": ["handovers:write"]}
    shown = page.post(url, form).content.decode()
    key = ApiKey.objects.get()
    secret = shown[shown.index("txq_") :].split("<")[0]
    assert len(secret) > 40 and secret not in page.get(url).content.decode()
    assert secret not in str(list(ApiKey.objects.values())) and key.expires_on == date(2027, 7, 10)
    assert send(secret, body()).status_code == 201
    page.post(url, {"act": "revoke", "key": key.pk})
    assert send(secret, body(), "message-0002").status_code == 401
    assert AuditEvent.objects.filter(action__in=("api_key.issue", "api_key.revoke")).count() == 2


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"label": " "}, "label"), ({"scopes": []}, "scope"), ({"scopes": ["all"]}, "scope"),
        ({"expires_on": date(2027, 7, 11)}, "expires_on"), ({"expires_on": date(2026, 7, 9)}, "expires_on"),
    ],
)  # fmt: skip
def test_a_key_that_may_not_be_is_refused(cast, more: dict, code: str) -> None:
    with pytest.raises(Refused) as why:
        issued(cast, **more)
    assert why.value.code == code
    with pytest.raises(Refused):
        issued(cast, cast.chunhui)


def test_only_the_city_and_its_administrator_issue_keys(cast, browse) -> None:
    url = reverse("accounts:api_keys")
    assert browse(cast.system_admin).get(url).status_code == 200
    for who in (cast.county_manager, cast.officer, cast.outsider, cast.ngo_admin, cast.auditor):
        assert browse(who).get(url).status_code == 404
        with pytest.raises(Refused):
            api_keys.issue_api_key(prison(), by=who, label="x", scopes=["handovers:write"])
