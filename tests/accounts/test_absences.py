"""Lost devices, days away, and leaving for good."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from accounts import access, hooks, queries, roles, services
from accounts.models import DeviceReset, Membership, StandIn, User
from audit.models import AuditEvent
from kit import clock
from kit.errors import Refused
from messaging import outbox
from tests.accounts.conftest import PASSWORD, fresh, log_in, person, signed_in

DAY = timedelta(days=1)


# --- a lost device -----------------------------------------------------------------------------------------
def test_two_persons_reset_a_device_and_every_log_in_ends(city):
    client = signed_in(city.officer)
    reset = services.ask_device_reset(city.officer, by=city.manager, reason="手机遗失")
    assert queries.resets_to_approve(city.mayor) == [reset] and queries.resets_to_approve(city.manager) == []
    services.approve_device_reset(reset, by=city.mayor)
    assert not Authenticator.objects.filter(user=city.officer).exists()
    assert client.get("/account/me/")["Location"].startswith("/account/login/")
    again = Client()
    log_in(again, "officer@example.org")
    assert again.get("/desk/")["Location"] == reverse("mfa_activate_totp")
    assert outbox.inbox(city.officer).filter(kind="accounts.reset_done").exists()
    assert AuditEvent.objects.filter(action="accounts.approve_device_reset", actor_id=city.mayor.pk).exists()


def test_one_person_alone_resets_nothing(city):
    reset = services.ask_device_reset(city.officer, by=city.mayor, reason="手机遗失")
    with pytest.raises(Refused, match="另一位负责人"):
        services.approve_device_reset(reset, by=city.mayor)
    with pytest.raises(Refused):
        services.ask_device_reset(city.mayor, by=city.mayor, reason="手机遗失")
    own = services.ask_device_reset(city.mayor, by=city.mayor2, reason="手机遗失")
    with pytest.raises(Refused, match="另一位负责人"):
        services.approve_device_reset(own, by=city.mayor)
    assert Authenticator.objects.filter(user=city.officer).exists()
    assert Authenticator.objects.filter(user=city.mayor).exists()


@pytest.mark.parametrize("who", ["outsider", "officer2", "ngo_admin", "volunteer", "auditor"])
def test_who_may_not_ask_for_a_reset(city, who):
    with pytest.raises(Refused):
        services.ask_device_reset(city.officer, by=getattr(city, who), reason="手机遗失")
    assert not DeviceReset.objects.exists()


@pytest.mark.parametrize("who", ["outsider", "officer2", "ngo_admin", "volunteer"])
def test_who_may_not_approve_a_reset(city, who):
    reset = services.ask_device_reset(city.officer, by=city.manager, reason="手机遗失")
    with pytest.raises(Refused):
        services.approve_device_reset(reset, by=getattr(city, who))
    with pytest.raises(Refused):
        services.refuse_device_reset(reset, by=getattr(city, who))
    assert Authenticator.objects.filter(user=city.officer).exists()


def test_a_county_manager_does_not_reset_the_city(city):
    with pytest.raises(Refused):
        services.ask_device_reset(city.mayor, by=city.manager, reason="手机遗失")


def test_a_reset_is_decided_once_and_lapses(city):
    reset = services.ask_device_reset(city.officer, by=city.manager, reason="手机遗失")
    with pytest.raises(Refused, match="在等批准"):
        services.ask_device_reset(city.officer, by=city.mayor, reason="手机遗失")
    services.refuse_device_reset(reset, by=city.mayor)
    with pytest.raises(Refused, match="已经办过"):
        services.approve_device_reset(reset, by=city.mayor)
    late = services.ask_device_reset(city.officer, by=city.manager, reason="手机遗失")
    with clock.frozen(clock.now() + 4 * DAY):
        with pytest.raises(Refused, match="已过期"):
            services.approve_device_reset(late, by=city.mayor)
        assert services.ask_device_reset(city.officer, by=city.manager, reason="手机遗失").pk != late.pk


def test_there_must_be_a_reason_and_a_device(city):
    with pytest.raises(Refused, match="写明原因"):
        services.ask_device_reset(city.officer, by=city.manager, reason=" ")
    Authenticator.objects.filter(user=city.officer).delete()
    with pytest.raises(Refused, match="不用重置"):
        services.ask_device_reset(city.officer, by=city.manager, reason="手机遗失")


def test_a_reset_goes_by_the_pages(city):
    signed_in(city.manager).post(f"/account/people/{city.officer.pk}/reset/", {"reason": "手机遗失"})
    reset = DeviceReset.objects.get()
    own = signed_in(city.manager).post(f"/account/people/waiting/reset/{reset.pk}/", follow=True)
    assert "另一位负责人" in own.content.decode()
    other = signed_in(city.outsider)
    assert other.post(f"/account/people/waiting/reset/{reset.pk}/").status_code == 404
    assert other.post(f"/account/people/{city.officer.pk}/reset/", {"reason": "x"}).status_code == 404
    signed_in(city.mayor).post(f"/account/people/waiting/reset/{reset.pk}/")
    assert not Authenticator.objects.filter(user=city.officer).exists()


# --- days away ---------------------------------------------------------------------------------------------
def stand_in(city, **changes):
    today = clock.today()
    asked = {"from_on": today, "until_on": today + 2 * DAY, "by": city.officer} | changes
    return services.set_stand_in(asked.pop("absent", city.officer), asked.pop("deputy", city.officer2), **asked)


def test_whoever_stands_in_sits_in_the_seat_for_these_days_only(city):
    second_office_seat = Membership.objects.get(user=city.officer)
    stand_in(city, from_on=clock.today() + DAY, until_on=clock.today() + 2 * DAY)
    told = []
    for n in range(4):
        with clock.frozen(clock.now() + n * DAY):
            told.append([s.for_user_id for s in access.seats(fresh(city.officer2))])
    both = [city.officer2.pk, city.officer.pk]
    assert told == [[city.officer2.pk], both, both, [city.officer2.pk]]
    assert second_office_seat.unit == city.office


def test_what_the_absent_one_is_elsewhere_is_not_stood_in_for(city):
    services.make_demo_person("李明", roles.EXP, None, email="officer@example.org")
    services.make_demo_person("李明", roles.OFF, city.other_office, email="officer@example.org")
    stand_in(city)
    held = {(s.role, s.unit_id) for s in access.seats(fresh(city.officer2))}
    assert held == {(roles.OFF, city.office.pk)}


def test_a_stand_in_ends_at_once(city):
    arrangement = stand_in(city)
    services.end_stand_in(arrangement, by=city.officer2)
    assert len(access.seats(fresh(city.officer2))) == 1
    with pytest.raises(Refused, match="已经结束"):
        services.end_stand_in(arrangement, by=city.officer)


@pytest.mark.parametrize("who", ["officer", "manager", "mayor"])
def test_the_absent_one_the_county_and_the_city_arrange_it(city, who):
    assert stand_in(city, by=getattr(city, who)).absent == city.officer


@pytest.mark.parametrize("who", ["officer2", "outsider", "ngo_admin", "volunteer", "system"])
def test_who_may_not_arrange_a_stand_in(city, who):
    with pytest.raises(Refused):
        stand_in(city, by=getattr(city, who))
    assert not StandIn.objects.exists()


def test_only_a_colleague_of_the_same_unit_stands_in(city):
    for deputy in (city.outsider, city.manager, city.volunteer, city.officer):
        with pytest.raises(Refused, match="同单位"):
            stand_in(city, deputy=deputy, by=city.mayor)


def test_nobody_stands_in_across_what_must_be_apart(city):
    """The bureau's people sit in one unit; the auditor still does not act as its manager."""
    with pytest.raises(Refused, match="同一人"):
        stand_in(city, absent=city.mayor, deputy=city.auditor, by=city.mayor)
    with pytest.raises(Refused, match="同一人"):
        stand_in(city, absent=city.system, deputy=city.mayor, by=city.system)
    stand_in(city, absent=city.mayor, deputy=city.mayor2, by=city.mayor)
    with pytest.raises(Refused, match="同一人"):
        services.grant_seat(city.mayor2, roles.AUD, city.bureau, by=city.mayor)


