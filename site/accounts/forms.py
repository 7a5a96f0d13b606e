"""The forms of coming in: our words, our fields, and two rules of ours about codes."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.account.internal.userkit import filter_users_by_email
from allauth.core import context, ratelimit
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.cache import cache
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import User
from kit import identity
from kit.errors import Refused

# A code of an authenticator app is accepted in three windows of 30 s, so it is remembered for longer than that.
CODE_REMEMBERED_SECONDS = 120


def _code_field(label: Any, hint: Any = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})
    return forms.CharField(label=label, help_text=hint, max_length=12, widget=widget)


def _password_field(label: Any, autocomplete: str = "current-password", hint: Any = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, help_text=hint, strip=False, max_length=128, widget=widget)


PASSWORD_HINT = _("至少 12 个字符，不要全是数字，也不要用常见的密码。可以用一句好记的话。")


# --- coming in ---------------------------------------------------------------------------------------------
class LoginForm(allauth_forms.LoginForm):
    """E-mail and password; a phone number logs in by code only."""

    password = _password_field(_("密码"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widget = forms.EmailInput(attrs={"autocomplete": "username"})
        self.fields["login"] = forms.EmailField(label=_("邮箱"), max_length=254, widget=widget)
        self.order_fields(["login", "password"])

    def user_credentials(self) -> dict[str, Any]:
        return {"email": self.cleaned_data["login"].lower(), "password": self.cleaned_data["password"]}


class RequestCodeForm(forms.Form):
    """One field for phone or e-mail. Whoever is unknown, or must use a password, gets no code but the same page."""

    contact = forms.CharField(
        label=_("手机号码或邮箱"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
        help_text=_("验证码发到登记过的手机或邮箱。"),
    )

    def clean(self) -> dict[str, Any]:
        contact = self.cleaned_data.get("contact", "").strip()
        if not contact:
            return self.cleaned_data
        email, phone = self._read(contact)
        if not ratelimit.consume(context.request, action="request_login_code", key=email or phone):
            raise get_adapter().validation_error("too_many_login_attempts")
        user = self._by_email(email) if email else User.objects.with_phone(phone)
        self._user = None if user is None or not self._by_code(user) else user
        return {"email": email, "phone": phone}

    def _read(self, contact: str) -> tuple[str, str]:
        try:
            if "@" in contact:
                validate_email(contact)
                return contact.lower(), ""
            return "", identity.mobile(contact)
        except Refused as why:
            raise forms.ValidationError({"contact": str(why)}) from None
        except forms.ValidationError:
            raise forms.ValidationError({"contact": _("邮箱的写法不对，例如 name@example.org。")}) from None

    @staticmethod
    def _by_email(email: str) -> User | None:
        found = filter_users_by_email(email, is_active=True, prefer_verified=True, for_login=True)
        return found[0] if found else None

    @staticmethod
    def _by_code(user: User) -> bool:
        return user.is_active and not access.must_prove_twice(user)


class ConfirmCodeForm(allauth_forms.ConfirmLoginCodeForm):
    code = _code_field(_("验证码"), _("6 位数字，5 分钟内有效。"))


class ReauthenticateForm(allauth_forms.ReauthenticateForm):
    password = _password_field(_("密码"))


# --- passwords ---------------------------------------------------------------------------------------------
class TwicePassword:
    """Two fields that must agree."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()  # type: ignore[misc]
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second and "password2" not in self.errors:  # type: ignore[attr-defined]
            self.add_error("password2", _("两次填写的密码不一样。"))  # type: ignore[attr-defined]
        return cleaned

    def clean_password1(self) -> str:
        return get_adapter().clean_password(self.cleaned_data["password1"], user=getattr(self, "user", None))  # type: ignore[attr-defined]


class ChangePasswordForm(TwicePassword, allauth_forms.UserForm):
    oldpassword = _password_field(_("现在的密码"))
    password1 = _password_field(_("新密码"), "new-password", PASSWORD_HINT)
    password2 = _password_field(_("再填一次新密码"), "new-password")

    clean_oldpassword = allauth_forms.ChangePasswordForm.clean_oldpassword
    save = allauth_forms.ChangePasswordForm.save


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    email = forms.EmailField(
        label=_("邮箱"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )


class NewPasswordForm(TwicePassword, forms.Form):
    """A new password after following the link; `user` and `temp_key` are handed in."""

    password1 = _password_field(_("新密码"), "new-password", PASSWORD_HINT)
    password2 = _password_field(_("再填一次新密码"), "new-password")

    def __init__(self, *args: Any, user: User | None = None, temp_key: str = "", **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    save = allauth_forms.ResetPasswordKeyForm.save


# --- second factor -----------------------------------------------------------------------------------------
class OnceOnly:
    """A code of the app works once, in whichever of its windows it comes."""

    def clean_code(self) -> str:
        code = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP:  # type: ignore[attr-defined]
            key = f"totp-used:{self.user.pk}:{normalize_user_code(code)}"  # type: ignore[attr-defined]
            if not cache.add(key, True, timeout=CODE_REMEMBERED_SECONDS):
                raise get_mfa_adapter().validation_error("incorrect_code")
        return code


class SecondFactorForm(OnceOnly, mfa_forms.AuthenticateForm):
    code = _code_field(_("验证码"), _("身份验证器上的 6 位数字，或一个没有用过的恢复码。"))


class SecondFactorAgainForm(OnceOnly, mfa_forms.ReauthenticateForm):
    code = _code_field(_("验证码"), _("身份验证器上的 6 位数字，或一个没有用过的恢复码。"))


class ActivateForm(ActivateTOTPForm):
    code = _code_field(_("验证码"), _("添加后，填写身份验证器上显示的 6 位数字。"))
