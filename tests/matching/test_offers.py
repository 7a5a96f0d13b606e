"""Answering an offer: who may, from which state, what follows, and that nothing is left behind when it fails."""

import pytest

from kit.errors import Refused
from matching import models as m
from matching import states
from matching.offers import questions
from matching.offers import services as offers
from tests import build
from tests.cast import seat
from volunteers.models import Engagement

KINDS = ("service", "volunteer", "job", "agency")


@pytest.fixture(autouse=True)
def monday(as_of) -> None:
    as_of(2026, 3, 9, 10)


def offer_in(state, cast, as_of=None, kind="service") -> m.Offer:
    """An offer brought to this state as the office would."""
    request = build.request_in("offered", cast, kind=kind)
    offer = request.offers.get()
    by = build.answerer(cast, offer)
    if state == "question":
        questions.ask_question(offer, by=by, question="每次多长时间？")
    elif state == "accepted":
        accept(cast, offer)
    elif state == "declined":
        offers.decline_offer(offer, by=by, reason="area")
    elif state == "expired":
        as_of(2026, 3, 12, 9)
        offers.expire_offers()
    elif state == "revoked":
        offers.revoke_offer(offer, by=cast.officer, reason="另有安排")
    return m.Offer.objects.select_related("place", "request").get(pk=offer.pk)


def accept(cast, offer, by=None, **more):
    worker = cast.social_worker if offer.place.kind == "service" else None
    by = by or build.answerer(cast, offer)
    return offers.accept_offer(offer, by=by, **{"knows_nobody": True, "worker": worker, **more})


def act(verb, cast, offer):
    """Take a verb of the table as whoever may."""
    by = build.answerer(cast, offer)
    return {
        "accept": lambda: accept(cast, offer),
        "decline": lambda: offers.decline_offer(offer, by=by, reason="skill"),
        "ask": lambda: questions.ask_question(offer, by=by, question="在哪里见面？"),
        "answer": lambda: questions.answer_question(offer, by=cast.officer, answer="在司法所"),
        "revoke": lambda: offers.revoke_offer(offer, by=cast.officer, reason="另有安排"),
    }[verb]()


BY_PEOPLE = ("accept", "decline", "ask", "answer", "revoke")
OPEN_FROM = {(s.verb, state): s.target for s in states.OFFER.steps for state in s.sources}


@pytest.mark.parametrize("state", states.OFFER.states)
@pytest.mark.parametrize("verb", BY_PEOPLE)
def test_each_verb_works_from_the_states_of_the_table_and_from_no_other(verb, state, cast, as_of) -> None:
    offer = offer_in(state, cast, as_of)
    if (verb, state) in OPEN_FROM:
        act(verb, cast, offer)
        assert m.Offer.objects.get(pk=offer.pk).status == OPEN_FROM[verb, state]
    else:
        with pytest.raises(Refused):
            act(verb, cast, offer)
        assert m.Offer.objects.get(pk=offer.pk).status == state


# --- accepting ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", KINDS)
def test_accepting_takes_the_seat_and_places_the_request(kind, cast) -> None:
    offer = offer_in("sent", cast, kind=kind)
    accept(cast, offer)
    offer.refresh_from_db()
    request = m.AssistanceRequest.objects.get(pk=offer.request_id)
    assert (offer.status, request.status, request.place_id) == ("accepted", "accepted", offer.place_id)
    assert request.helper_id == offer.worker_id and request.first_response_at
    assert m.Place.objects.get(pk=offer.place_id).taken == 1


def test_the_volunteer_is_the_worker_whoever_answers_and_the_plan_is_one_line(cast) -> None:
    offer = offer_in("sent", cast, kind="volunteer")
    accept(cast, offer, by=cast.officer)  # the staff partner enters the answer they were told
    engagement = Engagement.objects.get()
    assert m.Offer.objects.get(pk=offer.pk).worker == cast.volunteer
    assert engagement.volunteer.user == cast.volunteer and engagement.plan == "三个月内稳定下来"


