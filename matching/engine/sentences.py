"""Every sentence the engine can say, in Chinese, with named places for values; the app translates them.

The engine knows no language: `N_` only marks a text so that gettext finds it (keyword `N_`), and
`render` is handed the translating function by whoever shows the sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any


def N_(text: str) -> str:  # noqa: N802 - the usual name of the mark
    """Mark a text for translation and hand it back unchanged."""
    return text


SENTENCES: dict[str, str] = {
    # A fact is missing: what to ask. One pair for all gates.
    "unknown.why": N_("%(gate)s没有登记，不能确认"),
    "unknown.opens": N_("核实并登记%(gate)s后再判断"),
    # Why a gate blocks, and what would open it.
    "category.why": N_("这里提供%(offered)s，不提供%(wanted)s"),
    "category.opens": N_("对方开办%(wanted)s后可选"),
    "need.why": N_("这里不承接%(wanted)s"),
    "need.opens": N_("对方把%(wanted)s列入服务内容后可选"),
    "open.why.starts": N_("%(from_day)s才开放，需要从%(start_day)s开始"),
    "open.opens.starts": N_("开始日期推迟到%(from_day)s即可"),
    "open.why.ends": N_("合同或岗位到%(until_day)s为止，需要持续到%(end_day)s"),
    "open.opens.ends": N_("合同或岗位延长到%(end_day)s后可选"),
    "basis.why": N_("还没有本人同意的记录，也没有写明法定职责"),
    "basis.opens": N_("记录本人同意，或写明所依据的法定职责"),
    "capacity.why.places": N_("%(capacity)s 个名额都已占用或预留"),
    "capacity.opens.places": N_("空出 1 个名额后可选"),
    "capacity.why.provider": N_("该机构承接总数已到上限 %(limit)s 件"),
    "capacity.opens.provider": N_("该机构办结 1 件后可选"),
    "capacity.why.quota": N_("合同约定的数量已用完"),
    "capacity.opens.quota": N_("合同补充数量后可选"),
    "capacity.why.helper": N_("帮扶人在手的个案已到上限"),
    "capacity.opens.helper": N_("帮扶人办结 1 件，或换一位帮扶人后可选"),
    "gender.why.wish": N_("本人希望帮扶人为%(sex)s，这里没有"),
    "gender.why.woman": N_("女性对象的%(wanted)s须由女性帮扶人承担，这里没有"),
    "gender.opens": N_("对方安排%(sex)s帮扶人后可选"),
    "serves_sex.why": N_("这里不服务%(sex)s"),
    "serves_sex.opens": N_("对方愿意服务%(sex)s后可选"),
    "minor.why.clear": N_("没有未成年人帮扶资质，或从业查询已过期"),
    "minor.opens.clear": N_("完成从业查询并登记熟悉未成年人工作后可选"),
    "minor.why.adults": N_("这是成年人小组，不能与未成年人混编"),
    "minor.opens.adults": N_("改为一对一或未成年人专场后可选"),
    "minor.why.minors": N_("这是未成年人专场，不接收成年人"),
    "minor.opens.minors": N_("改为一对一或成年人小组后可选"),
    "offence.why": N_("对方不接受的类别：%(groups)s"),
    "offence.opens": N_("县级管理员批准，并经对方同意后可选"),
    "order.why.district": N_("本人不得离开所在区县，这里在区县以外"),
    "order.why.barred": N_("禁止令涉及这里的场所、人员或工种"),
    "order.why.hours": N_("这里的时段超出本人可外出的时间"),
    "order.opens": N_("作出决定的机关变更后才可选，平台不能放宽"),
    "conflict.why": N_("存在利害关系：%(kind)s"),
    "conflict.opens": N_("不能放宽，另选一处"),
    "schedule.why": N_("需要 %(wanted)s 个共同时段，现有 %(have)s 个"),
    "schedule.opens": N_("少要 %(less)s 个时段，或对方增加时段后可选"),
    "schedule.why.none": N_("没有共同时段，需要 %(wanted)s 个"),
    "schedule.opens.none": N_("对方增加 %(less)s 个共同时段后可选"),
    "area.why.far": N_("距离 %(distance)s 公里，超出上限 %(over)s 公里"),
    "area.opens.far": N_("本人同意放宽到 %(distance)s 公里即可"),
    "area.why.city": N_("不在本人所在的市"),
    "area.opens.city": N_("对方在本市设点，或提供远程服务后可选"),
    "area.why.remote": N_("只提供远程服务，本人没有选择远程"),
    "area.opens.remote": N_("本人接受远程服务即可"),
    "area.why.province": N_("远程服务不覆盖本省"),
    "area.opens.province": N_("对方把本省纳入服务范围后可选"),
    "language.why": N_("没有共同语言，本人使用%(spoken)s"),
    "language.opens": N_("安排翻译，或安排会%(spoken)s的帮扶人后可选"),
    "qualification.why.level": N_("需要 %(wanted)s 级资格，现有 %(have)s 级"),
    "qualification.opens.level": N_("取得 %(wanted)s 级资格并登记后可选"),
    "qualification.why.until": N_("资格证明到%(until_day)s为止，需要有效到%(end_day)s"),
    "qualification.opens.until": N_("资格证明续期到%(end_day)s以后可选"),
    "qualification.why.trained": N_("岗前培训没有完成，或已过期"),
    "qualification.opens.trained": N_("完成培训后可选"),
    "grade.why.low": N_("质量等级 %(grade)s，要求不低于 %(wanted)s"),
    "grade.opens.low": N_("降低等级要求，或对方下次评价达到 %(wanted)s 后可选"),
    "grade.why.never": N_("质量等级 %(grade)s，不能承接"),
    "grade.opens.never": N_("对方下次评价合格后可选"),
    "grade.why.overdue": N_("有整改逾期没有完成"),
    "grade.opens.overdue": N_("整改完成并核验后可选"),
    "fresh.why": N_("信息已 %(days)s 天没有确认"),
    "fresh.opens": N_("对方重新确认后即可"),
    "suspended.why": N_("该机构已暂停承接"),
    "suspended.opens": N_("恢复承接后可选"),
    # The parts of the score.
    "score.fit.any": N_("没有技能要求"),
    "score.fit.one": N_("%(skills)s，这项要求符合"),
    "score.fit.all": N_("%(skills)s，%(count)s项要求都符合"),
    "score.fit.some": N_("符合%(skills)s；缺%(missing)s%(count)s项"),
    "score.fit.none": N_("缺%(missing)s%(count)s项"),
    "score.near": N_("距离 %(distance)s 公里，上限 %(limit)s 公里"),
    "score.near.remote": N_("远程服务，按中间值计"),
    "score.near.unknown": N_("位置没有登记，不计分"),
    "score.quality": N_("质量等级 %(grade)s %(word)s"),
    "score.quality.cases": N_("质量等级 %(grade)s %(word)s（%(cases)s 例）"),
    "score.quality.middle": N_("质量等级 %(grade)s %(word)s，按中间值计"),
    "score.quality.middle.cases": N_("质量等级 %(grade)s %(word)s（%(cases)s 例），按中间值计"),
    "score.quality.unknown": N_("质量等级没有登记，不计分"),
    "score.continuity.year": N_("%(year)s 年曾帮扶过本人，顺利结案"),
    "score.continuity.past": N_("曾帮扶过本人，顺利结案"),
    "score.continuity.none": N_("没有帮扶过本人"),
}

GATE_LABELS: dict[str, str] = {
    "category": N_("需求类别"),
    "need": N_("具体需求"),
    "open": N_("有效期"),
    "basis": N_("同意或法定职责"),
    "capacity": N_("名额"),
    "gender": N_("帮扶人性别"),
    "serves_sex": N_("服务对象性别"),
    "minor": N_("未成年人"),
    "offence": N_("不接受的类别"),
    "order": N_("禁止令和活动范围"),
    "conflict": N_("利害关系核对"),
    "schedule": N_("时段"),
    "area": N_("距离和区域"),
    "language": N_("语言"),
    "qualification": N_("资格和培训"),
    "grade": N_("质量等级"),
    "fresh": N_("信息确认日期"),
    "suspended": N_("承接状态"),
}
PART_LABELS: dict[str, str] = {
    "fit": N_("符合"),
    "near": N_("就近"),
    "quality": N_("质量"),
    "continuity": N_("延续"),
}
OVERRIDE_LABELS: dict[str, str] = {
    "nobody": N_("不能放宽"),
    "officer": N_("工作人员可以放宽，须说明理由"),
    "county manager": N_("县级管理员可以批准，须对方同意"),
}
LIST_COMMA = N_("、")
DATE = N_("%(year)s年%(month)s月%(day)s日")
NO_END = N_("长期")


@dataclass(frozen=True)
class Said:
    """One sentence as data: a key of SENTENCES and plain values, fit for JSON.

    A list holds terms to translate and join; a key ending in `_day` holds a day number (date.toordinal).
    """

    key: str
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def template(self) -> str:
        return SENTENCES[self.key]

    def as_dict(self) -> dict[str, Any]:
        return {"key": self.key, "values": self.values}

    @classmethod
    def from_dict(cls, stored: dict[str, Any]) -> Said:
        return cls(stored["key"], dict(stored["values"]))


def render(said: Said, translate: Callable[[str], str] = str) -> str:
    """The sentence as shown, in the language of `translate` (str itself leaves it in Chinese)."""
    values = {name: _shown(name, value, translate) for name, value in said.values.items()}
    return translate(said.template) % values


def _shown(name: str, value: Any, translate: Callable[[str], str]) -> str:
    if isinstance(value, (list, tuple)):
        return translate(LIST_COMMA).join(translate(term) for term in value)
    if name.endswith("_day"):
        return _date(int(value), translate)
    return str(value)


def _date(day: int, translate: Callable[[str], str]) -> str:
    if not 1 <= day <= date.max.toordinal():
        return translate(NO_END)
    on = date.fromordinal(day)
    return translate(DATE) % {"year": on.year, "month": on.month, "day": on.day}
