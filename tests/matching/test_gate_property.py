"""No way to an offer leads past a gate: the service, the page, the answer, the bulk handover, the waiting
list, the nightly plan.

First every gate alone, in a city where only it refuses; then cities drawn at random, in which whatever was offered
passed all gates or had the named override by somebody who may.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.moves import move
from kit import clock
from kit.errors import Refused
from matching import models as m
from matching.engine import codes, rules
from matching.offers import services as offers
from matching.offers.crowd import Supply
from matching.offers.suggestions import judge, suggest
from matching.planning import services as planning
from matching.reassigning import services as reassigning
from tests import build
from tests.cast import DONGXI, QIXIA, sign_in, unit
from tests.fullhouse import savepoint
from tests.matching.cities import EVENINGS, City

CODES = list(rules.CODES)
LIFTABLE = [gate.code for gate in rules.GATES if gate.override != "nobody"]
DRAWN = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(autouse=True)
def tuesday(as_of) -> None:
    as_of(2026, 3, 10, 9)


class Pair:
    """A request in matching and a place that fits it in everything."""

    def __init__(self, cast: Any) -> None:
        self.cast = cast
        self.place = build.place(cast)
        self.request = build.request_in("matching", cast)

    def set_place(self, **columns: Any) -> None:
        m.Place.objects.filter(pk=self.place.pk).update(**columns)

    def set_request(self, **columns: Any) -> None:
        m.AssistanceRequest.objects.filter(pk=self.request.pk).update(**columns)

    def set_client(self, **columns: Any) -> None:
        m.Client.objects.filter(pk=self.request.client_id).update(**columns)

    def again(self) -> tuple[m.AssistanceRequest, m.Place]:
        rows = m.AssistanceRequest.objects.select_related("client", "consent", "officer", "office")
        return rows.get(pk=self.request.pk), m.Place.objects.get(pk=self.place.pk)

    def shut(self) -> list[str]:
        return [block.code for block in judge(*self.again())[0]]


def _conflict(pair: Pair) -> None:
    m.Conflict.objects.create(
        client=pair.request.client, kind="relative", org=pair.place.org, by=pair.cast.officer, noted_on=clock.today()
    )


def _in_another_county(pair: Pair) -> None:
    pair.set_client(must_stay_in_county=True)
    pair.set_place(county_code=QIXIA)


def _untrusted(pair: Pair) -> None:
    m.Consent.objects.filter(pk=pair.request.consent_id).update(withdrawn_at=clock.now())


def _of_a_man(pair: Pair) -> None:
    pair.set_request(gender_pref=codes.MALE)
    pair.set_place(sex_mask=codes.FEMALE)


# Gate → what changes so that this gate, and no other, refuses.
CASES: dict[str, Callable[[Pair], Any]] = {
    "category": lambda p: p.set_place(category=codes.COUNSELLING),
    "need": lambda p: p.set_place(needs=["public_benefit_activity"]),
    "open": lambda p: p.set_place(valid_to=clock.today() - timedelta(days=1)),
    "basis": _untrusted,
    "capacity": lambda p: p.set_place(taken=4),
    "gender": _of_a_man,
    "serves_sex": lambda p: p.set_place(serves_sex_mask=codes.MALE),
    "minor": lambda p: p.set_client(is_minor_track=True),
    "offence": lambda p: p.set_place(excluded_offence_mask=p.request.client.offence_mask),
    "order": _in_another_county,
    "conflict": _conflict,
    "schedule": lambda p: p.set_place(schedule_mask=EVENINGS),
    "area": lambda p: p.set_place(x_m=p.place.x_m + 90_000),
    "language": lambda p: p.set_place(language_mask=2),
    "qualification": lambda p: p.set_request(min_cert=2),
    "grade": lambda p: p.set_request(min_grade="A"),
    "fresh": lambda p: p.set_place(confirmed_on=clock.today() - timedelta(days=181)),
    "suspended": lambda p: move(p.again()[1], "pause", by=None),
}


def test_every_gate_has_a_case_that_it_alone_refuses() -> None:
    assert set(CASES) == set(rules.CODES)


@pytest.fixture
def pair(cast) -> Pair:
    return Pair(cast)


def test_the_pair_fits_until_a_gate_is_shut(pair) -> None:
    assert pair.shut() == []
    assert offers.send_offers(pair.again()[0], [pair.place], by=pair.cast.officer)


@pytest.mark.parametrize("code", CODES)
def test_only_this_gate_refuses_and_no_offer_is_sent(pair, code) -> None:
    CASES[code](pair)
    request, place = pair.again()
    assert pair.shut() == [code]
    for by in (pair.cast.officer, pair.cast.county_manager):
        with pytest.raises(Refused) as refused:
            offers.send_offers(request, [place], by=by)
        # A minor's request is closed to the county manager altogether, which is the stronger no.
        assert refused.value.code in ("gates", "policy", "") or code == "minor"
    assert not m.Offer.objects.exists()


@pytest.mark.parametrize("code", CODES)
def test_it_is_not_suggested_and_not_counted(pair, code) -> None:
    CASES[code](pair)
    request, _place = pair.again()
    found = suggest(request)
    assert (found.eligible, found.top) == (0, [])
    for judged in Supply([request]).judged():
        assert not judged.eligible.any()
    offers.to_waiting_list(request, by=pair.cast.officer)
    assert offers.rerun_waiting() == 0
    assert pair.again()[0].status == "waitlisted"


@pytest.mark.parametrize("code", CODES)
def test_the_page_sends_nothing_to_it_however_it_is_asked(pair, code) -> None:
    CASES[code](pair)
    browser = sign_in(pair.cast.officer)
    address = reverse("matching:match", args=[pair.request.number])
    for query in ("", f"?place={pair.place.pk}", f"?lift={pair.place.pk}"):
        browser.post(address + query, posted(pair.place.pk, lift_reason="", why_other="other"))
    assert not m.Offer.objects.exists()


@pytest.mark.parametrize("code", CODES)
def test_a_gate_that_shuts_after_the_offer_refuses_the_answer(pair, code) -> None:
    (offer,) = offers.send_offers(pair.again()[0], [pair.place], by=pair.cast.officer)
    CASES[code](pair)
    data = {"act": "accept", "knows_nobody": "on", "worker": pair.cast.social_worker.pk, "idem": uuid.uuid4()}
    sign_in(pair.cast.ngo_admin).post(reverse("matching:offer", args=[offer.pk]), data)
    offer.refresh_from_db()
    assert offer.status == "sent"
    assert pair.again()[0].place is None


@pytest.mark.parametrize("code", CODES)
def test_a_bulk_handover_does_not_carry_it_past(cast, code) -> None:
    """The case runs with another organisation; the place was proposed while it fitted, then the gate shut."""
    pair = Pair(cast)
    away = unit("provider", "同行社工", DONGXI)
    here = build.place(cast, org=away)
    with savepoint():
        m.AssistanceRequest.objects.filter(pk=pair.request.pk).update(status="in_service", place=here)
        m.AssistanceRequest.objects.filter(pk=pair.request.pk).update(helper=cast.social_worker)
        handover = reassigning.begin(away, by=cast.county_manager, county_code=DONGXI, reason="机构退出")
        line = handover.lines.get()
        assert f"place-{pair.place.pk}" in [f"place-{o['place']}" for o in line.options], "it fitted then"
        CASES[code](pair)
        choices = {line.pk: (f"place-{pair.place.pk}", "")}
        with suppress(Refused):
            reassigning.choose(handover, by=cast.county_manager, choices=choices)
            reassigning.confirm(handover, by=cast.county_manager)
        assert not m.Offer.objects.filter(place=pair.place).exists()


@pytest.mark.parametrize("code", CODES)
def test_no_plan_proposes_it(pair, code) -> None:
    with savepoint():
        planning.make(planning.begin(by=None))
        assert [p.place for p in m.Proposal.objects.all()] == [pair.place], "it fits until the gate is shut"
    CASES[code](pair)
    planning.make(planning.begin(by=None))
    assert not m.Proposal.objects.exists()


@pytest.mark.parametrize("code", LIFTABLE)
def test_a_liftable_gate_opens_to_the_named_override_alone(pair, code) -> None:
    CASES[code](pair)
    request, place = pair.again()
    gate = rules.GATE[code]
    wrong = next(other for other in LIFTABLE if other != code)
    tries = [
        {"lifted": [wrong], "lift_reason": "本人愿意", "provider_agreed": True},
        {"lifted": [code], "lift_reason": " ", "provider_agreed": True},
    ]
    if gate.provider_agrees:
        tries.append({"lifted": [code], "lift_reason": "本人愿意"})
    for more in tries:
        with pytest.raises(Refused):
            offers.send_offers(request, [place], by=pair.cast.county_manager, **more)
    named = {"lifted": [code], "lift_reason": "本人愿意", "provider_agreed": gate.provider_agrees}
    if gate.override == "county manager":
        with pytest.raises(Refused):
            offers.send_offers(request, [place], by=pair.cast.officer, **named)
    (offer,) = offers.send_offers(request, [place], by=pair.cast.county_manager, **named)
    assert (offer.override_gate, offer.override_reason) == (code, "本人愿意")
    assert offer.override_by == pair.cast.county_manager


@pytest.mark.parametrize("code", [code for code in CODES if code not in LIFTABLE])
def test_a_gate_nobody_may_lift_stays_shut_whatever_is_written(pair, code) -> None:
    CASES[code](pair)
    request, place = pair.again()
    for by in (pair.cast.officer, pair.cast.county_manager):
        with pytest.raises(Refused):
            offers.send_offers(request, [place], by=by, lifted=[code], lift_reason="写明", provider_agreed=True)
    assert not m.Offer.objects.exists()


# --- cities drawn at random ------------------------------------------------------------------------------------
def posted(place: int, **more: Any) -> dict[str, Any]:
    return {"place": place, "no_conflict": "on", "idem": uuid.uuid4(), **more}


def by_service(city: City, place: m.Place, more: dict[str, Any], by: Any) -> None:
    request = city.now()
    with suppress(Refused):
        offers.send_offers(request, [place], by=by, **more)


def by_page(city: City, place: m.Place, more: dict[str, Any], by: Any) -> None:
    query = f"?lift={place.pk}" if more["lifted"] else f"?place={place.pk}"
    data = posted(place.pk, why_other="other", lift_reason=more["lift_reason"])
    if more["provider_agreed"]:
        data["provider_agreed"] = "on"
    sign_in(by).post(reverse("matching:match", args=[city.request.number]) + query, data)


@pytest.fixture
def city(cast) -> City:
    return City(cast)


@DRAWN
@given(data=st.data())
def test_what_is_offered_passed_every_gate_or_has_its_named_override(city, data) -> None:
    with savepoint():
        city.redraw(data.draw)
        place = data.draw(st.sampled_from(city.places))
        place = m.Place.objects.get(pk=place.pk)
        shut = judge(city.now(), place)[0]
        by = data.draw(st.sampled_from([city.cast.officer, city.cast.county_manager]))
        lifted = data.draw(st.one_of(st.just([]), st.lists(st.sampled_from(CODES), unique=True, max_size=2)))
        if shut and data.draw(st.booleans()):
            lifted = [b.code for b in shut]
        more = {"lifted": lifted, "lift_reason": data.draw(st.sampled_from(["", "本人愿意"])),
                "provider_agreed": data.draw(st.booleans())}  # fmt: skip
        data.draw(st.sampled_from([by_service, by_page]))(city, place, more, by)
        for offer in m.Offer.objects.all():
            shut = judge(city.now(), offer.place)[0] if offer.place_id != place.pk else shut
            named = [code for code in offer.override_gate.split(",") if code]
            role = "county manager" if by == city.cast.county_manager else "officer"
            for block in shut:
                assert block.code in named, f"{block.code} was passed without an override"
                assert rules.overridable(block.code, role=role)
                assert not block.provider_agrees or more["provider_agreed"]
            assert not named or (offer.override_by == by and offer.override_reason)
            # What was sent is answered under the gates of the day of the answer.
        for offer in m.Offer.objects.filter(status="sent"):
            city.redraw(data.draw)
            shut = [b.code for b in judge(city.now(), m.Place.objects.get(pk=offer.place_id))[0]]
            _answer(city, offer)
            offer.refresh_from_db()
            if offer.status == "accepted":
                assert set(shut) <= set(offer.override_gate.split(","))


@DRAWN
@given(data=st.data())
def test_a_plan_proposes_only_what_passes_every_gate(city, data) -> None:
    with savepoint():
        city.redraw(data.draw)
        planning.make(planning.begin(by=None))
        for proposal in m.Proposal.objects.select_related("place"):
            assert judge(city.now(), proposal.place)[0] == []


def _answer(city: City, offer: m.Offer) -> None:
    place = m.Place.objects.select_related("volunteer__user").get(pk=offer.place_id)
    workers = offers.workers_of(place) if place.kind == "service" else []
    by = place.volunteer.user if place.volunteer else offers.who_answers(place)[0]
    data = {"act": "accept", "knows_nobody": "on", "idem": uuid.uuid4()}
    if workers:
        data["worker"] = workers[0].pk
    sign_in(by).post(reverse("matching:offer", args=[offer.pk]), data)