def test_without_the_statement_nothing_is_accepted(cast) -> None:
    offer = offer_in("sent", cast)
    with pytest.raises(Refused, match="利害关系"):
        accept(cast, offer, knows_nobody=False)


def test_a_provider_names_a_worker_of_its_own(cast) -> None:
    offer = offer_in("sent", cast)
    for somebody in (None, cast.volunteer):
        with pytest.raises(Refused, match="本机构的社工"):
            accept(cast, offer, worker=somebody)


def test_a_manager_is_named_only_when_a_caseworker_too(cast, browse) -> None:
    offer = offer_in("sent", cast)
    assert "本机构还没有社工" in browse(cast.ngo_admin).get(page_of(offer)).content.decode()
    with pytest.raises(Refused, match="本机构的社工"):
        accept(cast, offer, worker=cast.ngo_admin)
    seat(cast.ngo_admin, "NGC", cast.chunhui)
    assert "本机构还没有社工" not in browse(cast.ngo_admin).get(page_of(offer)).content.decode()
    accept(cast, offer, worker=cast.ngo_admin)
    assert m.AssistanceRequest.objects.get(pk=offer.request_id).helper == cast.ngo_admin


def test_a_worker_in_conflict_with_the_person_is_refused(cast) -> None:
    offer = offer_in("sent", cast)
    m.Conflict.objects.create(
        client=offer.request.client, kind="relative", user=cast.social_worker, by=cast.officer, noted_on="2026-03-09"
    )
    with pytest.raises(Refused, match="利害关系"):
        accept(cast, offer)


def test_of_three_urgent_offers_the_first_yes_takes_back_the_others(cast) -> None:
    request = build.request_in("matching", cast, urgency=3)
    places = [build.place(cast, name=f"第 {n} 处") for n in range(3)]
    sent = offers.send_offers(request, places, by=cast.officer)
    accept(cast, m.Offer.objects.get(pk=sent[1].pk))
    assert [m.Offer.objects.get(pk=o.pk).status for o in sent] == ["revoked", "accepted", "revoked"]
    with pytest.raises(Refused, match="已收回"):
        accept(cast, sent[0])


def test_the_second_yes_for_the_last_seat_is_told_why_and_can_still_decline(cast) -> None:
    place = build.place(cast, capacity=1)
    first, second = (build.request_in("offered", cast, who=build.client(cast), at=place) for _ in range(2))
    accept(cast, first.offers.get())
    loser = second.offers.get()
    with pytest.raises(Refused, match="最后一个名额") as why:
        accept(cast, loser)
    assert why.value.code == "place_full"
    loser.refresh_from_db()
    assert loser.status == "sent"
    offers.decline_offer(loser, by=cast.ngo_admin, reason="full")
    assert m.AssistanceRequest.objects.get(pk=second.pk).status == "matching"


def test_a_paused_place_can_neither_be_offered_nor_accepted(cast) -> None:
    from matching.resources import services as resources

    offer = offer_in("sent", cast)
    resources.pause_place(offer.place, by=cast.ngo_admin)
    with pytest.raises(Refused) as why:
        accept(cast, offer)
    assert "暂停" in why.value.reasons[0]
    other = build.request_in("matching", cast, who=build.client(cast))
    with pytest.raises(Refused):
        offers.send_offers(other, [offer.place], by=cast.officer)


def test_an_answer_after_the_clock_ended_is_refused(cast, as_of) -> None:
    offer = offer_in("sent", cast)
    as_of(2026, 3, 12, 9)
    with pytest.raises(Refused, match="期限"):
        accept(cast, offer)


