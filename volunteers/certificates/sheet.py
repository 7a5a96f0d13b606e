"""What stands on a certificate: plain values in, one dictionary out, which is printed and kept as it is.

A certificate is in Chinese, whoever asks for it and in whatever language they read the screens.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import translation

from desk.dates import day, day_span
from desk.templatetags.show import hours
from kit import clock
from volunteers.certificates import glyphs

MOST_LINES = 8  # with more the signature would stand on a second page
TRAINING_HEADS = ["培训", "有效期"]
Paper = tuple[str, date, date]  # what was passed, from when, to which last day
STARS = "一二三四五"
LAW = "依据《志愿服务条例》第19条和《志愿服务记录与证明出具办法（试行）》出具，不收费用。"
LAW_OF_STARS = "依据志愿服务记录办法关于星级评定的规定授予，不收费用。"
CORRECTED = "记录更正后，核验页会注明。"
ONE_TO_ONE = "一对一帮扶"
CARRIED_OVER = "转入的原有服务"
OTHER_SERVICE = "志愿服务"
SEAL_WORDS = ["同心桥", "记录专用"]
SEAL = "章为电子记录章，表明由本平台记录并出具，不代替机构公章。"
IN_FULL = "合计先加分钟，再向下取到 0.1 小时，所以可能大于各行之和。"


@dataclass(frozen=True)
class Record:
    """One confirmed record as the sheet needs it."""

    what: str
    recorder: str
    on: date
    minutes: int
    is_honour: bool = False


@dataclass(frozen=True)
class Holder:
    name: str
    id_number: str
    volunteer_number: str


@dataclass(frozen=True)
class Signature:
    issuer: str
    in_charge: str
    handler: str
    contact: str
    issued_at: datetime
    number: str
    code: str


def service(holder: Holder, records: list[Record], signed: Signature, *, period: str, purpose: str) -> dict[str, Any]:
    """Hours that one unit recorded (R-VOL-08), by what was done."""
    heads, lines = table_of(records)
    return _sheet(
        holder,
        signed,
        title="志愿服务记录证明",
        sentence=f"兹证明{holder.name}参加了由{signed.issuer}组织的志愿服务，服务由本单位记录并核实，情况如下。",
        facts=[*_identity(holder), ["服务期间", period]],
        minutes=sum(r.minutes for r in records),
        heads=heads,
        lines=lines,
        notes=_notes(records, lines, purpose),
    )


def summary(holder: Holder, records: list[Record], signed: Signature, *, period: str, purpose: str) -> dict[str, Any]:
    """All hours of the city, a line for each unit that recorded them; labelled, because nobody recorded all of them."""
    heads, lines = table_of(records, by_recorder=True)
    return _sheet(
        holder,
        signed,
        title="志愿服务时长",
        label="汇总",
        sentence=f"下列志愿服务由各单位分别记录并核实，现将{holder.name}在本市的时长汇总如下。"
        "谁组织谁记录，谁记录谁证明：各单位对自己记录的部分负责，可以向该单位申请证明。",
        facts=[*_identity(holder), ["服务期间", period]],
        minutes=sum(r.minutes for r in records),
        heads=heads,
        lines=lines,
        notes=_notes(records, lines, purpose),
    )


def star(holder: Holder, signed: Signature, *, level: int, threshold: int, noticed: str) -> dict[str, Any]:
    name = f"{STARS[level - 1]}星志愿者"
    return _sheet(
        holder,
        signed,
        title="星级志愿者证书",
        label=name,
        level=level,
        sentence=f"{holder.name}累计核实的志愿服务时长达到 {threshold / 60:,.10g} 小时，经公示，授予“{name}”称号。",
        facts=[["姓名", holder.name], ["志愿者编号", holder.volunteer_number], ["公示", noticed]],
        heads=[],
        lines=[],
        notes=[],
        id_number="",
    )


def training(holder: Holder, signed: Signature, *, papers: list[Paper], purpose: str) -> dict[str, Any]:
    """What was passed, with its days."""
    return _sheet(
        holder,
        signed,
        title="志愿者培训证明",
        sentence=f"兹证明{holder.name}通过了下列社区矫正志愿服务培训。",
        facts=_identity(holder),
        heads=TRAINING_HEADS,
        lines=paper_lines(papers),
        notes=_notes([], [], purpose),
    )


def table_of(records: list[Record], *, by_recorder: bool = False) -> tuple[list[str], list[list[str]]]:
    """Heads and lines: what was done, or who recorded it, of whom none is left out."""
    if by_recorder:
        return ["记录单位", "次数", "分钟", "小时"], _lines(records, key=lambda r: r.recorder, most=len(records))
    return ["服务内容", "次数", "分钟", "小时"], _lines(records, key=lambda r: r.what)


def paper_lines(papers: list[Paper]) -> list[list[str]]:
    return [[kind, day_span(since, until)] for kind, since, until in papers]


def around(*, office: str, verify_page: str) -> dict[str, Any]:
    """What stands round every sheet, whoever issued it."""
    return {
        "product": SEAL_WORDS[0],
        "office": f"{office}主办 · 社会力量参与社区矫正",
        "qr_words": ["扫码核验真伪", f"或打开 {verify_page}"],
    }


def in_chinese() -> Any:
    return translation.override("zh-hans")


def period_of(records: list[Record], from_on: date | None, to_on: date | None) -> str:
    """The days that were asked for; where none were, those of the records."""
    days = [r.on for r in records] or [clock.today()]
    return day_span(from_on or min(days), to_on or max(days))


# --- pieces --------------------------------------------------------------------------------------------------------
def _sheet(holder: Holder, signed: Signature, *, minutes: int | None = None, **parts: Any) -> dict[str, Any]:
    figure = None
    if minutes is not None:
        note = "按分钟相加，向下取到 0.1 小时；不含往返路途"
        figure = {"label": "核实的服务时长", "note": note, "value": hours(minutes), "unit": "小时"}
    parts["notes"] = [*parts["notes"], *_rare(holder.name)]
    return {
        "label": "",
        "level": 0,
        "name": holder.name,
        "id_number": holder.id_number,
        "minutes": minutes,
        "figure": figure,
        "issuer": signed.issuer,
        "number": signed.number,
        "code": signed.code,
        "issued_on": signed.issued_at.date().isoformat(),
        "signed": [
            ["负责人", signed.in_charge],
            ["经办人", signed.handler],
            ["联系方式", signed.contact],
            ["出具日期", day(signed.issued_at)],
        ],
        "seal_words": SEAL_WORDS,
        "small_print": [(LAW_OF_STARS if parts.get("level") else LAW) + CORRECTED, SEAL],
        **parts,
    }


def _rare(name: str) -> list[str]:
    """Of a character that our font lacks: another font draws it where the machine has one, and the sheet says so."""
    return [f"姓名第 {n} 字为生僻字，统一码 U+{ord(c):04X}，字形以身份证件为准。" for n, c in glyphs.lacking(name)]


def nameless(found: dict[str, Any], *, purpose: str) -> dict[str, Any]:
    """A sheet that was printed, without whose it was and what they needed it for; everything else stays."""
    name, number = found["name"], found["id_number"]

    def without(text: str) -> str:
        for known in filter(None, (name, number)):
            text = text.replace(known, "—")
        return text

    own = {*_rare(name), *(note for note in found["notes"] if purpose and purpose in note)}
    return found | {
        "name": "",
        "id_number": "",
        "sentence": without(found["sentence"]),
        "facts": [[label, without(value)] for label, value in found["facts"]],
        "notes": [note for note in found["notes"] if note not in own],
    }


def _identity(holder: Holder) -> list[list[str]]:
    return [
        ["姓名", holder.name],
        ["证件", f"居民身份证 {holder.id_number}"],
        ["志愿者编号", holder.volunteer_number],
    ]


def _lines(records: Iterable[Record], *, key: Any, most: int = MOST_LINES) -> list[list[str]]:
    """A line for each key with times and minutes, the most first; too many end in one line for the rest."""
    sums: dict[str, tuple[int, int]] = {}
    for record in records:
        n, minutes = sums.get(key(record), (0, 0))
        sums[key(record)] = (n + 1, minutes + record.minutes)
    ordered = sorted(sums.items(), key=lambda item: (-item[1][1], item[0]))
    if len(ordered) > most:
        rest = ordered[most - 1 :]
        n, minutes = (sum(values[i] for _name, values in rest) for i in (0, 1))
        ordered = [*ordered[: most - 1], (f"其他 {len(rest)} 项", (n, minutes))]
    return [[name, str(n), f"{minutes:,}", hours(minutes)] for name, (n, minutes) in ordered]


def _notes(records: list[Record], lines: list[list[str]], purpose: str) -> list[str]:
    honour = sum(r.minutes for r in records if r.is_honour)
    found = [IN_FULL] if len(lines) > 1 else []
    if honour:
        found.append(f"其中荣誉时长（补录、转入）{honour:,} 分钟。")
    if purpose:
        found.append(f"备注：用于{purpose}。")
    return found
