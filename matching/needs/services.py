"""Assessing what help a person needs: a new version each time, the day of the next, and what a child's age asks for."""

from __future__ import annotations

import json
from datetime import date, timedelta

from django.db import transaction

from accounts.models import User
from audit import trail
from kit import clock, rules
from kit.errors import Refused
from kit.sentences import gettext as _
from matching import policies
from matching.engine import codes
from matching.models import Assessment, Client
from matching.needs.areas import AREA_OF, AREAS, CLEAR, LEVELS, WORK_AGE, WORK_NEEDS
from matching.sameness.services import mark_text
from matching.supervisees.register import PAST_SCHOOL


@transaction.atomic
def assess(
    client: Client,
    *,
    by: User,
    needs: list[str],
    levels: dict[str, int] | None = None,
    texts: dict[str, str] | None = None,
    next_on: date | None = None,
    schooling_done: bool = False,
    keep_why: str | None = None,
    **words: str,
) -> Assessment:
    """A new version of what help the person needs; earlier versions stay. `levels` and `texts` are by area,
    `words` are wishes, strengths, note.

    Somebody under 16 whose compulsory schooling is not done needs schooling, said or not.
    Refused: no need and no levels; a need without its area; work or vocational training under 16; a next day that is
    past; words written for somebody else, kept without a reason. Law: R-CC-04, R-MIN-04.
    """
    policies.require(by, "assess", client)
    if client.age < WORK_AGE and set(needs) & set(WORK_NEEDS):
        raise Refused(_("未满 16 周岁不能安排就业或职业培训，可以改提就学帮助。"), code="under_16")
    if next_on and next_on <= clock.today():
        raise Refused(_("下次评估的日期要在今天以后。"), code="next_on")
    if not needs and levels is None:
        raise Refused(_("至少选一类需求。"), code="needs")
    _check(needs, levels)
    needs, levels = _with_school(client, needs, levels, done=schooling_done)
    row = _keep(client, by=by, needs=needs, levels=levels or {}, texts=texts or {}, next_on=next_on, words=words)
    said = [*(texts or {}).values(), *words.values()]
    mark_text("assessment", row, client=client, texts=said, by=by, keep_why=keep_why)
    return row


def assess_from_paper(client: Client, *, by: User | None, needs: list[str]) -> Assessment | None:
    """The first version, from the column of needs in an imported register; what a child may not do is left out."""
    if client.age < WORK_AGE:
        done = bool(PAST_SCHOOL.search(client.education or ""))
        needs, _levels = _with_school(client, [n for n in needs if n not in WORK_NEEDS], None, done=done)
    if not needs:
        return None
    _check(needs, None)
    return _keep(client, by=by, needs=needs, levels={}, texts={}, next_on=None, words={})


def reassess_days(client: Client, on: date) -> int:
    """In how many days the person is assessed again; sooner on the minors' track."""
    return int(rules.value("matching.reassess_days_minor" if client.is_minor_track else "matching.reassess_days", on))


def _check(needs: list[str], levels: dict[str, int] | None) -> None:
    if any(n not in codes.NEEDS for n in needs):
        raise Refused(_("至少选一类需求。"), code="needs")
    if levels is None:
        return
    if set(levels) - set(AREAS) or set(levels.values()) - set(dict(LEVELS)):
        raise Refused(_("每个领域选一个程度。"), code="levels")
    if any(not levels.get(AREA_OF[n]) for n in needs):
        raise Refused(_("选了具体帮助的领域，程度不能是“没有困难”。"), code="levels")


def _with_school(
    client: Client, needs: list[str], levels: dict[str, int] | None, *, done: bool
) -> tuple[list[str], dict[str, int] | None]:
    """The needs and levels with schooling added for a child who has not done with school.  law: R-MIN-04"""
    if client.age >= WORK_AGE or done or "schooling" in needs:
        return needs, levels
    return ["schooling", *needs], None if levels is None else {**levels, "schooling": CLEAR}


def _keep(
    client: Client,
    *,
    by: User | None,
    needs: list[str],
    levels: dict[str, int],
    texts: dict[str, str],
    next_on: date | None,
    words: dict[str, str],
) -> Assessment:
    Client.objects.select_for_update(of=("self",)).get(pk=client.pk)  # one version after the other
    today, last = clock.today(), client.assessments.order_by("-version").first()
    said = {area: text.strip() for area, text in texts.items() if text.strip()}
    row = Assessment.objects.create(
        client=client,
        version=last.version + 1 if last else 1,
        needs=needs,
        levels=levels,
        texts=json.dumps(said, ensure_ascii=False) if said else "",
        made_on=today,
        next_on=next_on or today + timedelta(days=reassess_days(client, today)),
        by=by,
        **words,
    )
    client.assess_on = row.next_on
    client.save(update_fields=["assess_on"])
    trail.record("client.assess", client, by=by, fields=["needs"], detail={"version": row.version})
    return row


def texts_of(row: Assessment) -> dict[str, str]:
    """What was written in each area."""
    return dict(json.loads(row.texts)) if row.texts else {}
