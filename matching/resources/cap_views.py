"""The page of one employer or agency: how many persons it takes at once over all its places, and its suspension."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import visible_404
from accounts.models import OrgUnit
from audit.once import once
from matching import policies
from matching.models import Place
from matching.resources import caps
from matching.resources.forms import CapacityForm
from matching.screens import attempt, posted, shown


class SuspendForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("暂停的原因"), max_length=200, widget=forms.TextInput(attrs={"class": "form-control"})
    )


@login_required
@once
def supplier(request: HttpRequest, pk: int) -> HttpResponse:
    org = visible_404(OrgUnit.objects.filter(places__isnull=False).exclude(places__kind="service").distinct(), pk=pk)
    if not policies.may(request.user, "set_supplier_cap", org):
        raise Http404
    cap = caps.caps_of([org.pk]).get(org.pk)
    acts, name = _acts(request, org, cap), request.POST.get("act", "")
    if request.method == "POST":
        if name not in acts:
            raise Http404
        form, do, said = acts[name]
        if form.is_valid() and attempt(form, lambda: do(form.cleaned_data)):
            messages.success(request, said)
            return redirect("matching:supplier", pk)
    taken = sum(Place.objects.filter(org=org).exclude(kind="service").values_list("taken", flat=True))
    context = {
        "org": org,
        "cap": cap,
        "facts": [(_("人数上限"), _limit(cap)), (_("现有"), taken)],
        "forms": {key: entry[0] for key, entry in acts.items()},
        "form": acts[name][0] if name in acts else None,
        "trail": [(_("帮扶资源"), reverse("matching:places"))],
    }
    return shown(request, "matching/supplier.html", context)


def _limit(cap: Any) -> Any:
    return cap.capacity if cap and cap.capacity < caps.UNLIMITED else _("没有另设，按各处的名额")


def _acts(request: HttpRequest, org: OrgUnit, cap: Any) -> dict[str, Any]:
    by: Any = request.user
    act = request.POST.get("act", "")

    def form(kind: type[forms.Form], name: str) -> forms.Form:
        return kind(posted(request) if act == name else None, prefix=name)

    def set_cap(asked: dict[str, Any]) -> Any:
        return caps.set_cap(org, by=by, capacity=asked["capacity"])

    acts: dict[str, Any] = {"cap": (form(CapacityForm, "cap"), set_cap, _("已更改人数上限。"))}
    if policies.may(by, "suspend_supplier", org):
        if cap and cap.is_suspended:
            button = form(forms.Form, "resume")
            acts["resume"] = (button, lambda d: caps.resume_supplier(org, by=by), _("已恢复，各处重新参加匹配。"))
        else:
            asked = form(SuspendForm, "suspend")
            do = lambda d: caps.suspend_supplier(org, by=by, reason=d["reason"])  # noqa: E731
            acts["suspend"] = (asked, do, _("已暂停，各处不再参加匹配。"))
    return acts
