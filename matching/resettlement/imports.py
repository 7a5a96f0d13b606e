"""Notices of release from a prison's sheet: one row a person, with up to two certificates of the prison's school."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy

from accounts.models import OrgUnit
from desk.hooks import import_kinds
from desk.imports import cells
from desk.imports import rows as import_rows
from desk.imports.kinds import Column, Done, Fault, ImportKind, Row, Verdict, error, lost_digits, new, same
from desk.imports.models import ImportRow
from kit.errors import Refused
from kit.sentences import gettext as _
from matching.models import HandoverNotice
from matching.policies import policies
from matching.resettlement import announcing
from matching.resettlement.models import OPEN
from matching.resettlement.reading import Facts, read

ID = "身份证号"
# The heading of a column → the name of what it says.
NAMES = {
    "监狱编号": "prison_ref",
    "姓名": "full_name",
    ID: "id_number",
    "联系电话": "phone",
    "出监后住址": "address",
    "罪名": "offence",
    "出监日期": "release_on",
    "接收地编码": "town",
}
HEADING_OF = {name: heading for heading, name in NAMES.items()} | {"needs": "需要的帮助", "certificates": "证书编号"}


class Releases(ImportKind):
    code = "matching.releases"
    label = gettext_lazy("出监衔接通知")
    hint = gettext_lazy("一行一个人。导入后每行都有回执。")
    policies = policies
    verb = "announce_release"
    columns = (
        Column("监狱编号", hint=gettext_lazy("监狱自己的编号，只有监狱能看到")),
        Column("姓名", required=True, example="王某"),
        Column(ID, required=True, aliases=("证件号码",), hint=gettext_lazy("设为文本格式")),
        Column("联系电话", aliases=("手机", "电话")),
        Column("出监后住址", aliases=("住址",)),
        Column("罪名"),
        Column("出监日期", required=True, aliases=("刑满日期", "释放日期"), example="2026-07-31"),
        Column("接收地编码", required=True, aliases=("区划代码",), example="990103002"),
        Column("需要的帮助", aliases=("困难与需求",), example="就业岗位、住房安置"),
        Column("必接必送", example="是"),
        Column("证书技能", example="缝纫"),
        Column("证书编号", example="ZY-2026-001"),
        Column("发证单位"),
        Column("发证日期", example="2026-05-20"),
    )

    def plan(self, rows: Sequence[Row], *, by: Any, options: dict[str, Any]) -> Iterator[Verdict]:
        prison = announcing.prison_of(by)
        on_the_way = HandoverNotice.objects.filter(status__in=OPEN)
        known = {n.id_index: n for n in on_the_way.only("pk", "id_index", "prison_id", "release_on", "status")}
        seen: dict[str, int] = {}
        for row in rows:
            yield _judge(row, seen, known, prison)

    def apply(self, row: ImportRow, *, by: Any, options: dict[str, Any]) -> Done:
        return Done(announcing.announce(said(import_rows.as_read(row)), by=by, source="import"))

    def used_since(self, row: ImportRow) -> str:
        notice = HandoverNotice.objects.filter(pk=row.thing_id).first()
        return _("接收地已经办理这份通知。") if notice and notice.status not in ("announced", "withdrawn") else ""

    def undo(self, row: ImportRow, *, by: Any) -> None:
        notice = import_rows.thing_of(row, HandoverNotice)
        if notice.status == "announced":
            announcing.withdraw(notice, by=by, reason="import undone")

    def shows(self, user: Any, row: ImportRow) -> Sequence[str]:
        return ("监狱编号", "出监日期", "接收地编码")

    def scope(self, user: Any) -> Q | None:
        return Q(batch__by=user) if self.may_upload(user) else None


def said(row: Row) -> dict[str, Any]:
    """What a row says, by the names that `reading.read` takes."""
    text = row.cells
    found: dict[str, Any] = {name: text.get(heading, "") for heading, name in NAMES.items()}
    found["needs"] = cells.parts(text.get("需要的帮助", ""))
    found["must_meet"] = text.get("必接必送", "").strip() in ("是", "Y", "y", "1", "√")
    if text.get("证书技能", "").strip() or text.get("证书编号", "").strip():
        paper = {"skill": text.get("证书技能", ""), "number": text.get("证书编号", "")}
        found["certificates"] = [{**paper, "issuer": text.get("发证单位", ""), "issued_on": text.get("发证日期", "")}]
    return found


def _judge(row: Row, seen: dict[str, int], known: dict[str, HandoverNotice], prison: OrgUnit | None) -> Verdict:
    if ID in row.lost:
        return error(lost_digits(ID))
    try:
        facts = read(said(row))
    except Refused as why:
        return error(*(Fault(why.code, s, HEADING_OF.get(n, "")) for n, some in why.at.items() for s in some))
    about: dict[str, Any] = {"county": facts.columns["county_code"], "office_id": facts.columns["office"].pk}
    about["hidden"] = facts.columns["is_minor_track"]
    if first := seen.get(facts.index):
        return error(Fault("twice", _("与第 %(n)d 行是同一个人。") % {"n": first}, ID), **about)
    seen[facts.index] = row.no
    return _against_known(facts, known.get(facts.index), prison, about)


def _against_known(
    facts: Facts, other: HandoverNotice | None, prison: OrgUnit | None, about: dict[str, Any]
) -> Verdict:
    if other is None:
        return new(**about)
    if prison is not None and other.prison_id == prison.pk and other.release_on == facts.columns["release_on"]:
        return same(other, **about)
    return error(Fault("announced_already", _("这个人已有一份在办的通知，先撤回再报。"), ID), **about)


import_kinds.add(Releases())
