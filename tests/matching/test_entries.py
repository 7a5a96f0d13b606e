"""Entries made by whoever offers them: an employer's post and pledge, an office's resource; kept fresh by a tap."""

from datetime import date, timedelta

import pytest

from accounts.models import Division, OrgUnit
from kit import clock
from kit.errors import Refused
from matching import models as m
from matching.engine import codes
from matching.resources import entries, freshness, pledges, usage
from matching.resources import services as places
from messaging.models import Message
from tests import build
from tests.cast import DONGXI, HEKOU


@pytest.fixture(autouse=True)
def monday(as_of) -> None:
    as_of(2026, 3, 9, 10)


POST = {
    "name": "缝纫工", "town": HEKOU, "capacity": "3", "pay_low": "3500", "pay_high": "4,800.50", "shift": "白班",
    "schedule_mask": ["0", "1"], "skills": ["0"], "valid_to": "2026-12-31", "contact_name": "冯工", "idem": "p",
}  # fmt: skip
RESOURCE = {
    "kind": "community", "supplier": "栀子社区居民委员会", "name": "过渡住房", "category": str(codes.RELIEF),
    "needs": ["housing"], "town": HEKOU, "capacity": "2", "schedule_mask": ["0"], "languages": ["0"], "idem": "r",
}  # fmt: skip


def post(cast, *, by=None, **columns) -> m.Place:
    columns = {
        "name": "缝纫工",
        "capacity": 3,
        "schedule_mask": build.DAYTIME,
        "valid_to": date(2026, 12, 31),
        **columns,
    }
    return entries.enter_post(cast.yunjin, by=by or cast.employer, town=Division.objects.get(pk=HEKOU), **columns)


def now(place) -> m.Place:
    return m.Place.objects.get(pk=place.pk)


# --- the pledge ------------------------------------------------------------------------------------------------
def test_no_post_opens_before_its_employer_has_signed(cast) -> None:
    row = post(cast)
    with pytest.raises(Refused, match="公平用工承诺"):
        places.open_place(row, by=cast.county_manager)
    pledges.sign_pledge(cast.yunjin, by=cast.employer, signed_name="冯工")
    assert now(row).status == "draft", "nobody has reviewed it yet"
    assert places.open_place(row, by=cast.county_manager).status == "open"


def test_what_a_manager_entered_opens_as_soon_as_the_employer_signs(cast) -> None:
    row, held = post(cast, by=cast.county_manager), post(cast, by=cast.county_manager, terms="须无犯罪记录")
    assert (row.status, held.status) == ("draft", "held")
    signed = pledges.sign_pledge(cast.yunjin, by=cast.employer, signed_name="冯工")
    assert (now(row).status, now(held).status) == ("open", "held")
    assert (signed.signed_on, signed.on_paper, signed.entered_by) == (date(2026, 3, 9), False, cast.employer)


def test_a_pledge_is_signed_once_by_name_and_for_the_own_house_only(cast) -> None:
    first = pledges.sign_pledge(cast.yunjin, by=cast.employer, signed_name="冯工")
    assert pledges.sign_pledge(cast.yunjin, by=cast.employer, signed_name="别人").pk == first.pk
    other = OrgUnit.objects.create(kind="employer", name="栖霞木器厂", division_id="990102")
    for user in (cast.employer, cast.officer, cast.social_worker):
        with pytest.raises(Refused):
            pledges.sign_pledge(other, by=user, signed_name="冯工")
    for columns in ({"signed_name": " "}, {"signed_name": "何厂", "signed_on": date(2026, 3, 10)}):
        with pytest.raises(Refused, match="签署"):
            pledges.sign_pledge(other, by=cast.outsider, on_paper=True, **columns)
    with pytest.raises(Refused, match="用人单位"):
        pledges.sign_pledge(cast.chunhui, by=cast.county_manager, signed_name="许晴")


