"""Reporting, answering, escalating and deciding complaints and incidents."""

from __future__ import annotations

from django.db import transaction

from accounts import roles
from accounts.models import OrgUnit, User
from accounts.queries import people_with
from audit import trail
from audit.moves import born, move
from desk.dates import day
from kit import clock, giveaways, numbers
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos import policies
from ngos.concerns import owners
from ngos.concerns.news import tell
from ngos.models import Concern, Provider

MOST = 2_000  # characters of a text
SWEEP = 500


@transaction.atomic
def report_concern(
    *, by: User, kind: str, about: str, county_code: str, text: str, office: OrgUnit | None = None,
    provider: Provider | None = None, ref: str = "", officer: User | None = None,
) -> Concern:  # fmt: skip
    """Report as a helper or as staff, by name; of a danger the officer and the county hear at once.

    Refused: nothing written; a number of a person in the text; nobody named whom it is about. Law: R-CC-06.
    """
    role = policies.require(by, "report_concern")
    source = "staff" if role in (roles.OFF, roles.CBM) else "helper"
    concern = Concern(
        kind=kind, source=source, about=about, county_code=county_code, office=office, provider=provider, ref=ref,
        by=by, severity="major" if kind == "safety" else "minor",
    )  # fmt: skip
    return begin(concern, text, by=by, officer=officer)


def answer_concern(
    concern: Concern, *, by: User, answer: str, upheld: bool, severity: str, for_provider: str = ""
) -> Concern:
    """Answer: upheld or not, how grave, and what the organisation is told, which never says who complained.

    Refused: one's own complaint; no answer; nothing for the organisation it is about. Law: R-CC-06.
    """
    with transaction.atomic():
        policies.require(by, "answer_concern", concern)
        if concern.by_id == by.pk:
            raise Refused(_("自己提出的由同事答复。"), code="own_concern")
        if len(answer.strip()) < 5 or severity not in dict(Concern.SEVERITIES):
            raise Refused(_("写明核查的结果，选出程度。"), code="answer")
        if concern.about == "provider" and not for_provider.strip():
            raise Refused(_("写一段告知机构的内容，不写是谁提出的。"), code="for_provider")
        concern.answer, concern.upheld, concern.severity = answer.strip()[:MOST], upheld, severity
        concern.for_provider, concern.answered_by, concern.answered_on = for_provider.strip(), by, clock.today()
        concern.save()
        move(concern, "answer", by=by)
        _tell_answered(concern)
    return concern


@transaction.atomic
def appeal_concern(concern: Concern, *, by: User, reason: str) -> Concern:
    """Ask the city to look at it once more, as the one who reported it by name."""
    policies.require(by, "appeal_concern", concern)
    return appeal(concern, reason, by=by)


@transaction.atomic
def decide_concern(concern: Concern, *, by: User, decision: str, upheld: bool, severity: str) -> Concern:
    """Decide the appeal for good; the answer stands beside it. Refused: by whoever gave the answer."""
    policies.require(by, "decide_concern", concern)
    if len(decision.strip()) < 5 or severity not in dict(Concern.SEVERITIES):
        raise Refused(_("写明复核的结果，选出程度。"), code="decision")
    concern.decision, concern.upheld, concern.severity = decision.strip()[:MOST], upheld, severity
    concern.decided_by = by
    concern.save()
    move(concern, "decide", by=by)
    tell("concern_decided", concern, concern.by)
    return concern


@transaction.atomic
def read_concern(concern: Concern, *, by: User) -> dict[str, str]:
    """All that was written, for whoever answers or decides; each reading is in the log."""
    policies.require(by, "read_concern", concern)
    fields = ("text", "answer", "appeal_text", "decision")
    trail.record("concern.read", concern, by=by, fields=fields)
    return {name: getattr(concern, name) or "" for name in fields}


def escalate_due() -> int:
    """Hand what was not answered in time one level up; how many."""
    late = list(Concern.objects.filter(status="open", due_at__lt=clock.now()).select_related("owner")[:SWEEP])
    for concern in late:
        _escalate(concern)
    return len(late)


def close_due() -> int:
    """Close what was answered and not appealed within the term; how many."""
    over = list(Concern.objects.filter(status="answered", due_at__lt=clock.now())[:SWEEP])
    for concern in over:
        move(concern, "close", by=None)
    return len(over)


# --- shared with those who report without a name ---------------------------------------------------------------
def begin(concern: Concern, text: str, *, by: User | None, officer: User | None = None) -> Concern:
    _refuse_what_is_missing(concern, text)
    today = clock.today()
    concern.number, concern.on = numbers.next_number("TS", str(today.year), 5), today
    concern.text = text.strip()[:MOST]
    concern.owner = officer if officer and concern.about != "office" else owners.first_owner(concern)
    born(concern, "report", by=by)
    if concern.kind == "safety":
        tell("concern_danger", concern, *owners.told_at_once(concern), urgent=True)
    else:
        tell("concern_received", concern, concern.owner, until=day(concern.due_at))
    return concern


def appeal(concern: Concern, reason: str, *, by: User | None) -> Concern:
    """The one appeal, to the city. Refused: nothing written; there was one already."""
    if len(reason.strip()) < 5:
        raise Refused(_("写明不同意答复的理由。"), code="reason")
    if concern.appealed_on:
        raise Refused(_("已经申诉过一次，以申诉决定为准。"), code="appealed")
    _refuse_numbers(reason)
    concern.appeal_text, concern.appealed_on = reason.strip()[:MOST], clock.today()
    concern.save()
    move(concern, "appeal", by=by)
    deciders = people_with(roles.MUN).exclude(pk=concern.answered_by_id)
    tell("concern_appealed", concern, *deciders, until=day(concern.due_at))
    return concern


def _refuse_what_is_missing(concern: Concern, text: str) -> None:
    if concern.kind not in dict(Concern.KINDS) or concern.about not in dict(Concern.ABOUT):
        raise Refused(_("选出类别和关于谁。"), code="kind")
    if len(text.strip()) < 5:
        raise Refused(_("写明发生了什么、什么时候。"), code="text")
    if concern.about == "provider" and concern.provider is None:
        raise Refused(_("选出是哪家社会组织。"), code="provider", at={"provider": [_("选出是哪家社会组织。")]})
    if concern.about == "office" and concern.office is None:
        raise Refused(_("选出是哪个司法所。"), code="office", at={"where": [_("选出是哪个司法所。")]})
    _refuse_numbers(text)


def _refuse_numbers(text: str) -> None:
    if any(giveaways.longest_number(line) >= giveaways.PHONE_DIGITS for line in giveaways.lines(text)):
        raise Refused(_("内容里有像电话或证件号码的数字，删去后再提交。"), code="numbers")


def _tell_answered(concern: Concern) -> None:
    tell("concern_answered", concern, concern.by)
    if concern.provider is not None and concern.about == "provider":
        tell("concern_about_you", concern, *people_with(roles.NGA, unit=concern.provider.org))
    if concern.upheld and concern.severity == "red_line":
        above = [*people_with(roles.CBM, county=concern.county_code), *people_with(roles.MUN)]
        tell("concern_red_line", concern, *above, urgent=True)


@transaction.atomic
def _escalate(concern: Concern) -> None:
    concern.owner = owners.next_owner(concern)
    concern.save()
    move(concern, "escalate", by=None)
    tell("concern_late", concern, concern.owner, until=day(concern.due_at), urgent=True)
