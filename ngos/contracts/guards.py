"""What each act on a contract asks first: that it follows from a purchase, and stands where the act belongs."""

from __future__ import annotations

from kit.errors import Refused
from kit.sentences import gettext as _
from ngos.models import Contract, Project


def project_of(contract: Contract) -> Project:
    if contract.project is None:
        raise Refused(_("这份合同不是由采购项目产生的。"), code="no_project")
    return contract.project


def fresh(contract: Contract, *states: str) -> Contract:
    rows = Contract.objects.select_for_update(of=("self",)).select_related(
        "project__head", "project__clerk", "provider__org"
    )
    contract = rows.get(pk=contract.pk)
    project_of(contract)
    if contract.status not in states:
        raise Refused(
            _("合同现在是“%(now)s”，不能办理这一步。") % {"now": contract.status_label}, code=f"state:{contract.status}"
        )
    return contract
