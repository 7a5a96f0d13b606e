"""Pages before and around logging in: the two ways in, invitations, the first start."""

from __future__ import annotations

from typing import Any

from allauth.account import views as allauth_views
from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts import first_run, invitations, services
from accounts.forms import PASSWORD_HINT, LoginForm, RequestCodeForm
from kit import identity
from kit.errors import Refused

TOKEN = "invitation_token"  # noqa: S105 - the name of a place in the session


# --- the two ways in ---------------------------------------------------------------------------------------
class Login(allauth_views.LoginView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"code_form": RequestCodeForm(), **super().get_context_data(**kwargs)}


class RequestCode(allauth_views.RequestLoginCodeView):
    """The same page: whichever form is wrong, both stay."""

    template_name = "account/login.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "code_form": context["form"], "form": LoginForm(request=self.request)}


class ConfirmCode(allauth_views.ConfirmLoginCodeView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "sent_to": context["email"] or identity.mask_mobile(context["phone"] or "")}


class ChangePassword(allauth_views.PasswordChangeView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not request.user.has_usable_password():
            messages.info(request, _("您用验证码登录，没有密码可改。"))
            return redirect("accounts:me")
        return super().dispatch(request, *args, **kwargs)


# --- invitations -------------------------------------------------------------------------------------------
class JoinForm(forms.Form):
    password1 = forms.CharField(
        label=gettext_lazy("设一个密码"),
        help_text=PASSWORD_HINT,
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=gettext_lazy("再填一次密码"),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("password1") and cleaned.get("password2") not in (None, cleaned["password1"]):
            self.add_error("password2", _("两次填写的密码不一样。"))
        return cleaned


@never_cache
def join_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Keep the token in the session: in the address it would go out with the next click."""
    request.session[TOKEN] = token
    return redirect("accounts:join")


@never_cache
@sensitive_post_parameters()
def join(request: HttpRequest) -> HttpResponse:
    token = request.session.get(TOKEN, "")
    invitation = invitations.open_invitation(token) if token else None
    if invitation is None:
        return render(request, "accounts/join_over.html", {"public": True}, status=410)
    known = invitations.asks_for_log_in(invitation)
    form = forms.Form(request.POST or None) if known else JoinForm(request.POST or None)
    if request.method == "POST" and (known or form.is_valid()):
        try:
            services.accept_invitation(
                token,
                password="" if known else form.cleaned_data["password1"],
                by=request.user if request.user.is_authenticated else None,
            )
        except Refused as why:
            form.add_error(None if known or why.code != "password" else "password1", _sentences(why))
        else:
            del request.session[TOKEN]
            messages.success(request, _("身份已领取。") if known else _("密码已设好。现在用邮箱和密码登录。"))
            return redirect("accounts:me" if request.user.is_authenticated else "account_login")
    context = {
        "invitation": invitation,
        "role": invitations.role_name(invitation),
        "form": form,
        "known": known,
        "public": True,
    }
    return render(request, "accounts/join.html", context)


def _sentences(why: Refused) -> list[str]:
    return [str(r) for r in why.reasons] or [str(why)]


# --- the first start ---------------------------------------------------------------------------------------
class FirstRunForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("启动码"),
        help_text=gettext_lazy("服务器上运行 manage.py up --empty 时显示的 16 位字符。"),
        max_length=24,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    city_code = forms.RegexField(
        r"^[0-9]{6}$",
        label=gettext_lazy("市区划代码"),
        error_messages={"invalid": gettext_lazy("市区划代码应为 6 位数字。")},
    )
    city_name = forms.CharField(label=gettext_lazy("市名称"), max_length=40)
    counties = forms.CharField(
        label=gettext_lazy("县(市、区)名单"),
        help_text=gettext_lazy("每行一个：区划代码,名称。名单和下面的文件填一样即可。"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    counties_file = forms.FileField(
        label=gettext_lazy("或上传 CSV"),
        help_text=gettext_lazy("列名：code,name,level,parent,x_m,y_m，后四列可以不填。可以包含乡镇街道。"),
        required=False,
    )
    manager1_name = forms.CharField(label=gettext_lazy("第一位市局管理人员"), max_length=40)
    manager1_email = forms.EmailField(label=gettext_lazy("第一位市局管理人员的邮箱"))
    manager2_name = forms.CharField(label=gettext_lazy("第二位市局管理人员"), max_length=40)
    manager2_email = forms.EmailField(label=gettext_lazy("第二位市局管理人员的邮箱"))
    admin_name = forms.CharField(label=gettext_lazy("系统管理员"), max_length=40)
    admin_email = forms.EmailField(label=gettext_lazy("系统管理员的邮箱"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        upload = cleaned.get("counties_file")
        if not upload and not cleaned.get("counties", "").strip():
            self.add_error("counties", _("填写县(市、区)名单，或上传文件。"))
        if upload and upload.size > 1_000_000:
            self.add_error("counties_file", _("文件不能超过 1 MB。"))
        return cleaned

    def set_up(self) -> list[first_run.WayIn]:
        d = self.cleaned_data
        return first_run.set_up(
            d["code"],
            city_code=d["city_code"],
            city_name=d["city_name"],
            counties=d["counties_file"].read() if d["counties_file"] else d["counties"],
            managers=[(d["manager1_name"], d["manager1_email"]), (d["manager2_name"], d["manager2_email"])],
            administrator=(d["admin_name"], d["admin_email"]),
        )


@never_cache
@sensitive_post_parameters("code")
def first_start(request: HttpRequest) -> HttpResponse:
    if not first_run.is_open():
        raise Http404
    form = FirstRunForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            ways = form.set_up()
        except Refused as why:
            form.add_error("code" if why.code == "door" else None, _sentences(why))
        else:
            # Shown here and never again: the links are nowhere else.
            return render(request, "accounts/first_run_done.html", {"ways": ways, "public": True})
    return render(request, "accounts/first_run.html", {"form": form, "public": True})
