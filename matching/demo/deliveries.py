"""What was bought is delivered: services under the contracts, group evenings, advances claimed, accepted and paid; the
city's visits, a few voices, two complaints."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts import roles
from accounts.models import Division, User
from kit import calendar, clock
from matching.demo import cast
from matching.demo.stage import City
from matching.engine import codes
from matching.resources import services as resources
from ngos import queries as ngos
from ngos.concerns import services as concerns
from ngos.delivery import services as delivery
from ngos.feedback import services as feedback
from ngos.inspections import services as inspections
from ngos.payment import services as payment

NEEDS = {1: ["job_guidance", "job_placement"], 2: ["counselling"], 4: ["vocational_training"], 7: ["mentoring"]}
TOWNS = 5  # where one contract is served from
EVENINGS = 14
STARS = (5, 4, 5, 3, 4, 5, 4)


def services(city: City) -> None:
    """What was bought stands among the places that requests are matched with, before the season begins."""
    for contract in _running():
        with clock.frozen(clock.at(contract.starts_on, 9)):
            for town in _towns(contract):
                resources.publish_service(
                    contract.provider, by=city.people["郑岚"], contract=contract, town=town,
                    needs=NEEDS[contract.category], name=f"{contract.provider.org.name}·{contract.project.title}"[:80],
                    capacity=8, schedule_mask=codes.ALL_BLOCKS, language_mask=3, is_remote=False,
                    is_minor_qualified=False,
                )  # fmt: skip


def year(city: City) -> None:
    running = _running()
    for contract in running:
        _groups(city, contract)
        _paid(city, contract, is_newest=contract == running[-1])
    _visits(city)
    _voices(city)
    _complaints(city)


def _running() -> list[Any]:
    return list(ngos.bought().filter(category__in=NEEDS))


def _towns(contract: Any) -> list[Division]:
    """A town in each of some counties, other ones for each contract; Dongxi has tales of its own."""
    rows = Division.objects.filter(level="town").exclude(parent_id=cast.DONGXI).order_by("parent_id", "code")
    first = {town.parent_id: town for town in reversed(rows)}
    counties = sorted(first)
    return [first[counties[(contract.pk * TOWNS + n) % len(counties)]] for n in range(TOWNS)]


# --- sessions in groups -------------------------------------------------------------------------------------------
def _groups(city: City, contract: Any) -> None:
    """Every Thursday evening for whoever of the contract's cases was open then."""
    item = contract.items.filter(kind="group").first()
    worker = User.objects.filter(memberships__unit=contract.provider.org, memberships__role=roles.NGC).first()
    if item is None or worker is None:
        return
    for n in range(EVENINGS, 0, -1):
        day = city.day - timedelta(days=city.day.weekday() + 7 * n - 3)
        began = datetime.combine(day, time(18, 30), clock.SHANGHAI)
        there = list(contract.orders.filter(opened_at__lt=began).exclude(ended_at__lt=began)[:6])
        if there:
            with clock.frozen(clock.at(day, 21)):
                delivery.record_group(
                    contract, by=worker, item=item, starts_at=began, minutes=90, where="社区服务中心二楼",
                    heads=len(there) + 2, orders=there,
                )  # fmt: skip


# --- money ---------------------------------------------------------------------------------------------------------
def _paid(city: City, contract: Any, *, is_newest: bool) -> None:
    """Advances are paid on the signed plan; that of the newest contract was claimed late and waits on a desk."""
    first = contract.milestones.order_by("order").first()
    if not first.is_advance:
        return
    if is_newest:
        _claim(contract, first, on=city.day - timedelta(days=4))
        return
    on = contract.starts_on + timedelta(days=4)
    _accept_and_pay(city, contract, _claim(contract, first, on=on), on=on + timedelta(days=4))


def _claim(contract: Any, milestone: Any, *, on: date) -> Any:
    with clock.frozen(clock.at(_workday(on), 10)):
        return delivery.claim_milestone(milestone, by=contract.agreed_by, files=[("工作方案", scan())])


