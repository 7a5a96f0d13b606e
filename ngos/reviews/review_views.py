"""One quality review: its figures with their rows, who takes part, and what may be done now."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import roles
from accounts.access import has_role, visible_404
from audit.once import once
from desk.forms import ReasonForm
from desk.page_acts import Act, answer, offered
from desk.paging import page
from ngos.models import QualityReview, Reviewer
from ngos.policies import policies
from ngos.reviews import forms, queries, services, showing
from ngos.reviews.scoring import INDICATORS
from ngos.reviews.views import SEES
from ngos.reviews.words import INDICATOR_WORDS

EVIDENCE_SIZE = 100


def _found(request: HttpRequest, number: str) -> QualityReview:
    if not has_role(request.user, *SEES):
        raise Http404
    found: QualityReview = visible_404(queries.reviews_visible_to(request.user), number=number)
    return found


@login_required
@once
def review(request: HttpRequest, number: str) -> HttpResponse:
    thing = _found(request, number)
    people = list(thing.people.select_related("user"))
    open_acts = offered(request, thing, _acts(thing, people, request.user), policies)
    gone_on, form = answer(request, open_acts, reverse("ngos:quality_review", args=[number]))
    if gone_on:
        return gone_on
    staff = has_role(request.user, roles.CBM, roles.MUN, roles.AUD, roles.EXP)
    context = {
        "r": thing, "tone": showing.TONES[thing.status], "facts": showing.facts(thing),
        "card": showing.card(thing) if thing.score_h is not None else None, "staff": staff,
        "indicators": showing.indicators(thing), "acts": list(open_acts.values()), "form": form or forms.DraftForm(),
        "people": [showing.person(one) for one in people] if staff else [],
        "moves": showing.steps(thing, names=staff), "trail": showing.trail(),
        "audits": thing.audits.all() if staff else [], "appeal": getattr(thing, "appeal", None),
    }  # fmt: skip
    return TemplateResponse(request, "ngos/quality_review.html", context, status=409 if form else 200)


@login_required
@require_safe
def evidence(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """The rows of one figure and what they sum to."""
    thing = _found(request, number)
    if name not in INDICATORS:
        raise Http404
    found = page(queries.evidence_of(thing, name), request, size=EVIDENCE_SIZE, ascending=True)
    one = next(i for i in showing.indicators(thing, link=False) if i["name"] == INDICATOR_WORDS[name])
    back = (thing.number, reverse("ngos:quality_review", args=[number]))
    context = {
        "r": thing, "i": one, "page": found, "rows": [showing.evidence(e) for e in found.items],
        "sums": queries.sums_of(thing, name), "trail": showing.trail(back),
    }  # fmt: skip
    return TemplateResponse(request, "ngos/quality_evidence.html", context)


# --- what may be done -------------------------------------------------------------------------------------------
def _acts(thing: QualityReview, people: list[Reviewer], by: Any) -> Iterator[Act]:
    mine = next((one for one in people if one.user_id == by.pk), None)
    if mine is not None and mine.declared_at is None:
        yield Act("declare", _("申报利害关系"), "declare_part", partial(services.declare_part, thing, by=by),
                  _("已申报。"), forms.DeclareForm)  # fmt: skip
    by_state = {
        "opened": _preparing, "with_provider": _with_provider, "with_panel": _with_panel, "decided": _decided,
        "published": _published, "appealed": _with_panel,
    }  # fmt: skip
    if thing.status in by_state:
        yield from by_state[thing.status](thing, mine, by)


def _preparing(thing: QualityReview, mine: Reviewer | None, by: Any) -> Iterator[Act]:
    if mine is not None and mine.has_conflict is False:
        yield Act("draft", _("初评送机构"), "draft_review", partial(services.draft_review, thing, by=by),
                  _("初评已送机构，机构有十个工作日说明。"), forms.DraftForm)  # fmt: skip
    yield Act("add", _("增加评价人"), "open_review", partial(_add, thing, by), _("已增加。"), forms.PeopleForm,
              (("county", thing.county_code),))  # fmt: skip
    yield Act("cancel", _("取消评价"), "cancel_review", partial(services.cancel_review, thing, by=by), _("已取消。"),
              ReasonForm, (("hint", _("写入评价记录")),))  # fmt: skip


def _add(thing: QualityReview, by: Any, *, users: Any) -> QualityReview:
    for user in users:
        services.add_reviewer(thing, by=by, user=user)
    return thing


def _panel(thing: QualityReview, by: Any) -> Act:
    label = _("组成申诉小组") if thing.status == "appealed" else _("组成审定小组")
    return Act("panel", label, "appoint_panel", partial(services.appoint_panel, thing, by=by), _("小组已组成。"),
               forms.PeopleForm, (("county", thing.county_code),))  # fmt: skip


def _with_provider(thing: QualityReview, mine: Reviewer | None, by: Any) -> Iterator[Act]:
    yield Act("answer", _("提交说明"), "answer_review", partial(services.answer_review, thing, by=by),
              _("说明已提交。"), forms.ReplyForm)  # fmt: skip
    yield _panel(thing, by)


def _with_panel(thing: QualityReview, mine: Reviewer | None, by: Any) -> Iterator[Act]:
    if (
        mine is not None
        and mine.has_conflict is False
        and not mine.vote
        and mine.role == services.AWAITED[thing.status]
    ):
        yield Act("vote", _("表决"), "vote_on_review", partial(services.vote_on_review, thing, by=by), _("已表决。"),
                  forms.VoteForm)  # fmt: skip
    yield _panel(thing, by)


def _decided(thing: QualityReview, mine: Reviewer | None, by: Any) -> Iterator[Act]:
    yield Act("publish", _("公布等级"), "publish_review", partial(services.publish_review, thing, by=by),
              _("等级已公布。"), is_primary=True)  # fmt: skip


def _published(thing: QualityReview, mine: Reviewer | None, by: Any) -> Iterator[Act]:
    if thing.due_at is not None and getattr(thing, "appeal", None) is None:
        yield Act("appeal", _("申诉"), "appeal_review", partial(services.appeal_review, thing, by=by),
                  _("申诉已提交。"), forms.AppealForm)  # fmt: skip
