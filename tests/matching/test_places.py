"""Places: entered by whoever offers them, opened by whoever checked them, kept fresh, never below who is there."""

from datetime import date

import pytest

from accounts.models import Division
from kit.errors import Refused
from matching import models as m
from matching import states
from matching.engine import codes
from matching.resources import services as places
from messaging.models import Job
from tests import build
from tests.cast import HEKOU


@pytest.fixture(autouse=True)
def monday(as_of) -> None:
    as_of(2026, 3, 9, 10)


@pytest.fixture
def town(cast) -> Division:
    return Division.objects.get(pk=HEKOU)


def job(cast, town, *, by=None, **columns) -> m.Place:
    build.pledge(cast)
    columns = {"name": "缝纫工", "capacity": 3, "schedule_mask": build.DAYTIME, **columns}
    return places.publish_job(cast.yunjin, by=by or cast.employer, town=town, valid_to=date(2026, 12, 31), **columns)


def place_in(state, cast, town) -> m.Place:
    if state == "held":
        return job(cast, town, terms="要求无犯罪记录证明")
    if state in ("draft", "open", "paused"):
        return build.place(cast, "job", status=state)
    row = build.place(cast, "job")
    from audit.moves import move

    move(row, "expire", by=None)
    return row


def act(verb, row, cast):
    by = cast.county_manager
    return {
        "open": lambda: build.pledge(cast) and places.open_place(row, by=by, legal_ground="保安服务管理条例第十七条"),
        "hold": lambda: places.hold_place(row, by=by, reason="等用人单位说明"),
        "pause": lambda: places.pause_place(row, by=by),
        "reopen": lambda: places.reopen_place(row, by=by),
    }[verb]()


@pytest.mark.parametrize("state", states.PLACE.states)
@pytest.mark.parametrize("verb", ["open", "hold", "pause", "reopen"])
def test_each_verb_works_from_the_states_of_the_table_and_from_no_other(verb, state, cast, town) -> None:
    row = place_in(state, cast, town)
    step = states.PLACE.step(verb, state)
    if step:
        act(verb, row, cast)
    else:
        with pytest.raises(Refused):
            act(verb, row, cast)
    assert m.Place.objects.get(pk=row.pk).status == (step.target if step else state)


def test_an_employers_job_waits_for_a_manager_and_opening_looks_at_the_waiting_list(cast, town) -> None:
    row = job(cast, town)
    assert row.status == "draft"
    with pytest.raises(Refused, match="身份"):
        places.open_place(row, by=cast.employer)
    places.open_place(row, by=cast.county_manager)
    assert Job.objects.filter(kind="matching.rerun_waiting").exists()


def test_a_managers_own_entry_opens_at_once(cast, town) -> None:
    assert job(cast, town, by=cast.county_manager).status == "open"


@pytest.mark.parametrize("terms", ["须提供无犯罪记录证明", "无 犯罪 记录", "要求无前科"])
def test_a_condition_of_no_record_waits_for_a_legal_ground(terms, cast, town) -> None:
    row = job(cast, town, by=cast.county_manager, terms=terms)
    assert (row.status, row.warning) == ("held", "R-CC-09")
    with pytest.raises(Refused, match="法律依据"):
        places.open_place(row, by=cast.county_manager)
    places.open_place(row, by=cast.county_manager, legal_ground="保安服务管理条例第十七条")
    assert m.Place.objects.get(pk=row.pk).status == "open"


def test_the_number_of_seats_never_falls_below_who_is_there(cast) -> None:
    request = build.request_in("accepted", cast)
    row = request.place
    with pytest.raises(Refused, match="现在已有 1 人"):
        places.change_capacity(row, by=cast.ngo_admin, capacity=0)
    assert places.change_capacity(row, by=cast.ngo_admin, capacity=1).free == 0


def test_a_confirmed_entry_is_fresh_again(cast) -> None:
    row = build.place(cast, "job", confirmed_on=date(2025, 1, 1))
    places.confirm_place(row, by=cast.employer)
    assert m.Place.objects.get(pk=row.pk).confirmed_on == date(2026, 3, 9)