def test_nobody_is_given_a_role_that_clashes_with_one_stood_in_for(city):
    editor = person("编辑", roles.CMS, city.bureau, "cms@example.org")
    stand_in(city, absent=city.mayor, deputy=editor, by=city.mayor)
    with pytest.raises(Refused, match="同一人"):
        services.grant_seat(editor, roles.AUD, city.bureau, by=city.mayor2)


@pytest.mark.parametrize(
    ("start", "end", "words"), [(2, 1, "开始日"), (-3, -1, "已经过去"), (0, 90, "最长 90 天"), (1, 5, "已经有人")]
)
def test_the_days_must_be_right(city, start, end, words):
    if words == "已经有人":
        stand_in(city)
    with pytest.raises(Refused, match=words):
        stand_in(city, from_on=clock.today() + start * DAY, until_on=clock.today() + end * DAY)


def test_a_stand_in_goes_by_the_page_and_an_outsider_does_not_end_it(city):
    client = signed_in(city.officer)
    today = clock.today()
    form = {"deputy": city.officer2.pk, "from_on": today.isoformat(), "until_on": today.isoformat()}
    assert client.post("/account/stand-in/", form)["Location"] == "/account/stand-in/"
    arrangement = StandIn.objects.get()
    assert "吴芳 代 李明" in client.get("/account/stand-in/").content.decode()
    assert signed_in(city.outsider).post(f"/account/stand-in/{arrangement.pk}/end/").status_code == 404
    assert not StandIn.objects.get().ended_at
    client.post(f"/account/stand-in/{arrangement.pk}/end/")
    assert StandIn.objects.get().ended_at
    outsider = signed_in(city.outsider).post(f"/account/people/{city.officer.pk}/stand-in/", form)
    assert outsider.status_code == 404


