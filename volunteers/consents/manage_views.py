"""The city's page of texts: every version with who published it and why, and the form of the next one."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from audit.once import once
from desk.acts import done
from kit import clock
from volunteers import policies
from volunteers.consents import queries, services
from volunteers.consents.forms import TextForm
from volunteers.models import ConsentText


@login_required
@require_safe
def versions(request: HttpRequest) -> HttpResponse:
    if not policies.may(request.user, "see_consent_texts"):
        raise Http404
    order = list(ConsentText.Kind.values)
    rows = sorted(queries.versions(), key=lambda text: order.index(text.kind))
    groups = [_group(kind, list(some)) for kind, some in groupby(rows, key=lambda text: text.kind)]
    context = {"groups": groups, "may_publish": policies.may(request.user, "publish_consent_text")}
    return TemplateResponse(request, "volunteers/text_versions.html", context)


def _group(kind: str, texts: list[ConsentText]) -> dict[str, Any]:
    now = queries.text_in_force(kind, clock.today())
    return {"kind": kind, "title": texts[0].get_kind_display(), "rows": [_line(text, now) for text in texts]}


def _line(text: ConsentText, now: ConsentText | None) -> dict[str, Any]:
    if text.valid_from > clock.today():
        label, tone = _("将生效"), "wait"
    else:
        label, tone = (_("现行"), "ok") if text == now else (_("旧版本"), "off")
    by = text.published_by.display_name if text.published_by else _("平台")
    asks = text.asks_again and text.kind in queries.COMPULSORY
    return {"text": text, "label": label, "tone": tone, "by": by, "asks": asks}


@login_required
@once
def publish(request: HttpRequest, kind: str) -> HttpResponse:
    """The next version, beginning with the words of the newest one."""
    newest = queries.newest(kind)
    if newest is None or not policies.may(request.user, "publish_consent_text"):
        raise Http404
    form = TextForm(request.POST if request.method == "POST" else None, text=newest)
    if form.is_valid():
        text = done(form, services.publish_text, kind, by=request.user, **form.cleaned_data)
        if text is not None:
            messages.success(request, _("第 %(n)d 版已发布。") % {"n": text.version})
            return redirect("volunteers:text_versions")
    context = {
        "form": form,
        "newest": newest,
        "title": newest.get_kind_display(),
        "trail": [(_("告知和协议"), reverse("volunteers:text_versions"))],
    }
    status = 422 if form.is_bound and form.errors else 200
    return TemplateResponse(request, "volunteers/text_new.html", context, status=status)
