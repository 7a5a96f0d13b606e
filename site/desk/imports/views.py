"""The pages of imports: what may come in, upload, preview, result, undo, error sheet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import visible_404
from audit import trail
from audit.once import once
from desk import paging
from desk.imports import faces, scope, services, sheets
from desk.imports.forms import OptionsForm, UploadForm
from desk.imports.kinds import ImportKind
from desk.imports.models import ImportBatch
from kit.errors import Refused

STEPS = {
    "apply": (services.apply, gettext_lazy("已开始导入，办完会通知您。")),
    "resume": (services.resume, gettext_lazy("继续导入余下的行。")),
    "undo": (services.undo, gettext_lazy("已开始撤销，办完会通知您。")),
    "discard": (services.discard, gettext_lazy("已放弃这次导入，内容已清除。")),
    "check_again": (services.check_again, gettext_lazy("正在重新核对。")),
}


@require_safe
def import_list(request: HttpRequest) -> HttpResponse:
    _readers_only(request)
    page = paging.page(scope.visible_to(request.user), request, size=30)
    lines = [faces.batch_line(batch) for batch in page.items]
    context = {"kinds": scope.kinds_for(request.user), "page": page, "lines": lines}
    return TemplateResponse(request, "desk/import_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request: HttpRequest, code: str) -> HttpResponse:
    """Choose a file. A refusal of the whole file is said here, and nothing of it is kept."""
    kind = _uploadable(request, code)
    # Bound even when nothing arrived: a file that is too big leaves an empty form behind.
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        try:
            batch = services.upload(kind, form.cleaned_data["file"].read(), by=request.user)
        except Refused as why:
            form.add_error("file", str(why))
        else:
            return HttpResponseRedirect(_url(batch))
    status = 200 if not form.is_bound else 422
    return TemplateResponse(request, "desk/import_new.html", {"kind": kind, "form": form}, status=status)


@require_safe
def import_template(request: HttpRequest, code: str, form: str) -> HttpResponse:
    kind = _uploadable(request, code)
    return sheets.answer(_sheet_form(form), code.replace(".", "-"), kind.labels, [])


@require_safe
def import_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One import, wherever it stands: being checked, to be confirmed, coming in, in, taken back."""
    batch = _batch(request, pk)
    wanted = request.GET.get("show", "")
    rows = scope.rows_for(batch, request.user)
    narrowed = faces.narrowed(rows, wanted)
    page = paging.page(narrowed, request, ascending=True)
    face = faces.BatchFace(batch, request.user, rows)
    lines = [face.line(row) for row in page.items]
    if face.shown_columns:
        trail.record("import.preview", batch, by=request.user, fields=sorted(face.shown_columns))
    context = {
        "batch": batch,
        "face": face,
        "page": page,
        "lines": lines,
        "wanted": wanted,
        "options": _options_form(face, batch),
    }
    return TemplateResponse(request, "desk/import.html", context)


@require_POST
@once
def import_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Confirm, go on, undo, discard, check again: one button each."""
    batch = _batch(request, pk)
    if step not in STEPS:
        raise Http404
    act, said = STEPS[step]
    try:
        act(batch, by=request.user)
    except Refused as why:
        messages.error(request, str(why))
    else:
        messages.success(request, said)
    return HttpResponseRedirect(_url(batch))


@require_POST
@once
def import_options(request: HttpRequest, pk: int) -> HttpResponse:
    """Other defaults; the file is checked again with them."""
    batch = _batch(request, pk)
    form = OptionsForm(scope.kind_called(batch.kind), request.POST)
    if not form.is_valid():
        face = faces.BatchFace(batch, request.user, scope.rows_for(batch, request.user))
        return TemplateResponse(
            request, "desk/import_options.html", {"batch": batch, "face": face, "options": form}, status=422
        )
    try:
        services.check_again(batch, by=request.user, options=form.cleaned_data)
        messages.success(request, _("正在按新的默认值核对。"))
    except Refused as why:
        messages.error(request, str(why))
    return HttpResponseRedirect(_url(batch))


@require_POST
@once
def import_decide(request: HttpRequest, pk: int, row_pk: int) -> HttpResponse:
    """Decide about a held row."""
    batch = _batch(request, pk)
    row = visible_404(scope.rows_for(batch, request.user), pk=row_pk)
    row.batch = batch
    try:
        services.decide(row, request.POST.get("choice", ""), by=request.user)
    except Refused as why:
        messages.error(request, str(why))
    else:
        messages.success(request, _("已办理第 %(n)s 行。") % {"n": row.row_no} if row.row_no else _("已办理。"))
    return HttpResponseRedirect(f"{_url(batch)}?show={row.verdict}")


@require_safe
def import_sheet(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The rows that are wrong or wait, with what is wrong, for whoever will mend them."""
    batch = _batch(request, pk)
    form = _sheet_form(form)
    face = faces.BatchFace(batch, request.user, scope.rows_for(batch, request.user))
    heads, rows = face.error_sheet()
    trail.record("import.sheet", batch, by=request.user, fields=face.sheet_columns, detail={"rows": len(rows)})
    return sheets.answer(form, f"import-{batch.pk}-errors", heads, rows)


# --- parts -------------------------------------------------------------------------------------------------------
def _readers_only(request: HttpRequest) -> None:
    if not scope.is_reader(request.user):
        raise Http404


def _batch(request: HttpRequest, pk: int) -> ImportBatch:
    return visible_404(scope.visible_to(request.user), pk=pk)


def _uploadable(request: HttpRequest, code: str) -> ImportKind:
    kind = scope.kind_called(code)
    if not kind.may_upload(request.user):
        raise Http404
    return kind


def _sheet_form(form: str) -> str:
    if form not in sheets.TYPES:
        raise Http404
    return form


def _options_form(face: Any, batch: ImportBatch) -> OptionsForm | None:
    kind = face.kind
    if batch.status != "previewed" or not kind.option_fields() or not face.may("check_again"):
        return None
    return OptionsForm(kind, initial=batch.options)


def _url(batch: ImportBatch) -> str:
    return reverse("desk:import", args=[batch.pk])
