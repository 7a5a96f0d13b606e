"""Blueprints: drafted with their parts, changed while nobody may sit them, opened when the bank holds enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction

from accounts.models import User
from audit import trail
from audit.moves import born, move
from kit.errors import Refused
from kit.sentences import gettext as _
from training import policies
from training.quizzes import drawing, queries
from training.quizzes.drawing import Part
from training.quizzes.models import Blueprint, BlueprintPart

COLUMNS = (
    "title", "title_en", "audience", "minutes", "pass_mark", "resits", "cool_down_days", "again_after_days",
)  # fmt: skip
MOST = 200  # questions of one quiz


@transaction.atomic
def draft_blueprint(*, by: User | None, parts: Sequence[Part], **columns: Any) -> Blueprint:
    """Draft a quiz from these parts; it is sat once it is open. `by` None is the house, which loads ready ones."""
    if by is not None:
        policies.require(by, "keep_blueprint")
    _check(parts)
    blueprint = Blueprint(created_by=by, **columns)
    born(blueprint, "draft", by=by)
    _set_parts(blueprint, parts)
    return blueprint


@transaction.atomic
def change_blueprint(blueprint: Blueprint, *, by: User, parts: Sequence[Part], **columns: Any) -> Blueprint:
    """Change what is not open; attempts keep the questions, the deadline and the mark they began with.

    Refused: open now; no part; more questions than one quiz may have.
    """
    policies.require(by, "keep_blueprint")
    blueprint = Blueprint.objects.select_for_update().get(pk=blueprint.pk)
    if blueprint.status == "open":
        raise Refused(_("试卷正在开放，先停用再修改。"), code="open")
    _check(parts)
    for name, value in columns.items():
        setattr(blueprint, name, value)
    blueprint.save(update_fields=list(columns))
    blueprint.parts.all().delete()
    _set_parts(blueprint, parts)
    trail.record("blueprint.change", blueprint, by=by, fields=sorted(columns))
    return blueprint


@transaction.atomic
def open_blueprint(blueprint: Blueprint, *, by: User | None) -> Blueprint:
    """Let people sit it. Refused: the bank holds too few questions for one of its parts, which is named."""
    if by is not None:
        policies.require(by, "keep_blueprint")
    if sentence := lacking(blueprint):
        raise Refused(sentence, code="bank")
    move(blueprint, "open", by=by)
    return blueprint


@transaction.atomic
def close_blueprint(blueprint: Blueprint, *, by: User) -> Blueprint:
    """Let nobody begin it any more; whoever sits it now goes on."""
    policies.require(by, "keep_blueprint")
    move(blueprint, "close", by=by)
    return blueprint


def lacking(blueprint: Blueprint) -> str:
    """What the bank lacks for this quiz, as a sentence; "" when it can be drawn."""
    parts = queries.parts_of(blueprint)
    if not parts:
        return _("至少写一个部分。")
    try:
        drawing.draw(parts, queries.pool(), seed=0)
    except drawing.TooFew as why:
        return _("第 %(part)d 部分要 %(n)d 道题，题库里只有 %(there)d 道可用。补题或改题数。") % {
            "part": why.part + 1, "n": parts[why.part].n, "there": why.there,
        }  # fmt: skip
    return ""


def _check(parts: Sequence[Part]) -> None:
    if not parts:
        raise Refused(_("至少写一个部分。"), code="parts")
    if sum(part.n for part in parts) > MOST:
        raise Refused(_("一份试卷最多 %(n)d 道题。") % {"n": MOST}, code="too_many")


def _set_parts(blueprint: Blueprint, parts: Sequence[Part]) -> None:
    BlueprintPart.objects.bulk_create(
        BlueprintPart(blueprint=blueprint, position=n, **asdict(part)) for n, part in enumerate(parts)
    )
