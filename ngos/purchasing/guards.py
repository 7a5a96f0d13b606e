"""Who stands where in one project: nobody holds two of its roles, asked at appointment and again at each act."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as lazy

from accounts.models import User
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos.models import CommitteeMember, OpeningOfficer, Project

CLERK, HEAD, OPENER, MEMBER, SUPERVISOR = "clerk", "head", "opener", "member", "supervisor"
ROLES = {
    CLERK: lazy("采购经办人"),
    HEAD: lazy("采购负责人"),
    OPENER: lazy("开标人"),
    MEMBER: lazy("评审小组成员"),
    SUPERVISOR: lazy("监督人员"),
}


def roles_in(project: Project, user: User) -> list[str]:
    """What this person already is in the project; who recused themselves stays a member of it here. Two queries."""
    supervised = user.pk in (project.held_by_id, project.method_agreed_by_id)
    standing = {
        CLERK: user.pk == project.clerk_id,
        HEAD: user.pk == project.head_id,
        OPENER: OpeningOfficer.objects.filter(tender_key__project_id=project.pk, user=user).exists(),
        MEMBER: CommitteeMember.objects.filter(project_id=project.pk, user=user).exists(),
        SUPERVISOR: supervised,
    }
    return [role for role, holds in standing.items() if holds]


def apart(project: Project, user: User, role: str) -> None:
    """Refused: the person is something else than `role` in this project already (law: R-PUR-13, R-PUR-18)."""
    if role not in ROLES:
        raise ValueError(f"no role of a project is called {role}")
    other = next((held for held in roles_in(project, user) if held != role), "")
    if other:
        raise Refused(
            _("%(who)s在本项目中已是%(held)s，不能再作为%(role)s。换一位人员办理。")
            % {"who": user.display_name, "held": ROLES[other], "role": ROLES[role]},
            code="apart",
        )
