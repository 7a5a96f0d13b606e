"""Who somebody is, as text: resident IDs, credit codes of organisations, mobiles, and how they are masked.

No sentence and no exception in this file repeats the number it is about.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from stdnum.cn import uscc

from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _

MALE, FEMALE = "male", "female"
OLDEST_YEARS = 120
SYNTHETIC_PREFIX = "99"  # assigned to no province: IDs of tests and the demo city

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643
_ID_CHECK = "10X98765432"
_CREDIT_FORM = re.compile(r"[0-9A-HJ-NP-RTUWXY]{2}[0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}")  # GB 32100: no I O S V Z
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714
_CREDIT_KINDS = {
    "11": "organ",
    "12": "institution",
    "51": "association",
    "52": "social_service",
    "53": "foundation",
    "54": "village_committee",
    "91": "enterprise",
    "92": "individual_business",
}
_BANDS = ((16, 17), (18, 24), (25, 34), (35, 44), (45, 59))


@dataclass(frozen=True)
class ResidentID:
    number: str
    born_on: date
    sex: str

    def __repr__(self) -> str:
        return f"<ResidentID {mask_id(self.number)}>"


# --- people ------------------------------------------------------------------------------------------------
def resident_id(
    text: str, on: date | None = None, *, sex: str | None = None, born_on: date | None = None
) -> ResidentID:
    """The normalised resident ID, right as of the day `on`; it must agree with `sex` and `born_on` where given.

    Refused with its own code: id_empty, id_length, id_form, id_synthetic, id_real, id_date, id_future, id_age,
    id_check, id_sex, id_birth. Residence permits of 81, 82, 83 follow the same standard.
    """
    number = _plain(text).upper()
    _check_id_form(number)
    born = _id_birthday(number, on or clock.today())
    if id_check_digit(number[:17]) != number[17]:
        raise Refused(_("身份证号码的末位校验不符，核对证件后重新填写。"), code="id_check")
    found = ResidentID(number, born, MALE if int(number[16]) % 2 else FEMALE)
    if sex and sex != found.sex:
        raise Refused(_("身份证号码与所填性别不一致，核对后修改其中一项。"), code="id_sex")
    if born_on and born_on != found.born_on:
        raise Refused(_("身份证号码与所填出生日期不一致，核对后修改其中一项。"), code="id_birth")
    return found


def id_check_digit(first17: str) -> str:
    """GB 11643: the eighteenth character for the first seventeen digits."""
    return _ID_CHECK[sum(int(d) * w for d, w in zip(first17, _ID_WEIGHTS, strict=True)) % 11]


def age_on(born_on: date, on: date) -> int:
    """Full years on the day; who was born on 29 February is older on 1 March of other years."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def age_band(age: int) -> str:
    """The band a card may show instead of the age."""
    if age < _BANDS[0][0]:
        return "<16"
    return next((f"{low}–{high}" for low, high in _BANDS if low <= age <= high), "60+")


# --- organisations -----------------------------------------------------------------------------------------
def credit_code(text: str, *, check: bool = True) -> str:
    """The normalised unified social credit code.

    `check=False` looks at the form only: some genuine codes fail the check character, and a manager may let them
    pass with a reason. Refused with the codes uscc_empty, uscc_length, uscc_form, uscc_check.
    """
    code = _plain(text).upper()
    if not code:
        raise Refused(_("填写统一社会信用代码。"), code="uscc_empty")
    if len(code) != 18:
        raise Refused(_("统一社会信用代码应为18位，现在是%(length)s位。") % {"length": len(code)}, code="uscc_length")
    if not _CREDIT_FORM.fullmatch(code):
        raise Refused(_("统一社会信用代码只含数字和大写字母，不用 I、O、S、V、Z，第3至8位是数字。"), code="uscc_form")
    if check and not credit_code_passes(code):
        raise Refused(_("统一社会信用代码的末位校验不符，核对证书后重新填写。"), code="uscc_check")
    return code


