"""Bit tables and small code lists: what each bit of a mask and each number of a code column stands for.

A mask is a bit set: bit k is the value 2**k. The order of every tuple below is the order of the
bits and is stored in data, so an entry may be renamed but never moved.
"""

from __future__ import annotations

from collections.abc import Iterable

from matching.engine.sentences import N_

# The one value for "not recorded" inside the engine; no mask, day, distance or position can reach it.
UNKNOWN = -(2**63)
NO_LIMIT = 10**9  # a cap that never binds
OF_MINORS = 32  # in `untrained_mask` the bits of minors' needs stand so much higher
FOREVER = 10**9  # a day number that never comes
NEVER = -(10**9)  # a day number long before all others: never offered anything yet

MALE, FEMALE = 1, 2
SEXES = {MALE: N_("男性"), FEMALE: N_("女性")}

# D fails the review; U has too little evidence and counts in the middle.
GRADES = {"D": 1, "C": 2, "U": 3, "B": 4, "A": 5}
GRADE_LETTERS = {number: letter for letter, number in GRADES.items()}
GRADE_WORDS = {"D": N_("不合格"), "C": N_("合格"), "U": N_("证据不足"), "B": N_("良好"), "A": N_("优秀")}

JOB, COUNSELLING, LEGAL, TRAINING, RELIEF, FAMILY, MENTOR = range(1, 8)
CATEGORIES = {
    JOB: N_("就业帮扶"),
    COUNSELLING: N_("心理辅导"),
    LEGAL: N_("法律援助"),
    TRAINING: N_("教育培训"),
    RELIEF: N_("困难救助"),
    FAMILY: N_("社会关系修复"),
    MENTOR: N_("结对帮扶"),
}
# A woman gets a woman worker for these.  law: R-CC-03 carried over to the services she receives [P]
WOMAN_WORKER_CATEGORIES = (COUNSELLING, FAMILY)

# Fine need code -> (category of the matching file format, words). The bit is the place in this table.
NEEDS: dict[str, tuple[int, str]] = {
    "job_guidance": (JOB, N_("就业指导")),
    "job_placement": (JOB, N_("就业岗位")),
    "counselling": (COUNSELLING, N_("心理辅导")),
    "legal_aid": (LEGAL, N_("法律援助")),
    "mediation": (LEGAL, N_("纠纷调解")),
    "vocational_training": (TRAINING, N_("职业技能培训")),
    "schooling": (TRAINING, N_("就学帮助")),
    "legal_education": (TRAINING, N_("法治教育")),
    "hardship": (RELIEF, N_("困难帮扶")),
    "social_relief": (RELIEF, N_("社会救助")),
    "social_insurance": (RELIEF, N_("社会保险")),
    "housing": (RELIEF, N_("住房安置")),
    "relationship_repair": (FAMILY, N_("社会关系修复")),
    "mentoring": (MENTOR, N_("一对一帮扶")),
    "public_benefit_activity": (MENTOR, N_("公益活动")),
}
NEED_CODES = tuple(NEEDS)
ALL_NEEDS = (1 << 32) - 1  # a place that takes every need of its category, also codes added later

OFFENCE_GROUPS = (
    N_("危险驾驶交通"),
    N_("财产"),
    N_("暴力"),
    N_("涉毒"),
    N_("经济"),
    N_("职务"),
    N_("秩序"),
    N_("网络诈骗帮信"),
    N_("环境资源"),
    N_("其他"),
)
SKILLS = (
    N_("缝纫"),
    N_("包装"),
    N_("烹饪"),
    N_("驾驶"),
    N_("叉车"),
    N_("电焊"),
    N_("木工"),
    N_("电脑"),
    N_("收银"),
    N_("快递"),
    N_("保安"),
    N_("保洁"),
    N_("家政"),
    N_("美发"),
    N_("种植养殖"),
    N_("白班"),
)
# Words of an imported sheet that are another name for a skill above.
SKILL_ALIASES = {"种植": "种植养殖", "养殖": "种植养殖"}
LANGUAGES = (N_("普通话"), N_("云栖话"), N_("手语"))  # bits 3 to 5 are free
LANGUAGE_BITS = 6
OTHER_LANGUAGE = N_("其他语言")

MORNING, AFTERNOON, EVENING = range(3)
BLOCKS = (  # bit = 3 * weekday + part of the day; weekday 0 is Monday
    N_("周一上午"),
    N_("周一下午"),
    N_("周一晚上"),
    N_("周二上午"),
    N_("周二下午"),
    N_("周二晚上"),
    N_("周三上午"),
    N_("周三下午"),
    N_("周三晚上"),
    N_("周四上午"),
    N_("周四下午"),
    N_("周四晚上"),
    N_("周五上午"),
    N_("周五下午"),
    N_("周五晚上"),
    N_("周六上午"),
    N_("周六下午"),
    N_("周六晚上"),
    N_("周日上午"),
    N_("周日下午"),
    N_("周日晚上"),
)
ALL_BLOCKS = (1 << 21) - 1

# Who may be in one group; a place for one person at a time mixes nobody.  law: R-MIN-01
ANYBODY, ADULTS_ONLY, MINORS_ONLY = range(3)

# Values of the conflict column; 0 is "checked, none". The kind is shown, never the person.
CONFLICTS: dict[str, tuple[int, str]] = {
    "other": (1, N_("其他利害关系")),
    "victim": (2, N_("被害人一方")),
    "co_accused": (3, N_("同案人员")),
    "relative": (4, N_("亲属")),
    "former_colleague": (5, N_("原同事")),
    "own_organisation": (6, N_("工作人员所在机构")),
}
CONFLICT_WORDS = dict(CONFLICTS.values())

COUNT_WORDS = (
    N_("零"),
    N_("一"),
    N_("两"),
    N_("三"),
    N_("四"),
    N_("五"),
    N_("六"),
    N_("七"),
    N_("八"),
    N_("九"),
    N_("十"),
    N_("十一"),
    N_("十二"),
    N_("十三"),
    N_("十四"),
    N_("十五"),
    N_("十六"),
)


def mask(bits: Iterable[int]) -> int:
    """The bit set holding these bits."""
    total = 0
    for bit in bits:
        total |= 1 << bit
    return total


def mask_of(words: Iterable[str], table: tuple[str, ...]) -> int:
    """The bit set of these entries of a table above; an entry that is not in it raises ValueError."""
    return mask(table.index(SKILL_ALIASES.get(word, word)) for word in words)


def bits_of(value: int) -> list[int]:
    """The bits set in a mask, lowest first; nothing for an unknown one."""
    return [] if value < 0 else [bit for bit in range(value.bit_length()) if value >> bit & 1]


def words_of(value: int, table: tuple[str, ...]) -> list[str]:
    """The entries of a table that a mask names; bits beyond the table have no words."""
    return [table[bit] for bit in bits_of(value) if bit < len(table)]


def block(weekday: int, part: int) -> int:
    """The bit of one weekly block: weekday 0 is Monday, part 0 morning, 1 afternoon, 2 evening."""
    return 3 * weekday + part


def category_of(need_code: str) -> int:
    return NEEDS[need_code][0]


def need_bit(need_code: str) -> int:
    """The bit of a fine need code in `need_codes_mask`."""
    return NEED_CODES.index(need_code)


def needs_mask(need_codes: Iterable[str]) -> int:
    return mask(need_bit(code) for code in need_codes)
