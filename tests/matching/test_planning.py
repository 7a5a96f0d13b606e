"""The plan over all needs: it proposes under guard, an officer decides, and nobody sees what is not theirs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from kit import clock
from kit.errors import Refused
from matching.engine.flow import NoPlan
from matching.models import AssistanceRequest, MatchRun, Place, Proposal, RunPart, StagedPart, SupplierCap
from matching.offers import services as offers
from matching.planning import columns, publishing, queries, services, staging, tasks
from matching.resources import caps
from matching.resources import services as resources
from messaging import queue
from messaging.models import Job, Message
from tests import build
from tests.cast import Cast, sign_in

pytestmark = pytest.mark.django_db


def looking(cast: Cast, n: int = 1, **wishes: Any) -> list[AssistanceRequest]:
    """So many people who look for a place."""
    return [build.request_in("matching", cast, who=build.client(cast, name=f"求助{k}"), **wishes) for k in range(n)]


def plan(cast: Cast | None = None, **scope: Any) -> MatchRun:
    return services.make(services.begin(by=None, **scope))


def live() -> dict[int, int]:
    return dict(columns.live_proposals().values_list("request_id", "place_id"))


def staged_rows() -> dict[int, int]:
    """What the one part is about to propose."""
    rows = staging.unpacked(StagedPart.objects.get().proposals, len(staging.COLUMNS))
    return {request: place for request, place, *_rest in rows.tolist()}


def staged(run: MatchRun) -> RunPart:
    """A run brought to where everything is worked out and nothing is published."""
    asked, todo = services.split(run)
    part = run.parts.get()
    found = services.planned_for(asked, todo)
    staging.stage(part, asked, found)
    return part


# --- what it proposes ----------------------------------------------------------------------------------------
def test_the_scarce_place_goes_to_whom_no_other_takes(cast: Cast) -> None:
    near = build.place(cast, capacity=1)
    far = build.place(cast, "volunteer", sex_mask=1, capacity=1)
    anyone, woman = looking(cast, 2)
    AssistanceRequest.objects.filter(pk=anyone.pk).update(gender_pref=0)
    AssistanceRequest.objects.filter(pk=woman.pk).update(gender_pref=2)
    plan()
    assert live() == {anyone.pk: far.pk, woman.pk: near.pk}
    assert Proposal.objects.get(request=anyone).others_n == 0
    assert Proposal.objects.get(request=woman).choices_n == 1


def test_a_place_says_for_how_many_others_it_is_the_only_one(cast: Cast) -> None:
    build.place(cast, capacity=3)
    looking(cast, 3)
    plan()
    assert set(Proposal.objects.values_list("others_n", "choices_n")) == {(2, 1)}


def test_of_fewer_than_five_others_a_minors_need_is_not_counted(cast: Cast) -> None:
    build.place(cast, capacity=9, is_minor_qualified=True)
    (adult,) = looking(cast)
    for n in range(2):
        build.request_in("matching", cast, who=_minor(cast, f"小{n}"))
    plan()
    assert Proposal.objects.get(request=adult).others_n == 0
    for n in range(2, 5):
        build.request_in("matching", cast, who=_minor(cast, f"小{n}"))
    Proposal.objects.all().delete()
    RunPart.objects.all().delete()
    plan()
    assert Proposal.objects.get(request=adult).others_n == 5


def _minor(cast: Cast, name: str) -> Any:
    return build.client(cast, name=name, born_on=date(clock.today().year - 16, 1, 5), deputy=cast.colleague)


def test_what_stands_is_kept_when_nothing_has_changed(cast: Cast) -> None:
    build.place(cast, capacity=2)
    build.place(cast, "volunteer")
    looking(cast, 3)
    plan()
    before = set(Proposal.objects.values_list("pk", flat=True))
    again = plan()
    assert again.parts.get().stage == "same" and set(Proposal.objects.values_list("pk", flat=True)) == before
    looking(cast)
    third = plan()
    assert third.parts.get().kept_n == 3 and before < set(Proposal.objects.values_list("pk", flat=True))


def test_a_place_that_said_no_is_not_proposed_again_in_this_round(cast: Cast) -> None:
    at = build.place(cast)
    request = build.request_in("offered", cast, at=at)
    offers.decline_offer(request.offers.get(), by=cast.ngo_admin, reason="full")
    plan()
    assert live() == {}
    other = build.place(cast, "volunteer")
    plan()
    assert live() == {request.pk: other.pk}


# --- the guard -----------------------------------------------------------------------------------------------
def test_a_place_that_filled_up_meanwhile_is_not_proposed_beyond_its_seats(cast: Cast) -> None:
    at = build.place(cast, capacity=2)
    looking(cast, 2)
    part = staged(services.begin(by=None))
    assert len(staged_rows()) == 2 and not Proposal.objects.exists()
    Place.objects.filter(pk=at.pk).update(taken=1)
    publishing.publish(part)
    part.refresh_from_db()
    assert len(live()) == 1 and (part.stage, part.refused_n) == ("published", 1)


def test_who_found_a_place_meanwhile_gets_no_proposal(cast: Cast) -> None:
    build.place(cast, capacity=4)
    gone, stays = looking(cast, 2)
    part = staged(services.begin(by=None))
    offers.send_offers(gone, [build.place(cast, "volunteer")], by=cast.officer)
    publishing.publish(part)
    assert list(live()) == [stays.pk]


def test_a_closed_place_is_not_proposed(cast: Cast) -> None:
    at = build.place(cast)
    looking(cast)
    part = staged(services.begin(by=None))
    resources.pause_place(at, by=cast.county_manager)
    publishing.publish(part)
    assert live() == {}


def test_the_database_holds_one_live_proposal_a_request(cast: Cast) -> None:
    build.place(cast)
    looking(cast)
    plan()
    twin = Proposal.objects.get()
    twin.pk = twin.part_id = None
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_a_seat_taken_by_hand_ends_the_proposal_it_leaves_no_room_for(cast: Cast) -> None:
    at = build.place(cast, capacity=2)
    looking(cast, 2)
    plan()
    assert len(live()) == 2
    build.request_in("accepted", cast, at=at, who=build.client(cast, name="另一位"))
    assert len(live()) == 1
    assert Proposal.objects.get(ended_at__isnull=False).end_why == "full"


def test_fewer_seats_end_what_is_proposed_beyond_them(cast: Cast) -> None:
    at = build.place(cast, capacity=3)
    looking(cast, 3)
    plan()
    resources.change_capacity(at, by=cast.county_manager, capacity=1)
    assert len(live()) == 1


def test_nobody_accepted_is_moved(cast: Cast) -> None:
    at = build.place(cast, capacity=1)
    held = build.request_in("accepted", cast, at=at)
    (waits,) = looking(cast)
    AssistanceRequest.objects.filter(pk=waits.pk).update(urgency=3, gender_pref=2)
    plan()
    held.refresh_from_db()
    at.refresh_from_db()
    assert (held.status, held.place_id, at.taken) == ("accepted", at.pk, 1) and live() == {}


def test_proposals_of_who_looks_no_more_end_each_night(cast: Cast) -> None:
    build.place(cast, capacity=3)
    withdrawn, stays = looking(cast, 2)
    plan()
    build.outcomes.withdraw_request(withdrawn, by=cast.officer, reason="need_gone")
    assert queries.proposal_for(withdrawn, cast.officer) is None
    tasks.night(None)
    assert list(live()) == [stays.pk]


# --- what a decision does ------------------------------------------------------------------------------------
@pytest.mark.parametrize(("followed", "why"), [(True, "followed"), (False, "otherwise")])
def test_an_offer_ends_the_proposal_and_says_whether_it_was_followed(cast: Cast, followed: bool, why: str) -> None:
    build.place(cast, capacity=1)
    other = build.place(cast, "volunteer")
    (request,) = looking(cast)
    plan()
    proposal = Proposal.objects.get()
    at = proposal.place if followed else Place.objects.exclude(pk=proposal.place_id).get()
    assert other.pk in (proposal.place_id, at.pk) or followed
    offers.send_offers(request, [at], by=cast.officer)
    proposal.refresh_from_db()
    assert proposal.end_why == why and live() == {}
    page = sign_in(cast.county_manager).get(reverse("matching:plan_run", args=[proposal.run_id])).content.decode()
    assert {"followed": "已按建议邀约", "otherwise": "工作人员另选一处"}[why] in page and "仍在建议" not in page


# --- begun, cancelled, given up -------------------------------------------------------------------------------
def test_one_plan_of_a_scope_at_a_time(cast: Cast) -> None:
    services.begin(by=None)
    with pytest.raises(Refused, match="上一次计划还没有算完"):
        services.begin(by=None)
    services.begin(by=cast.county_manager, county_code="990103")


def test_who_plans(cast: Cast) -> None:
    assert services.begin(by=cast.city_manager).made_by == cast.city_manager
    for by, county in ((cast.county_manager, ""), (cast.county_manager, "990102"), (cast.officer, "990103")):
        with pytest.raises(Refused):
            services.begin(by=by, county_code=county)


def test_a_cancelled_plan_publishes_nothing_more(cast: Cast) -> None:
    build.place(cast)
    looking(cast)
    run = services.begin(by=cast.city_manager)
    part = staged(run)
    services.cancel(run, by=cast.city_manager)
    publishing.publish(part)
    assert live() == {} and run.parts.get().stage == "dropped"
    assert not Proposal.objects.exists() and not StagedPart.objects.exists()
    plan()
    assert len(live()) == 1


def test_a_county_plans_its_own_and_leaves_the_seats_proposed_to_others(cast: Cast) -> None:
    at = build.place(cast, "job", capacity=2)
    there = build.client(cast, name="外区", town="990102002", officer=cast.outsider)
    other = build.request_in("matching", cast, who=there, kind="job", max_m=90_000)
    plan()
    assert live() == {other.pk: at.pk}
    mine = looking(cast, 2, kind="job")
    run = plan(county_code="990103")
    assert live()[other.pk] == at.pk and len(live()) == 2
    assert run.needs_n == 2 and set(run.counties) == {"990103"} and run.parts.get().refused_n == 0
    assert len(set(live()) & {m.pk for m in mine}) == 1


# --- jobs ----------------------------------------------------------------------------------------------------
def test_the_night_makes_one_plan_by_jobs_that_may_run_twice(cast: Cast) -> None:
    build.place(cast, capacity=2)
    looking(cast, 3)
    tasks.night(None)
    tasks.night(None)
    queue.run_due()
    run = MatchRun.objects.get()
    assert run.status == "done" and len(live()) == 2
    stood = live()
    for job in Job.objects.filter(kind__startswith="matching.plan"):
        queue.handlers[job.kind].fn(job)
    assert live() == stood and Proposal.objects.count() == 2
    assert run.counties["990103"] == {"needs": 3, "assigned": 2, "new": 2}


@pytest.mark.parametrize("where", ["_end_replaced", "_let_out", "_done"])
def test_a_worker_that_dies_amid_the_publishing_changes_nothing_of_the_plan(
    cast: Cast, monkeypatch: Any, where: str
) -> None:
    build.place(cast, capacity=2)
    build.place(cast, "volunteer")
    looking(cast, 4)
    services.begin_in_background(by=cast.city_manager)
    monkeypatch.setattr(publishing, "TOGETHER", 1)
    real, calls = getattr(publishing, where), []

    def die_at_the_second(*args: Any) -> Any:
        calls.append(1)
        if len(calls) == (2 if where == "_let_out" else 1):
            raise KeyboardInterrupt
        return real(*args)

    monkeypatch.setattr(publishing, where, die_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        queue.run_due()
    wanted = staged_rows()
    monkeypatch.setattr(publishing, where, real)
    Job.objects.filter(state="running").update(lease_until=clock.machine_now() - timedelta(seconds=1))
    queue.run_due()
    assert live() == wanted and MatchRun.objects.get().status == "done"
    assert Message.objects.filter(kind="plan_made", to=cast.city_manager).count() == 1


def test_a_solver_without_proof_makes_no_plan_at_all(cast: Cast, monkeypatch: Any) -> None:
    build.place(cast)
    looking(cast)
    run = services.begin_in_background(by=None)

    def unproved(*_args: Any) -> None:
        raise NoPlan("the solver ended")

    monkeypatch.setattr(services, "planned_for", unproved)
    queue.run_due()
    run.refresh_from_db()
    assert run.status == "failed" and live() == {} and run.ended_at


# --- who sees it ---------------------------------------------------------------------------------------------
def test_zhao_qiang_sees_no_proposal_of_another_district(cast: Cast) -> None:
    build.place(cast)
    (request,) = looking(cast)
    plan()
    assert queries.proposal_for(request, cast.officer) and queries.proposal_for(request, cast.county_manager)
    for nobody in (cast.outsider, cast.other_county_manager, cast.volunteer, cast.ngo_admin, cast.city_manager):
        assert not queries.proposals(nobody).exists()


def test_a_minors_proposal_shows_to_the_officer_and_the_deputy_alone(cast: Cast) -> None:
    build.place(cast, is_minor_qualified=True)
    request = build.request_in("matching", cast, who=_minor(cast, "小少"))
    plan()
    assert live() and queries.proposal_for(request, cast.officer) and queries.proposal_for(request, cast.colleague)
    assert queries.proposal_for(request, cast.county_manager) is None


def test_the_page_of_the_places_shows_what_the_plan_proposes_and_why(cast: Cast) -> None:
    at = build.place(cast)
    (request,) = looking(cast)
    plan()
    page = sign_in(cast.officer).get(reverse("matching:match", args=[request.number])).content.decode()
    assert f"计划建议：{at.name}" in page and "通过全部条件的只有这一处" in page


def test_the_plans_place_can_be_chosen_where_it_is_not_among_the_first(cast: Cast) -> None:
    (request,) = looking(cast)
    last = build.place(cast, name="最后一处", grade="C", x_m=request.client.x_m + 9000)
    for n in range(7):
        build.place(cast, name=f"第{n}处")
    run = services.begin(by=None)
    Proposal.objects.create(
        run=run, request=request, place=last, county_code="990103", choices_n=8, published_at=clock.now()
    )
    browser, url = sign_in(cast.officer), reverse("matching:match", args=[request.number])
    page = browser.get(url).content.decode()
    assert "计划建议：最后一处" in page and "全部需求一起计算时另有安排" in page and f"?place={last.pk}" in page
    assert "选建议的这一处" not in browser.get(url, {"place": last.pk}).content.decode()


def test_a_county_reads_its_own_numbers_only(cast: Cast) -> None:
    build.place(cast, "job", capacity=5)
    looking(cast, 2, kind="job")
    there = build.client(cast, name="外区", town="990102002", officer=cast.outsider)
    build.request_in("matching", cast, who=there, kind="job")
    run = plan()
    page = sign_in(cast.county_manager).get(reverse("matching:plan_run", args=[run.pk])).content.decode()
    assert "东溪区" in page and "栖霞区" not in page
    city = sign_in(cast.city_manager).get(reverse("matching:plan_run", args=[run.pk])).content.decode()
    assert "东溪区" in city and "栖霞区" in city
    own = services.begin(by=cast.other_county_manager, county_code="990102")
    assert own not in queries.runs(cast.county_manager) and own in queries.runs(cast.city_manager)


def test_a_manager_begins_a_plan_and_cancels_it(cast: Cast) -> None:
    browser = sign_in(cast.county_manager)
    assert browser.post(reverse("matching:plans")).status_code == 302
    run = MatchRun.objects.get()
    assert (run.county_code, run.made_by) == ("990103", cast.county_manager)
    again = browser.post(reverse("matching:plans"))
    assert "上一次计划还没有算完" in again.content.decode()
    assert browser.post(reverse("matching:plan_run", args=[run.pk])).status_code == 302
    run.refresh_from_db()
    assert run.status == "cancelled"


# --- caps of employers and agencies -----------------------------------------------------------------------------
def test_an_employer_takes_no_more_persons_than_it_said_over_all_its_places(cast: Cast) -> None:
    one, two = build.place(cast, "job"), build.place(cast, "job", name="第二个岗位")
    caps.set_cap(cast.yunjin, by=cast.employer, capacity=1)
    looking(cast, 2, kind="job")
    plan()
    assert len(live()) == 1
    first = build.request_in("accepted", cast, kind="job", at=one, who=build.client(cast, name="甲"))
    cap = SupplierCap.objects.get()
    assert (cap.taken, cap.free) == (1, 0)
    with pytest.raises(Refused):
        offers.send_offers(looking(cast, kind="job")[0], [two], by=cast.officer)
    build.outcomes.withdraw_request(first, by=cast.officer, reason="need_gone")
    assert SupplierCap.objects.get().taken == 0


def test_a_cap_counts_who_is_there_already_and_is_never_lower(cast: Cast) -> None:
    build.request_in("accepted", cast, kind="job")
    with pytest.raises(Refused, match="现在已有 1 人"):
        caps.set_cap(cast.yunjin, by=cast.county_manager, capacity=0)
    assert caps.set_cap(cast.yunjin, by=cast.county_manager, capacity=1).taken == 1


def test_a_suspended_employer_is_proposed_to_nobody_until_it_is_resumed(cast: Cast) -> None:
    build.place(cast, "job")
    (request,) = looking(cast, kind="job")
    with pytest.raises(Refused):
        caps.suspend_supplier(cast.yunjin, by=cast.employer, reason="自己不能暂停")
    with pytest.raises(Refused, match="写明暂停的原因"):
        caps.suspend_supplier(cast.yunjin, by=cast.county_manager, reason=" ")
    caps.suspend_supplier(cast.yunjin, by=cast.county_manager, reason="欠薪，正在处理")
    plan()
    assert live() == {}
    caps.resume_supplier(cast.yunjin, by=cast.county_manager)
    plan()
    assert list(live()) == [request.pk]


def test_the_employers_own_page_changes_the_cap_and_only_a_manager_suspends(cast: Cast) -> None:
    build.place(cast, "job")
    url = reverse("matching:supplier", args=[cast.yunjin.pk])
    own, manager = sign_in(cast.employer), sign_in(cast.county_manager)
    assert own.post(url, {"act": "cap", "cap-capacity": 7}).status_code == 302
    assert SupplierCap.objects.get().capacity == 7
    assert "暂停这家单位" not in own.get(url).content.decode()
    assert own.post(url, {"act": "suspend", "suspend-reason": "x"}).status_code == 404
    assert manager.post(url, {"act": "suspend", "suspend-reason": "欠薪"}).status_code == 302
    assert "已暂停承接：欠薪" in manager.get(url).content.decode()
    assert manager.post(url, {"act": "resume"}).status_code == 302
    assert not SupplierCap.objects.get().is_suspended
    assert sign_in(cast.outsider).get(url).status_code == 404


def test_requests_are_only_read_by_the_plan(cast: Cast) -> None:
    build.place(cast)
    (request,) = looking(cast)
    before = AssistanceRequest.objects.filter(pk=request.pk).values().get()
    plan()
    assert AssistanceRequest.objects.filter(pk=request.pk).values().get() == before
