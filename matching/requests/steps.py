"""The buttons of a request: exactly the rows of its table that are open to this person now, and what bars one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching import policies
from matching.models import AssistanceRequest
from matching.requests.services import missing_sections


@dataclass(frozen=True)
class Act:
    """One button. `posts` sends at once, else it opens a page; `bars` say why it cannot be taken now."""

    verb: str
    label: Any
    url: str
    posts: bool = False
    first: bool = False
    bars: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Way:
    """Where a row of the table is taken, and by which right. The other rows stand on the helper's panel."""

    right: str
    page: str
    label: Any = None
    posts: bool = False
    first: bool = False
    need: str = ""


GO_ON = Way("edit_request", "draft", gettext_lazy("继续填写"))
SUBMIT = Way("submit_request", "check", gettext_lazy("核对并提交"), first=True)
WITHDRAW = Way("withdraw_request", "withdraw")
RELEASE = Way("release_fields", "release", gettext_lazy("披露信息给帮扶人"))
HELPED = ("accepted", "planning", "in_service", "on_hold", "closing")
WAYS: dict[str, Way] = {
    "submit": SUBMIT,
    "submit_direct": SUBMIT,
    "approve": Way("approve_request", "approve", posts=True, first=True),
    "return": Way("return_request", "return"),
    "offer": Way("send_offer", "match", gettext_lazy("选一处，发出邀约"), first=True),
    "refer_out": Way("refer_legal_aid", "refer", gettext_lazy("转介法律援助机构"), need="legal_aid"),
    "resume": Way("resume_request", "resume", posts=True, first=True),
    "reopen": Way("reopen_request", "reopen"),
    "reopen_match": Way("reopen_match", "reopen_match"),
    "pause": Way("pause_request", "pause"),
    "change_provider": Way("change_provider", "change_provider"),
    "end_held": Way("end_held", "end_held"),
    **{f"withdraw_{letter}": WITHDRAW for letter in "damworcp"},
}


def acts(request: AssistanceRequest, user: Any) -> list[Act]:
    """The open rows of the table in its order, one button for rows that lead to the same page."""
    found: dict[str, Act] = {}
    if request.status == "draft" and policies.may(user, "edit_request", request):
        found["draft"] = _act("edit", GO_ON, request, GO_ON.label)
    for step in request.open_verbs():
        way = WAYS.get(step.verb)
        if way is None or way.page in found or way.need not in ("", request.need):
            continue
        role = policies.policies.role_for(user, way.right, request)
        if role in step.who:
            found[way.page] = _act(step.verb, way, request, way.label or step.label)
    if request.helper_id and request.status in HELPED and policies.may(user, "release_fields", request):
        found["release"] = _act("release", RELEASE, request, RELEASE.label)
    return list(found.values())


def barred(request: AssistanceRequest, user: Any) -> list[str]:
    """Sentences for what this person would do next, were it not for a guard."""
    return list(_barred(request, user))


def _barred(request: AssistanceRequest, user: Any) -> Iterator[str]:
    if request.status == "awaiting_approval" and request.author_id == user.pk:
        yield _("您是申请人，须由另一位负责人审批。")
    if request.status == "matching" and (request.consent is None or request.consent.withdrawn_at):
        yield _("没有有效的同意或法定依据，不能发出邀约。")


def _act(verb: str, way: Way, request: AssistanceRequest, label: Any) -> Act:
    guards: dict[str, Callable[[AssistanceRequest], list[str]]] = {"check": missing_sections}
    bars = guards[way.page](request) if way.page in guards else []
    url = reverse(f"matching:{way.page}", args=[request.number])
    return Act(verb, label, url, way.posts, way.first and not bars, bars)
