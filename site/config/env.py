"""Reads the environment: each variable has a default that runs at once, a wrong value stops the start."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")


def read(name: str, default: T, parse: Callable[[str], T]) -> T:
    """The parsed value of variable `name`, or `default` when it is unset or empty.

    Raises ImproperlyConfigured, naming the variable and what it takes, when the text cannot be parsed.
    """
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    try:
        return parse(text)
    except (ValueError, KeyError) as why:
        raise ImproperlyConfigured(f"{name}={text!r}: {why}") from None


def flag(text: str) -> bool:
    try:
        return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}[text.lower()]
    except KeyError:
        raise ValueError("takes 1 or 0") from None


def whole(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not text.isdecimal() or not low <= int(text) <= high:
            raise ValueError(f"takes a whole number from {low} to {high}")
        return int(text)

    return parse


def one_of(*names: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in names:
            raise ValueError("takes one of " + ", ".join(names))
        return text

    return parse


def matching(pattern: str, meant: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(f"takes {meant}")
        return text

    return parse


def words(text: str) -> list[str]:
    return [w.strip() for w in text.split(",") if w.strip()]


def pairs(text: str) -> dict[str, str]:
    """`name=value` with commas between."""
    found = [w.split("=", 1) for w in words(text)]
    if any(len(pair) != 2 or not all(part.strip() for part in pair) for pair in found):
        raise ValueError("takes name=value, with commas between")
    return {name.strip(): value.strip() for name, value in found}


def folder(text: str) -> Path:
    path = Path(text).expanduser()
    if path.exists() and not path.is_dir():
        raise ValueError("is a file; a folder is wanted")
    return path.resolve()


def web_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError("takes an address such as https://help.example.org")
    return text.rstrip("/")


def redis_address(text: str) -> str:
    if urlsplit(text).scheme not in ("redis", "rediss", "unix"):
        raise ValueError("takes an address such as redis://127.0.0.1:6379/0")
    return text


def mail_server(text: str) -> dict[str, Any]:
    """Django's mail settings for `smtp://user:password@host:587` (STARTTLS) or `smtps://…:465` (TLS at once)."""
    parts = urlsplit(text)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("takes an address such as smtp://user:password@mail.example.org:587")
    secure = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if secure else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": secure,
        "EMAIL_USE_TLS": not secure and bool(parts.username),
    }


def database(text: str) -> dict[str, Any]:
    """Django's settings for `sqlite:///path` or `postgresql://user:password@host:port/name`."""
    parts = urlsplit(text)
    if parts.scheme == "sqlite" and parts.path.strip("/"):
        return sqlite(Path(unquote(parts.path)))
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme in ("postgres", "postgresql") and name:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name,
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,  # 0 halves the requests PostgreSQL serves (measured)
            "CONN_HEALTH_CHECKS": True,
        }
    raise ValueError("takes postgresql://user:password@host:5432/name or sqlite:///folder/file.sqlite3")


def sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            # Without these, most writers that meet give up with "database is locked" (measured).
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }


def key_file(path: Path, size: int = 32) -> bytes:
    """The random key in `path`, made on first use and readable by its owner alone."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Written aside and then linked: of several processes that start at once, all read the first one's whole key.
        draft = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(secrets.token_bytes(size))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_bytes()
