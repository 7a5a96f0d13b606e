"""What a sealed bid withstands: too few officers, a moved or altered envelope, an erased key, a forged receipt."""

from __future__ import annotations

import json
import os
from itertools import combinations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from ngos.bidding import envelope
from ngos.bidding.envelope import DoesNotOpen

TENDER, BID = "GP-2026-0001", "b1"


@pytest.fixture(scope="module")
def officers() -> dict[int, X25519PrivateKey]:
    return {n: X25519PrivateKey.generate() for n in (11, 12, 13)}


def publics(officers: dict[int, X25519PrivateKey]) -> dict[int, bytes]:
    return {n: envelope.public_key(key) for n, key in officers.items()}


def sealed(body: bytes = b"secret price 468000", **changes: bytes) -> tuple[envelope.Envelope, dict]:
    secret, half, erasure = envelope.new_secret(), envelope.new_secret(), envelope.new_secret()
    key = envelope.tender_key(secret, half, TENDER)
    found = envelope.seal_bid(body, tender_public=envelope.public_key(key), tender=TENDER, bid=BID, erasure_key=erasure)
    return found, {"key": key, "tender": TENDER, "bid": BID, "erasure_key": erasure, "secret": secret, "half": half}


def opened(found: envelope.Envelope, how: dict, **changes: object) -> bytes:
    told = {name: how[name] for name in ("key", "tender", "bid", "erasure_key")} | changes
    return envelope.open_bid(found.sealed, **told)[0]  # type: ignore[arg-type]


def test_any_two_of_three_officers_have_the_secret_and_one_has_noise(officers: dict[int, X25519PrivateKey]) -> None:
    secret = envelope.new_secret()
    shared = envelope.shared_out(secret, publics(officers), 2, TENDER)
    assert set(shared) == set(combinations(officers, 2))
    for subset, parts in shared.items():
        own = [
            envelope.own_part(part, officers[one], TENDER, subset, one) for one, part in zip(subset, parts, strict=True)
        ]
        assert envelope.together(own) == secret
        assert secret not in own
        # A part of one group says nothing in another.
        with pytest.raises(DoesNotOpen):
            envelope.own_part(parts[0], officers[subset[1]], TENDER, subset, subset[0])


def test_a_part_sealed_for_one_tender_does_not_open_in_another(officers: dict[int, X25519PrivateKey]) -> None:
    (subset, parts), *_ = envelope.shared_out(envelope.new_secret(), publics(officers), 2, TENDER).items()
    with pytest.raises(DoesNotOpen):
        envelope.own_part(parts[0], officers[subset[0]], "GP-2026-0002", subset, subset[0])


def test_a_bid_opens_only_with_every_one_of_its_keys_at_its_own_place() -> None:
    found, how = sealed()
    assert opened(found, how) == b"secret price 468000"
    other = envelope.new_secret()
    wrong = [
        {"key": envelope.tender_key(other, how["half"], TENDER)},
        {"key": envelope.tender_key(how["secret"], other, TENDER)},
        {"key": envelope.tender_key(how["secret"], how["half"], "GP-2026-0002")},
        {"tender": "GP-2026-0002"},
        {"bid": "b2"},
        {"erasure_key": other},
    ]
    for change in wrong:
        with pytest.raises(DoesNotOpen):
            opened(found, how, **change)


def test_a_flipped_bit_anywhere_keeps_the_envelope_shut() -> None:
    found, how = sealed()
    for at in (0, 1, 3, 40, 120, len(found.sealed) // 2, len(found.sealed) - 1):
        bent = bytearray(found.sealed)
        bent[at] ^= 1
        with pytest.raises(DoesNotOpen):
            opened(envelope.Envelope(bytes(bent), "", ""), how)
    with pytest.raises(DoesNotOpen):
        opened(envelope.Envelope(b"", "", ""), how)


def test_the_size_of_an_envelope_does_not_tell_the_length_of_a_price() -> None:
    sizes = {len(sealed(json.dumps({"price": p}).encode())[0].sealed) for p in (1, 99_999, 12_345_678_901)}
    assert len(sizes) == 1


def test_two_sealings_of_the_same_bid_have_nothing_in_common() -> None:
    one, two = sealed()[0], sealed()[0]
    assert one.commitment != two.commitment and one.digest != two.digest


def test_a_commitment_is_of_salt_and_body() -> None:
    found, how = sealed(b"body")
    body, salt = envelope.open_bid(found.sealed, key=how["key"], tender=TENDER, bid=BID, erasure_key=how["erasure_key"])
    assert envelope.commitment(salt, body) == found.commitment
    assert envelope.commitment(os.urandom(32), body) != found.commitment


def test_an_officer_opens_the_own_lock_by_passphrase_or_printed_code() -> None:
    lock, code = envelope.new_lock("秋天的第一场雨 2026")
    key = envelope.unlock(lock, "秋天的第一场雨 2026")
    assert envelope.public_key(key) == lock.public
    assert envelope.public_key(envelope.unlock(lock, code.upper())) == lock.public
    for wrong in ("秋天的第一场雨 2027", "", code[:-1]):
        with pytest.raises(DoesNotOpen):
            envelope.unlock(lock, wrong)


def test_a_receipt_with_a_changed_letter_does_not_hold() -> None:
    signer = Ed25519PrivateKey.generate()
    public = signer.public_key().public_bytes_raw()
    receipt = envelope.signed({"tender": TENDER, "version": 1, "digest": "ab"}, signer)
    assert envelope.receipt_holds(receipt, public)
    assert not envelope.receipt_holds({**receipt, "version": 2}, public)
    assert not envelope.receipt_holds({**receipt, "signature": "zz"}, public)
    assert not envelope.receipt_holds({k: v for k, v in receipt.items() if k != "signature"}, public)
    assert not envelope.receipt_holds(receipt, Ed25519PrivateKey.generate().public_key().public_bytes_raw())


def test_a_bidders_mark_tells_neither_who_nor_that_the_same_bids_elsewhere() -> None:
    secret = envelope.new_secret()
    marks = {envelope.bidder_mark(secret, tender, org) for tender in ("a", "b") for org in (1, 2)}
    assert len(marks) == 4
    assert envelope.bidder_mark(secret, "a", 1) != envelope.bidder_mark(envelope.new_secret(), "a", 1)
