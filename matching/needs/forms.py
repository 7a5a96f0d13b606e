"""The form of an assessment: each area of life with how strongly help is needed and a line on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.forms import DayInput, HintedBoxes
from matching import words
from matching.models import Assessment, Client
from matching.needs.areas import AREA_OF, AREAS, LEVELS, WORK_AGE, WORK_NEEDS, needs_of
from matching.sameness.forms import KeepWhy

LINE = 120


class AssessForm(KeepWhy):
    """`levels`, `needs` and `texts` are what the service takes. Under 16 the areas of work are not asked."""

    def __init__(self, *args: Any, client: Client, last: Assessment | None, days: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        young = client.age < WORK_AGE
        barred = WORK_NEEDS if young else ()
        self.areas = {name: [n for n in area.needs if n not in barred] for name, area in AREAS.items()}
        self.areas = {name: needs for name, needs in self.areas.items() if needs}
        for name in self.areas:
            self._add(name, last)
        self._add_words(young, days)

    def _add(self, name: str, last: Assessment | None) -> None:
        area, needs = AREAS[name], self.areas[name]
        had = [n for n in (last.needs if last else []) if AREA_OF[n] == name]
        level = (last.levels.get(name) if last else None) if last and last.levels else None
        self.fields[f"level_{name}"] = forms.TypedChoiceField(
            label=_("程度"), coerce=int, choices=[("", _("选一项")), *LEVELS], initial=level
        )
        if len(needs) > 1:
            self.fields[f"needs_{name}"] = forms.MultipleChoiceField(
                label=_("需要哪一种帮助"), required=False, widget=HintedBoxes, initial=had,
                choices=[(n, words.need(n)) for n in needs],
            )  # fmt: skip
        self.fields[f"text_{name}"] = forms.CharField(
            label=_("情况"), help_text=area.hint, required=False, max_length=LINE
        )

    def _add_words(self, young: bool, days: int) -> None:
        if young:
            self.fields["schooling_done"] = forms.BooleanField(
                label=_("义务教育已经完成"), help_text=_("没有完成的，就学会自动列为需求"), required=False
            )
        for name, label, hint in (
            ("wishes", _("本人意愿"), _("本人自己想做什么、不想要什么")),
            ("strengths", _("长处和技能"), _("会做的、做得好的、可以依靠的人")),
            ("note", _("说明"), _("只写需要的帮助，不写案情和测评数据。只有本所和县区局能看到。")),
        ):
            self.fields[name] = forms.CharField(
                label=label, help_text=hint, required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
            )
        self.fields["next_on"] = forms.DateField(
            label=_("下次评估"), help_text=_("空着按 %(n)s 天后") % {"n": days}, required=False, widget=DayInput
        )

    def rows(self) -> Iterator[dict[str, Any]]:
        """The areas for the page: heading and fields."""
        for name in self.areas:
            fields = [self[f] for f in (f"level_{name}", f"text_{name}", f"needs_{name}") if f in self.fields]
            yield {"name": name, "label": AREAS[name].label, "fields": fields}

    def others(self) -> list[Any]:
        return [self[f] for f in ("schooling_done", "wishes", "strengths", "note", "next_on") if f in self.fields]

    @property
    def said(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        levels = {name: data[f"level_{name}"] for name in self.areas}
        # What is ticked in an area without difficulty falls away with it.
        needs = needs_of(levels, {name: data.get(f"needs_{name}", ()) for name in self.areas})
        return {
            "needs": needs,
            "levels": levels,
            "texts": {name: data[f"text_{name}"] for name in self.areas},
            "schooling_done": bool(data.get("schooling_done")),
            **{name: data[name] for name in ("wishes", "strengths", "note", "next_on", "keep_why")},
        }


class CompareForm(forms.Form):
    """Which two versions stand side by side; what it does not understand it leaves out."""

    old = forms.TypedChoiceField(required=False, coerce=int, label=gettext_lazy("较早的一版"), empty_value=None)
    new = forms.TypedChoiceField(required=False, coerce=int, label=gettext_lazy("较新的一版"), empty_value=None)

    def __init__(self, *args: Any, versions: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.choices = versions  # type: ignore[attr-defined]
            field.widget.attrs["class"] = "form-select"
