"""Entries that an enrolled phone signed without a network, taken in once however often they are sent."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from audit import trail
from kit import clock, presence, rules
from kit.errors import Refused
from kit.presence import IN, OUT, Entry
from kit.sentences import gettext as _
from volunteers import policies
from volunteers.attendance import closing, codes, queries
from volunteers.attendance import numbers_of_law as law
from volunteers.attendance.door import Method, Seen, check_hours, check_not_oneself, locked, note
from volunteers.models import PresenceDevice, PresenceEvent, Shift, Signup

MOST_DEVICES = 20  # of one shift; more phones at one door are a slip or a trick


@dataclass(frozen=True)
class Answer:
    """What became of an entry: taken, known (it came before), or refused with the sentence why."""

    nonce: str
    state: str
    why: str = ""


@transaction.atomic
def enrol(shift: Shift, *, by: User, public_key: str) -> PresenceDevice:
    """Let a phone note comings and goings of this shift while there is no network; its private key never leaves it.

    Refused: the shift is over; no key of P-256; too many phones.
    """
    policies.require(by, "record_presence", shift)
    if shift.status not in queries.ALIVE or clock.now() > queries.closes_at(shift):
        raise Refused(_("这个班次已经结束，不能再准备离线签到。"), code="over")
    if not presence.is_point(_bytes(public_key)):
        raise Refused(_("这台设备没有生成可用的密钥。换一个较新的浏览器再试。"), code="key")
    if shift.devices.filter(ended_at=None).count() >= MOST_DEVICES:
        raise Refused(_("这个班次已有 %(n)d 台设备。先在用完的设备上退出。") % {"n": MOST_DEVICES}, code="devices")
    device = PresenceDevice.objects.create(
        handle=secrets.token_hex(8), shift=shift, enrolled_by=by, enrolled_at=clock.now(),
        public_key=public_key.lower(), ends_at=shift.ends_at + timedelta(days=rules.value(law.OFFLINE)),
    )  # fmt: skip
    trail.record("presence.enrol", device, by=by, county=shift.county_code)
    return device


def sync(device: PresenceDevice, entries: Sequence[tuple[Entry, str]], *, by: User, sent_at: datetime) -> list[Answer]:
    """Take in what the phone noted, each entry with its signature; one that is refused does not hold up the others.

    `sent_at` is the phone's clock now: how long ago something was noted is told by that one clock alone, however wrong
    it is. Refused as a whole: the phone was signed off, or comes too late.
    """
    policies.require(by, "record_presence", device.shift)
    if device.ended_at or clock.now() > device.ends_at:
        raise Refused(_("这台设备已退出，或超过了同步期限。到场情况请组织者补登。"), code="device_over")
    skew = presence.skew_seconds(sent_at, clock.machine_now())
    taken = [_take(device, entry, signature, by=by, sent_at=sent_at, skew=skew) for entry, signature in entries]
    _settle_late(device, by)
    PresenceDevice.objects.filter(pk=device.pk).update(synced_at=clock.now(), skew_seconds=skew)
    device.skew_seconds = skew
    return taken


@transaction.atomic
def _settle_late(device: PresenceDevice, by: User) -> None:
    """The house closed the shift before the phone found a network: what it brought makes hours now, not earlier, since
    somebody's going may come after their coming."""
    if Shift.objects.filter(pk=device.shift_id, status="done").exists():
        for signup in (
            Signup.objects.filter(presence__device=device)
            .distinct()
            .select_related("volunteer")
            .order_by("volunteer_id")
        ):
            closing.settle(signup, by=None if signup.volunteer.user_id == by.pk else by)


@transaction.atomic
def sign_off(device: PresenceDevice, *, by: User) -> PresenceDevice:
    """The phone is done with this shift; what it still sends is refused."""
    policies.require(by, "record_presence", device.shift)
    if device.ended_at is None:
        device.ended_at = clock.now()
        device.save(update_fields=["ended_at"])
        trail.record("presence.sign_off", device, by=by, county=device.shift.county_code)
    return device


# --- one entry ---------------------------------------------------------------------------------------------
def _take(device: PresenceDevice, entry: Entry, signature: str, *, by: User, sent_at: datetime, skew: int) -> Answer:
    if not _is_of(device, entry, signature):
        return Answer(entry.nonce, "refused", _("签名不符，这一条不是这台设备记的。"))
    if _is_known(device, entry):
        return Answer(entry.nonce, "known")
    try:
        _write(device, entry, by=by, sent_at=sent_at, skew=skew)
    except Refused as refusal:
        if refusal.code == "used" and _is_known(device, entry):  # sent twice at the same moment
            return Answer(entry.nonce, "known")
        return Answer(entry.nonce, "refused", str(refusal))
    return Answer(entry.nonce, "taken")


def _is_of(device: PresenceDevice, entry: Entry, signature: str) -> bool:
    is_ours = entry.device == device.handle and entry.shift == device.shift_id and entry.direction in (IN, OUT)
    return is_ours and presence.is_signed(entry, _bytes(signature), bytes.fromhex(device.public_key))


def _is_known(device: PresenceDevice, entry: Entry) -> bool:
    return PresenceEvent.objects.filter(nonce=_nonce(device, entry)).exists()


def _nonce(device: PresenceDevice, entry: Entry) -> str:
    return f"dev-{device.handle}-{entry.nonce}"[:64]


@transaction.atomic
def _write(device: PresenceDevice, entry: Entry, *, by: User, sent_at: datetime, skew: int) -> None:
    signup, shift = locked(_whose(device, entry))
    check_not_oneself(signup, by)
    if signup.status not in queries.EXPECTED:
        raise Refused(_("这次报名现在是“%(state)s”，不能签到。") % {"state": signup.status_label}, code="not_expected")
    noted_at = _moment(entry.at)
    at = _told_by_one_clock(noted_at, sent_at)
    check_hours(shift, entry.direction, at)
    seen = Seen(
        Method.OFFLINE, _nonce(device, entry), at=at, device=device, device_at=noted_at, skew_seconds=skew,
        sequence=entry.sequence,
    )  # fmt: skip
    note(signup, shift, entry.direction, by=by, seen=seen)


def _whose(device: PresenceDevice, entry: Entry) -> Signup:
    kind, _colon, what = entry.who.partition(":")
    rows = Signup.objects.filter(shift_id=device.shift_id).select_related("volunteer").order_by("pk")
    if kind == "signup" and what.isdecimal() and len(what) < 19:
        found = rows.filter(pk=int(what)).first()
    else:
        read = codes.read(what)
        expected = rows.filter(status__in=queries.EXPECTED)
        found = next((row for row in expected if codes.is_card(row.volunteer, read)), None)
    if found is None:
        raise Refused(_("名单上没有这个人，或这张卡不属于这个班次。"), code="nobody")
    return found


def _told_by_one_clock(noted_at: datetime, sent_at: datetime) -> datetime:
    """Our time of what the device noted, by how long ago it was there. A clock that was set back in between would put
    it into the future: it was not noted after it arrived."""
    try:
        return min(clock.now(), clock.now() - (sent_at - noted_at))
    except OverflowError:
        raise Refused(_("设备记下的时间读不出来。"), code="moment") from None


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise Refused(_("设备记下的时间读不出来。"), code="moment")
    return found


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""
