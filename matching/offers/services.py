"""Offers: sending them through every gate, answering them without giving a place twice, letting them run out."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.urls import reverse

from accounts import access, roles
from accounts.models import Membership, User
from audit.moves import born, move
from kit import calendar, clock, rules
from kit.errors import Refused
from kit.sentences import gettext as _
from matching import policies
from matching.engine import codes
from matching.models import AssistanceRequest, Offer, Place
from matching.offers import placing
from matching.offers.cards import card
from matching.offers.columns import conflict_with
from matching.offers.lacking import reasons
from matching.offers.suggestions import judge, say, suggest
from matching.planning import standing
from matching.requests.news import tell
from matching.supervisees.disclosure import FIELDS_FOR, end_grants, grant_agreed
from messaging import queue

LIVE = ("sent", "question")
MOST_AT_ONCE = 3  # for U1, sent in one act
FIRST_MEETING_WORKDAYS = 5


@transaction.atomic
def send_offers(
    request: AssistanceRequest,
    places: list[Place],
    *,
    by: User,
    chosen_why: str = "",
    lifted: Collection[str] = (),
    lift_reason: str = "",
    provider_agreed: bool = False,
    grant_fields: Collection[str] = (),
) -> list[Offer]:
    """Offer a request to one place, or for U1 to up to three in one act.

    `lifted` are gates that this role may lift, with a reason; all others must hold. `grant_fields` is what the
    officer releases to whoever accepts. Refused: not in matching; no consent or basis; a gate; more than one
    place where it is not urgent. Law: R-PI-04 (the platform proposes, a person decides).
    """
    role = policies.require(by, "send_offer", request)
    request = AssistanceRequest.objects.select_for_update().get(pk=request.pk)
    if not places or len(places) > (MOST_AT_ONCE if request.urgency == 3 else 1):
        raise Refused(_("一次只能向一处发出邀约；U1 可以同时发给三处。"), code="how_many")
    if lifted and not lift_reason.strip():
        raise Refused(_("放宽条件要写明理由。"), code="lift_reason")
    _check_grant(request, grant_fields)
    offers = []
    for place in places:
        shut, score = judge(
            request, place, lifted=lifted, as_manager=role == roles.CBM, provider_agreed=provider_agreed
        )
        if shut:
            raise Refused(
                _("这一处还有没通过的条件，不能发出邀约。"), code="gates", reasons=reasons(request, place, shut)
            )
        offer = Offer(
            request=request,
            place=place,
            county_code=request.county_code,
            round_no=request.round_no,
            score=score,
            card=card(request),
            weights_version=score["weights_version"],
            sent_by=by,
            chosen_why=chosen_why,
            override_gate=",".join(sorted(set(lifted))),
            override_by=by if lifted else None,
            override_reason=lift_reason[:200],
            grant_fields=list(grant_fields),
        )
        born(offer, "send", by=by)
        offers.append(offer)
    Place.objects.filter(pk__in=[p.pk for p in places]).update(last_offer_at=clock.now())
    standing.decided(request, places)
    move(request, "offer", by=by)
    for offer in offers:
        url = reverse("matching:offer", args=[offer.pk])
        tell("offer_sent", request, to=who_answers(offer.place), url=url, due=offer.due_at.date())
    return offers


def accept_offer(offer: Offer, *, by: User, knows_nobody: bool, worker: User | None = None) -> Offer:
    """Accept: the gates once more, the seat, the engagement or order, the grant, the request, all or nothing.

    `knows_nobody` is the general statement that no conflict is known; `worker` is whom a provider names.
    Refused: answered already; the statement is missing; the place is full; a gate has closed since; a conflict
    with the worker. Law: R-VOL-11, R-PI-02.
    """
    policies.require(by, "answer_offer", offer)
    if not knows_nobody:
        raise Refused(_("先确认没有利害关系。如果有，用“谢绝”说明，不影响您。"), code="statement")
    # Who comes when nothing is left hears so before waiting for anybody's lock.
    offer.refresh_from_db(fields=["status", "due_at", "paused_at"])
    _still_live(offer)
    if "capacity" not in offer.override_gate and not Place.objects.get(pk=offer.place_id).free:
        raise Refused(placing.full(), code="place_full")
    return _accept(offer, by=by, worker=worker)


@transaction.atomic
def _accept(offer: Offer, *, by: User, worker: User | None) -> Offer:
    offer = _locked(offer)
    request, place = offer.request, offer.place
    _still_live(offer)
    worker = _worker(offer, by, worker)
    if conflict_with(request, org_id=place.org_id, user_id=worker.pk):
        raise Refused(_("这位帮扶人与对象存在利害关系，换一位。"), code="worker_conflict")
    lifted = [g for g in offer.override_gate.split(",") if g]
    shut, _score = judge(request, place, lifted=lifted, as_manager=True, provider_agreed=True)
    if [b.code for b in shut] == ["capacity"]:
        raise Refused(placing.full(), code="place_full", reasons=[say(b.why) for b in shut])
    if shut:
        raise Refused(_("条件有了变化，这份邀约不能再接受。"), code="gates", reasons=reasons(request, place, shut))
    move(offer, "accept", by=by)
    plan, over = request.goal or request.wish, "capacity" in lifted
    if placing.take(request, place, by=by, worker=worker, plan=plan, over_number=over):
        Offer.objects.filter(pk=offer.pk).update(score={**offer.score, "seat_added": True})
    Offer.objects.filter(pk=offer.pk).update(worker=worker, answered_by=by)
    for other in request.offers.filter(status__in=LIVE).exclude(pk=offer.pk):
        _revoke(other, by=None, reason="other_accepted")
    request.place, request.helper = place, worker
    request.first_response_at = request.first_response_at or clock.now()
    request.save()
    move(request, "placed", by=None, due_at=_first_meeting_due(request))
    if offer.grant_fields:
        grant_agreed(request, granted_by=offer.sent_by, to=worker, fields=offer.grant_fields, purpose=_("开展本项帮扶"))
    tell("offer_accepted", request)
    offer.refresh_from_db()
    return offer


def _first_meeting_due(request: AssistanceRequest) -> Any:
    """A place reserved for somebody who is still in prison: the first meeting is due after the day of release."""
    if request.starts_on == clock.today():
        return None  # the table's own clock
    return calendar.end_of(calendar.add_workdays(request.starts_on, FIRST_MEETING_WORKDAYS))


@transaction.atomic
def decline_offer(offer: Offer, *, by: User, reason: str, note: str = "") -> Offer:
    """Decline with a reason code; no penalty. The next place is proposed at once."""
    policies.require(by, "answer_offer", offer)
    if reason not in dict(Offer.DECLINES):
        raise Refused(_("选一个原因，不会影响您以后的邀约。"), code="reason")
    offer = _locked(offer)
    _still_live(offer)
    move(offer, "decline", by=by, reason=reason, note=note)
    Offer.objects.filter(pk=offer.pk).update(decline_reason=reason, answered_by=by)
    _next_place(offer.request, "offer_declined")
    offer.refresh_from_db()
    return offer


@transaction.atomic
def revoke_offer(offer: Offer, *, by: User, reason: str) -> Offer:
    """Take an offer back before it was answered; the request goes on looking."""
    policies.require(by, "revoke_offer", offer.request)
    if not reason.strip():
        raise Refused(_("写明收回的原因。"), code="reason")
    offer = _locked(offer)
    _revoke(offer, by=by, reason="by_hand", note=reason)
    _next_place(offer.request, "")
    return offer


def revoke_all(request: AssistanceRequest, *, by: User | None, reason: str) -> None:
    """Take back every live offer of a request that is being withdrawn."""
    for offer in request.offers.filter(status__in=LIVE):
        _revoke(offer, by=by, reason=reason)


@transaction.atomic
def to_waiting_list(request: AssistanceRequest, *, by: User | None) -> AssistanceRequest:
    """Put a request for which no place passes every gate on the waiting list, with what holds the places back.

    Refused while a place does pass.
    """
    if by is not None:
        policies.require(by, "match_request", request)
    found = suggest(request)
    if found.eligible:
        raise Refused(_("还有 %(n)d 处通过全部条件，先发出邀约。") % {"n": found.eligible}, code="has_places")
    request.blocking, request.tried_on = found.blocked, clock.today()
    request.save()
    move(request, "no_place", by=by)
    tell("no_place", request)
    return request


def rerun_waiting(category: int | None = None, county_code: str = "") -> int:
    """Look again for the requests on the waiting list, of one category or county where told; how many found a place.
    Runs daily, when a place opens, and when a coordinator asks."""
    waiting = AssistanceRequest.objects.filter(status="waitlisted").select_related("client", "consent", "officer")
    if category:
        waiting = waiting.filter(category=category)
    if county_code:
        waiting = waiting.filter(county_code=county_code)
    found = 0
    for request in waiting.order_by("-urgency", "submitted_at")[:1000]:
        with transaction.atomic():
            places = suggest(request)
            request.tried_on, request.blocking = clock.today(), places.blocked
            request.save()
            if places.eligible:
                move(request, "place_found", by=None)
                tell("place_found", request)
                found += 1
    return found


def expire_offers() -> int:
    """Let offers run out whose clock has ended, and questions nobody answered; how many."""
    now, done = clock.now(), 0
    silence = int(rules.value("matching.question_workdays", now.date()))
    late = list(Offer.objects.filter(status="sent", due_at__lt=now).select_related("request")[:500])
    asked = Offer.objects.filter(status="question").select_related("request")[:500]
    late += [o for o in asked if calendar.end_of(calendar.add_workdays(o.paused_at.date(), silence)) < now]
    for offer in late:
        with transaction.atomic():
            offer = _locked(offer)
            try:
                move(offer, "expire" if offer.status == "sent" else "expire_q", by=None)
            except Refused:  # answered in this very moment: the answer stands
                continue
            _next_place(offer.request, "offer_expired")
            done += 1
    return done


def who_answers(place: Place) -> list[User]:
    """The people an offer to this place goes to."""
    if place.volunteer_id:
        return [place.volunteer.user]
    seats = Membership.objects.filter(access.in_force(clock.today()), unit_id=place.org_id).select_related("user")
    people = [s.user for s in seats if s.role in (roles.NGA, roles.RES) or (s.role == roles.NGC and s.answers_offers)]
    return people or [p for p in (place.partner,) if p]


def workers_of(place: Place) -> list[User]:
    """Whom a provider may name for a case: its caseworkers in force today. A manager who meets clients holds that
    seat too, since what is released opens to no manager."""
    seats = Membership.objects.filter(access.in_force(clock.today()), unit_id=place.org_id, role=roles.NGC)
    return [s.user for s in seats.select_related("user").order_by("pk")]


def _locked(offer: Offer) -> Offer:
    """The offer as it stands now, held until the transaction ends. The request is locked first, by everybody:
    two offers of one request that end at the same moment would else each wait for the other, or each think that
    the other one is still live."""
    AssistanceRequest.objects.select_for_update().get(pk=offer.request_id)
    rows = Offer.objects.select_for_update(of=("self",)).select_related(
        "place", "place__org", "place__volunteer", "place__contract", "request", "request__client", "request__consent"
    )
    return rows.get(pk=offer.pk)


def _worker(offer: Offer, by: User, named: User | None) -> User:
    place = offer.place
    if place.volunteer_id:
        return place.volunteer.user
    if place.kind == "service":
        if named is None or named.pk not in {w.pk for w in workers_of(place)}:
            raise Refused(_("指定一位本机构的社工承担。"), code="worker")
        return named
    return by


def _still_live(offer: Offer) -> None:
    if offer.status not in LIVE:
        raise Refused(_("这份邀约现在是“%(state)s”，不用再答复。") % {"state": offer.status_label}, code="answered")
    if offer.due_at and offer.due_at < clock.now() and not offer.paused_at:
        raise Refused(_("这份邀约已过答复期限。"), code="expired")


def _check_grant(request: AssistanceRequest, fields: Collection[str]) -> None:
    if set(fields) - set(FIELDS_FOR[request.category]):
        raise Refused(_("这一类帮扶不能披露所选的信息。"), code="beyond")
    consent = request.consent
    if request.category == codes.JOB and fields and not (consent and consent.for_employer):
        raise Refused(_("告知用人单位前，须有本人同意。"), code="employer_consent")


def _revoke(offer: Offer, *, by: User | None, reason: str, note: str = "") -> None:
    move(offer, "revoke", by=by, reason=reason, note=note)
    tell("offer_revoked", offer.request, to=who_answers(offer.place), url=reverse("desk:home"))


def _next_place(request: AssistanceRequest, kind: str) -> None:
    """After an offer fell through: back to matching when none is live, and the coordinator is told."""
    request.refresh_from_db()
    if request.status != "offered" or request.offers.filter(status__in=LIVE).exists():
        return
    move(request, "offers_spent", by=None)
    if kind:
        tell(kind, request)


def place_opened(place: Place) -> None:
    """A place was opened or freed: look again for who waits for its kind of help, once the transaction stands."""
    payload = {"category": place.category}
    # One that is still queued will see this place too.
    if not queue.is_queued("matching.rerun_waiting", payload):
        queue.enqueue("matching.rerun_waiting", payload)


def let_go(request: AssistanceRequest, *, by: User | None, grants_at_once: bool = False) -> None:
    """Give back the place and let the grants of a request run out; whoever waits is looked at again."""
    placing.give_back(request, by=by)
    end_grants(request, by=by, at_once=grants_at_once)
    if request.place:
        place_opened(request.place)


def rows_of(request: AssistanceRequest) -> list[Any]:
    """The offers of a request, newest first, for its page."""
    return list(request.offers.select_related("place", "place__org", "worker").order_by("-pk"))
