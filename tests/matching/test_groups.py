"""Correction groups: who may belong, a woman for a woman, somebody who knows minors for a minor, letters."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from audit.models import AuditEvent
from kit import clock
from kit.errors import Refused
from matching.groups import services
from matching.groups.models import CorrectionGroup, GroupMember
from matching.outcomes.services import end_client
from tests import build
from tests.cast import sign_in

MAN, WOMAN = 1, 2
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday(as_of) -> None:
    as_of(2026, 3, 9, 10)


def group_of(cast, row, *sexes: int, **said) -> CorrectionGroup:
    for n, sex in enumerate(sexes):
        services.add_member(row, by=cast.officer, kind="family", name=f"成员{n}", sex=sex, **said)
    return CorrectionGroup.objects.get(client=row)


def test_a_group_of_two_men_is_refused_for_a_woman(cast) -> None:
    """G6."""
    group = group_of(cast, build.client(cast, sex=WOMAN), MAN, MAN)
    with pytest.raises(Refused) as no:
        services.confirm_group(group, by=cast.officer)
    assert no.value.code == "lacks" and group.status == "forming"
    group_of(cast, group.client, WOMAN)
    assert services.confirm_group(group, by=cast.officer).status == "confirmed"


def test_the_last_woman_does_not_leave_a_womans_group(cast) -> None:
    group = group_of(cast, build.client(cast, sex=WOMAN), MAN, WOMAN)
    services.confirm_group(group, by=cast.officer)
    woman = group.members.get(sex=WOMAN)
    with pytest.raises(Refused) as no:
        services.remove_member(woman, by=cast.officer)
    assert no.value.code == "lacks"
    woman.refresh_from_db()
    assert woman.left_on is None
    services.remove_member(group.members.get(sex=MAN), by=cast.officer)
    group_of(cast, group.client, WOMAN)
    assert services.remove_member(woman, by=cast.officer).left_on == clock.today()


def test_a_mans_group_may_be_of_men(cast) -> None:
    assert services.confirm_group(group_of(cast, build.client(cast, sex=MAN), MAN), by=cast.officer)


def test_a_minors_group_has_somebody_who_knows_minors(cast) -> None:
    young = build.client(cast, sex=MAN, born_on=date(2009, 5, 1), consent=False)
    group = group_of(cast, young, MAN)
    with pytest.raises(Refused):
        services.confirm_group(group, by=cast.officer)
    group_of(cast, young, MAN, knows_minors=True)
    services.confirm_group(group, by=cast.officer)
    with pytest.raises(Refused):
        services.remove_member(group.members.get(knows_minors=True), by=cast.officer)


@pytest.mark.parametrize("said", [{"kind": "friend"}, {"name": " "}, {"sex": 3}])
def test_the_law_names_who_may_belong(said, cast) -> None:
    row = build.client(cast)
    with pytest.raises(Refused):
        services.add_member(row, by=cast.officer, **{"kind": "school", "name": "某", "sex": 1, **said})
    assert not CorrectionGroup.objects.exists()


def test_the_database_knows_no_ninth_kind(cast) -> None:
    group = group_of(cast, build.client(cast), WOMAN)
    with pytest.raises(IntegrityError), transaction.atomic():
        group.members.update(kind="friend")
    assert len(GroupMember.KINDS) == 8


def test_the_group_goes_with_the_case_and_nobody_joins_it_after(cast) -> None:
    group = group_of(cast, build.client(cast), WOMAN)
    end_client(group.client, by=cast.officer, reason="released")
    group.refresh_from_db()
    assert group.status == "dissolved"
    with pytest.raises(Refused):
        group_of(cast, group.client, WOMAN)


def test_a_letter_is_not_signed_tomorrow(cast) -> None:
    member = group_of(cast, build.client(cast), WOMAN).members.get()
    with pytest.raises(Refused):
        services.sign_letter(member, by=cast.officer, on=date(2026, 3, 10))
    assert services.sign_letter(member, by=cast.officer, on=date(2026, 3, 9)).letter_on == date(2026, 3, 9)


@pytest.mark.parametrize("who", ["county_manager", "outsider", "volunteer", "auditor"])
def test_the_office_alone_puts_a_group_together(who, cast) -> None:
    row = build.client(cast)
    with pytest.raises(Refused):
        services.add_member(row, by=getattr(cast, who), kind="family", name="某", sex=2)


def test_the_page_takes_in_notes_the_letter_confirms_and_lets_go(cast) -> None:
    row = build.client(cast, sex=WOMAN)
    browser, page = sign_in(cast.officer), reverse("matching:group", args=[row.code])
    for name, sex in (("周兰", 2), ("吴岩", 1)):
        browser.post(page, {"act": "add", "kind": "committee", "name": name, "sex": sex})
    woman, man = GroupMember.objects.order_by("pk")
    assert "没有签责任书" in browser.get(page).content.decode()
    browser.post(page, {"act": "letter", "member": woman.pk, "on": "2026-03-09"})
    browser.post(page, {"act": "confirm"})
    refused = browser.post(page, {"act": "leave", "member": woman.pk})
    assert refused.status_code == 409 and "女性" in refused.content.decode()
    browser.post(page, {"act": "leave", "member": man.pk})
    woman.refresh_from_db(), man.refresh_from_db()
    assert (woman.letter_on, woman.left_on, man.left_on) == (date(2026, 3, 9), None, date(2026, 3, 9))
    assert woman.group.status == "confirmed"
    assert AuditEvent.objects.filter(action="client.group_read").exists()
    assert "周兰" not in str([vars(e) for e in AuditEvent.objects.all()])


def test_the_county_reads_and_another_county_finds_nothing(cast) -> None:
    row = group_of(cast, build.client(cast), WOMAN).client
    page = reverse("matching:group", args=[row.code])
    assert "成员0" in sign_in(cast.county_manager).get(page).content.decode()
    assert sign_in(cast.county_manager).post(page, {"act": "confirm"}).status_code == 404
    assert sign_in(cast.outsider).get(page).status_code == 404
