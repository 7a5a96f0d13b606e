"""What a volunteer lacks, in words, and the way forward: where it is signed, or the next session that gives it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk.dates import weekday_and_short_day
from training import queries as training

LACKS = {
    "inactive": _("本人还没有确认登记，或已暂停"),
    "identity": _("身份没有核验"),
    "resting": _("本人暂停接收邀约"),
    "full": _("同时帮扶的人数已满"),
    "age": _("未满 18 周岁"),
}
# Code of what is missing → where it is got; a page that another trade has not built yet is no link.
WHERE = {
    "undertaking": "volunteers:undertaking",
    "induction": "training:catalogue",
    "refresher": "training:catalogue",
    "resting": "volunteers:rest",
    "unconfirmed": "volunteers:confirm",
}
AUDIENCE = "volunteer"  # the courses that are meant for them


@dataclass(frozen=True)
class Way:
    """One thing that is missing: its sentence with the next session where there is one, and where that leads."""

    code: str
    text: str
    url: str = ""


def words_for(codes: Iterable[str]) -> list[str]:
    """What `missing` found, as sentences in the reader's language."""
    return [
        str(LACKS[code]) if code in LACKS else gettext("缺在有效期内的%(kind)s") % {"kind": training.kind_label(code)}
        for code in codes
    ]


def in_one(codes: Iterable[str]) -> str:
    """The same in one sentence, the papers together."""
    some = list(codes)
    papers = [training.kind_label(code) for code in some if code not in LACKS]
    parts = [str(LACKS[code]) for code in some if code in LACKS]
    if papers:
        parts.append(gettext("缺在有效期内的%(kind)s") % {"kind": gettext("、").join(papers)})
    return gettext("；").join(parts)


def ways_for(codes: Sequence[str], county_code: str, *, said: dict[str, str] | None = None) -> list[Way]:
    """The same for the volunteer themself, each with its way forward; one query, where a paper is missing.

    The next session is one of their own county first. `said` are sentences of the caller's own for some codes.
    """
    kinds = training.kind_words()
    ahead = training.next_sessions_for([code for code in codes if code in kinds], county_code, audience=AUDIENCE)
    said = said or {}
    ways = []
    for code in codes:
        text = said.get(code) or words_for([code])[0]
        if session := ahead.get(code):
            words = {"what": text.rstrip("。"), "day": weekday_and_short_day(session.starts_at), "place": session.place}
            text = gettext("%(what)s，下一场 %(day)s，%(place)s") % words
            ways.append(Way(code, text, reverse("training:session", args=[session.pk])))
        else:
            ways.append(Way(code, text, _url(WHERE.get(code, ""))))
    return ways


def next_for(codes: Iterable[str], county_code: str) -> str:
    """When and where somebody of this county gets the first of these papers, for whoever looks on; "" when nowhere."""
    kinds = training.kind_words()
    wanted = [code for code in codes if code in kinds]
    ahead = training.next_sessions_for(wanted, county_code, audience=AUDIENCE)
    session = next((ahead[code] for code in wanted if code in ahead), None)
    if session is None:
        return ""
    words = {"day": weekday_and_short_day(session.starts_at), "title": session.course.title, "place": session.place}
    return gettext("下一场培训：%(day)s，%(title)s，%(place)s") % words


def _url(name: str) -> str:
    try:
        return reverse(name) if name else ""
    except NoReverseMatch:
        return ""
