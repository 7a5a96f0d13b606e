"""Job posts as employers report them, taken in by the county or the city; a condition of "no record" waits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy

from accounts import access, roles
from accounts.models import Division
from audit import trail
from desk.forms import DayInput, HintedBoxes, WeekField
from desk.hooks import import_kinds
from desk.imports import rows as import_rows
from desk.imports.kinds import Column, Done, Fault, ImportKind, Row, Verdict, changed, error, held, new, outside, same
from desk.imports.models import ImportRow
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from matching import words
from matching.engine import codes
from matching.models import Place
from matching.offices import coordinator_of, office_of_town
from matching.policies import policies
from matching.resources import employers, pledges, services
from matching.resources.posts import DAY, NIGHT, OPTION_OF, SHIFTS, TWO, Post, Reader

# What a later sheet may change in a post; the rest is kept as people have set it since.
FROM_PAPER = (
    *("capacity", "pay_low_fen", "pay_high_fen", "shift", "schedule_mask", "skill_mask", "has_dormitory"),
    *("excluded_offence_mask", "contact_name", "contact_phone", "valid_to", "terms", "warning", "confirmed_on"),
)
DAYS = ("valid_to", "confirmed_on")
EITHER_SEX = 3


class DayText(forms.DateField):
    """A day that is kept as text, as the defaults of an import are."""

    widget = DayInput

    def clean(self, value: Any) -> str:
        day = super().clean(value)
        return day.isoformat() if day else ""


class JobPosts(ImportKind):
    code = "matching.jobs"
    label = gettext_lazy("就业岗位")
    hint = gettext_lazy("用人单位报来的岗位表。同名的单位按信用代码区分。要求无犯罪记录的，由负责人决定。")
    policies = policies
    verb = "import_jobs"
    decide_verb = "open_place"
    columns = (
        Column("用工单位", required=True, aliases=("用人单位",), example="东溪食品有限公司"),
        Column("统一社会信用代码", required=True, aliases=("信用代码",), example="91990103MJ0010004D"),
        Column("岗位", required=True, example="包装工"),
        Column("人数", required=True, example="4"),
        Column("月薪下限", example="3500"),
        Column("月薪上限", example="4500"),
        Column("班次", required=True, example="白班", hint=gettext_lazy("白班、两班倒或夜班")),
        Column("技能要求", example="包装、叉车"),
        Column("工作地编码", required=True, aliases=("区划代码",), example="990103006"),
        Column("是否包住", example="是"),
        Column("不接受的罪名类别", example="", hint=gettext_lazy("例如 财产类、暴力类、涉毒类")),
        Column("联系人", example="程某"),
        Column("电话", aliases=("联系电话",)),
        Column("有效期至", required=True, aliases=("截止日期",), example="2027-06-30"),
        Column("其他要求"),
    )

    def option_fields(self) -> dict[str, forms.Field]:
        week = {
            DAY: gettext_lazy("白班的时段"),
            TWO: gettext_lazy("两班倒的时段"),
            NIGHT: gettext_lazy("夜班的时段"),
        }
        return {
            "languages": forms.TypedMultipleChoiceField(
                label=gettext_lazy("工作语言"),
                coerce=int,
                choices=words.language_choices(),
                initial=[0, 1],
                widget=HintedBoxes,
            ),
            "sexes": forms.TypedChoiceField(
                label=gettext_lazy("性别"),
                coerce=int,
                initial=EITHER_SEX,
                choices=[(EITHER_SEX, _("男女不限")), (1, _("男")), (2, _("女"))],
            ),
            "takes_minors": forms.BooleanField(
                label=gettext_lazy("接收 16 至 17 周岁的未成年人"), required=False, initial=False
            ),
            "is_remote": forms.BooleanField(label=gettext_lazy("可以远程"), required=False, initial=False),
            "confirmed_on": DayText(
                label=gettext_lazy("确认日期"), help_text=gettext_lazy("空着按导入当天"), required=False, initial=""
            ),
            "pledged_on": DayText(
                label=gettext_lazy("公平用工承诺的签署日期"),
                help_text=gettext_lazy("表中单位都已在纸上签署时填写；空着的，等对方签署后岗位再开放"),
                required=False,
                initial="",
            ),
            **{OPTION_OF[s]: WeekField(label=label, least=1, initial=SHIFTS[s]) for s, label in week.items()},
        }

    # --- judging ----------------------------------------------------------------------------------------------
    def plan(self, rows: Sequence[Row], *, by: Any, options: dict[str, Any]) -> Iterator[Verdict]:
        reader, own = Reader(clock.today(), options), _own_counties(by)
        seen: dict[tuple[str, str, str], int] = {}
        for row in rows:
            post = reader.read(row)
            if own is not None and post.county and post.county not in own:
                yield outside(county=post.county)
                continue
            yield _judge(row, post, seen, _confirmed(options))

    # --- taking in --------------------------------------------------------------------------------------------
    def apply(self, row: ImportRow, *, by: Any, options: dict[str, Any]) -> Done:
        post = Reader(clock.today(), options).read(import_rows.as_read(row))
        if post.faults:
            raise Refused(post.faults[0].sentence, code=post.faults[0].code)
        place = _there(post)
        if place is not None:
            return Done(place, before=_renew(place, _differences(place, post, _confirmed(options)), by=by))
        county = Division.objects.get(pk=post.county)
        note = {"import": row.batch_id}
        employer = employers.enter_employer(
            by=by, name=post.employer, credit_code=post.credit_code, county=county, note=note
        )
        return Done(_publish(employer, post, by=by, options=options))

    def choices(self, row: ImportRow) -> Sequence[tuple[str, Any]]:
        return (("take", _("录入，写明依据后再开放")),) if row.code == "no_record" else ()

    def decide(self, row: ImportRow, choice: str, *, by: Any) -> Done:
        """The post comes in on hold; it opens with its legal ground only (R-CC-09)."""
        return self.apply(row, by=by, options=row.batch.options)

    # --- taking back ------------------------------------------------------------------------------------------
    def used_since(self, row: ImportRow) -> str:
        place = Place.objects.filter(pk=row.thing_id).first()
        if place is None:
            return ""
        if row.was is not None:
            is_as_left = all(_plain(getattr(place, name)) == value for name, value in row.was["now"].items())
            return "" if is_as_left else _("导入之后又改过，撤销会丢掉后来的修改。")
        if place.taken or place.offers.exists() or place.requests.exists():
            return _("这个岗位已有邀约或已有人上岗。")
        return _("这个岗位已有人办理。") if place.status not in ("open", "held") else ""

    def undo(self, row: ImportRow, *, by: Any) -> None:
        place = import_rows.thing_of(row, Place)
        if row.was is not None:
            _renew(place, {name: _from_plain(name, value) for name, value in row.was["was"].items()}, by=by)
            return
        employer = place.org
        trail.record("place.remove_mistaken", place, by=by, county=place.county_code)
        place.delete()
        employers.remove_mistaken(employer, by=by, note={"import": row.batch_id})

    # --- who --------------------------------------------------------------------------------------------------
    def scope(self, user: Any) -> Q | None:
        if access.has_role(user, roles.MUN):
            return Q()
        counties = [s.county_code for s in access.seats_as(user, roles.CBM)]
        return Q(county_code__in=counties) | Q(batch__by=user) if counties else None

    def shows(self, user: Any, row: ImportRow) -> Sequence[str]:
        return ("用工单位", "岗位", "人数", "其他要求")


# --- one row -------------------------------------------------------------------------------------------------------
def _judge(row: Row, post: Post, seen: dict[tuple[str, str, str], int], confirmed: date) -> Verdict:
    about: dict[str, Any] = {"county": post.county}
    if post.faults:
        return error(*post.faults, **about)
    if first := seen.get(post.key):
        said = _("与第 %(n)d 行是同一单位、同一地点的同一岗位，合成一行。") % {"n": first}
        return error(Fault("post_twice", said, "岗位"), **about)
    seen[post.key] = row.no
    employer = employers.employer_with(post.credit_code)
    if employer is not None and not employer.name.startswith(post.employer):
        said = _("这个信用代码登记的是另一个名称，沿用登记的名称。")
        about["warnings"] = (Fault("employer_name", said, "用工单位"),)
    place = _there(post)
    if post.asks_for_no_record and (place is None or not place.warning):
        return held(_no_record(place), warnings=(*about.pop("warnings", ()), _unfair()), **about)
    if place is None:
        return new(**about)
    return (changed if _differences(place, post, confirmed) else same)(place, **about)


def _no_record(place: Place | None) -> Fault:
    if place is None:
        return Fault("no_record", _("要求无犯罪记录证明，由负责人决定是否录入。"), "其他要求")
    said = _("已在册的岗位要加上无犯罪记录的要求，先与用工单位核对。没有依据的，让对方删去后重新上传。")
    return Fault("no_record_added", said, "其他要求")


def _unfair() -> Fault:
    said = _("没有法律依据，不得以受过刑事处罚为由拒绝录用（R-CC-09）。开放前须写明依据。")
    return Fault("R-CC-09", said, "其他要求")


def _there(post: Post) -> Place | None:
    code, name, town = post.key
    live = Place.objects.filter(kind="job", org__credit_code=code, name=name, town_id=town).exclude(status="expired")
    return live.select_related("org").order_by("pk").first()


def _differences(place: Place, post: Post, confirmed: date) -> dict[str, Any]:
    """Columns that the sheet says otherwise; a column the sheet does not have says nothing."""
    said = {name: post.columns[name] for name in FROM_PAPER if name in post.columns}
    if said.get("shift") == place.shift:
        said.pop("schedule_mask", None)  # somebody may have entered the real times since
    if confirmed > place.confirmed_on:
        said["confirmed_on"] = confirmed
    return {name: value for name, value in said.items() if (getattr(place, name) or None) != (value or None)}


def _publish(employer: Any, post: Post, *, by: Any, options: dict[str, Any]) -> Place:
    columns = {name: value for name, value in post.columns.items() if name not in ("town_id", "warning")}
    town = Division.objects.get(pk=post.columns["town_id"])
    if signed := options.get("pledged_on"):
        name = post.columns.get("contact_name") or post.employer[:40]
        pledges.sign_pledge(employer, by=by, signed_name=name, signed_on=date.fromisoformat(signed), on_paper=True)
    return services.publish_job(
        employer,
        by=by,
        town=town,
        language_mask=codes.mask(options["languages"]),
        serves_sex_mask=options["sexes"],
        is_minor_qualified=options["takes_minors"],
        is_remote=options["is_remote"],
        confirmed_on=_confirmed(options),
        partner=coordinator_of(office_of_town(town.pk)),
        **columns,
    )


def _renew(place: Place, changes: dict[str, Any], *, by: Any) -> dict[str, Any]:
    """Write the changes; comes back with what was and what is now, as JSON, for the way back."""
    policies.require(by, "enter_place", place)
    was = {name: _plain(getattr(place, name)) for name in changes}
    rest = [name for name in changes if name != "capacity"]
    if "capacity" in changes:
        services.change_capacity(place, by=by, capacity=changes["capacity"])
    for name in rest:
        setattr(place, name, changes[name])
    if rest:
        place.save(update_fields=rest)
        trail.record("place.update", place, by=by, fields=sorted(rest), county=place.county_code)
    return {"was": was, "now": {name: _plain(value) for name, value in changes.items()}}


def _confirmed(options: dict[str, Any]) -> date:
    said = options.get("confirmed_on")
    return date.fromisoformat(said) if said else clock.today()


def _own_counties(user: Any) -> set[str] | None:
    """The counties to which a county manager's sheet is limited; None for the city."""
    if access.has_role(user, roles.MUN):
        return None
    return {s.county_code for s in access.seats_as(user, roles.CBM)}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _from_plain(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name in DAYS and value else value


import_kinds.add(JobPosts())
