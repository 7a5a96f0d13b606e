"""Codes, signed entries and times by value: what is taken, and what never is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from kit import presence
from kit.presence import IN, OUT, Entry, Span

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
keys = st.binary(min_size=16, max_size=32)
moments = st.integers(min_value=0, max_value=10**7).map(lambda s: NOON + timedelta(seconds=s))
lengths = st.sampled_from((6, 8))


# --- codes -------------------------------------------------------------------------------------------------
@given(keys, moments, lengths, st.integers(min_value=0, max_value=30))
def test_a_code_is_taken_while_it_hangs_and_for_one_step_more(key: bytes, at: datetime, n: int, later: int) -> None:
    step = presence.step_of(at)
    for shown in (presence.code(key, step), presence.digits(key, step, n)):
        assert presence.step_given(key, shown, at + timedelta(seconds=later), n) == step


@given(keys, moments, lengths, st.integers(min_value=60, max_value=10**6))
def test_a_screenshot_is_worth_nothing_after_a_minute(key: bytes, at: datetime, n: int, later: int) -> None:
    step, then = presence.step_of(at), at + timedelta(seconds=later)
    assert presence.step_given(key, presence.code(key, step), then, n) is None
    # Six figures may happen to come again: never as the step they were shown for.
    assert presence.step_given(key, presence.digits(key, step, n), then, n) != step


@given(keys, moments)
def test_a_code_of_the_future_is_not_taken(key: bytes, at: datetime) -> None:
    assert presence.step_given(key, presence.code(key, presence.step_of(at) + 1), at, 6) is None


@given(keys, keys, moments)
def test_the_code_of_another_shift_or_person_is_not_taken(key: bytes, other: bytes, at: datetime) -> None:
    if key == other:
        return
    assert presence.step_given(other, presence.code(key, presence.step_of(at)), at, 6) is None


@given(keys, moments, st.text(max_size=30))
def test_anything_typed_is_answered_without_a_fault(key: bytes, at: datetime, typed: str) -> None:
    found = presence.step_given(key, typed, at, 6)
    assert found is None or found in (presence.step_of(at), presence.step_of(at) - 1)


@given(keys, moments, lengths)
def test_digits_have_their_length_and_do_not_give_the_code_away(key: bytes, at: datetime, n: int) -> None:
    step = presence.step_of(at)
    shown = presence.digits(key, step, n)
    assert len(shown) == n
    assert shown.isdecimal()
    assert presence.step_given(key, shown, at, 14 - n) is None
    assert len(presence.code(key, step)) == 20


@given(moments)
def test_the_next_code_comes_within_half_a_minute(at: datetime) -> None:
    left = presence.seconds_left(at)
    assert 1 <= left <= 30
    assert presence.step_of(at + timedelta(seconds=left)) == presence.step_of(at) + 1


def test_a_stamp_is_of_its_key_and_its_text() -> None:
    one = presence.stamp(b"k" * 16, "V99010300000127")
    assert one == presence.stamp(b"k" * 16, "V99010300000127")
    assert len({one, presence.stamp(b"k" * 16, "V99010300000128"), presence.stamp(b"q" * 16, "V99010300000127")}) == 3


# --- signed entries ----------------------------------------------------------------------------------------
KEY, OTHER = ec.derive_private_key(7, ec.SECP256R1()), ec.derive_private_key(8, ec.SECP256R1())
ENTRY = Entry("d1", 17, 1, "n-1", IN, "signup:5", "2026-03-14T09:00:00+08:00")


def point(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def sign(entry: Entry, key: ec.EllipticCurvePrivateKey = KEY) -> bytes:
    """As a browser signs: r and s side by side."""
    r, s = decode_dss_signature(key.sign(entry.text, ec.ECDSA(SHA256())))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def test_an_entry_holds_with_the_key_that_signed_it() -> None:
    assert presence.is_signed(ENTRY, sign(ENTRY), point(KEY))


def test_an_entry_of_another_device_does_not_hold() -> None:
    assert not presence.is_signed(ENTRY, sign(ENTRY, OTHER), point(KEY))
    assert not presence.is_signed(ENTRY, sign(ENTRY), point(OTHER))


@pytest.mark.parametrize(
    ("part", "value"),
    [("device", "d2"), ("shift", 18), ("sequence", 2), ("nonce", "n-2"), ("direction", OUT), ("who", "signup:6"),
     ("at", "2026-03-14T08:00:00+08:00")],
)  # fmt: skip
def test_an_entry_that_was_changed_anywhere_does_not_hold(part: str, value: object) -> None:
    assert not presence.is_signed(replace(ENTRY, **{part: value}), sign(ENTRY), point(KEY))


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_two_different_entries_are_never_the_same_text(nonce: str, who: str, nonce2: str, who2: str) -> None:
    one, two = replace(ENTRY, nonce=nonce, who=who), replace(ENTRY, nonce=nonce2, who=who2)
    if one != two and one.is_plain and two.is_plain:
        assert one.text != two.text


def test_a_line_break_inside_a_part_is_no_entry() -> None:
    grown = replace(ENTRY, nonce="n-1\nin")
    assert not presence.is_signed(grown, sign(grown), point(KEY))


@given(st.binary(max_size=80), st.binary(max_size=80))
def test_no_bytes_whatever_bring_a_fault(signature: bytes, key: bytes) -> None:
    assert not presence.is_signed(ENTRY, signature, key)
    assert not presence.is_signed(ENTRY, signature, point(KEY))
    assert not presence.is_point(key)


def test_the_clock_of_a_device_is_told_with_its_sign() -> None:
    assert presence.skew_seconds(NOON + timedelta(minutes=3), NOON) == 180
    assert presence.skew_seconds(NOON - timedelta(hours=1), NOON) == -3600


# --- times -------------------------------------------------------------------------------------------------
def at(minute: int) -> datetime:
    return NOON + timedelta(minutes=minute)


seen = st.lists(st.tuples(st.sampled_from((IN, OUT)), st.integers(0, 600).map(at)), max_size=12)


@given(seen)
def test_spans_never_overlap_and_only_the_last_may_be_open(entries: list[tuple[str, datetime]]) -> None:
    found = presence.spans(entries)
    assert all(span.end is not None for span in found[:-1])
    for one, two in zip(found, found[1:], strict=False):
        assert one.start <= one.end <= two.start  # type: ignore[operator]


@given(seen, st.randoms())
def test_the_order_in_which_entries_arrive_changes_nothing(entries: list, random) -> None:
    mixed = list(entries)
    random.shuffle(mixed)
    assert presence.spans(mixed) == presence.spans(entries)


@given(seen)
def test_an_entry_that_arrives_twice_changes_nothing(entries: list[tuple[str, datetime]]) -> None:
    assert presence.spans(entries + entries) == presence.spans(entries)


def test_a_second_coming_in_a_row_adds_nothing() -> None:
    assert presence.spans([(IN, at(0)), (IN, at(5)), (OUT, at(60)), (OUT, at(70))]) == [Span(at(0), at(60))]


def test_time_before_the_shift_is_not_served_and_a_pause_is_a_break() -> None:
    found = [Span(at(-30), at(60)), Span(at(75), at(120))]
    assert presence.served(found, at(0)) == (at(0), at(120), 15)


def test_who_left_before_it_began_served_nothing() -> None:
    assert presence.served([Span(at(-30), at(-10))], at(0)) is None
    assert presence.served([Span(at(0), None)], at(0)) is None


@given(seen, st.integers(-100, 100).map(at))
def test_what_was_served_is_never_more_than_there_was(entries: list, begins: datetime) -> None:
    told = presence.served([s for s in presence.spans(entries) if s.end], begins)
    if told:
        start, end, pause = told
        assert begins <= start < end
        assert 0 <= pause * 60 <= (end - start).total_seconds()


# --- places ------------------------------------------------------------------------------------------------
def test_a_distance_is_told_in_metres() -> None:
    assert presence.distance_m((30.0, 120.0), (30.0, 120.0)) == 0
    assert presence.distance_m((30.0, 120.0), (30.01, 120.0)) == pytest.approx(1112, abs=2)
    assert presence.distance_m((0.0, 0.0), (0.0, 180.0)) == pytest.approx(20_015_087, abs=2)
