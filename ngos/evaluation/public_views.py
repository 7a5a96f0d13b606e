"""The published score sheet: for people as a page, for a script as JSON."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kit.money import yuan
from ngos.evaluation import announcing, drawing, showing
from ngos.models import Draw, Project


def _announced(number: str) -> Project:
    project = Project.objects.filter(number=number).select_related("purchaser").first()
    if project is None or not announcing.is_public(project):
        raise Http404
    return project


@require_safe
def scores(request: HttpRequest, number: str) -> HttpResponse:
    """Every mark, price and draw behind a ranking, so that anybody can work it out again."""
    project = _announced(number)
    sheet = announcing.score_sheet(project)
    names = {b["bid"]: b["provider"] or _("供应商%(n)d") % {"n": n} for n, b in enumerate(sheet["bids"], 1)}
    context = {
        "public": True, "project": project, "tables": [*_ranking(sheet, names), *_marks(sheet, names)],
        "draws": [_draw_facts(d) for d in sheet["draws"]], "recipe": drawing.RECIPE,
        "weight": showing.points(project.price_weight),
    }  # fmt: skip
    return TemplateResponse(request, "ngos/scores.html", context)


@require_safe
def scores_json(request: HttpRequest, number: str) -> HttpResponse:
    options = {"ensure_ascii": False, "indent": 1}
    return JsonResponse(announcing.score_sheet(_announced(number)), json_dumps_params=options)


def _ranking(sheet: dict[str, Any], names: dict[str, str]) -> list[dict[str, Any]]:
    prices = {b["bid"]: b["price_fen"] for b in sheet["bids"]}
    rows = [
        [
            names[r["bid"]], r["rank"], yuan(prices[r["bid"]]), yuan(r["evaluated_fen"]),
            showing.points(r["price_score"]), showing.points(r["technical"]), showing.points(r["total"]),
        ]
        for r in sheet["ranking"]
    ]  # fmt: skip
    heads = [_("供应商"), _("名次"), _("报价（元）"), _("评审价（元）"), _("价格分"), _("技术商务分"), _("总分")]
    return [{"caption": _("排序"), "heads": heads, "rows": rows}]


def _marks(sheet: dict[str, Any], names: dict[str, str]) -> list[dict[str, Any]]:
    factors = [f for f in sheet["factors"] if f["kind"] != "price"]
    tables = []
    for bid in sheet["bids"]:
        rows = [
            [
                _("成员%(n)d") % {"n": s["member"]},
                *(showing.points(s["marks"].get(str(f["factor"]))) for f in factors),
                showing.points(s["total"]),
            ]
            for s in bid["sheets"]
        ]
        heads = [_("成员"), *(f["title"] for f in factors), _("合计")]
        tables.append({"caption": _("%(name)s的得分") % {"name": names[bid["bid"]]}, "heads": heads, "rows": rows})
    return tables


def _draw_facts(draw: dict[str, Any]) -> list[tuple[str, Any]]:
    return [
        (_("事项"), Draw.Kind(draw["kind"]).label), (_("候选名单"), "、".join(draw["candidates"])),
        (_("种子"), draw["seed"]),
        (_("抽中次序"), "、".join(draw["result"])),
    ]  # fmt: skip
