"""What must be true of a lesson before it is kept: cases tell of nobody, a film is a film."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.stories import recognisable

FILMS = (".mp4", ".webm")


def check(sections: Any) -> None:
    """Raises ValidationError with all there is to mend.

    Law: R-PI-02 (a real case only with separate consent), R-CC-05. The text of a lesson may speak of the law and of
    offences; a case may not, and neither can it name what lets people recognise somebody.
    """
    faults = [fault for section in sections for fault in _faults(section)]
    if faults:
        raise ValidationError({"sections": faults})


def _faults(section: Any) -> Iterator[str]:
    for part in section.value["parts"]:
        if part.block_type == "case":
            for fault in _of_case(part.value):
                yield _("案例“%(title)s”：%(fault)s") % {"title": part.value["title"], "fault": fault}
        elif part.block_type == "film" and not part.value["file"].filename.lower().endswith(FILMS):
            yield _("视频“%(title)s”：请用 MP4 或 WebM 文件。") % {"title": part.value["title"]}


def _of_case(case: Any) -> Iterator[str]:
    if not case["is_disguised"]:
        yield _("改写人名、时间、地点和细节，认不出本人以后再勾选。")
    if case["source"] == "rewritten" and not (case["consent_paper"] or "").strip():
        yield _("真实案例须有本人的书面同意。填写同意书的存档编号。")
    text = "\n".join(case[name] or "" for name in ("title", "story", "ask", "answer"))
    if found := recognisable(text):
        yield _("“%(found)s”可能让人认出本人或透露案情。删去或改写后再保存。") % {"found": found}