def test_an_employer_enters_a_post_signs_and_reads_that_it_waits(cast, browse) -> None:
    browser = browse(cast.employer)
    answer = browser.post("/help/places/post/", POST)
    row = m.Place.objects.get(name="缝纫工")
    assert answer.url == f"/help/places/pledge/{cast.yunjin.pk}/"
    assert (row.pay_low_fen, row.pay_high_fen, row.capacity) == (350_000, 480_050, 3)
    assert codes.words_of(row.skill_mask, codes.SKILLS) == ["缝纫", "白班"]
    assert browser.post(answer.url, {"signed_name": "冯工", "idem": "s"}).status_code == 200, "not without the tick"
    assert browser.post(answer.url, {"signed_name": "冯工", "agreed": "on", "idem": "t"}).status_code == 302
    assert "待审核" in browser.get(f"/help/places/{row.pk}/").content.decode()


# --- changing a post ------------------------------------------------------------------------------------------
def test_an_employer_changes_its_post_on_the_same_form(cast, browse) -> None:
    row = build.place(cast, "job", confirmed_on=date(2025, 1, 1))
    changed = {name: value for name, value in POST.items() if name != "capacity"} | {"name": "熟练缝纫工"}
    url = f"/help/places/{row.pk}/edit/"
    assert "云锦服装厂·缝纫工" in browse(cast.employer).get(url).content.decode()
    assert browse(cast.employer).post(url, changed).status_code == 302
    assert (now(row).name, now(row).confirmed_on, now(row).capacity) == ("熟练缝纫工", date(2026, 3, 9), 4)
    for user in (cast.outsider, cast.ngo_admin, cast.volunteer):
        assert browse(user).get(url).status_code == 404


@pytest.mark.parametrize("status", ["draft", "open", "paused"])
def test_a_condition_of_no_record_that_is_added_holds_the_post_back(status, cast) -> None:
    row = build.place(cast, "job", status=status)
    places.edit_place(row, by=cast.employer, terms="要求无犯罪记录证明")
    assert (now(row).status, now(row).warning) == ("held", "R-CC-09")
    places.edit_place(row, by=cast.employer, terms="")
    assert (now(row).status, now(row).warning) == ("held", ""), "a manager looks at it all the same"


