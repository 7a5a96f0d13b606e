"""The sealing of bids, without Django: keys of a tender, locks of its opening officers, envelopes, receipts.

Everything rests on `cryptography` (HPKE, RFC 9180). An envelope opens only with three things at once: the committee's
secret, put together from the parts of k officers; the server's half, kept outside the database; and the erasure key of
that one bid, which is destroyed when the bid is withdrawn or replaced (law: R-PUR-10).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

X25519_AES = 1  # the suite byte in front of each envelope: another suite may follow without touching old ones
SUITES = {X25519_AES: Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)}
STEP = 4096  # envelopes are padded to whole steps: their size must not tell the length of a price or of a text
SALT, KEY, NONCE = 32, 32, 12
MOST_OFFICERS = 7  # 35 subsets of 4; more would only fill the table
ARGON: dict[str, Any] = {"iterations": 3, "lanes": 1, "memory_cost": 64 * 1024}  # KiB; about 0.1 s a try


class DoesNotOpen(Exception):
    """A secret is wrong, a part is missing, or what is sealed was moved or altered. It never says which."""


# --- officers ------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Lock:
    """An officer's key pair at rest: `private` opens with the passphrase, `recovery` with the printed code."""

    public: bytes
    salt: bytes
    private: bytes
    recovery: bytes


def new_lock(passphrase: str) -> tuple[Lock, str]:
    """A new key pair, and the recovery code to be printed once and kept in a safe."""
    pair, salt, code = X25519PrivateKey.generate(), os.urandom(16), os.urandom(20).hex()
    raw = pair.private_bytes_raw()
    lock = Lock(
        public=pair.public_key().public_bytes_raw(),
        salt=salt,
        private=_wrap(_stretched(passphrase, salt), raw, b"passphrase"),
        recovery=_wrap(_stretched(code, salt), raw, b"recovery"),
    )
    return lock, "-".join(code[n : n + 5] for n in range(0, len(code), 5))


def unlock(lock: Lock, secret: str) -> X25519PrivateKey:
    """The officer's key by passphrase or recovery code."""
    plain = secret.replace("-", "").replace(" ", "").lower()
    for typed, wrapped, what in ((secret, lock.private, b"passphrase"), (plain, lock.recovery, b"recovery")):
        try:
            return X25519PrivateKey.from_private_bytes(_unwrap(_stretched(typed, lock.salt), wrapped, what))
        except DoesNotOpen:
            continue
    raise DoesNotOpen


def _stretched(secret: str, salt: bytes) -> bytes:
    return Argon2id(salt=salt, length=KEY, **ARGON).derive(secret.encode())


# --- the key of a tender -------------------------------------------------------------------------------------------
def new_secret() -> bytes:
    return os.urandom(KEY)


def tender_key(committee: bytes, server_half: bytes, tender: str) -> X25519PrivateKey:
    """The private key of a tender; it exists only while it is used and is stored nowhere."""
    derived = HKDF(SHA256(), KEY, salt=None, info=b"tongxin/tender/" + tender.encode())
    return X25519PrivateKey.from_private_bytes(derived.derive(committee + server_half))


