"""Asking who attended what they think of the session, and keeping what they say apart from who they are."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.models import User
from kit import clock, giveaways, rules
from kit.errors import Refused
from kit.sentences import gettext as _
from messaging import outbox
from training import policies
from training.models import Enrolment, Session, SurveyAnswer, SurveyInvitation
from training.surveys import numbers_of_law as law
from training.surveys.models import LEAST, MOST, SCORES

LOOKED_BACK = timedelta(days=60)  # attendance may be entered so much later, and no survey is open for longer
ASKED_AT_ONCE = 500
TOLD = "session_survey"
WORDS = {"comment": 500, "next_topic": 200}

outbox.template(
    TOLD,
    subject=gettext_lazy("培训怎么样：%(title)s"),
    body=gettext_lazy("%(at)s 的“%(title)s”，请花一分钟评价，%(until)s 前可以填写和修改。"),
)


# --- what learners do -------------------------------------------------------------------------------------------
@transaction.atomic
def answer_survey(
    invitation: SurveyInvitation, *, by: User, comment: str = "", next_topic: str = "", **scores: int
) -> SurveyAnswer:
    """Say what one thinks of a session, or say it anew while the survey is open: one answer each.

    `scores` are whole numbers from 1 to 5, one for each of `SCORES`. Nothing of it is written into the log: an entry
    with a name and an hour would tie the answer to its author again.
    Refused: somebody else's; the survey is closed; a score is missing; a text that is too long or holds a number of a
    person. Law: R-VOL-06 (training and how it is judged are recorded).
    """
    policies.require(by, "answer_survey", invitation)
    invitation = SurveyInvitation.objects.select_for_update().get(pk=invitation.pk)
    if clock.today() > invitation.closes_on:
        raise Refused(_("评价已经截止，不能再填写或修改。"), code="closed")
    _check(scores, comment, next_topic)
    said = {**scores, "comment": comment.strip(), "next_topic": next_topic.strip()}
    if invitation.answer_id is not None:
        SurveyAnswer.objects.filter(pk=invitation.answer_id).update(**said)
        return SurveyAnswer.objects.get(pk=invitation.answer_id)
    answer = SurveyAnswer.objects.create(session_id=invitation.session_id, **said)
    SurveyInvitation.objects.filter(pk=invitation.pk).update(answer=answer, has_answered=True)
    return answer


def _check(scores: dict[str, int], comment: str, next_topic: str) -> None:
    if set(scores) != set(SCORES) or not all(LEAST <= n <= MOST for n in scores.values()):
        raise Refused(_("每一项选 1 到 5 分。"), code="scores")
    for name, text in (("comment", comment), ("next_topic", next_topic)):
        if len(text.strip()) > WORDS[name]:
            raise Refused(_("文字太长，最多 %(n)d 字。") % {"n": WORDS[name]}, code="long")
        if any(giveaways.longest_number(line) >= giveaways.PHONE_DIGITS for line in giveaways.lines(text)):
            said = _("不要写电话、证件号码。评价不带姓名。")
            raise Refused(said, code="number", at={name: [said]})


# --- what the house does by itself ------------------------------------------------------------------------------
def last_day(session: Session) -> date:
    """The last day on which a session may be judged, by the rule of the day on which it ended."""
    ended_on = session.ends_at.astimezone(clock.SHANGHAI).date()
    return ended_on + timedelta(days=rules.value(law.DAYS, ended_on))


def invite() -> int:
    """Ask everybody who attended a session that is over and can still be judged, each once; how many.

    Whose attendance a trainer enters days later is asked then. Clients have no account and are not asked.
    """
    recent = Session.objects.filter(status="done", starts_at__gte=clock.now() - LOOKED_BACK).select_related("course")
    open_now = {session.pk: session for session in recent if last_day(session) >= clock.today()}
    asked = SurveyInvitation.objects.filter(session=OuterRef("session"), learner=OuterRef("learner"))
    came = Enrolment.objects.filter(
        ~Exists(asked), session_id__in=list(open_now), status="attended", learner__is_active=True
    )
    rows = list(came.select_related("learner").order_by("pk")[:ASKED_AT_ONCE])
    for row in rows:
        assert row.learner is not None
        _ask(open_now[row.session_id], row.learner)
    return len(rows)


@transaction.atomic
def _ask(session: Session, learner: Any) -> None:
    until = last_day(session)
    SurveyInvitation.objects.get_or_create(session=session, learner=learner, defaults={"closes_on": until})
    outbox.put(
        TOLD, to=learner, about=session, once=f"{TOLD}:{session.pk}:{learner.pk}",
        url=reverse("training:survey", args=[session.pk]), title=session.course.title, at=session.starts_at,
        until=until,
    )  # fmt: skip


def cut_ties() -> int:
    """Cut the tie between who answered and what was said, of surveys that are closed; how many."""
    over = SurveyInvitation.objects.filter(answer__isnull=False, closes_on__lt=clock.today())
    return over.update(answer=None)


# --- one person, two accounts -----------------------------------------------------------------------------------
def hand_over(old: User, new: User) -> int:
    """Give what one account of a person was asked to their other one; how many. The right is the caller's.

    Asked about one session with both, they answer once: the answer of the account that stays counts, the other's only
    where there is none.
    """
    there = {one.session_id: one for one in SurveyInvitation.objects.filter(learner=new)}
    for one in SurveyInvitation.objects.filter(learner=old, session_id__in=there, answer__isnull=False):
        said, twin = one.answer_id, there[one.session_id]
        SurveyInvitation.objects.filter(pk=one.pk).update(answer=None, has_answered=False)
        if twin.has_answered:
            SurveyAnswer.objects.filter(pk=said).delete()
        else:
            SurveyInvitation.objects.filter(pk=twin.pk).update(answer_id=said, has_answered=True)
    return SurveyInvitation.objects.filter(learner=old).exclude(session_id__in=there).update(learner=new)
