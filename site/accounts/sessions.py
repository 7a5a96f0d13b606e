"""Sessions in the database, sealed: a log-in under way holds a phone number, a code or a fresh TOTP secret."""

from __future__ import annotations

import base64
import json
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions

from kit import crypto

PLACE = "accounts.sessions"


class SessionStore(DatabaseSessions):
    def encode(self, session_dict: dict[str, Any]) -> str:
        return base64.b64encode(crypto.seal(json.dumps(session_dict, separators=(",", ":")), PLACE)).decode()

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        try:
            return json.loads(crypto.unseal(base64.b64decode(session_data), PLACE))
        except (crypto.Unreadable, ValueError):
            return {}  # of another key or tampered with: whoever it was logs in again
