"""Teams: joined with a code, signed up for all or for nobody."""

import pytest

from kit.errors import Refused
from tests.volunteers import activity as make
from volunteers.activities import services, teams
from volunteers.activities.models import Shift, Signup, Team
from volunteers.models import Volunteer


@pytest.fixture(autouse=True)
def tuesday(as_of) -> None:
    as_of(2026, 3, 10, 9)


@pytest.fixture
def team(cast) -> Team:
    """Four who come together; the first leads."""
    leader, *others = make.crowd(cast, 4)
    team = teams.found_team("晨光小队", by=leader.user)
    for other in others:
        teams.join_team(team.join_code.lower(), by=other.user)
    return team


def code_of(act, *args, **words) -> str:
    with pytest.raises(Refused) as refusal:
        act(*args, **words)
    return refusal.value.code


def test_a_team_takes_a_place_for_each_or_for_nobody(team, cast) -> None:
    shift = make.shift(cast, capacity=5)
    services.sign_up(shift, by=make.helper(cast).user)
    services.sign_up(shift, by=make.helper(cast).user)
    assert code_of(teams.sign_up_team, shift, team, by=team.leader.user) == "too_few_places"
    assert Shift.objects.get(pk=shift.pk).taken == 2
    assert not Signup.objects.filter(team=team).exists()
    larger = make.shift(cast, capacity=4, days=4)
    assert len(teams.sign_up_team(larger, team, by=team.leader.user)) == 4
    assert Shift.objects.get(pk=larger.pk).taken == 4


def test_one_member_who_cannot_come_keeps_the_team_out_and_is_named_by_number(team, cast) -> None:
    member = team.members.order_by("pk").last()
    shift = make.shift(cast)
    services.sign_up(make.shift(cast), by=member.user)
    with pytest.raises(Refused) as refusal:
        teams.sign_up_team(shift, team, by=team.leader.user)
    assert refusal.value.code == "member_lacks"
    assert [str(r).split("：")[0] for r in refusal.value.reasons] == [member.number]
    assert Shift.objects.get(pk=shift.pk).taken == 0


def test_a_member_may_leave_alone_and_only_that_place_goes_on(team, cast) -> None:
    shift = make.shift(cast, capacity=4)
    rows = teams.sign_up_team(shift, team, by=team.leader.user)
    waiting = services.sign_up(shift, by=make.helper(cast).user)
    services.withdraw(rows[1], by=rows[1].volunteer.user)
    assert Signup.objects.get(pk=waiting.pk).status == "offered"
    assert Signup.objects.filter(team=team, status="confirmed").count() == 3


def test_only_the_leader_signs_a_team_up(team, cast) -> None:
    member = team.members.exclude(pk=team.leader_id).first()
    for other in (member.user, make.helper(cast).user, cast.officer):
        assert code_of(teams.sign_up_team, make.shift(cast), team, by=other) == "may:sign_up_team"


def test_who_is_there_already_keeps_the_team_from_a_second_claim(team, cast) -> None:
    shift = make.shift(cast)
    teams.sign_up_team(shift, team, by=team.leader.user)
    assert code_of(teams.sign_up_team, shift, team, by=team.leader.user) == "there_already"
    assert Shift.objects.get(pk=shift.pk).taken == 4


def test_where_the_organiser_decides_teams_sign_up_one_by_one(team, cast) -> None:
    shift = make.shift(cast, self_signup=False)
    assert code_of(teams.sign_up_team, shift, team, by=team.leader.user) == "one_by_one"


def test_a_team_is_joined_by_its_code_alone_and_ends_with_its_leader(team, cast) -> None:
    who: Volunteer = make.helper(cast)
    assert code_of(teams.join_team, "AAAAAAAA", by=who.user) == "no_team"
    teams.join_team(team.join_code, by=who.user)
    teams.join_team(team.join_code, by=who.user)
    assert team.members.count() == 5
    teams.leave_team(team, by=who.user)
    assert team.members.count() == 4
    teams.leave_team(team, by=team.leader.user)
    assert code_of(teams.join_team, team.join_code, by=who.user) == "no_team"