def credit_code_passes(code: str) -> bool:
    """Whether the last character of a code of the right form is the one that the others give."""
    return uscc.calc_check_digit(code[:17]) == code[17]


def credit_code_kind(code: str) -> str:
    """What the first two characters say the organisation is, "" when they say nothing known."""
    return _CREDIT_KINDS.get(code[:2], "")


def organisation_code_fits(code: str) -> bool:
    """Whether characters 9–17 pass GB 11714; a False is worth a warning to the officer, never a refusal."""
    body, check = code[8:16], code[16]
    rest = 11 - sum(int(c, 36) * w for c, w in zip(body, _ORG_WEIGHTS, strict=True)) % 11
    return check == {10: "X", 11: "0"}.get(rest, str(rest))


# --- phones ------------------------------------------------------------------------------------------------
def mobile(text: str) -> str:
    """A mainland mobile as E.164; sub-ranges are not checked, because they change.

    Refused with the codes mobile_empty, mobile_country, mobile_form.
    """
    digits = re.sub(r"[()]", "", _plain(text))
    if not digits:
        raise Refused(_("填写手机号码。"), code="mobile_empty")
    digits = re.sub(r"^00", "+", digits)
    if digits.startswith("+") and not digits.startswith("+86"):
        raise Refused(_("只接受中国大陆的手机号码。"), code="mobile_country")
    digits = re.sub(r"^\+86|^86(?=\d{11}$)", "", digits)
    if not re.fullmatch(r"1[3-9][0-9]{9}", digits):
        raise Refused(_("手机号码应为11位数字，以13至19开头。"), code="mobile_form")
    return f"+86{digits}"


# --- masks -------------------------------------------------------------------------------------------------
def mask_name(name: str) -> str:
    return f"{name.strip()[:1]}*" if name and name.strip() else ""


def mask_id(number: str) -> str:
    """First four, twelve asterisks, last two; nothing at all of a text that is no ID."""
    return f"{number[:4]}{'*' * 12}{number[-2:]}" if number and len(number) == 18 else "*" * 18 if number else ""


def mask_mobile(number: str) -> str:
    digits = (number or "").removeprefix("+86")
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) == 11 else "*" * 11 if digits else ""


# --- parts -------------------------------------------------------------------------------------------------
def _plain(text: str) -> str:
    """Full-width forms made narrow; spaces, dashes and invisible characters taken out."""
    narrow = unicodedata.normalize("NFKC", text or "")
    return "".join(c for c in narrow if unicodedata.category(c) not in {"Zs", "Pd", "Cf", "Cc"} and c != "\u2212")


def _check_id_form(number: str) -> None:
    if not number:
        raise Refused(_("填写身份证号码。"), code="id_empty")
    if len(number) != 18:
        raise Refused(_("身份证号码应为18位，现在是%(length)s位。") % {"length": len(number)}, code="id_length")
    if not re.fullmatch(r"[1-9][0-9]{16}[0-9X]", number):
        raise Refused(_("身份证号码前17位是数字，首位不为0，末位是数字或 X。"), code="id_form")
    if number.startswith(SYNTHETIC_PREFIX) and not getattr(settings, "ALLOW_SYNTHETIC_IDS", False):
        raise Refused(_("这是演示用的身份证号码，正式系统不接受。"), code="id_synthetic")
    if settings.DEMO and not number.startswith(SYNTHETIC_PREFIX):
        raise Refused(_("演示城市不收真实的身份证号码，用 99 开头的演示号码。"), code="id_real")


def _id_birthday(number: str, on: date) -> date:
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise Refused(_("身份证号码中的出生日期不存在，核对证件后重新填写。"), code="id_date") from None
    if born > on:
        raise Refused(_("身份证号码中的出生日期晚于今天，核对证件后重新填写。"), code="id_future")
    if age_on(born, on) > OLDEST_YEARS:
        raise Refused(
            _("按身份证号码计算年龄超过%(years)s岁，核对证件后重新填写。") % {"years": OLDEST_YEARS}, code="id_age"
        )
    return born
