"""Six needles in a bid of more than twenty megabytes: found nowhere before the opening, all of them after it."""

from __future__ import annotations

import io
import logging
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection
from django.http import HttpResponse
from django.test import Client as Browser
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.utils.log import AdminEmailHandler

from accounts.models import User
from accounts.roles import ROLES
from accounts.sessions import SessionStore
from desk.uploads import services as uploads
from messaging.models import Job
from ngos.bidding import envelope, opening, services, store
from ngos.bidding.envelope import DoesNotOpen
from ngos.bidding.parcel import Paper
from ngos.models import Bid, Project
from tests import matrix
from tests.cast import Cast, person, seat, sign_in
from tests.ngos import needles as haystack
from tests.ngos import sealed
from tests.ngos.needles import Needles, Place
from tests.ngos.sealed import PASSPHRASE, Tender

pytestmark = pytest.mark.django_db(transaction=True)
OTHERS = (43_200_000, 49_500_000)  # fen, of the two who bid beside
LOOK_EVERY = 2_000_000  # bytes of the upload


@pytest.fixture
def until() -> Iterator[Callable[[datetime], None]]:
    with sealed.moving() as to:
        yield to


@pytest.fixture
def tender(cast: Cast, until: Callable[[datetime], None]) -> Tender:
    found = sealed.tender(cast)
    Project.objects.filter(pk=found.project.pk).update(budget_fen=haystack.BUDGET_FEN)
    found.project.refresh_from_db()
    return found


@pytest.fixture
def look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> Callable[[], Iterator[Place]]:
    """Every place but pages; the folder of uploads is one of its own, in which nothing else lies."""
    caplog.set_level(logging.DEBUG)
    (tmp_path / "uploads").mkdir()
    (tmp_path / "backup").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "uploads"))

    def everywhere() -> Iterator[Place]:
        yield from put_aside(tmp_path / "uploads")
        yield from rows()
        yield from sessions()
        yield from haystack.copied(connection, tmp_path / "backup")
        yield "log", caplog.text.encode()
        yield "mail", b"".join(m.message().as_bytes() for m in mail.outbox)
        yield "mail", " ".join(f"{m.subject}{m.body}{getattr(m, 'alternatives', '')}" for m in mail.outbox).encode()

    return everywhere


@pytest.fixture
def cache_on_redis(redis_url: str, settings: Any) -> str:
    """The cache of an installation with Redis, in a database of its own there."""
    url = redis_url.rpartition("/")[0] + "/10"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}}
    return url


def put_aside(uploading: Path) -> Iterator[Place]:
    """Every file of the state folder (database and its journal, media, cache, keys), of uploads, and without a name."""
    yield from haystack.files(settings.VAR_DIR, uploading)
    yield from haystack.unlinked()


def rows() -> Iterator[Place]:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                raw = (bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row)
                yield table, b"\t".join(raw)


def sessions() -> Iterator[Place]:
    """What is sealed in them, opened: a form kept there could be read by whoever has the keys of the platform."""
    for row in Session.objects.all():
        yield "session", repr(SessionStore().decode(row.session_data)).encode()


class Watched(io.BytesIO):
    """The body of a request, which looks around while it is read."""

    def __init__(self, raw: bytes, look: Callable[[], dict]) -> None:
        super().__init__(raw)
        self.look, self.next, self.found, self.looks = look, LOOK_EVERY, {}, 0

    def read(self, size: int | None = -1) -> bytes:
        if self.tell() > self.next:
            self.next += LOOK_EVERY
            self.looks += 1
            self.found |= self.look()
        return super().read(size)


def hand_in(browser: Browser, project: Project, needles: Needles, look: Callable[[], dict]) -> HttpResponse:
    """By the page, as an organisation does; nothing may be found while the upload runs."""
    factors = project.factors.exclude(kind="price").values_list("pk", flat=True)
    raw = encode_multipart(BOUNDARY, {**needles.form(factors), "papers": needles.papers()})
    body = Watched(raw, look)
    response = browser.generic(
        "POST", f"/ngos/bids/{project.number}/", b"-", MULTIPART_CONTENT, CONTENT_LENGTH=len(raw),
        **{"wsgi.input": body},
    )  # fmt: skip
    assert body.looks >= 10 and body.found == {}
    return response


