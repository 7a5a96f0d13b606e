"""The page on which the city issues and revokes the keys of other organisations' systems."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import api_keys as services
from accounts import hooks, policies
from accounts.models import ApiKey, OrgUnit
from kit.errors import Refused

TONES = {"valid": "ok", "expired": "off", "revoked": "off"}
SHOWN = 100


class KeyForm(forms.Form):
    org = forms.ModelChoiceField(OrgUnit.objects.none(), label=gettext_lazy("机构"))
    label = forms.CharField(label=gettext_lazy("用途"), help_text=gettext_lazy("例如：狱政系统"), max_length=60)
    scopes = forms.MultipleChoiceField(label=gettext_lazy("权限"), widget=forms.CheckboxSelectMultiple)
    expires_on = forms.DateField(
        label=gettext_lazy("最后有效日"), help_text=gettext_lazy("空着为十二个月，最长也是十二个月"), required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = {kind for scope in hooks.api_scopes for kind in scope.kinds}
        org: Any = self.fields["org"]
        scopes: Any = self.fields["scopes"]
        org.queryset = OrgUnit.objects.filter(kind__in=kinds, is_active=True)
        scopes.choices = [(s.code, s.label) for s in hooks.api_scopes]


@login_required
def api_keys(request: HttpRequest) -> HttpResponse:
    """The keys there are; a new one is shown on the page that follows its making, and nowhere else."""
    if not policies.may(request.user, "issue_api_key"):
        raise Http404
    act = request.POST.get("act", "")
    if act == "revoke":
        return _revoke(request)
    form, secret = KeyForm(request.POST if act == "issue" else None), ""
    if form.is_valid():
        data = form.cleaned_data
        try:
            _key, secret = services.issue_api_key(by=cast(Any, request.user), **data)
            form = KeyForm()
        except Refused as why:
            form.add_error(why.code if why.code in form.fields else None, str(why))
    labels = {s.code: s.label for s in hooks.api_scopes}
    rows = ApiKey.objects.select_related("org", "issued_by").order_by("-pk")[:SHOWN]
    context = {
        "form": form, "secret": secret,
        "rows": [{"k": k, "state": _state(k), "tone": TONES[k.state], "scopes": [labels.get(s, s) for s in k.scopes]}
                 for k in rows],
    }  # fmt: skip
    return TemplateResponse(request, "accounts/api_keys.html", context, status=422 if form.errors else 200)


def _revoke(request: HttpRequest) -> HttpResponse:
    pk = request.POST.get("key", "")
    key = ApiKey.objects.filter(pk=int(pk) if pk.isascii() and pk.isdecimal() and len(pk) < 19 else 0).first()
    if key is None:
        raise Http404
    services.revoke_api_key(key, by=cast(Any, request.user))
    messages.success(request, _("密钥已停用，对方系统不能再发送。"))
    return redirect("accounts:api_keys")


def _state(key: ApiKey) -> str:
    return {"valid": _("有效"), "expired": _("已到期"), "revoked": _("已停用")}[key.state]
