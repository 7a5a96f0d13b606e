"""Putting a correction group together: who belongs to it, confirming it, letters of responsibility, who leaves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from accounts.models import User
from audit import trail
from audit.moves import born, move
from kit import clock
from kit.errors import Refused
from kit.sentences import gettext as _
from matching import policies
from matching.groups.models import CorrectionGroup, GroupMember
from matching.models import Client
from matching.supervisees.models import IN_REGISTER

FEMALE = 2


@transaction.atomic
def add_member(client: Client, *, by: User, kind: str, name: str, sex: int, knows_minors: bool = False) -> GroupMember:
    """Take somebody into the group; the first one opens it. Law: R-CC-02.

    Refused: a kind that the law does not name; no name; a file that has ended.
    """
    policies.require(by, "keep_group", client)
    if client.status not in IN_REGISTER:
        raise Refused(_("这份档案已结束，不能再改。"), code="ended")
    if kind not in dict(GroupMember.KINDS):
        raise Refused(_("小组成员限于法律列明的各类人员，选一类。"), code="kind")
    if not name.strip() or sex not in dict(GroupMember.SEXES):
        raise Refused(_("写明成员的姓名和性别。"), code="name")
    group = CorrectionGroup.objects.filter(client=client).first()
    if group is None:
        group = CorrectionGroup(client=client)
        born(group, "form", by=by)
    elif group.status == "dissolved":
        move(group, "form_again", by=by)
    member = GroupMember.objects.create(
        group=group, kind=kind, name=name.strip(), sex=sex, knows_minors=knows_minors, joined_on=clock.today(), by=by
    )
    trail.record("client.group_joined", client, by=by, detail={"kind": kind})
    return member


@transaction.atomic
def confirm_group(group: CorrectionGroup, *, by: User) -> CorrectionGroup:
    """Confirm the group. Refused while something the law asks for is missing. Law: R-CC-03, R-MIN-01."""
    policies.require(by, "confirm_group", group.client)
    members = _locked(group)
    if missing := lacks(group.client, members):
        raise Refused(_("小组还不能确认。"), code="lacks", reasons=missing)
    move(group, "confirm", by=by)
    return group


@transaction.atomic
def remove_member(member: GroupMember, *, by: User) -> GroupMember:
    """Somebody leaves. Refused where a confirmed group would then lack what the law asks for. Law: R-CC-03."""
    group = member.group
    policies.require(by, "keep_group", group.client)
    members = _locked(group)
    if member.pk not in {m.pk for m in members}:
        raise Refused(_("这位成员已经退出。"), code="left")
    rest = [m for m in members if m.pk != member.pk]
    if group.status == "confirmed" and (missing := lacks(group.client, rest)):
        raise Refused(_("先补上接替的人，再让这位成员退出。"), code="lacks", reasons=missing)
    member.left_on = clock.today()
    member.save(update_fields=["left_on"])
    trail.record("client.group_left", group.client, by=by, detail={"kind": member.kind})
    return member


@transaction.atomic
def sign_letter(member: GroupMember, *, by: User, on: date) -> GroupMember:
    """Note the day on which a member signed the letter of responsibility. Refused: a day to come. Law: R-CC-20."""
    policies.require(by, "keep_group", member.group.client)
    if on > clock.today():
        raise Refused(_("签订日期不能晚于今天。"), code="future")
    member.letter_on = on
    member.save(update_fields=["letter_on"])
    trail.record("client.group_letter", member.group.client, by=by, detail={"kind": member.kind})
    return member


def dissolve_group(client: Client) -> None:
    """The group goes with the case, by the act that ends it. Law: R-CC-11."""
    for group in CorrectionGroup.objects.filter(client=client).exclude(status="dissolved"):
        move(group, "dissolve", by=None)


def lacks(client: Client, members: Iterable[GroupMember]) -> list[str]:
    """Sentences that say whom the group still lacks; empty when it can be confirmed."""
    rows, found = list(members), list[str]()
    if not rows:
        found.append(_("小组还没有成员。"))
    if client.sex == FEMALE and not any(m.sex == FEMALE for m in rows):
        found.append(_("对象是女性，小组至少要有一名女性成员。"))
    if client.is_minor_track and not any(m.knows_minors for m in rows):
        found.append(_("对象是未成年人，小组至少要有一名熟悉未成年人身心特点的成员。"))
    return found


def members_of(group: CorrectionGroup | None) -> list[GroupMember]:
    return list(group.members.filter(left_on=None).order_by("pk")) if group else []


def _locked(group: CorrectionGroup) -> list[GroupMember]:
    """The members, while nobody else changes them: two women leaving at once must not both be the last but one."""
    CorrectionGroup.objects.select_for_update().get(pk=group.pk)
    group.refresh_from_db()
    return members_of(group)