def others_bid(tender: Tender) -> None:
    for other, price in zip(tender.bidders[1:3], OTHERS, strict=True):
        services.submit_bid(tender.project, other.org, by=other.user, content=sealed.content(tender.project, price))


def opened(tender: Tender, until: Callable[[datetime], None]) -> None:
    until(tender.project.deadline_at)
    opening.close_due()
    for one in tender.openers[:2]:
        opening.present(tender.project, by=one, passphrase=PASSPHRASE)


# --- handed in by the page -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("kept_in", ["files", "redis"])
def test_the_needles_of_a_bid_are_nowhere_until_it_is_opened(
    kept_in: str, tender: Tender, until: Callable[[datetime], None], look: Callable, tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    redis = request.getfixturevalue("cache_on_redis") if kept_in == "redis" else ""
    heard = haystack.Overheard() if redis else None
    needles, browser = Needles(), sign_in(tender.bidders[0].user)
    response = hand_in(
        browser, tender.project, needles, lambda: needles.among(put_aside(tmp_path / "uploads"), needles.plainly())
    )
    assert response.status_code == 200
    bid = Bid.objects.get(status="sealed")
    needles.key = store.erasure_key_of(str(bid.row_key))
    others_bid(tender)
    assert bid.size > 20_000_000 and needles.among(look()) == {}
    assert needles.among([("page", whole(response))]) == {}
    if heard:
        assert needles.among([*haystack.in_redis(redis), ("said to Redis", heard.stop())]) == {}

    until(tender.project.deadline_at)
    opening.close_due()
    opening.present(tender.project, by=tender.openers[0], passphrase=PASSPHRASE)
    assert needles.among(look()) == {}
    opening.present(tender.project, by=tender.openers[1], passphrase=PASSPHRASE)
    bid.refresh_from_db()
    kept = list(bid.files.order_by("pk"))
    plain = f"{bid.price_fen} {bid.content} {' '.join(f.title for f in kept)}".encode()
    shown = needles.among([("bid", plain), *(("file", uploads.read(f.kept)) for f in kept)])
    assert shown == {"bid": {"price", "text", "name", "file"}, "file": {"bytes"}} and len(kept) == 3
    with pytest.raises(DoesNotOpen):  # the sixth has done its work
        store.erasure_key_of(str(bid.row_key))


def test_a_fault_while_sealing_is_reported_without_a_word_of_the_bid(
    tender: Tender, look: Callable, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError("no entropy")

    settings.ADMINS = [("根", "root@example.cn")]
    log, handler = logging.getLogger("django.request"), AdminEmailHandler(include_html=True)
    monkeypatch.setattr(log, "handlers", [*log.handlers, handler])
    monkeypatch.setattr(envelope, "seal_bid", broken)
    browser, needles = sign_in(tender.bidders[0].user), Needles()
    browser.raise_request_exception = False
    response = hand_in(
        browser, tender.project, needles, lambda: needles.among(put_aside(tmp_path / "uploads"), needles.plainly())
    )
    assert response.status_code == 500 and not Bid.objects.exists()
    assert any("RuntimeError" in letter.body and "envelope" in letter.body for letter in mail.outbox)
    assert needles.among([*look(), ("page", whole(response))]) == {}


def whole(response: HttpResponse) -> bytes:
    body = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
    return f"{dict(response.items())} {response.cookies.output()}".encode() + body


def test_the_search_finds_a_needle_wherever_one_lies(
    tender: Tender, look: Callable, tmp_path: Path, cast: Cast, redis_url: str
) -> None:
    """The control: were the search blind, the tests above would hold of nothing."""
    needles = Needles()
    word, price = needles.words["text"], needles.price_fen
    default_storage.save("left.txt", io.BytesIO(word.encode()))
    cache.set("draft", {"text": word})
    Job.objects.create(kind="x", payload={"text": word, "price": price}, run_at=tender.project.deadline_at)
    logging.getLogger("ngos").warning("bid %s", word)
    mail.EmailMessage("x", word, to=["a@example.cn"]).send()
    browser = sign_in(cast.ngo_admin)
    session = browser.session
    session["draft"] = word
    session.save()
    with tempfile.TemporaryFile() as aside:
        aside.write(word.encode())
        aside.flush()
        found = needles.among(look())
    names = " ".join(found)
    for place in ("left.txt", "unpacked", "messaging_job", "log", "mail", "session", "unlinked"):
        assert place in names, f"{place}: not searched"
    assert "backup" in found or "messaging_job as text" in found
    assert found["messaging_job"] == {"text", "price"}
    default_storage.delete("left.txt")


# --- every page, every role ------------------------------------------------------------------------------------------
NEAR = ("ngos/bids", "ngos/projects", "ngos/openings", "ngos/evaluation", "tenders/")  # asked in the ordinary run
FEW = ("SYS", "clerk", "opener", "rival")


def people(tender: Tender) -> dict[str, User]:
    """One of each role, a superuser beside them, and who has a part in the project."""
    cast = tender.cast
    at = {
        **dict.fromkeys(("MUN", "SYS", "CMS", "AUD", "FIN", "SEC"), cast.bureau), "CBM": cast.county("990103"),
        "OFF": cast.office, "NGA": cast.ngo_admin.memberships.get().unit, "NGC": cast.ngo_admin.memberships.get().unit,
    }  # fmt: skip
    found = {role: seat(person(role, f"{role.lower()}@example.cn"), role, at.get(role)) for role in ROLES}
    root = seat(person("根", "root@example.cn"), "SYS", cast.bureau)
    root.is_superuser = True
    root.save()
    parts = {"clerk": tender.project.clerk, "head": tender.project.head, "opener": tender.openers[0]}
    bidders = {"bidder": tender.bidders[0].user, "rival": tender.bidders[1].user}
    return {**found, "superuser": root, **parts, **bidders}


def filled(address: str, tender: Tender, bid: Bid) -> str:
    """Every number of the address is the bid's or the project's, every word likewise."""
    told = {"number": tender.project.number, "key": str(bid.row_key), "kind": "releases", "year": "2026"}
    return "/" + matrix.PARAM.sub(lambda hit: str(told.get(hit[1] or hit[2], bid.pk)), address)


@pytest.mark.parametrize("all_of_it", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["near", "all"])
def test_no_page_of_any_role_shows_a_needle_before_the_opening(
    all_of_it: bool, tender: Tender, until: Callable[[datetime], None], look: Callable
) -> None:
    needles, first = Needles(), tender.bidders[0]
    content = {**sealed.content(tender.project, needles.price_fen), "statement": {"contact": needles.words["name"]}}
    content["answers"][0]["text"] = needles.words["text"]
    paper = Paper(needles.words["file"] + ".pdf", "application/pdf", needles.papers(1000)[0].read())
    bid = services.submit_bid(tender.project, first.org, by=first.user, content=content, papers=[paper])
    needles.key = store.erasure_key_of(str(bid.row_key))
    others_bid(tender)
    wanted = {name: user for name, user in people(tender).items() if all_of_it or name in FEW}
    browsers = {"anonymous": Browser(), **{name: sign_in(user) for name, user in wanted.items()}}
    addresses = [a for a in matrix.addresses() if all_of_it or a.startswith(NEAR)]
    hits, shown = {}, set()
    if all_of_it:  # the near pages are asked while bids come in, all of them once none comes any more
        until(tender.project.deadline_at)
        opening.close_due()
    for name, browser in browsers.items():
        for path in (filled(a, tender, bid) for a in addresses if "logout" not in a):
            response = matrix.ask(browser, "GET", path)
            hits |= needles.among([(f"{name} {path}", whole(response))])
            shown |= {path} if response.status_code == 200 else set()
    assert hits == {} and needles.among(look()) == {}
    assert len(shown) > (100 if all_of_it else 10), "hardly a page was there to be looked at"

    opened(tender, until)
    paths = [filled(a, tender, bid) for a in addresses]
    pages = [("page", whole(matrix.ask(browsers[name], "GET", path))) for name in ("clerk", "opener") for path in paths]
    assert needles.among(pages)["page"] >= {"price", "text", "file"}
