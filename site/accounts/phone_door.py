"""Coming in by phone alone, for whoever wants to join: a code, then an account of one's own (R-VOL-01).

A number that is known, unknown, or may not come in by code meets the same page in the same time: each gets a row,
and whether a message went out is told to nobody.
"""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import get_language, gettext_noop

from accounts import access, counter, post
from accounts.models import PhoneProof, User
from audit import trail
from kit.errors import Refused
from kit.sentences import gettext as _

NEWCOMER = gettext_noop("新志愿者")  # until the person has said their name


@transaction.atomic
def send_code(phone: str) -> PhoneProof:
    """Make a code for the number, and send it unless its person must come in another way. `phone` is E.164."""
    proof, code = counter.new_proof(phone, by=None)
    trail.record("accounts.send_code", proof, by=None)
    if _may_come_by_code(User.objects.with_phone(phone)):
        text = _("【同心桥】验证码 %(code)s，%(minutes)s 分钟内有效。不要告诉任何人。")
        post.sms(phone, text % {"code": code, "minutes": counter.VALID_MINUTES})
    return proof


def prove(proof: PhoneProof, code: str) -> User:
    """Whose number it is, a new account where nobody had it. Each try counts, even when refused.

    Refused: a wrong code; three of them, or too late; a person who may not come in by code, in the same words.
    """
    counter.take_try(proof, code, by=None)
    user = User.objects.with_phone(proof.phone)
    if not _may_come_by_code(user):
        raise Refused(_("验证码不对，核对后再填。"), code="wrong_code")
    return _account(proof, user)


@transaction.atomic
def _account(proof: PhoneProof, user: User | None) -> User:
    if user is None:
        user = User(display_name=NEWCOMER, language=_language())
        user.set_phone(proof.phone)
        user.set_unusable_password()
    user.phone_verified = True
    user.save()
    counter.use_up(proof, user)
    trail.record("accounts.prove_phone", user, by=user, detail={"proof": proof.pk})
    return user


def _may_come_by_code(user: User | None) -> bool:
    return user is None or (user.is_active and not access.must_prove_twice(user))


def _language() -> str:
    return "en" if (get_language() or "").startswith("en") else "zh-hans"
