"""Making codes for voices, taking a voice in, and rating those one works with.

Untraceable by what is left out: making a code leaves no row, taking a voice in leaves no event, no instant, and no
order, since the voices of one week are written anew in random order each time.
"""

from __future__ import annotations

import secrets
from datetime import date, timedelta

from django.db import transaction

from accounts.models import User
from audit import trail
from kit import clock, rules
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos import policies
from ngos.feedback import codes
from ngos.feedback.models import WHOLE as WHOLE
from ngos.feedback.numbers_of_law import CODE_DAYS
from ngos.feedback.queries import quarter_of, to_be_rated
from ngos.models import Provider, Rating, SpentCode, Voice, VoiceBucket

ANSWERS = ("respected", "helped", "kept")


def make_voice_code(provider_id: int, category: int, *, on: date | None = None) -> str:
    """A new code for one voice on this provider's services of the quarter; nothing is kept of it."""
    return codes.make(bucket(provider_id, category, on or clock.today()).code)


def bucket(provider_id: int, category: int, on: date) -> VoiceBucket:
    quarter = quarter_of(on)
    return VoiceBucket.objects.get_or_create(provider_id=provider_id, category=category, quarter=quarter)[0]


def may_speak(typed: str) -> VoiceBucket | None:
    """The bucket of a code that can be used now; None without a reason for one that cannot."""
    code = codes.plain(typed)
    known = VoiceBucket.objects.filter(pk=codes.bucket_of(code)).select_related("provider__org").first()
    if known is None or clock.today() > last_day(known) or SpentCode.objects.filter(pk=codes.mark(code)).exists():
        return None
    return known


@transaction.atomic
def take_voice(typed: str, *, stars: int, **answers: str) -> None:
    """Keep what somebody answered, once for each code.

    Nothing is written to the log: an event has an instant. Refused: a code that cannot be used, whatever the reason.
    Law: R-PUR-23 (the opinion of those who are served).
    """
    if stars not in range(1, 6) or set(answers) - set(ANSWERS) or set(answers.values()) - {"", "yes", "partly", "no"}:
        raise Refused(_("选一个满意度。"), code="stars")
    found = may_speak(typed)
    if found is None:
        raise Refused(_("这个码现在不能用。核对后再输入，或者不填，没有任何影响。"), code="voice_code")
    # Of two at once with one code the second finds the row: the key of the table is the mark.
    _row, is_first = SpentCode.objects.get_or_create(mark=codes.mark(codes.plain(typed)))
    if not is_first:
        raise Refused(_("这个码现在不能用。核对后再输入，或者不填，没有任何影响。"), code="voice_code")
    _mix_in(Voice(bucket=found, on=monday(clock.today()), stars=stars, **answers))


@transaction.atomic
def rate(provider: Provider, *, by: User, source: str, ref: str, stars: int) -> Rating:
    """Note what an officer or a volunteer thinks; again for the same `ref` corrects what was said.

    Refused: somebody who works for the provider; another number of stars than one to five.
    """
    if stars not in range(1, 6):
        raise Refused(_("评分是 1 到 5 的整数。"), code="stars")
    if by.memberships.filter(unit_id=provider.org_id).exists():
        raise Refused(_("不能评价自己的机构。"), code="own_org")
    row, _made = Rating.objects.update_or_create(
        source=source, provider=provider, ref=ref, by=by, defaults={"stars": stars, "on": clock.today()}
    )
    trail.record("rating.give", row, by=by, county=provider.county_code, detail={"source": source})
    return row


def rate_joint_work(provider: Provider, *, by: User, stars: int) -> Rating:
    """Note what a volunteer thinks of an organisation, once a quarter; later in it, the mark is corrected.

    Refused: they did not work together in the last ninety days.
    """
    policies.require(by, "rate_joint_work")
    if not to_be_rated(by).filter(pk=provider.pk).exists():
        raise Refused(_("最近 90 天没有合作过，不能评价。"), code="not_together")
    return rate(provider, by=by, source="volunteer", ref=quarter_of(clock.today()), stars=stars)


def last_day(of: VoiceBucket) -> date:
    """Until when codes of this bucket are taken."""
    year, quarter = int(of.quarter[:4]), int(of.quarter[-1])
    ends = date(year + quarter // 4, quarter % 4 * 3 + 1, 1) - timedelta(days=1)
    return ends + timedelta(days=int(rules.value(CODE_DAYS, ends)))


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _mix_in(voice: Voice) -> None:
    """Write the voice among those of its week in random order, so that no order of rows tells who spoke when."""
    VoiceBucket.objects.select_for_update().get(pk=voice.bucket_id)
    week = [*Voice.objects.filter(bucket_id=voice.bucket_id, on=voice.on), voice]
    Voice.objects.filter(bucket_id=voice.bucket_id, on=voice.on).delete()
    secrets.SystemRandom().shuffle(week)
    Voice.objects.bulk_create(week)
