"""The quality desk of a manager, the scorecard of an organisation, audits of figures and flags."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import roles
from accounts.access import has_role, visible_404
from audit.once import once
from desk.acts import done
from desk.forms import ReasonForm
from desk.page_acts import Act, answer, offered
from desk.paging import page
from kit import clock
from ngos.evaluation import drawing
from ngos.models import FigureAudit, Flag, Provider
from ngos.policies import policies
from ngos.providers import queries as providers
from ngos.reviews import auditing, forms, queries, services, showing
from ngos.reviews.states import RUNNING

SEES = (roles.CBM, roles.MUN, roles.AUD, roles.EXP, roles.NGA)
LEADS = (roles.CBM, roles.MUN, roles.AUD)
SIZE, MOST = 30, 20


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What is due, what runs, what looks odd; experts and organisations see their own reviews only."""
    if not has_role(request.user, *SEES):
        raise Http404
    show = "over" if request.GET.get("show") == "over" else "running"
    rows, leads = queries.reviews_visible_to(request.user), has_role(request.user, *LEADS)
    rows = rows.filter(status__in=(*RUNNING, "appealed")) if show == "running" else rows.exclude(status__in=RUNNING)
    found = page(rows, request, size=SIZE)
    context: dict[str, Any] = {
        "page": found, "rows": [showing.row(r) for r in found.items], "show": show, "leads": leads,
        "may_open": has_role(request.user, roles.CBM, roles.MUN),
    }  # fmt: skip
    if leads:
        mine = queries.providers_to_look_after(request.user)
        context |= {
            "due": queries.due_for_review(mine, clock.today()).order_by("grade_until_on", "pk")[:MOST],
            "flags": queries.flags_visible_to(request.user).filter(audit=None, closed_by=None).order_by("-pk")[:MOST],
            "audits": queries.audits_visible_to(request.user).filter(done_at=None).order_by("-pk")[:MOST],
        }
    return TemplateResponse(request, "ngos/quality.html", context)


@login_required
@once
def open_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the review of one organisation."""
    if not has_role(request.user, roles.CBM, roles.MUN):
        raise Http404
    provider = visible_404(queries.providers_to_look_after(request.user), pk=pk)
    form = forms.OpenForm(request.POST if request.method == "POST" else None, county=provider.county_code)
    if form.is_valid():
        made = done(form, services.open_review, provider, by=request.user, **form.cleaned_data)
        if made is not None:
            messages.success(request, _("评价已开始，证据已固定。评价人会收到通知。"))
            return redirect("ngos:quality_review", made.number)
    context = {
        "form": form, "title": _("评价 %(org)s") % {"org": provider.org.name}, "verb": _("开始评价"),
        "trail": showing.trail(),
    }  # fmt: skip
    return TemplateResponse(request, "ngos/inspection_form.html", context, status=409 if form.errors else 200)


# --- the scorecard ----------------------------------------------------------------------------------------------
@login_required
@require_safe
def scorecard(request: HttpRequest, pk: int) -> HttpResponse:
    """The standing review beside the peers, for the organisation itself and for the offices."""
    own = providers.own(request.user)
    provider: Provider = own if own and own.pk == pk else _looked_after(request, pk)
    review = queries.standing_review(provider.pk)
    lines = showing.against_peers(review) if review else []
    context = {
        "p": provider, "own": own == provider, "card": showing.card(review) if review else None, "lines": lines,
        "headline": showing.headline(lines), "twin": showing.twin(lines),
        "past": [showing.row(r) for r in queries.past_reviews(provider.pk)[:4]], "trail": showing.trail(),
    }  # fmt: skip
    return TemplateResponse(request, "ngos/scorecard.html", context)


def _looked_after(request: HttpRequest, pk: int) -> Provider:
    if not has_role(request.user, *LEADS):
        raise Http404
    found: Provider = visible_404(queries.providers_to_look_after(request.user), pk=pk)
    return found


# --- audits and flags -------------------------------------------------------------------------------------------
@login_required
@once
def audit(request: HttpRequest, pk: int) -> HttpResponse:
    """A drawn sample, record by record, with the seed and all candidates."""
    if not has_role(request.user, roles.CBM, roles.MUN, roles.AUD, roles.EXP):
        raise Http404
    thing: FigureAudit = visible_404(queries.audits_visible_to(request.user), pk=pk)
    figures = list(thing.figures.all())
    open_acts = offered(request, thing, _verdicts(thing, figures, request.user), policies)
    gone_on, form = answer(request, open_acts, reverse("ngos:figure_audit", args=[pk]))
    if gone_on:
        return gone_on
    context = {
        "a": thing, "rows": [{"f": f, "act": open_acts.get(f"figure-{f.pk}")} for f in figures],
        "form": form or forms.VerdictForm(), "recipe": drawing.RECIPE, "trail": showing.trail(),
        "left": sum(not f.verdict for f in figures), "order": drawing.in_order(thing.seed, thing.candidates)[:200],
    }  # fmt: skip
    return TemplateResponse(request, "ngos/figure_audit.html", context, status=409 if form else 200)


def _verdicts(thing: FigureAudit, figures: list[Any], by: Any) -> Iterator[Act]:
    if thing.done_at is None:
        for figure in figures:
            yield Act(f"figure-{figure.pk}", _("保存"), "judge_figure", partial(auditing.judge_figure, figure, by=by),
                      _("已保存。"), forms.VerdictForm)  # fmt: skip


@login_required
@once
def flag(request: HttpRequest, pk: int) -> HttpResponse:
    """One flag with its numbers: look into it by a sample, or put it away with a reason."""
    if not has_role(request.user, *LEADS):
        raise Http404
    thing: Flag = visible_404(queries.flags_visible_to(request.user), pk=pk)
    open_acts = offered(request, thing, _flag_acts(thing, request.user), policies)
    gone_on, form = answer(request, open_acts, reverse("ngos:flag", args=[pk]))
    if gone_on:
        return gone_on
    context = {
        "f": thing, "acts": list(open_acts.values()), "form": form or forms.VerdictForm(), "trail": showing.trail(),
        "facts": [(name, value) for name, value in sorted(thing.facts.items())],
    }  # fmt: skip
    return TemplateResponse(request, "ngos/flag.html", context, status=409 if form else 200)


def _flag_acts(thing: Flag, by: Any) -> Iterator[Act]:
    if thing.audit_id or thing.closed_by_id:
        return
    today = clock.today()
    span = (("initial", {"from_on": today - timedelta(days=92), "to_on": today}),)
    yield Act("audit", _("抽样核查"), "draw_audit", partial(auditing.audit_flag, thing, by=by), _("已抽样，可以核查。"),
              forms.SpanForm, span, is_primary=True)  # fmt: skip
    yield Act("close", _("无需核查"), "close_flag", partial(auditing.close_flag, thing, by=by), _("已登记。"),
              ReasonForm, (("hint", _("写入记录")),))  # fmt: skip
