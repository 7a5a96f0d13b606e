"""What allauth asks of us: who has which phone, how codes go out, what is said when something is wrong."""

from __future__ import annotations

import base64
from typing import Any

import qrcode
from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from qrcode.image.svg import SvgPathFillImage

from accounts import access, post, second_factor
from accounts.models import User
from kit import crypto, identity
from kit.errors import Refused

PLACE = "accounts.second_factor"


class PhoneField(forms.CharField):
    """A mainland mobile, in any of the ways people write it; the value is E.164."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("手机号码"))
        kwargs.setdefault("max_length", 24)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        try:
            return identity.mobile(text) if text else ""
        except Refused as why:
            raise forms.ValidationError(str(why), code=why.code) from None


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": gettext_lazy("这个账号已经停用。"),
        "email_password_mismatch": gettext_lazy("邮箱或密码不对。核对后再试，或重设密码。"),
        "phone_password_mismatch": gettext_lazy("邮箱或密码不对。核对后再试，或重设密码。"),
        "enter_current_password": gettext_lazy("现在的密码不对。"),
        "incorrect_code": gettext_lazy("验证码不对，核对后再填。"),
        "incorrect_password": gettext_lazy("密码不对，核对后再填。"),
        "invalid_login": gettext_lazy("填写手机号码或邮箱。"),
        "invalid_password_reset": gettext_lazy("这个链接已经失效，重新申请一次。"),
        "too_many_login_attempts": gettext_lazy("尝试的次数太多了，过几分钟再试。"),
        "rate_limited": gettext_lazy("操作太频繁了，过几分钟再试。"),
    }

    # --- who ---------------------------------------------------------------------------------------------------
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Staff come by invitation, volunteers through the office."""
        return False

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        return PhoneField(**kwargs)

    def clean_phone(self, phone: str) -> str:
        return identity.mobile(phone)

    def get_phone(self, user: Any) -> tuple[str, bool] | None:
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: Any, phone: str, verified: bool) -> None:
        user.set_phone(phone)
        user.phone_verified = verified
        user.save(update_fields=["phone", "phone_index", "phone_verified"])

    def set_phone_verified(self, user: Any, phone: str) -> None:
        if user.phone == phone and not user.phone_verified:
            user.phone_verified = True
            user.save(update_fields=["phone_verified"])

    def get_user_by_phone(self, phone: str) -> User | None:
        return User.objects.with_phone(phone)

    # --- codes and letters -------------------------------------------------------------------------------------
    def send_verification_code_sms(self, user: Any, phone: str, code: str, **kwargs: Any) -> None:
        text = _("【同心桥】登录验证码 %(code)s，%(minutes)s 分钟内有效。不要告诉任何人。")
        post.sms(phone, text % {"code": code, "minutes": app_settings.LOGIN_BY_CODE_TIMEOUT // 60})

    def send_unknown_account_sms(self, phone: str, **kwargs: Any) -> None:
        """An unknown number costs no message; the page looks the same."""

    def send_account_already_exists_sms(self, phone: str) -> None:
        """Nobody signs up by phone alone."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        request = allauth_context.request
        letter = self.render_mail(template_prefix, email, {"request": request, "email": email, **context})
        post.email(email, letter.subject, str(letter.body))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:me")

    def get_from_email(self) -> str:
        return ""  # post.email takes the installation's own

    # --- proving it again --------------------------------------------------------------------------------------
    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not within five minutes of logging in or of showing the second factor."""
        request = allauth_context.request
        if second_factor.proved_within(request.session, app_settings.REAUTHENTICATION_TIMEOUT):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def get_reauthentication_methods(self, user: Any) -> list[dict]:
        words = {"reauthenticate": _("用密码"), "mfa_reauthenticate": _("用身份验证器或恢复码")}
        return [
            {**method, "description": words.get(method["id"], method["description"])}
            for method in super().get_reauthentication_methods(user)
        ]


class MFAAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": gettext_lazy("您的身份必须用两步登录，不能停用。换手机时找负责人重置登录设备。"),
        "cannot_generate_recovery_codes": gettext_lazy("先设好身份验证器，再生成恢复码。"),
        "incorrect_code": gettext_lazy("验证码不对，或已经用过。等下一个验证码再填。"),
    }

    def build_totp_svg(self, url: str) -> str:
        """On white of its own: a camera reads nothing off a dark page."""
        image = qrcode.make(url, image_factory=SvgPathFillImage)
        return image.to_string(encoding="unicode")

    def encrypt(self, text: str) -> str:
        return base64.b64encode(crypto.seal(text, PLACE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return crypto.unseal(base64.b64decode(encrypted_text), PLACE)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not access.must_prove_twice(authenticator.user)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Changes of the second factor are told through the outbox (accounts.watch)."""
