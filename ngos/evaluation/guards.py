"""What each act of an evaluation asks first: the project as it is now, not held, in a state where the act belongs."""

from __future__ import annotations

from accounts.models import User
from kit.errors import Refused
from kit.sentences import gettext as _
from ngos.evaluation.states import SEATED
from ngos.models import CommitteeMember, Evaluation, Project
from ngos.purchasing import guards
from ngos.purchasing.states import PROJECT


def ready(project: Project, *states: str) -> Project:
    """The project, locked and fresh. Refused: it is in another state; the supervisor holds it."""
    project = Project.objects.select_for_update().get(pk=project.pk)
    if project.status not in states:
        raise Refused(
            _("项目现在是“%(now)s”，不能办理这一步。") % {"now": PROJECT.states[project.status]},
            code=f"state:{project.status}",
        )
    if project.held_at:
        raise Refused(_("项目已由监督人员暂停，解除以后再办。"), code="held")
    return project


def seated(project: Project, user: User) -> CommitteeMember:
    """The seat of this person, who has declared to have no interest. Refused otherwise (law: R-PUR-13)."""
    guards.apart(project, user, guards.MEMBER)
    member = CommitteeMember.objects.filter(project=project, user=user).first()
    if member is None or member.status not in SEATED:
        raise Refused(_("您不是这个项目的评审小组成员。"), code="not_seated")
    if member.status != "declared":
        raise Refused(_("先申报与各家供应商的利害关系，再阅读和评审。"), code="undeclared")
    return member


def leader(project: Project, user: User) -> CommitteeMember:
    """The seat of this person, who leads. Refused: nobody was elected yet; somebody else was (law: R-PUR-12)."""
    member = seated(project, user)
    if not CommitteeMember.objects.filter(project=project, is_leader=True).exists():
        raise Refused(_("评审小组先推选组长，由组长办理这一步。"), code="no_leader")
    if not member.is_leader:
        raise Refused(_("这一步由评审小组组长办理。"), code="not_leader")
    return member


def evaluation_of(project: Project) -> Evaluation:
    return Evaluation.objects.get_or_create(project=project)[0]
