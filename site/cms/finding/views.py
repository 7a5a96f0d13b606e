"""The search of the portal: everything that is public, in one list."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_safe

from cms.finding import marking, queries
from cms.finding.models import Findable
from cms.finding.sources import kinds

_PERSONAL = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|1[3-9]\d{9})(?!\d)", re.ASCII)


class SearchForm(forms.Form):
    q = forms.CharField(label=lazy("搜索"), max_length=60, strip=True, required=False)
    kind = forms.CharField(max_length=12, required=False)
    page = forms.IntegerField(min_value=1, max_value=10, required=False)

    def clean_q(self) -> str:
        """Numbers of people are no words to look for, and would stand in the address."""
        text = self.cleaned_data["q"].replace("\x00", "")
        if _PERSONAL.search(text):
            raise forms.ValidationError(_("请不要在这里输入证件号码或手机号码。换成想找的内容，例如“心理辅导”。"))
        return text


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    text, known = wanted.get("q", ""), {source.kind: source.label for source in kinds()}
    kind = wanted.get("kind", "") if wanted.get("kind", "") in known else ""
    context: dict[str, Any] = {"form": form, "text": text, "kind": kind, "public": True, "asked": bool(text)}
    if text:
        context |= _answer(text, kind, wanted.get("page") or 1, known)
    return TemplateResponse(request, "cms/search.html", context)


def _answer(text: str, kind: str, page: int, known: dict[str, Any]) -> dict[str, Any]:
    language = get_language() or "zh-hans"
    found = queries.find(text, language=language, kind=kind, page=page)
    near = [] if found.total else queries.suggestions(text, language=language)
    return {
        "found": found,
        "most": queries.MOST,
        "rows": [_line(row, text, known) for row in found.rows],
        "kinds": [(code, label, found.kinds[code]) for code, label in known.items() if found.kinds.get(code)],
        "near": [{"url": row.url, "title": row.title} for row in near],
        "older": found.page + 1 if found.page < found.pages else None,
        "newer": found.page - 1 if found.page > 1 else None,
        "whole": reverse("search"),
    }


def _line(row: Findable, text: str, known: dict[str, Any]) -> dict[str, Any]:
    return {
        "url": row.url,
        "title": marking.pieces(row.title, text),
        "excerpt": marking.excerpt(row.text, text),
        "kind": known.get(row.kind, ""),
        "place": row.place,
        "on": row.on,
    }
