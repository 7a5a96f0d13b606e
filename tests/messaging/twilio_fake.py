"""A stand-in for Twilio's API on this machine: it checks a request by Twilio's own description and remembers it.

tests/data/twilio_messages.json is cut from the description that Twilio publishes; its source stands in it.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

SPEC = json.loads((Path(__file__).parents[1] / "data" / "twilio_messages.json").read_text(encoding="utf-8"))
PATH, ITEM = next(iter(SPEC["paths"].items()))
POST = ITEM["post"]
FORM = POST["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"]
ANSWER = POST["responses"]["201"]["content"]["application/json"]["examples"]["create"]["value"]
ACCOUNT_PATTERN = next(p["schema"]["pattern"] for p in POST["parameters"] if p["name"] == "AccountSid")


class Fake:
    """`sent` is what was taken, `messages` the same as the API shows it; `faults` maps a recipient to (HTTP status,
    Twilio's code) it is refused with; texts to those in `cut` are taken, but the answer never comes."""

    def __init__(self) -> None:
        self.sent: list[dict[str, str]] = []
        self.messages: dict[str, dict[str, Any]] = {}
        self.cut: set[str] = set()
        self.faults: dict[str, tuple[int, int]] = {}
        self.url = ""

    def take(self, path: str, headers: Any, body: str) -> tuple[int, dict[str, Any]]:
        match = re.fullmatch(re.escape(PATH).replace(re.escape("{AccountSid}"), "([^/]+)"), path)
        if not match or not re.fullmatch(ACCOUNT_PATTERN, match[1]):
            return 404, {"code": 20404, "message": "not found", "status": 404}
        user = base64.b64decode(headers.get("Authorization", "Basic ").split(" ", 1)[1]).decode().split(":")[0]
        if user != match[1]:
            return 401, {"code": 20003, "message": "Authenticate", "status": 401}
        form = {name: values[-1] for name, values in parse_qs(body, keep_blank_values=True).items()}
        if unknown := set(form) - set(FORM["properties"]):
            return 400, {"code": 20001, "message": f"unknown {sorted(unknown)}", "status": 400}
        lacks = [name for name in FORM["required"] if not form.get(name)]
        if lacks or not form.get("Body") or not (form.get("From") or form.get("MessagingServiceSid")):
            return 400, {"code": 21604, "message": "a parameter is missing", "status": 400}
        if fault := self.faults.get(form["To"]):
            return fault[0], {"code": fault[1], "message": f"refused for {form['To']}", "status": fault[0]}
        self.sent.append(form)
        sid, now = f"SM{len(self.sent):032x}", format_datetime(datetime.now(UTC))
        made = {**ANSWER, "to": form["To"], "body": form["Body"], "sid": sid, "status": "queued", "date_created": now}
        self.messages[sid] = made
        return (0 if form["To"] in self.cut else 201), made

    def show(self, path: str) -> tuple[int, dict[str, Any]]:
        """One message, or the latest to a number."""
        where = urlsplit(path)
        if one := re.search(r"/Messages/(SM[0-9a-f]{32})[.]json$", where.path):
            found = self.messages.get(one[1])
            return (200, found) if found else (404, {"code": 20404, "message": "not found", "status": 404})
        to = parse_qs(where.query)["To"][0]
        return 200, {"messages": [m for m in reversed(self.messages.values()) if m["to"] == to], "page": 0}

    def report(self, sid: str, status: str, *, error: int = 0) -> dict[str, str]:
        """The form that Twilio would post to the status callback of this message."""
        self.messages[sid]["status"] = status
        form = {"MessageSid": sid, "MessageStatus": status, "AccountSid": "AC" + "0" * 32, "To": "+86"}
        return form | ({"ErrorCode": str(error)} if error else {})


@contextmanager
def serving() -> Iterator[Fake]:
    fake = Fake()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.answer(*fake.take(self.path, self.headers, body))

        def do_GET(self) -> None:
            self.answer(*fake.show(self.path))

        def answer(self, status: int, answer: dict[str, Any]) -> None:
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