def public_key(key: X25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


def shared_out(secret: bytes, officers: Mapping[int, bytes], k: int, tender: str) -> dict[tuple[int, ...], list[bytes]]:
    """Split the committee's secret within each k of the officers (id → public key); each part sealed to its officer.

    Within one subset the parts XOR to the secret: k officers have it, fewer have noise.
    """
    if not 1 <= k <= len(officers) <= MOST_OFFICERS:
        raise ValueError("k of n officers, n at most 7")
    found = {}
    for subset in combinations(sorted(officers), k):
        parts = [os.urandom(KEY) for _ in subset[1:]]
        parts.insert(0, _xor([secret, *parts]))
        found[subset] = [
            _seal_to(officers[one], part, _part_info(tender, subset, one))
            for one, part in zip(subset, parts, strict=True)
        ]
    return found


def own_part(sealed: bytes, key: X25519PrivateKey, tender: str, subset: Sequence[int], officer: int) -> bytes:
    return _open_with(key, sealed, _part_info(tender, subset, officer))


def together(parts: Iterable[bytes]) -> bytes:
    return _xor(list(parts))


def _part_info(tender: str, subset: Sequence[int], officer: int) -> bytes:
    return f"part/{tender}/{'.'.join(map(str, subset))}/{officer}".encode()


def _xor(rows: list[bytes]) -> bytes:
    return bytes(_folded(column) for column in zip(*rows, strict=True))


def _folded(column: tuple[int, ...]) -> int:
    out = 0
    for byte in column:
        out ^= byte
    return out


# --- envelopes -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Envelope:
    """A sealed bid: what is stored, the commitment to its plain body, the digest of what is stored (both hex)."""

    sealed: bytes
    commitment: str
    digest: str


def seal_bid(body: bytes, *, tender_public: bytes, tender: str, bid: str, erasure_key: bytes) -> Envelope:
    """Seal the whole of a bid for one tender under one number; it opens under no other."""
    salt, key, nonce = os.urandom(SALT), os.urandom(KEY), os.urandom(NONCE)
    place = _place(tender, bid)
    wrapped = _seal_to(tender_public, _wrap(erasure_key, key, place), b"bid/" + tender.encode())
    text = AESGCM(key).encrypt(nonce, _padded(salt, body), place)
    sealed = bytes((X25519_AES,)) + len(wrapped).to_bytes(2, "big") + wrapped + nonce + text
    return Envelope(sealed, commitment(salt, body), hashlib.sha256(sealed).hexdigest())


def open_bid(sealed: bytes, *, key: X25519PrivateKey, tender: str, bid: str, erasure_key: bytes) -> tuple[bytes, bytes]:
    """(body, salt). DoesNotOpen: wrong key, erased, moved to another tender or number, a bit flipped."""
    try:
        if sealed[0] not in SUITES:
            raise DoesNotOpen
        end = 3 + int.from_bytes(sealed[1:3], "big")
        wrapped, nonce, text = sealed[3:end], sealed[end : end + NONCE], sealed[end + NONCE :]
        place = _place(tender, bid)
        content = _unwrap(erasure_key, _open_with(key, wrapped, b"bid/" + tender.encode()), place)
        plain = AESGCM(content).decrypt(nonce, text, place)
    except (InvalidTag, ValueError, IndexError):
        raise DoesNotOpen from None
    length = int.from_bytes(plain[:8], "big")
    return plain[8 + SALT : 8 + SALT + length], plain[8 : 8 + SALT]


def commitment(salt: bytes, body: bytes) -> str:
    """Salted, since a bare digest would let anybody test guesses of a price."""
    return hashlib.sha256(salt + body).hexdigest()


def _padded(salt: bytes, body: bytes) -> bytes:
    plain = len(body).to_bytes(8, "big") + salt + body
    return plain + bytes(-len(plain) % STEP)


def _place(tender: str, bid: str) -> bytes:
    return f"bid/{tender}/{bid}".encode()


# --- receipts ------------------------------------------------------------------------------------------------------
def signed(receipt: Mapping[str, Any], signer: Ed25519PrivateKey) -> dict[str, Any]:
    """The receipt with its signature, which anybody can check offline with the published key."""
    return {**receipt, "signature": signer.sign(canonical(receipt)).hex()}


def receipt_holds(receipt: Mapping[str, Any], public: bytes) -> bool:
    bare = {name: value for name, value in receipt.items() if name != "signature"}
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(bytes.fromhex(str(receipt["signature"])), canonical(bare))
    except (InvalidSignature, ValueError, KeyError):
        return False
    return True


def canonical(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def bidder_mark(secret: bytes, tender: str, org: int) -> str:
    """Stands for a bidder in one tender until the opening: the table must not tell who bids."""
    return hmac.digest(secret, f"bidder/{tender}/{org}".encode(), "sha256").hex()


# --- small change --------------------------------------------------------------------------------------------------
def _seal_to(public: bytes, plain: bytes, info: bytes) -> bytes:
    return bytes(SUITES[X25519_AES].encrypt(plain, X25519PublicKey.from_public_bytes(public), info))


def _open_with(key: X25519PrivateKey, sealed: bytes, info: bytes) -> bytes:
    try:
        return bytes(SUITES[X25519_AES].decrypt(sealed, key, info))
    except (InvalidTag, ValueError):
        raise DoesNotOpen from None


def _wrap(key: bytes, plain: bytes, what: bytes) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, what)


def _unwrap(key: bytes, wrapped: bytes, what: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(wrapped[:NONCE], wrapped[NONCE:], what)
    except (InvalidTag, ValueError):
        raise DoesNotOpen from None