@pytest.mark.parametrize("kind", KINDS)
def test_a_failure_at_the_last_step_of_accepting_leaves_nothing_behind(kind, cast, monkeypatch) -> None:
    offer = offer_in("sent", cast, kind=kind)
    before = picture(offer)

    def fail(*args, **kwargs):
        raise RuntimeError("the outbox is down")

    monkeypatch.setattr(offers, "tell", fail)
    with pytest.raises(RuntimeError):
        accept(cast, offer)
    assert picture(offer) == before


def picture(offer) -> tuple:
    """All that an answer could have touched."""
    from audit.models import AuditEvent, Move
    from ngos.models import Provider, ServiceOrder

    request = m.AssistanceRequest.objects.get(pk=offer.request_id)
    return (
        m.Offer.objects.get(pk=offer.pk).status,
        (request.status, request.place_id, request.helper_id, request.first_response_at),
        m.Place.objects.get(pk=offer.place_id).taken,
        [p.taken for p in Provider.objects.all()],
        [len(kind.objects.all()) for kind in (Engagement, ServiceOrder, m.DisclosureGrant, Move, AuditEvent)],
    )


# --- no, and questions -------------------------------------------------------------------------------------
@pytest.mark.parametrize("reason", dict(m.Offer.DECLINES))
def test_a_no_with_any_reason_sends_the_request_back_to_matching(reason, cast) -> None:
    offer = offer_in("sent", cast, kind="volunteer")
    offers.decline_offer(offer, by=cast.volunteer, reason=reason)
    assert m.Offer.objects.get(pk=offer.pk).decline_reason == reason
    assert m.AssistanceRequest.objects.get(pk=offer.request_id).status == "matching"


def test_a_no_without_a_reason_is_refused(cast) -> None:
    with pytest.raises(Refused, match="选一个原因"):
        offers.decline_offer(offer_in("sent", cast), by=cast.ngo_admin, reason="")


def test_a_question_stops_the_clock_and_its_answer_lets_it_go_on(cast, as_of) -> None:
    offer = offer_in("question", cast)
    due = offer.due_at
    as_of(2026, 3, 11, 10)  # two working days later
    questions.answer_question(offer, by=cast.officer, answer="每次一小时")
    offer.refresh_from_db()
    assert offer.paused_at is None and (offer.due_at - due).days == 2


def test_an_answer_that_gives_the_person_away_is_refused(cast) -> None:
    offer = offer_in("question", cast)
    for text in ("打 15400000099 找她", "她叫刘秀", "盗窃判的缓刑"):
        with pytest.raises(Refused):
            questions.answer_question(offer, by=cast.officer, answer=text)


def test_offers_run_out_after_two_working_days_and_questions_after_five(cast, as_of) -> None:
    sent, asked = offer_in("sent", cast), offer_in("question", cast, kind="job")
    as_of(2026, 3, 11, 23)
    assert offers.expire_offers() == 0
    as_of(2026, 3, 12, 0)
    assert offers.expire_offers() == 1
    as_of(2026, 3, 17, 0)
    assert offers.expire_offers() == 1
    assert {m.Offer.objects.get(pk=o.pk).status for o in (sent, asked)} == {"expired"}


# --- who may not -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["outsider", "colleague", "employer", "social_worker", "volunteer", "auditor"])
def test_nobody_else_answers_a_providers_offer(who, cast) -> None:
    offer = offer_in("sent", cast)
    for verb in (
        lambda by: offers.accept_offer(offer, by=by, knows_nobody=True, worker=cast.social_worker),
        lambda by: offers.decline_offer(offer, by=by, reason="area"),
        lambda by: questions.ask_question(offer, by=by, question="？"),
    ):
        with pytest.raises(Refused, match="身份"):
            verb(getattr(cast, who))


def test_a_caseworker_named_for_offers_answers_them(cast) -> None:
    from accounts.models import Membership

    offer = offer_in("sent", cast)
    Membership.objects.filter(user=cast.social_worker).update(answers_offers=True)
    cast.social_worker.__dict__.pop("_seats", None)
    assert accept(cast, offer, by=cast.social_worker).status == "accepted"


