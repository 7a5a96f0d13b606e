"""Codes of the main job in words, in the reader's language: needs, skills, times, fields, reasons, tones."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from desk.forms import DAYS, PARTS
from matching.engine import codes
from matching.engine.sentences import GATE_LABELS, LIST_COMMA, OVERRIDE_LABELS, PART_LABELS
from matching.models import AssistanceRequest

FIELDS = {
    "full_name": gettext_lazy("姓名"),
    "preferred_name": gettext_lazy("称呼"),
    "id_number": gettext_lazy("身份证号"),
    "phone": gettext_lazy("联系电话"),
    "address": gettext_lazy("居住地"),
    "guardian": gettext_lazy("监护人"),
    "born_on": gettext_lazy("出生日期"),
    "education": gettext_lazy("文化程度"),
    "employment": gettext_lazy("就业状况"),
    "skills": gettext_lazy("技能"),
    "offence": gettext_lazy("罪名"),
    "offence_groups": gettext_lazy("罪名类别"),
    "category": gettext_lazy("矫正类别"),
    "term": gettext_lazy("矫正期限"),
    "remark": gettext_lazy("备注"),
    "officer": gettext_lazy("责任人"),
    "deputy": gettext_lazy("副手"),
    "needs": gettext_lazy("需求类别"),
    "status": gettext_lazy("状态"),
    "allowed_mask": gettext_lazy("可外出的时段"),
    "must_stay_in_county": gettext_lazy("不得离开县区"),
    "language_mask": gettext_lazy("语言"),
    "skill_mask": gettext_lazy("技能"),
    "key_level": gettext_lazy("重点等级"),
    "max_services": gettext_lazy("同时接受的帮扶"),
}
CHOSEN_WHY = {
    "person_wish": gettext_lazy("本人更愿意去这一处"),
    "known_helper": gettext_lazy("对方熟悉情况"),
    "transport": gettext_lazy("交通更方便"),
    "first_busy": gettext_lazy("排在前面的近期不便"),
    "newcomer": gettext_lazy("新机构优先考虑"),
    "other": gettext_lazy("其他，已记入工作日志"),
}
TONES = {
    "draft": "off",
    "awaiting_approval": "wait",
    "matching": "run",
    "offered": "run",
    "referred": "wait",
    "waitlisted": "wait",
    "accepted": "run",
    "planning": "run",
    "in_service": "ok",
    "on_hold": "wait",
    "closing": "wait",
    "under_review": "wait",
    "closed": "off",
    "cancelled": "off",
    "sent": "run",
    "question": "wait",
    "declined": "off",
    "expired": "off",
    "revoked": "off",
    "registered": "wait",
    "active": "run",
    "ended": "off",
    "pseudonymised": "off",
    "waiting": "wait",
    "recorded": "ok",
    "dropped": "off",
    "open": "wait",
    "settled": "off",
    "forming": "wait",
    "confirmed": "ok",
    "dissolved": "off",
}
ACTIONS = {
    "client.read": gettext_lazy("查看身份信息"),
    "client.register": gettext_lazy("登记档案"),
    "client.activate": gettext_lazy("入册"),
    "client.update": gettext_lazy("修改档案"),
    "client.name_officer": gettext_lazy("指定责任人"),
    "client.assess": gettext_lazy("需求评估"),
    "client.assessment_read": gettext_lazy("查看需求评估"),
    "client.plan": gettext_lazy("个人帮扶计划"),
    "client.group_joined": gettext_lazy("矫正小组加入成员"),
    "client.group_left": gettext_lazy("矫正小组成员退出"),
    "client.group_letter": gettext_lazy("登记责任书"),
    "client.group_read": gettext_lazy("查看矫正小组"),
    "client.consent": gettext_lazy("登记同意或依据"),
    "client.consent_withdrawn": gettext_lazy("撤回同意"),
    "client.conflict": gettext_lazy("登记利害关系"),
    "client.conflict_struck": gettext_lazy("删去利害关系"),
    "client.order": gettext_lazy("登记禁止令"),
    "client.order_struck": gettext_lazy("删去禁止令"),
    "client.end": gettext_lazy("结束档案"),
    "client.undo_end": gettext_lazy("撤销结束"),
    "grant.give": gettext_lazy("授权披露"),
    "grant.read": gettext_lazy("帮扶人查看获准的信息"),
    "grant.end": gettext_lazy("收回授权"),
}
GRADES = ("A", "B", "U", "C")


def need(code: str) -> str:
    return _(codes.NEEDS[code][1]) if code in codes.NEEDS else code


def needs(some: Iterable[str]) -> list[str]:
    return [need(code) for code in some]


def need_choices() -> list[tuple[str, str]]:
    return [(code, _(word)) for code, (_category, word) in codes.NEEDS.items()]


def category(number: int) -> str:
    return _(codes.CATEGORIES[number])


def skills(mask: int) -> list[str]:
    return [_(word) for word in codes.words_of(mask, codes.SKILLS)]


def skill_choices() -> list[tuple[int, str]]:
    return [(bit, _(word)) for bit, word in enumerate(codes.SKILLS)]


def language_choices() -> list[tuple[int, str]]:
    return [(bit, _(word)) for bit, word in enumerate(codes.LANGUAGES)]


def languages(mask: int) -> list[str]:
    return [_(word) for word in codes.words_of(mask, codes.LANGUAGES)]


def blocks(bits: Iterable[int]) -> list[str]:
    return [_(codes.BLOCKS[bit]) for bit in bits]


def week(mask: int) -> str:
    """A week in short: days in a row that are alike are told together, as in 周一至周五上午、下午."""
    found = []
    for parts, run in groupby(range(7), key=lambda day: mask >> 3 * day & 7):
        if parts:
            found.append(_("%(days)s%(parts)s") % {"days": _days(list(run)), "parts": _parts(parts)})
    return _("；").join(found) or "—"


def _days(run: list[int]) -> str:
    if len(run) == 7:
        return _("每天")
    first, last = str(DAYS[run[0]]), str(DAYS[run[-1]])
    return first if first == last else _("%(first)s至%(last)s") % {"first": first, "last": last}


def _parts(parts: int) -> str:
    """In the middle of a sentence, where English begins small."""
    return _("全天") if parts == 7 else listed([str(PARTS[n]).lower() for n in codes.bits_of(parts)])


def sex(number: int) -> str:
    return _("男") if number == codes.MALE else _("女")


def age(band: str) -> str:
    if band.startswith("<"):
        return _("16 岁以下")
    if band.endswith("+"):
        return _("%(n)s 岁以上") % {"n": band[:-1]}
    return _("%(band)s 岁") % {"band": band}


def urgency(number: int) -> str:
    return str(dict(AssistanceRequest.URGENCIES)[number])


def urgency_code(number: int) -> str:
    """U1, U2 or U3, as people say it."""
    return f"U{4 - number}"


def grade(letter: str) -> str:
    """A 优秀"""
    return f"{letter} {_(codes.GRADE_WORDS[letter])}"


def gate(code: str) -> str:
    return _(GATE_LABELS[code])


def part(code: str) -> str:
    return _(PART_LABELS[code])


def may_lift(who: str) -> str:
    return _(OVERRIDE_LABELS[who])


def field(name: str) -> str:
    return str(FIELDS.get(name, name))


def fields(names: Iterable[str]) -> str:
    return listed(field(name) for name in names)


def listed(words: Iterable[Any]) -> str:
    return _(LIST_COMMA).join(str(word) for word in words)


def sentence_of(words: Iterable[Any]) -> str:
    """Some facts as one sentence: 女，35–44 岁，东溪区。"""
    return pgettext("between facts", "，").join(str(word) for word in words if word) + pgettext("end of sentence", "。")


def action(code: str) -> str:
    return str(ACTIONS.get(code, code))


def tone(status: str) -> str:
    return TONES.get(status, "")
