"""What the groups of the fairness table are called."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching import words
from matching.engine import codes

KINDS = {
    "sex": gettext_lazy("性别"),
    "age": gettext_lazy("年龄段"),
    "offence": gettext_lazy("罪名类别"),
    "county": gettext_lazy("县区"),
    "language": gettext_lazy("语言"),
}


def kind(code: str) -> str:
    return str(KINDS[code])


def group(kind: str, code: str) -> str:
    if kind == "sex":
        return words.sex(int(code))
    if kind == "age":
        return words.age(code)
    if kind == "offence":
        return _(codes.OFFENCE_GROUPS[int(code)])
    return _(codes.LANGUAGES[int(code)]) if kind == "language" else code
