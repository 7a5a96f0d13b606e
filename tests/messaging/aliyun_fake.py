"""A stand-in for Alibaba Cloud SMS on this machine: it checks the signature by the published rule and remembers.

The rule is ACS3-HMAC-SHA256 (help.aliyun.com, "V3 request body and signature mechanism"); `test_aliyun.py` holds it
against the example printed there, so that the stand-in does not merely agree with the library it checks.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

KEY_ID, KEY_SECRET = "LTAI-test", "another secret"


def signature(secret: str, path: str, query: Mapping[str, str], headers: Mapping[str, str], signed: str) -> str:
    """The hex signature of a POST without a body."""
    pairs = "&".join(f"{quote(k, safe='-_.~')}={quote(v, safe='-_.~')}" for k, v in sorted(query.items()))
    lines = "".join(f"{name}:{headers[name].strip()}\n" for name in signed.split(";"))
    request = "\n".join(["POST", path, pairs, lines, signed, headers["x-acs-content-sha256"]])
    to_sign = "ACS3-HMAC-SHA256\n" + hashlib.sha256(request.encode()).hexdigest()
    return hmac.new(secret.encode(), to_sign.encode(), hashlib.sha256).hexdigest()


class Fake:
    """`sent` is what was taken; `faults` maps a number to (HTTP status, code); `cut` as with Twilio; `receipts` maps
    our mark to (SendStatus, ErrCode)."""

    def __init__(self) -> None:
        self.sent: list[dict[str, str]] = []
        self.faults: dict[str, tuple[int, str]] = {}
        self.cut: set[str] = set()
        self.receipts: dict[str, tuple[int, str]] = {}
        self.url = ""

    def take(self, path: str, headers: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
        where = urlsplit(path)
        query = dict(parse_qsl(where.query, keep_blank_values=True))
        given = re.search(r"Credential=([^,]+),SignedHeaders=([^,]+),Signature=(\w+)", headers["authorization"])
        if not given or given[1] != KEY_ID:
            return 404, {"Code": "InvalidAccessKeyId.NotFound", "Message": "no such key"}
        if signature(KEY_SECRET, where.path, query, headers, given[2]) != given[3]:
            return 400, {"Code": "SignatureDoesNotMatch", "Message": "signed by somebody else"}
        return self.send(query) if headers["x-acs-action"] == "SendSms" else self.details(query)

    def send(self, query: dict[str, str]) -> tuple[int, dict[str, Any]]:
        phone = query["PhoneNumbers"]
        if fault := self.faults.get(phone):
            return fault[0], {"Code": fault[1], "Message": f"refused for {phone}", "RequestId": "r"}
        self.sent.append(query)
        answer = {"Code": "OK", "Message": "OK", "BizId": f"{len(self.sent)}^0", "RequestId": "r"}
        return (0 if phone in self.cut else 200), answer

    def details(self, query: dict[str, str]) -> tuple[int, dict[str, Any]]:
        found = []
        for form in self.sent:
            if form["PhoneNumbers"] == query["PhoneNumber"]:
                status, code = self.receipts.get(form["OutId"], (1, ""))
                found.append({"OutId": form["OutId"], "SendStatus": status, "ErrCode": code})
        return 200, {"Code": "OK", "TotalCount": len(found), "SmsSendDetailDTOs": {"SmsSendDetailDTO": found}}


@contextmanager
def serving() -> Iterator[Fake]:
    fake = Fake()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, answer = fake.take(self.path, {name.lower(): value for name, value in self.headers.items()})
            if not status:
                self.close_connection = True
                return
            text = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_args: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake.url = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