# --- the screens -------------------------------------------------------------------------------------------
def page_of(offer) -> str:
    return f"/help/offers/{offer.pk}/"


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_shows_the_card_without_a_name_and_why_one_was_asked(kind, cast, browse) -> None:
    offer = offer_in("sent", cast, kind=kind)
    answer = browse(build.answerer(cast, offer)).get(page_of(offer))
    words = answer.content.decode()
    assert answer.status_code == 200
    assert offer.request.client.code in words and "我愿意" in words and "这次不方便" in words
    assert "公里" in words  # why: the way
    for secret in ("刘秀", "15400000099", "盗窃", "长堤路"):
        assert secret not in words


def test_zhao_qiang_finds_neither_the_offer_nor_its_line(cast, browse) -> None:
    offer = offer_in("sent", cast)
    browser = browse(cast.outsider)
    assert browser.get(page_of(offer)).status_code == 404
    assert browser.post(page_of(offer), {"act": "decline", "no-reason": "area"}).status_code == 404
    assert offer.request.client.code not in browser.get("/help/offers/").content.decode()


def test_two_taps_accept_and_sending_twice_is_once(cast, browse) -> None:
    offer = offer_in("sent", cast, kind="volunteer")
    browser, form = browse(cast.volunteer), {"act": "accept", "knows_nobody": "on", "idem": "same-form"}
    for _ in range(2):
        assert browser.post(page_of(offer), form).status_code == 302
    assert m.Offer.objects.get(pk=offer.pk).status == "accepted"
    assert m.Place.objects.get(pk=offer.place_id).taken == 1
    assert "首次见面" in browser.get(page_of(offer)).content.decode()


def test_a_refusal_stands_above_the_form_and_keeps_what_was_chosen(cast, browse) -> None:
    offer = offer_in("sent", cast)
    form = {"act": "accept", "worker": cast.social_worker.pk, "idem": "x"}
    answer = browse(cast.ngo_admin).post(page_of(offer), form)
    words = answer.content.decode()
    assert answer.status_code == 409 and "先确认没有利害关系" in words
    assert f'value="{cast.social_worker.pk}" selected' in words


def test_i_know_this_person_ends_the_offer_at_one_tap(cast, browse) -> None:
    offer = offer_in("sent", cast, kind="volunteer")
    assert browse(cast.volunteer).post(page_of(offer), {"act": "know", "idem": "k"}).status_code == 302
    offer.refresh_from_db()
    assert (offer.status, offer.decline_reason) == ("declined", "conflict")


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("declined", "这次不方便"),
        ("expired", "已过期"),
        ("revoked", "收回"),
        ("question", "暂停"),
        ("accepted", "5 个工作日"),
    ],
)
def test_an_offer_that_is_over_says_so_and_asks_nothing(state, words, cast, as_of, browse) -> None:
    offer = offer_in(state, cast, as_of)
    page = browse(cast.ngo_admin).get(page_of(offer)).content.decode()
    assert words in page and "我愿意</button>" not in page


def test_the_office_that_sent_it_sees_the_state_and_takes_it_back(cast, browse) -> None:
    offer = offer_in("sent", cast)
    browser = browse(cast.colleague)
    page = browser.get(page_of(offer)).content.decode()
    assert "收回邀约" in page and "我愿意</button>" not in page
    assert browser.post(page_of(offer), {"act": "revoke", "back-reason": "本人改主意", "idem": "r"}).status_code == 302
    assert m.Offer.objects.get(pk=offer.pk).status == "revoked"


def test_the_inbox_shows_live_offers_first_with_their_clock(cast, browse) -> None:
    live, over = offer_in("sent", cast), offer_in("declined", cast, kind="service")
    page = browse(cast.ngo_admin).get("/help/offers/").content.decode()
    assert page.index(f"/help/offers/{live.pk}/") < page.index("答复过的") < page.index(f"/help/offers/{over.pk}/")
    assert "tq-clock" in page