def _accept_and_pay(city: City, contract: Any, claim: Any, *, on: date) -> None:
    """Accepted by somebody who did not handle the purchase, asked for, checked, approved, paid a week later."""
    day = _workday(on)
    with clock.frozen(clock.at(day, 10)):
        claim = delivery.accept_claim(claim, by=city.people["苏瑾"])
    with clock.frozen(clock.at(_workday(day + timedelta(days=1)), 10)):
        asked = payment.submit_payment(claim, by=contract.agreed_by)
        asked = payment.check_payment(asked, by=contract.project.clerk)
        asked = payment.approve_payment(asked, by=contract.project.head)
    paid_on = _workday(day + timedelta(days=8))
    with clock.frozen(clock.at(paid_on, 15)):
        number = f"PZ-{paid_on:%Y%m}-{asked.pk:04d}"
        payment.record_payment(asked, by=city.people["何慧"], voucher=number, paid_on=paid_on)


def _workday(day: date) -> date:
    while not calendar.is_workday(day):
        day += timedelta(days=1)
    return day


@cache
def _picture() -> bytes:
    """A scanned page: the demo signs nothing."""
    out = BytesIO()
    Image.new("RGB", (620, 877), "#f7f5ef").save(out, "JPEG", quality=60)
    return out.getvalue()


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("scan.jpg", _picture(), content_type="image/jpeg")


# --- looked at, and heard ----------------------------------------------------------------------------------------
def _visits(city: City) -> None:
    """Of the running contracts some are drawn; the first was visited and one small thing found."""
    with city.at(45, 9):
        plan = inspections.plan_inspections(by=city.people["郑岚"], kind="spot", until_on=city.day + timedelta(days=45))
    first = plan.inspections.order_by("pk").first()
    with city.at(40, 9):
        inspections.assign_inspector(first, by=city.people["郑岚"], inspector=city.people["苏瑾"], on=clock.today())
        first.refresh_from_db()
        first = inspections.begin_inspection(first, by=city.people["苏瑾"])
        for n, item in enumerate(first.items.order_by("pk")):
            wrong = n == 1
            inspections.answer_item(
                item,
                by=city.people["苏瑾"],
                answer="no" if wrong else "yes",
                note="两次记录晚于三天补录" if wrong else "",
            )
        inspections.finish_inspection(
            first, by=city.people["苏瑾"], summary="服务记录完整，两次补录偏晚；现场整洁，保密措施到位。"
        )


def _voices(city: City) -> None:
    providers = [c.provider for c in _running()] + [cast.unit_of(city.people["许晴"]).provider]  # type: ignore[attr-defined]
    for n, provider in enumerate(dict.fromkeys(providers)):
        with city.at(30 - n, 15):
            for stars in STARS:
                code = feedback.make_voice_code(provider.pk, _category(provider))
                feedback.take_voice(
                    code, stars=max(1, stars - n % 2), respected="yes", helped="partly" if n % 2 else "yes"
                )


def _category(provider: Any) -> int:
    found = provider.lines.order_by("category").first()
    return found.category if found else 2


def _complaints(city: City) -> None:
    me = cast.unit_of(city.people["许晴"]).provider  # type: ignore[attr-defined]
    with city.at(24, 11):
        done = concerns.report_concern(
            by=city.people["李明"], kind="complaint", about="provider", provider=me, county_code=cast.DONGXI,
            text="约好的辅导两次临时改期，提前不到一天才通知。",
        )  # fmt: skip
    with city.at(21, 16):
        concerns.answer_concern(
            done, by=city.people["孙洁"], answer="核对记录属实，机构已调整值班。", upheld=True, severity="minor",
            for_provider="改期至少提前一天通知，并说明原因。",
        )  # fmt: skip
    with city.at(2, 10):
        concerns.report_concern(
            by=city.people["李明"], kind="complaint", about="provider", provider=me, county_code=cast.DONGXI,
            text="服务记录晚了一周才补上，看不到进展。",
        )  # fmt: skip