def test_a_change_must_be_possible(cast) -> None:
    row = build.place(cast, "job")
    for columns, said in (
        ({"valid_to": date(2026, 3, 8)}, "有效期"), ({"pay_low_fen": 2, "pay_high_fen": 1}, "月薪"),
        ({"town": Division.objects.get(pk="990102002")}, "县区"), ({"needs": ["housing"]}, "同一大类"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=said):
            places.edit_place(row, by=cast.employer, **columns)
    assert now(row).confirmed_on == row.confirmed_on


# --- resources of agencies and committees ----------------------------------------------------------------------
def test_an_officer_enters_a_committees_resource_and_the_manager_opens_it(cast, browse) -> None:
    assert browse(cast.officer).post("/help/places/resource/", RESOURCE).status_code == 302
    row = m.Place.objects.get(kind="community")
    assert (row.status, row.partner, row.org.kind, row.county_code) == ("draft", cast.officer, "community", DONGXI)
    places.open_place(row, by=cast.county_manager)
    assert now(row).status == "open"
    again = entries.enter_resource(
        "community", "栀子社区居民委员会", Division.objects.get(pk=DONGXI), by=cast.county_manager, name="调解",
        category=codes.LEGAL, needs=["mediation"], town=Division.objects.get(pk=HEKOU), capacity=1, schedule_mask=1,
    )  # fmt: skip
    assert again.org == row.org and again.status == "open", "a manager's own entry opens at once"


def test_needs_of_another_category_and_towns_of_another_county_are_refused(cast, browse) -> None:
    browser = browse(cast.officer)
    assert "只选" in browser.post("/help/places/resource/", RESOURCE | {"needs": ["mediation"]}).content.decode()
    assert browser.post("/help/places/resource/", RESOURCE | {"town": "990102002"}).status_code == 200
    assert not m.Place.objects.exists()
    assert browse(cast.employer).get("/help/places/resource/").status_code == 404


def test_a_person_can_be_placed_with_a_committee_by_the_officer_who_answers_for_it(cast) -> None:
    community = OrgUnit.objects.create(kind="community", name="栀子社区", division_id=DONGXI)
    at = build.place(cast, "agency", name="过渡住房", org=community, need="hardship")
    m.Place.objects.filter(pk=at.pk).update(kind="community")
    request = build.request_in("offered", cast, kind="agency", at=now(at))
    offer = request.offers.get()
    build.offers.accept_offer(offer, by=cast.officer, knows_nobody=True)
    assert now(at).taken == 1


# --- fresh --------------------------------------------------------------------------------------------------------
def test_an_entry_not_confirmed_is_a_closed_gate_until_one_tap(cast, browse) -> None:
    old = build.place(cast, "job", name="旧岗位", confirmed_on=clock.today() - timedelta(days=181))
    request = build.request_in("matching", cast, kind="job")
    with pytest.raises(Refused) as refused:
        build.offers.send_offers(request, [old], by=cast.officer)
    assert "确认" in " ".join(map(str, refused.value.reasons))
    assert "没有确认过" in browse(cast.officer).get(f"/help/places/{old.pk}/").content.decode()
    browser = browse(cast.employer)
    assert "旧岗位" in browser.get("/help/places/confirm/").content.decode()
    assert browser.post("/help/places/confirm/", {"place": old.pk, "idem": "1"}).status_code == 302
    assert now(old).confirmed_on == clock.today()
    build.offers.send_offers(request, [now(old)], by=cast.officer)


def test_one_tap_confirms_all_and_only_ones_own(cast, browse) -> None:
    long_ago = clock.today() - timedelta(days=170)
    mine = [build.place(cast, "job", name=f"岗位{n}", confirmed_on=long_ago) for n in range(2)]
    theirs = build.place(cast, "service", confirmed_on=long_ago)
    browser = browse(cast.employer)
    assert browser.post("/help/places/confirm/", {"place": theirs.pk, "idem": "0"}).status_code == 404
    assert browser.post("/help/places/confirm/", {"idem": "1"}).status_code == 302
    assert {now(p).confirmed_on for p in mine} == {clock.today()} and now(theirs).confirmed_on == long_ago
    assert browser.post("/help/places/confirm/", {"idem": "2"}).status_code == 409


def test_whoever_answers_for_entries_is_reminded_once_before_they_lapse(cast) -> None:
    for n in range(2):
        build.place(cast, "job", name=f"岗位{n}", confirmed_on=clock.today() - timedelta(days=170))
    build.place(cast, "service")
    seat = cast.employer
    assert freshness.remind_due() == 1
    freshness.remind_due()
    message = Message.objects.get(kind="places_to_confirm")
    assert message.to == seat and "2" in str(message.params)


def test_an_entry_ends_with_its_last_day(cast) -> None:
    over, last_day = (build.place(cast, "job", valid_to=date(2026, 3, d)) for d in (8, 9))
    assert freshness.expire_due() == 1
    assert (now(over).status, now(last_day).status) == ("expired", "open")


# --- how much is used --------------------------------------------------------------------------------------------
def test_usage_tells_reserved_from_used_and_names_what_nobody_uses(cast, browse) -> None:
    build.request_in("accepted", cast)  # reserved: nobody has met yet
    build.request_in("in_service", cast, kind="job")
    idle = build.place(cast, "agency", name="没人用的救助", capacity=9)
    tables = {code: {line.name: line for line in lines} for code, lines in usage.tables(cast.county_manager).items()}
    service, job, total = (tables["kind"][name] for name in ("社会组织服务", "就业岗位", "合计"))
    assert (service.offered, service.reserved, service.used, service.free) == (4, 1, 0, 3)
    assert (job.offered, job.reserved, job.used, job.share_pct) == (4, 0, 1, 25.0)
    assert (total.places, total.offered, total.reserved, total.used, total.free) == (3, 17, 1, 1, 15)
    assert [p.pk for p in usage.unused(cast.county_manager)] == [idle.pk]
    page = browse(cast.county_manager).get("/help/places/usage/").content.decode()
    assert "没人用的救助" in page and "25.0%" in page
    sheet = browse(cast.city_manager).get("/help/places/usage.csv").content.decode("utf-8-sig")
    assert "按来源,就业岗位,1,4,0,1,3,25.0%" in sheet
    assert browse(cast.city_manager).get("/help/places/usage.pdf").status_code == 404


def test_another_county_counts_none_of_ours(cast, browse) -> None:
    build.place(cast, "job")
    assert usage.tables(cast.other_county_manager)["kind"][-1].offered == 0
    assert browse(cast.officer).get("/help/places/usage/").status_code == 404
