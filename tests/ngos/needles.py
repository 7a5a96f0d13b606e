"""Six needles for one bid, and the places where they could lie: tables, files, folders of uploads, Redis, copies.

They are drawn anew each time. The price has fourteen digits, so that its bytes stand nowhere by chance.
"""

from __future__ import annotations

import base64
import io
import json
import os
import pickle
import random
import secrets
import socket
import sqlite3
import threading
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import redis
from django.core.files.uploadedfile import SimpleUploadedFile

BUDGET_FEN = 90_000_000_000_000
SIZE = 7_000_000  # of each of three files
NOW_AND_THEN = 4096  # bytes from one needle in a file to the next: whatever part of it is written holds one
Place = tuple[str, bytes]


class Needles:
    """Name → what is put into the bid; "key" is known once the bid is sealed."""

    def __init__(self) -> None:
        self.cores = {name: secrets.token_hex(9) for name in ("text", "name", "file", "bytes")}
        self.price_fen = random.SystemRandom().randrange(10**13, BUDGET_FEN)
        shapes = {"text": "封口方案{}桂花酿", "name": "投标人{}春晓", "file": "封口附件{}", "bytes": "wax-{}"}
        self.words = {name: shapes[name].format(core) for name, core in self.cores.items()}
        self.key = b""

    @property
    def yuan(self) -> str:
        return f"{self.price_fen // 100}.{self.price_fen % 100:02d}"

    def papers(self, size: int = SIZE) -> list[SimpleUploadedFile]:
        """Three plain PDFs of this size with the needle in clear all over, not to be packed."""
        line = b"% " + self.words["bytes"].encode() + b" "
        body = b"".join(
            line + os.urandom((NOW_AND_THEN - len(line)) // 2).hex().encode() + b"\n"
            for _ in range(size // NOW_AND_THEN + 1)
        )
        raw = b"%PDF-1.4\n" + body + b"%%EOF\n"
        return [
            SimpleUploadedFile(f"{self.words['file']}{n}.pdf", raw, content_type="application/pdf") for n in range(3)
        ]

    def form(self, factors: Iterable[int]) -> dict[str, Any]:
        """What is filled in, the answers to these factors too."""
        answers = {f"answer_{pk}": self.words["text"] for pk in factors}
        words = {"act": "submit", "price": self.yuan, "contact": self.words["name"], "no_violation": "on"}
        return {**words, **answers}

    def forms(self) -> dict[str, set[bytes]]:
        """Each as it might be written; the core of a word is the same in JSON, an address, a page and a log."""
        price = self.price_fen
        written = {name: {core.encode(), *_in_base64(core.encode())} for name, core in self.cores.items()}
        written["price"] = {str(price).encode(), self.yuan.encode(), f"{price // 100:,}".encode()}
        written["price"] |= {price.to_bytes(6, order) for order in ("big", "little")}  # type: ignore[arg-type]
        if self.key:
            written["key"] = {self.key, self.key.hex().encode(), *_in_base64(self.key), repr(self.key)[2:-1].encode()}
        return written

    def plainly(self) -> dict[str, set[bytes]]:
        """As they come in: quickly looked for, while an upload runs."""
        return {name: {word.encode()} for name, word in (*self.words.items(), ("price", self.yuan))}

    def among(self, places: Iterable[Place], forms: dict[str, set[bytes]] | None = None) -> dict[str, set[str]]:
        """Place → the needles found there."""
        forms, hits = forms or self.forms(), {}
        for place, raw in places:
            if found := {name for name, written in forms.items() if any(one in raw for one in written)}:
                hits[place] = hits.get(place, set()) | found
        return hits


def _in_base64(raw: bytes) -> set[bytes]:
    """The same bytes look different by where they begin; what depends on their neighbours is left out."""
    return {base64.b64encode(b"\0" * n + raw)[4 if n else 0 : -4] for n in range(3)}


# --- folders -------------------------------------------------------------------------------------------------------
def files(*folders: Path | str) -> Iterator[Place]:
    """Every file below, and what a cache has packed as it was before."""
    for folder in folders:
        for path in Path(folder).rglob("*"):
            try:
                raw = path.read_bytes() if path.is_file() else b""
            except OSError:  # it went while we looked
                continue
            yield str(path), raw
            if path.suffix == ".djcache":
                yield f"{path} unpacked", _unpacked(raw)


def _unpacked(raw: bytes) -> bytes:
    packed = io.BytesIO(raw)
    pickle.load(packed)  # the hour it ends stands before it, of any bytes
    return zlib.decompress(packed.read())


def unlinked(*pids: int | str) -> Iterator[Place]:
    """Files that have no name any more and are held open by these processes: what a server puts aside meanwhile."""
    for pid in pids or ("self",):
        for handle in Path(f"/proc/{pid}/fd").glob("*"):
            try:
                if "(deleted)" in os.readlink(handle):
                    yield f"unlinked {handle}", handle.read_bytes()
            except OSError:
                continue


# --- databases, as somebody with a stolen copy reads them ------------------------------------------------------------
def copied(connection: Any, folder: Path) -> Iterator[Place]:
    """The database as an operator backs it up (docs/operations.md); `connection` is Django's."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        target = folder / "backup.sqlite3"
        with sqlite3.connect(target) as copy:
            connection.connection.backup(copy)
        copy.close()
        yield "backup", target.read_bytes()
    else:
        connection.ensure_connection()
        yield from dumped(connection.connection)


def dumped(server: psycopg.Connection) -> Iterator[Place]:
    """Every table of PostgreSQL as text and as the server's own bytes."""
    names = [r[0] for r in server.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()]
    for name in names:
        for form in ("text", "binary"):
            with server.cursor() as cursor, cursor.copy(f'COPY "{name}" TO STDOUT (FORMAT {form})') as out:
                yield f"{name} as {form}", b"".join(bytes(part) for part in out)


# --- Redis ---------------------------------------------------------------------------------------------------------
def in_redis(url: str) -> Iterator[Place]:
    """The bytes of every key; what a queue holds is unpacked too."""
    with redis.Redis.from_url(url) as store:
        for key in store.scan_iter():
            read = {
                b"string": lambda k: [store.get(k)],
                b"list": lambda k: store.lrange(k, 0, -1),
                b"set": lambda k: list(store.smembers(k)),
                b"hash": lambda k: [x for pair in store.hgetall(k).items() for x in pair],
                b"zset": lambda k: store.zrange(k, 0, -1),
            }.get(store.type(key), lambda k: [store.dump(k)])
            for raw in (key, *(read(key) or [])):
                yield f"redis {key!r}", raw or b""
                yield f"redis {key!r} unpacked", _message(raw or b"")


def _message(raw: bytes) -> bytes:
    """The body of a message of Celery, which lies in base64."""
    try:
        return base64.b64decode(json.loads(raw)["body"])
    except (ValueError, KeyError, TypeError):
        return b""


class Overheard:
    """All that any client says to Redis while it lasts."""

    def __init__(self, host: str = "127.0.0.1", port: int = 6379) -> None:
        self._socket = socket.create_connection((host, port), timeout=10)
        self._socket.sendall(b"MONITOR\r\n")
        self.said = bytearray(self._socket.recv(64))
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        self._socket.settimeout(None)
        try:
            while part := self._socket.recv(65536):
                self.said += part
        except OSError:
            return

    def stop(self) -> bytes:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(5)
        return bytes(self.said)
