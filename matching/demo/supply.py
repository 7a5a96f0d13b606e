"""Who can help: eight hundred volunteers, forty social organisations with their contracts, 160 job posts."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

from django.utils.translation import override
from openpyxl import load_workbook

from accounts import roles
from accounts.models import Division, OrgUnit, User
from accounts.services import make_demo_person
from desk import hooks
from desk.imports import services as imports
from desk.imports.models import ImportBatch
from kit import clock, identity
from kit.errors import Refused
from matching.demo import cast, names
from matching.demo.stage import PAPER, City
from matching.engine import codes
from matching.resources import pledges
from matching.resources import services as resources
from messaging import queue
from ngos.providers import services as registry
from training.credentials import services as credentials
from volunteers.consents import services as consenting
from volunteers.joining import services as joining
from volunteers.vetting import services as vetting

DAYTIME = codes.mask(codes.block(d, p) for d in range(5) for p in (0, 1))
LICENCES = {"counselling": "psychologist", "legal_aid": "lawyer"}
SERVICES = {
    "法律援助": "legal_aid",
    "心理辅导": "counselling",
    "就业指导": "job_guidance",
    "困难帮扶": "hardship",
    "公益活动": "public_benefit_activity",
    "职业培训": "vocational_training",
    "社会关系修复": "relationship_repair",
}
CHUNHUI = {
    "名称": "春晖社工",
    "统一社会信用代码": "52990103MJ0005003P",
    "类型": "社会服务机构",
    "登记机关": "东溪区民政局",
    "法定代表人": "许晴",
    "成立日期": "2016-05-01",
    "服务区域": "东溪区、栖霞区",
    "服务类别": "就业指导、心理辅导、社会关系修复、公益活动",
    "专职人员": "26",
    "持证社工": "14",
    "心理咨询师": "5",
    "联系人": "许晴",
    "电话": "15400001234",
}
VOLUNTEERS, PROVIDERS = 800, 40
READY_EVERY = 3  # every third volunteer has confirmed and holds what meeting a client asks for


# --- volunteers --------------------------------------------------------------------------------------------------
def volunteers(city: City) -> None:
    """The roster of earlier years: all registered, a third confirmed and trained, among them 王芳."""
    heads, *rows = load_workbook(PAPER / "volunteers.xlsx", read_only=True).active.iter_rows(values_only=True)
    numbers = names.phones(city.rng)
    with city.at(170, 10):
        _wang_fang(city, Division.objects.get(pk=cast.HEKOU))
        read, registered = vetting.roster_reader(clock.today()), 1
        for n, row in enumerate(rows):
            if registered == VOLUNTEERS:
                break
            registered += _volunteer(city, n, read(dict(zip(heads, row, strict=True))), next(numbers))


def _wang_fang(city: City, town: Division) -> None:
    profile = {"occupation": "教师", "needs": ["mentoring"], "schedule_mask": codes.ALL_BLOCKS, "language_mask": 3}
    volunteer = joining.register_volunteer(
        city.people["王芳"], by=None, town=town, id_number="990101198503070025", capacity=3, **profile
    )
    _ready(city, volunteer, city.people["李明"])


def _volunteer(city: City, n: int, row: Any, phone: str) -> bool:
    """Register one row of the roster; False when its paper does not hold."""
    if row.faults:
        return False
    user = make_demo_person(row.name, roles.VOL, phone=phone)
    profile = {**row.profile, "language_mask": city.rng.choice((1, 3, 3))}
    try:
        volunteer = joining.register_volunteer(user, by=None, town=row.town, id_number=row.id_number, **profile)
    except Refused:  # somebody is on the roster twice
        return False
    if n % READY_EVERY == 0:
        need = row.profile["needs"][0]
        _ready(city, volunteer, _officer_of(city, row.town), need=need, checked=bool(row.checked_on))
    return True


def _ready(city: City, volunteer: Any, officer: User, *, need: str = "mentoring", checked: bool = False) -> None:
    """Confirmed, identity seen, papers entered, and offered as a place with this officer as partner."""
    consenting.give_compulsory(volunteer.user, by=volunteer.user)
    joining.confirm_volunteer(volunteer, by=volunteer.user)
    joining.verify_identity(volunteer, by=officer)
    kinds = ["undertaking", "induction", "refresher", *([LICENCES[need]] if need in LICENCES else [])]
    today = clock.today()
    for kind in [*kinds, *(["background_check"] if checked else [])]:
        # Some papers run out soon: that is what the desks are there to show.
        days = city.rng.choice((360, 500, 500, 700)) if kind != "background_check" else 365
        credentials.enter_credential(
            volunteer.user,
            by=officer,
            county_code=volunteer.county_code,
            kind=kind,
            valid_from=today - timedelta(days=10),
            valid_to=today + timedelta(days=days),
        )
    resources.publish_volunteer(volunteer, by=officer, partner=officer)


def _officer_of(city: City, town: Division) -> User:
    office = OrgUnit.objects.get(kind="judicial_office", division=town)
    return city.officers[office.pk][0]


# --- social organisations ------------------------------------------------------------------------------------------
def providers(city: City) -> None:
    """Forty organisations of the roster, listed a year ago where their papers hold; later their contracts, services."""
    clerk = city.people["郑岚"]
    counties = {d.name: d for d in Division.objects.filter(level="county")}
    text = (PAPER / "ngos.csv").read_text(encoding="utf-8-sig")
    with city.at(390, 10):
        chunhui = _chunhui(city, clerk)
        rows = list(csv.DictReader(io.StringIO(text)))[:PROVIDERS]
        found = [(_provider(city, clerk, n, row, counties), row) for n, row in enumerate(rows)]
    with city.at(165, 10):
        for need in ("mentoring", "counselling", "relationship_repair", "job_guidance"):
            town = Division.objects.get(pk=cast.HEKOU)
            _service(city, clerk, chunhui, need, town=town, schedule_mask=codes.ALL_BLOCKS, is_remote=False)
        for provider, row in found:
            for service in row["服务类别"].split("、"):
                if provider and service in SERVICES:
                    _service(city, clerk, provider, SERVICES[service])


def _chunhui(city: City, clerk: User) -> Any:
    org = OrgUnit.objects.get(kind="provider", name="春晖社工")
    provider = registry.take_over_provider(org, by=clerk, capacity=30, credit_code="52990103MJ0005003P")
    until = (city.day + timedelta(days=400)).isoformat()
    return registry.complete_file(provider, {**CHUNHUI, "证书有效期": until}, by=clerk)


def _provider(city: City, clerk: User, n: int, row: dict[str, str], counties: dict[str, Division]) -> Any:
    """None where its paper does not hold."""
    try:
        code = identity.credit_code(row["统一社会信用代码"])
    except Refused:  # its check character is wrong: the office asks for the certificate first
        return None
    areas = [counties[a] for a in row["服务区域"].split("、") if a in counties]
    if not areas:
        return None
    name = row["名称"]
    if OrgUnit.objects.filter(kind="provider", name=name).exists():
        name = f"{name}（{areas[0].name}）"
    org = OrgUnit.objects.create(kind="provider", name=name, division=areas[0], credit_code=code)
    manager = make_demo_person(row["联系人"], roles.NGA, org, email=f"nga{n:02d}@yunqi.example")
    make_demo_person(names.name(city.rng), roles.NGC, org, email=f"ngc{n:02d}@yunqi.example")
    city.people[f"nga{n}"] = manager
    provider = registry.take_over_provider(org, by=clerk, capacity=city.rng.randint(8, 30), credit_code=code)
    return registry.complete_file(provider, row, by=clerk)


def _service(city: City, clerk: User, provider: Any, need: str, **fixed: Any) -> None:
    category = codes.category_of(need)
    contract = registry.enter_contract(
        provider,
        by=clerk,
        category=category,
        starts_on=clock.today(),
        ends_on=city.day + timedelta(days=city.rng.choice((90, 200, 300))),
        amount_fen=city.rng.randint(80, 400) * 100_000,
        cases=city.rng.randint(10, 40),
        grant_fields=["preferred_name"],
    )
    town = Division.objects.filter(parent_id=provider.county_code, level="town").order_by("code").first()
    columns = {
        "needs": [need],
        "name": f"{provider.org.name}·{codes.NEEDS[need][1]}",
        "town": town,
        "capacity": city.rng.randint(4, 10),
        "schedule_mask": city.rng.choice((DAYTIME, codes.ALL_BLOCKS)),
        "language_mask": 3,
        "is_remote": city.rng.random() < 0.2,
        "is_minor_qualified": city.rng.random() < 0.3,
        **fixed,
    }
    resources.publish_service(provider, by=clerk, contract=contract, **columns)


# --- departments -------------------------------------------------------------------------------------------------
AGENCIES = (
    ("人力资源和社会保障局", ("social_insurance",)),
    ("教育局", ("schooling",)),
    ("民政局", ("hardship", "social_relief")),
)


def agencies(city: City) -> None:
    """What departments of each county offer, entered by a judicial office that keeps the link."""
    with city.at(160, 10):
        for bureau in OrgUnit.objects.filter(kind="county_bureau").select_related("division").order_by("division_id"):
            offices = list(OrgUnit.objects.filter(parent=bureau, kind="judicial_office").order_by("division_id"))
            for (name, needs), office in zip(AGENCIES, offices, strict=False):
                _agency(city, bureau, f"{bureau.division.name}{name}", needs, city.officers[office.pk][0])


def _agency(city: City, bureau: OrgUnit, name: str, needs: tuple[str, ...], partner: User) -> None:
    org = OrgUnit.objects.create(kind="partner_agency", name=name, division=bureau.division)
    town = Division.objects.filter(parent=bureau.division).order_by("code").first()
    place = resources.enter_place(
        by=partner,
        kind="agency",
        org=org,
        partner=partner,
        name=name,
        category=codes.category_of(needs[0]),
        needs=list(needs),
        town=town,
        capacity=city.rng.randint(10, 30),
        schedule_mask=DAYTIME,
        language_mask=3,
        is_remote=True,
    )
    resources.open_place(place, by=city.managers[bureau.division_id])


# --- employers -----------------------------------------------------------------------------------------------------
def jobs(city: City) -> None:
    """The sheet of job posts: each county's manager takes in the posts of the own county from it."""
    kind = next(k for k in hooks.import_kinds if k.code == "matching.jobs")
    sheet = (PAPER / "jobs.xlsx").read_bytes()
    with city.at(125, 10), override("zh-hans"):
        for _county, manager in sorted(city.managers.items()):
            batch = imports.upload(kind, sheet, by=manager)
            queue.run_due()
            batch = ImportBatch.objects.get(pk=batch.pk)
            batch.options["pledged_on"] = clock.today().isoformat()
            batch.save(update_fields=["options"])
            imports.apply(batch, by=manager)
            queue.run_due()
        _yunjin(city, city.people["孙洁"])


def _yunjin(city: City, manager: User) -> None:
    org = OrgUnit.objects.get(kind="employer", name="云锦服装厂")
    town = Division.objects.get(pk=cast.HEKOU)
    pledges.sign_pledge(org, by=manager, signed_name="冯工", on_paper=True)
    for title, skills, seats in (("缝纫工", ["缝纫", "包装", "白班"], 4), ("包装工", ["包装", "白班"], 6)):
        resources.publish_job(
            org,
            by=manager,
            name=f"{org.name}·{title}",
            town=town,
            capacity=seats,
            schedule_mask=DAYTIME,
            skill_mask=codes.mask_of(skills, codes.SKILLS),
            partner=city.people["李明"],
            pay_low_fen=350_000,
            pay_high_fen=480_000,
            valid_to=city.day + timedelta(days=200),
        )