# --- leaving -----------------------------------------------------------------------------------------------
@pytest.fixture
def cases(monkeypatch):
    """Three cases of whoever they belong to, as a trade would hang them in."""
    owner = {"pk": None}
    monkeypatch.setattr(hooks.caseloads, "_things", [])
    monkeypatch.setattr(hooks.handovers, "_things", [])
    monkeypatch.setattr(hooks.left, "_things", [])
    hooks.caseloads.add(lambda user: [hooks.Duty("求助", 3 if user.pk == owner["pk"] else 0)])

    @hooks.handovers.add
    def take(user, to, by):
        owner["pk"] = to.pk
        return 3

    gone = []
    hooks.left.add(lambda user, on, by: gone.append((user.pk, on)))
    return owner, gone


def test_leaving_hands_over_ends_seats_and_kills_log_ins(city, cases):
    owner, gone = cases
    owner["pk"] = city.officer.pk
    client = signed_in(city.officer)
    stand_in(city)
    count = services.leave(city.officer, on=clock.today(), by=city.manager, to=city.officer2)
    assert count == 3 and owner["pk"] == city.officer2.pk and gone == [(city.officer.pk, clock.today())]
    assert client.get("/account/me/")["Location"].startswith("/account/login/")
    assert access.seats(fresh(city.officer)) == () and not fresh(city.officer).is_active
    assert not queries.stand_ins_of(city.officer2), "the stand-in ended too"
    assert fresh(city.officer).session_salt != city.officer.session_salt, "and no log-in of before wakes up again"
    assert log_in(Client(), "officer@example.org").get("Location", "") in ("", "/account/inactive/")
    assert outbox.inbox(city.officer2).filter(kind="accounts.handed_over").exists()


