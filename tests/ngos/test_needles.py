"""Six needles in a bid of more than twenty megabytes: found nowhere before the opening, all of them after it."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.db import connection

from desk.uploads import services as uploads
from ngos.bidding import opening, services, store
from ngos.models import Bid
from tests.cast import Cast, sign_in
from tests.ngos import sealed
from tests.ngos.sealed import PASSPHRASE

pytestmark = pytest.mark.django_db(transaction=True)
PRICE, TEXT, NAME, FILE, BYTES = "46813579", "封口的桂花酿方案", "投标人封口甲", "封口附件甲", "wax-needle-7f3a9c"
SIZE = 7_000_000


@pytest.fixture
def until() -> Iterator[Callable[[datetime], None]]:
    with sealed.moving() as to:
        yield to


def pdf(n: int) -> SimpleUploadedFile:
    """A plain PDF with the needle in clear, not to be packed."""
    body = b"%PDF-1.4\n% " + BYTES.encode() + b"\n" + os.urandom(8).hex().encode() * (SIZE // 16) + b"\n%%EOF\n"
    return SimpleUploadedFile(f"{FILE}{n}.pdf", body, content_type="application/pdf")


def form(tender: sealed.Tender) -> dict[str, Any]:
    answers = {f"answer_{f.pk}": TEXT for f in tender.project.factors.exclude(kind="price")}
    price = f"{int(PRICE) // 100}.{int(PRICE) % 100:02d}"
    words = {"act": "submit", "price": price, "contact": NAME, "no_violation": "on"}
    return {**words, **answers, "papers": [pdf(n) for n in range(3)]}


def everywhere() -> Iterator[tuple[str, bytes]]:
    """Every row of the database and every file of the state folder: database, its journal, media, cache, keys."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                raw = (bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row)
                yield table, b"\t".join(raw)
    for path in Path(settings.VAR_DIR).rglob("*"):
        if path.is_file():
            yield str(path), path.read_bytes()


def found(more: str) -> dict[str, set[str]]:
    needles = {n: {n.encode(), json.dumps(n)[1:-1].encode()} for n in (PRICE, TEXT, NAME, FILE, BYTES)}
    price = f"{int(PRICE) // 100:,}.{int(PRICE) % 100:02d}"
    needles[PRICE] |= {price.encode(), price.replace(",", "").encode()}
    letters = "".join(f"{letter.subject}{letter.body}" for letter in mail.outbox)
    places = [*everywhere(), ("log", more.encode()), ("mail", letters.encode())]
    hits = {place: {n for n, forms in needles.items() if any(f in raw for f in forms)} for place, raw in places}
    return {place: names for place, names in hits.items() if names}


def test_the_needles_of_a_bid_are_nowhere_until_it_is_opened(
    cast: Cast, until: Callable[[datetime], None], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    tender = sealed.tender(cast)
    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", _refuse)
    response = sign_in(tender.bidders[0].user).post(f"/ngos/bids/{tender.project.number}/", form(tender))
    assert response.status_code == 200 and Bid.objects.filter(status="sealed").count() == 1
    bid = Bid.objects.get()
    assert bid.size > 20_000_000 and found(caplog.text) == {}
    assert store.erasure_key_of(str(bid.row_key)).hex() not in caplog.text

    for other in tender.bidders[1:3]:
        content = sealed.content(tender.project, 43_200_000)
        services.submit_bid(tender.project, other.org, by=other.user, content=content)
    until(tender.project.deadline_at)
    opening.close_due()
    assert found(caplog.text) == {}
    for one in tender.openers[:2]:
        opening.present(tender.project, by=one, passphrase=PASSPHRASE)
    bid.refresh_from_db()
    files = list(bid.files.order_by("pk"))
    plain = f"{bid.price_fen} {bid.content} {' '.join(f.title for f in files)}"
    assert all(n in plain for n in (PRICE, TEXT, NAME, FILE))
    assert all(BYTES.encode() in uploads.read(f.kept) for f in files) and len(files) == 3


def _refuse(self: Any, *_args: Any, **_kwargs: Any) -> None:
    raise AssertionError("a file of a bid would have been written to a folder in clear")