# --- publishing --------------------------------------------------------------------------------------------
def test_an_active_volunteer_gets_one_open_place_for_each_category(cast) -> None:
    person = build.volunteer(cast)
    made = places.publish_volunteer(
        person, partner=cast.officer, by=cast.officer, needs=["mentoring", "public_benefit_activity", "hardship"]
    )
    assert {(p.category, p.status) for p in made} == {(codes.MENTOR, "open"), (codes.RELIEF, "open")}
    again = places.publish_volunteer(person, partner=cast.officer, by=cast.officer, needs=["mentoring"])
    assert again[0].pk in {p.pk for p in made}


def test_without_papers_or_with_a_partner_from_elsewhere_nobody_is_published(cast) -> None:
    person = build.volunteer(cast, ready=False)
    with pytest.raises(Refused, match="没满足"):
        places.publish_volunteer(person, partner=cast.officer, by=cast.officer, needs=["mentoring"])
    ready = build.volunteer(cast, cast.colleague)
    with pytest.raises(Refused, match="搭档"):
        places.publish_volunteer(ready, partner=cast.outsider, by=cast.officer, needs=["mentoring"])


def test_a_listed_provider_offers_no_more_than_its_contract_funds(cast, town) -> None:
    provider = build.provider(cast)
    contract = build_contract(cast, provider)
    columns = {"name": "结对帮扶", "needs": ["mentoring"], "schedule_mask": build.DAYTIME, "contract": contract}
    with pytest.raises(Refused, match="不能超过合同"):
        places.publish_service(provider, by=cast.ngo_admin, town=town, capacity=6, **columns)
    row = places.publish_service(provider, by=cast.ngo_admin, town=town, capacity=5, **columns)
    assert (row.status, row.valid_to) == ("draft", contract.ends_on)
    with pytest.raises(Refused, match="不是这类服务"):
        places.publish_service(provider, by=cast.ngo_admin, town=town, capacity=1, **{**columns, "needs": ["hardship"]})


def build_contract(cast, provider):
    from ngos.providers import services as providers

    return providers.enter_contract(
        provider, by=cast.city_manager, category=codes.MENTOR, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31),
        amount_fen=100, cases=5, grant_fields=[],
    )  # fmt: skip


# --- the screens -------------------------------------------------------------------------------------------
def test_the_list_is_narrowed_and_says_what_was_not_confirmed(cast, browse) -> None:
    old = build.place(cast, "job", confirmed_on=date(2025, 1, 1), name="旧岗位")
    build.place(cast, "service", name="春晖结对")
    browser = browse(cast.officer)
    everything = browser.get("/help/places/").content.decode()
    assert "旧岗位" in everything and "春晖结对" in everything and "久未确认" in everything
    only = browser.get("/help/places/?stale=on&kind=job").content.decode()
    assert "旧岗位" in only and "春晖结对" not in only
    assert "旧岗位" not in browse(cast.ngo_admin).get("/help/places/").content.decode()
    assert browse(cast.ngo_admin).get(f"/help/places/{old.pk}/").status_code == 404


def test_the_supplier_pauses_and_confirms_and_a_stranger_finds_no_button(cast, browse) -> None:
    row = build.place(cast, "job")
    browser, url = browse(cast.employer), f"/help/places/{row.pk}/"
    assert "暂停接收" in browser.get(url).content.decode()
    assert browser.post(url, {"act": "pause", "idem": "p"}).status_code == 302
    assert m.Place.objects.get(pk=row.pk).status == "paused"
    assert "恢复接收" not in browse(cast.outsider).get(url).content.decode()
    assert browse(cast.outsider).post(url, {"act": "reopen", "idem": "r"}).status_code == 404


def test_an_officer_opens_a_volunteer_for_offers(cast, browse) -> None:
    person = build.volunteer(cast)
    url = f"/help/places/volunteer/{person.number}/"
    form = {"needs": ["mentoring"], "partner": cast.officer.pk, "idem": "v"}
    assert browse(cast.outsider).get(url).status_code == 404
    assert browse(cast.officer).post(url, form).status_code == 302
    assert m.Place.objects.get(volunteer=person).status == "open"
