"""A notice as PDF, to keep and to hand on: of a purchase it is the whole of its documents (law: R-PUR-08)."""

from __future__ import annotations

from django.utils import translation

from accounts.bureau import office_name
from desk import dates
from desk.typesetting import REPORT, typeset
from kit.sentences import gettext as _
from ngos.models import Notice
from ngos.purchasing import notices


def pdf(notice: Notice) -> bytes:
    """In Chinese whoever asks; the same notice gives the same bytes."""
    with translation.override("zh-hans"):
        found = {
            "title": notice.title,
            "number": notice.project.number,
            "issuer": notice.project.purchaser.name,
            "office": office_name(),
            "facts": [[label, str(value)] for label, value in notices.facts_of(notice)],
            "tables": [
                {"title": t["label"], "heads": t["heads"], "rows": [[str(cell) for cell in row] for row in t["rows"]]}
                for t in notices.tables_of(notice)
            ],
            "notes": [
                _("发布时间 %(at)s") % {"at": dates.day_time(notice.published_at)},
                _("校验值 %(digest)s") % {"digest": notice.digest},
            ],
            "signatures": [],
            "sign": "",
            "none": _("无"),
        }
    return typeset(REPORT, found, stamp=int(notice.published_at.timestamp()))
