"""The forms of quizzes: one answer, a question of the bank, a blueprint with its parts, marks, a series."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from desk.forms import DayInput
from training.quizzes.drawing import Part
from training.quizzes.models import FULL, LEVELS, AttemptItem, Blueprint, Question, QuizSeries, Topic
from training.quizzes.services import LONGEST, Answer

LETTERS = "ABCDEFGH"
OPTIONS = 6
PARTS = 12
SELECT = {"class": "form-select"}
KIND_HINTS = {
    "single": _("单选题：选一个。"),
    "multiple": _("多选题：选出所有正确的。少选得一半，有错不得分。"),
    "true_false": _("判断题：选对或错。"),
    "case": _("案例题：写出您会怎样做和为什么。由人评阅，满分 10 分。不要写真实的姓名和电话。"),
}


class AnswerForm(forms.Form):
    """One question of an attempt, drawn like every other field. What fits it, the service decides."""

    use_required_attribute = False

    def __init__(self, item: AttemptItem, data: Any = None) -> None:
        kind = item.version.question.kind
        super().__init__(data, prefix=f"q{item.number}", initial={"answer": self._initial(item, kind)})
        self.item, self.kind = item, kind
        self.fields["answer"] = self._field(item, kind)
        self.fields["answer"].label = f"{item.number}. {item.version.text}"
        self.fields["answer"].help_text = KIND_HINTS[kind]

    @staticmethod
    def _initial(item: AttemptItem, kind: str) -> Any:
        if kind == "case":
            return item.text
        return item.chosen if kind == "multiple" else "".join(item.chosen[:1])

    @staticmethod
    def _field(item: AttemptItem, kind: str) -> forms.Field:
        if kind == "case":
            return forms.CharField(widget=forms.Textarea(attrs={"rows": 8}), max_length=LONGEST)
        lettered = [
            (o["key"], o["label"] if kind == "true_false" else f"{letter}. {o['label']}")
            for letter, o in zip(LETTERS, item.options, strict=False)
        ]
        if kind == "multiple":
            return forms.MultipleChoiceField(choices=lettered, widget=forms.CheckboxSelectMultiple)
        return forms.ChoiceField(choices=lettered, widget=forms.RadioSelect)

    @property
    def answer(self) -> Answer:
        """What was sent; the service says whether it can be."""
        sent = self["answer"].data
        if self.kind == "case":
            return Answer(text=sent or "")
        return Answer(tuple(sent or ()) if self.kind == "multiple" else tuple([sent] if sent else ()))


# --- the bank ---------------------------------------------------------------------------------------------------
class FilterForm(forms.Form):
    """What of the bank is shown; whatever does not fit is ignored."""

    topic = forms.ModelChoiceField(
        Topic.objects.none(), label=_("知识点"), required=False, empty_label=_("所有知识点"),
        widget=forms.Select(attrs=SELECT),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("题型"), required=False, widget=forms.Select(attrs=SELECT),
        choices=[("", _("所有题型")), *Question.Kind.choices],
    )  # fmt: skip
    difficulty = forms.ChoiceField(
        label=_("难度"), required=False, choices=[("", _("所有难度")), *LEVELS], widget=forms.Select(attrs=SELECT)
    )
    status = forms.ChoiceField(
        label=_("状态"), required=False, widget=forms.Select(attrs=SELECT),
        choices=[("", _("所有状态")), ("in_use", _("在用")), ("retired", _("停用"))],
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = Topic.objects.order_by("code")

    def narrow(self, rows: QuerySet[Question]) -> QuerySet[Question]:
        self.is_valid()
        wanted = {name: value for name, value in self.cleaned_data.items() if value}
        return rows.filter(**wanted)


def _long(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 3}), max_length=2_000, **more)


class QuestionForm(forms.Form):
    """A question with up to six options; for a case the options stay empty and the rubric is written."""

    code = forms.SlugField(label=_("题号"), max_length=40, help_text=_("英文字母、数字和连字符，以后不能改"))
    kind = forms.ChoiceField(
        label=_("题型"), choices=Question.Kind.choices, widget=forms.Select(attrs=SELECT), help_text=_("以后不能改")
    )
    topic = forms.ModelChoiceField(
        Topic.objects.none(), label=_("知识点"), empty_label=_("选择一项"), widget=forms.Select(attrs=SELECT)
    )
    difficulty = forms.TypedChoiceField(
        label=_("难度"), choices=LEVELS, coerce=int, initial=2, widget=forms.Select(attrs=SELECT)
    )
    text_zh = _long(_("题目"))
    text_en = _long(_("英文题目"), required=False)
    options = forms.CharField(label=_("选项"), required=False, widget=forms.HiddenInput)
    why_zh = _long(_("解析"), required=False, help_text=_("出成绩以后学员看到，写明依据"))
    why_en = _long(_("英文解析"), required=False)
    rubric_zh = _long(_("评分标准"), required=False, help_text=_("只有案例题要写；满分 10 分，写明各点几分"))
    rubric_en = _long(_("英文评分标准"), required=False)

    def __init__(self, data: Any = None, *, question: Question | None = None) -> None:
        super().__init__(data, initial=self._of(question) if question else None)
        self.fields["topic"].queryset = Topic.objects.order_by("code")
        for n in range(1, OPTIONS + 1):
            letter = LETTERS[n - 1]
            self.fields[f"zh_{n}"] = forms.CharField(label=_("选项 %s") % letter, required=False, max_length=300)
            self.fields[f"en_{n}"] = forms.CharField(label=_("选项 %s 的英文") % letter, required=False, max_length=300)
            self.fields[f"right_{n}"] = forms.BooleanField(label=_("选项 %s 正确") % letter, required=False)
        if question:
            del self.fields["code"], self.fields["kind"]

    @staticmethod
    def _of(question: Question) -> dict[str, Any]:
        now = question.current
        names = ("text_zh", "text_en", "why_zh", "why_en", "rubric_zh", "rubric_en")
        found = {name: getattr(now, name) for name in names}
        for n, option in enumerate(now.options, start=1):
            found |= {f"zh_{n}": option["zh"], f"en_{n}": option["en"], f"right_{n}": option["right"]}
        return found | {"topic": question.topic_id, "difficulty": question.difficulty}

    @property
    def rows(self) -> list[list[Any]]:
        return [[self[f"{name}_{n}"] for name in ("zh", "en", "right")] for n in range(1, OPTIONS + 1)]

    def columns(self) -> dict[str, Any]:
        data = self.cleaned_data
        own = [name for name in data if name != "options" and not name.startswith(("zh_", "en_", "right_"))]
        options = [
            {"zh": data[f"zh_{n}"], "en": data[f"en_{n}"], "right": data[f"right_{n}"]} for n in range(1, OPTIONS + 1)
        ]
        return {name: data[name] for name in own} | {"options": options}


class TopicForm(forms.Form):
    code = forms.SlugField(label=_("代码"), max_length=40, help_text=_("英文字母、数字和连字符"))
    name_zh = forms.CharField(label=_("名称"), max_length=60)
    name_en = forms.CharField(label=_("英文名称"), max_length=60, required=False)


# --- blueprints -------------------------------------------------------------------------------------------------
class BlueprintForm(forms.ModelForm):
    """A blueprint with up to eight parts; a part without a number of questions is none."""

    class Meta:
        model = Blueprint
        fields = (
            "title", "title_en", "audience", "minutes", "pass_mark", "resits", "cool_down_days", "again_after_days",
        )  # fmt: skip
        widgets = {"audience": forms.Select(attrs=SELECT)}

    def __init__(self, data: Any = None, *, blueprint: Blueprint | None = None) -> None:
        super().__init__(data, instance=blueprint)
        known = list(blueprint.parts.order_by("position", "pk")) if blueprint else []
        topics = [("", _("不限知识点")), *((str(t.pk), str(t)) for t in Topic.objects.order_by("code"))]
        levels, kinds = [("", _("不限难度")), *LEVELS], [("", _("不限题型")), *Question.Kind.choices]
        for n in range(1, PARTS + 1):
            old = known[n - 1] if n <= len(known) else None
            for name, label, choices in (
                ("topic", _("知识点（第 %d 部分）"), topics),
                ("difficulty", _("难度（第 %d 部分）"), levels),
                ("kind", _("题型（第 %d 部分）"), kinds),
            ):
                value = getattr(old, "topic_id" if name == "topic" else name, None) if old else None
                self.fields[f"{name}_{n}"] = forms.ChoiceField(
                    label=label % n, choices=choices, required=False, initial=value or "",
                    widget=forms.Select(attrs=SELECT),
                )  # fmt: skip
            self.fields[f"n_{n}"] = forms.IntegerField(
                label=_("题数（第 %d 部分）") % n,
                min_value=1,
                max_value=100,
                required=False,
                initial=old.n if old else None,
            )

    @property
    def first_fields(self) -> list[Any]:
        return [self[name] for name in self.Meta.fields]

    @property
    def rows(self) -> list[list[Any]]:
        names = ("topic", "difficulty", "kind", "n")
        return [[self[f"{name}_{n}"] for name in names] for n in range(1, PARTS + 1)]

    def _post_clean(self) -> None:
        """What the model would say of the instance is the service's to say: the instance is not changed here."""

    def columns(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def parts(self) -> list[Part]:
        data = self.cleaned_data
        return [
            Part(
                data[f"n_{n}"],
                int(data[f"topic_{n}"]) if data[f"topic_{n}"] else None,
                int(data[f"difficulty_{n}"]) if data[f"difficulty_{n}"] else None,
                data[f"kind_{n}"],
            )
            for n in range(1, PARTS + 1)
            if data[f"n_{n}"]
        ]


class MarkForm(forms.Form):
    points = forms.IntegerField(label=_("得分"), min_value=0, max_value=FULL, help_text=_("0 到 10 分，按评分标准"))
    comment = forms.CharField(
        label=_("评语"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("学员会看到"),
    )  # fmt: skip


class SeriesForm(forms.ModelForm):
    class Meta:
        model = QuizSeries
        fields = ("blueprint", "title", "cadence", "starts_on", "ends_on", "open_days", "make_up", "county_code")
        widgets = {
            "starts_on": DayInput(), "ends_on": DayInput(), "blueprint": forms.Select(attrs=SELECT),
            "cadence": forms.Select(attrs=SELECT),
        }  # fmt: skip

    def __init__(self, data: Any = None, *, counties: list[tuple[str, Any]]) -> None:
        super().__init__(data)
        self.fields["blueprint"].queryset = Blueprint.objects.filter(status="open").order_by("title")
        self.fields["county_code"] = forms.ChoiceField(
            label=_("范围"), choices=counties, required=False, widget=forms.Select(attrs=SELECT)
        )

    def _post_clean(self) -> None:
        """As above: the service decides."""