def test_nobody_leaves_with_work_that_nobody_takes_over(city, cases):
    owner, _gone = cases
    owner["pk"] = city.officer.pk
    with pytest.raises(Refused, match="没移交") as why:
        services.leave(city.officer, on=clock.today(), by=city.manager)
    assert why.value.reasons == ["求助 3"]
    for to in (city.manager, city.outsider, city.officer, city.volunteer):
        with pytest.raises(Refused, match="接手的人"):
            services.leave(city.officer, on=clock.today(), by=city.manager, to=to)
    with pytest.raises(Refused, match="没移交"):
        services.end_seat(Membership.objects.get(user=city.officer), by=city.manager)
    assert fresh(city.officer).is_active and access.has_role(fresh(city.officer), roles.OFF)


def test_nothing_is_left_behind_when_the_last_step_fails(city, cases):
    def fail(user, on, by):
        raise RuntimeError

    hooks.left.add(fail)
    before = AuditEvent.objects.count()
    with pytest.raises(RuntimeError):
        services.leave(city.officer, on=clock.today(), by=city.manager)
    assert fresh(city.officer).left_on is None and access.has_role(fresh(city.officer), roles.OFF)
    assert AuditEvent.objects.count() == before


def test_whoever_leaves_next_week_works_till_then(city, cases):
    client = signed_in(city.officer)
    services.leave(city.officer, on=clock.today() + 7 * DAY, by=city.manager)
    assert services.close_left() == 0
    assert client.get("/account/me/").status_code == 200
    with clock.frozen(clock.now() + 6 * DAY):
        assert access.has_role(fresh(city.officer), roles.OFF)
    with clock.frozen(clock.now() + 7 * DAY):
        assert not access.has_role(fresh(city.officer), roles.OFF)
        assert services.close_left() == 1
    assert client.get("/account/me/").status_code == 302


@pytest.mark.parametrize("who", ["officer2", "outsider", "ngo_admin", "auditor", "volunteer", "officer"])
def test_who_may_not_send_somebody_away(city, who):
    with pytest.raises(Refused):
        services.leave(city.officer, on=clock.today(), by=getattr(city, who))
    assert fresh(city.officer).is_active


def test_nobody_arranges_their_own_leaving(city):
    with pytest.raises(Refused, match="不能为自己"):
        services.leave(city.mayor, on=clock.today(), by=city.mayor)


def test_a_county_manager_does_not_send_the_city_away(city):
    for user in (city.mayor, city.system, city.outsider):
        with pytest.raises(Refused):
            services.leave(user, on=clock.today(), by=city.manager)


def test_the_last_who_runs_the_city_does_not_leave(city):
    services.leave(city.mayor2, on=clock.today(), by=city.system)
    with pytest.raises(Refused, match="最后一位"):
        services.leave(city.mayor, on=clock.today(), by=city.system)
    assert access.has_role(fresh(city.mayor), roles.MUN)


def test_the_last_who_runs_the_machine_does_not_leave(city):
    colleague = person("第二", roles.SYS, city.bureau, "sys2@example.org")
    services.leave(city.system, on=clock.today(), by=colleague)
    third = person("第三", roles.SYS, city.bureau, "sys3@example.org")
    User.objects.filter(pk=third.pk).update(is_active=False)
    Membership.objects.filter(user=third).update(since_on=clock.today() + DAY)
    with pytest.raises(Refused):
        services.leave(colleague, on=clock.today(), by=fresh(third))


def test_invitations_of_whoever_left_no_longer_work(city):
    invitation = services.invite("neu@example.org", "新人", roles.OFF, city.office, by=city.manager)
    services.leave(city.manager, on=clock.today(), by=city.mayor)
    invitation.refresh_from_db()
    assert invitation.withdrawn_at


def test_leaving_goes_by_the_page(city, cases):
    client = signed_in(city.manager)
    client.post(f"/account/people/{city.officer.pk}/leave/", {"on": clock.today().isoformat()})
    assert not fresh(city.officer).is_active


def test_a_killed_session_is_dead_wherever_it_came_from(city):
    client = Client()
    log_in(client, "ngo_admin@example.org")
    other = signed_in(city.ngo_admin)
    services.kill_sessions(city.ngo_admin)
    for each in (client, other):
        assert each.get("/account/me/").status_code == 302
    assert fresh(city.ngo_admin).check_password(PASSWORD)
