"""Registering a volunteer at the counter: the person's own code makes it theirs (R-VOL-01)."""

from __future__ import annotations

import hmac
import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from accounts import policies, post, roles, seats
from accounts.models import PhoneProof, User
from audit import trail
from kit import clock, identity
from kit.crypto import blind_index
from kit.errors import Refused
from kit.sentences import gettext as _

VALID_MINUTES = 10
TRIES = 3
PER_PHONE_AN_HOUR = 5
PER_OFFICER_AN_HOUR = 60


@transaction.atomic
def register_at_counter(display_name: str, phone: str, *, by: User) -> PhoneProof:
    """Send a code to the phone of somebody who stands at the counter; nothing else exists before it is told.

    Whether the number is known already is not told. Refused: too many codes to one phone or by one officer.
    """
    policies.require(by, "register_at_counter")
    if not display_name.strip():
        raise Refused(_("填写姓名。"), code="name")
    phone = identity.mobile(phone)
    _refuse_too_many(blind_index("user.phone", phone), by)
    proof, code = new_proof(phone, by=by, display_name=display_name.strip()[:40])
    trail.record("accounts.register_at_counter", proof, by=by)
    text = _("【同心桥】志愿者登记验证码 %(code)s，%(minutes)s 分钟内有效。本人愿意登记时，告诉窗口工作人员。")
    post.sms(phone, text % {"code": code, "minutes": VALID_MINUTES})
    return proof


def confirm_at_counter(proof: PhoneProof, code: str, *, by: User) -> User:
    """Make the volunteer's account and seat, now that they told their code. A known number gives its person back.

    Refused: three wrong codes, or too late; then a new code is sent. Each try counts, even when refused.
    """
    policies.require(by, "register_at_counter")
    take_try(proof, code, by=by)
    return _register(proof, by)


def new_proof(phone: str, *, by: User | None, display_name: str = "") -> tuple[PhoneProof, str]:
    """A row for the number, E.164, and the code that only whoever holds the phone will know."""
    now, code = clock.machine_now(), f"{secrets.randbelow(1_000_000):06d}"
    proof = PhoneProof(display_name=display_name, phone_index=blind_index("user.phone", phone), by=by, made_at=now)
    proof.phone = phone
    proof.expires_at = now + timedelta(minutes=VALID_MINUTES)
    proof.code_hash = _hash(proof, code)
    proof.save()
    return proof, code


def take_try(proof: PhoneProof, code: str, *, by: User | None) -> None:
    """Count one try at the code, outside any transaction: a wrong one must stay counted when it is refused."""
    open_ = PhoneProof.objects.filter(pk=proof.pk, user=None, tries__lt=TRIES, expires_at__gt=clock.machine_now())
    if proof.by_id != (by.pk if by else None) or not open_.update(tries=F("tries") + 1):
        raise Refused(_("验证码已失效，重新发送一次。"), code="code_over")
    if not hmac.compare_digest(_hash(proof, code.strip()), proof.code_hash):
        raise Refused(_("验证码不对，核对后再填。"), code="wrong_code")


def use_up(proof: PhoneProof, user: User) -> None:
    if not PhoneProof.objects.filter(pk=proof.pk, user=None).update(user=user):
        raise Refused(_("验证码已失效，重新发送一次。"), code="code_over")


@transaction.atomic
def _register(proof: PhoneProof, by: User) -> User:
    user = User.objects.with_phone(proof.phone)
    if user is None:
        user = User(display_name=proof.display_name)
        user.set_phone(proof.phone)
        user.set_unusable_password()
    if not user.is_active:
        raise Refused(_("这个号码的账号已停用。联系系统管理员。"), code="inactive")
    user.phone_verified = True
    user.save()
    use_up(proof, user)
    seats.open_member_seat(user, roles.VOL, by=by)
    trail.record("accounts.confirm_at_counter", user, by=by, detail={"proof": proof.pk})
    return user


def forget_proofs() -> int:
    """The daily sweep: names and numbers of those who did not confirm are not kept."""
    old = clock.machine_now() - timedelta(days=1)
    return PhoneProof.objects.filter(made_at__lt=old).delete()[0]


def _refuse_too_many(index: str, by: User) -> None:
    lately = PhoneProof.objects.filter(made_at__gt=clock.machine_now() - timedelta(hours=1))
    if (
        lately.filter(phone_index=index).count() >= PER_PHONE_AN_HOUR
        or lately.filter(by=by).count() >= PER_OFFICER_AN_HOUR
    ):
        raise Refused(_("验证码发得太多了，过一小时再试。"), code="too_many_codes")


def _hash(proof: PhoneProof, code: str) -> str:
    return salted_hmac("accounts.phone_proof", f"{proof.row_key}:{code}", algorithm="sha256").hexdigest()
