"""The roles of the platform: who they are, and which of them must prove themselves twice."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

VOL, NGA, NGC, OFF, CBM, MUN = "VOL", "NGA", "NGC", "OFF", "CBM", "MUN"
EXP, CMS, SYS, RES, AUD, PAR, FIN, SEC = "EXP", "CMS", "SYS", "RES", "AUD", "PAR", "FIN", "SEC"

ROLES = {
    VOL: _("志愿者"),
    NGA: _("社会组织管理员"),
    NGC: _("社工/个案工作者"),
    OFF: _("司法所工作人员"),
    CBM: _("县(市、区)司法局管理人员"),
    MUN: _("市司法局管理人员"),
    EXP: _("评审专家"),
    CMS: _("网站编辑"),
    SYS: _("系统管理员"),
    RES: _("用人单位"),
    AUD: _("监督审计人员"),
    PAR: _("协作单位经办人"),
    FIN: _("财务人员"),
    SEC: _("安全管理员"),
}
CHOICES = list(ROLES.items())

# Log-in with a second factor is compulsory (issue of trust: who reads protected data, decides, bids or publishes).
TWO_FACTOR = frozenset({OFF, CBM, MUN, EXP, AUD, SYS, NGA, CMS, FIN, SEC})

# Staff of the justice bureau: the roles that work with people in register.
STAFF = frozenset({OFF, CBM, MUN})
BUSINESS = frozenset({OFF, CBM, MUN, EXP, AUD, FIN, CMS})
# Kinds of unit at which a role may sit; () is a role without a unit.
SITS_AT = {
    OFF: ("judicial_office",),
    CBM: ("county_bureau",),
    MUN: ("municipal_bureau",),
    NGA: ("provider",),
    NGC: ("provider",),
    RES: ("employer", "community"),
    PAR: ("prison", "partner_agency"),
    VOL: (),
    EXP: (),
    CMS: ("municipal_bureau", "county_bureau"),
    SYS: ("municipal_bureau",),
    AUD: ("municipal_bureau",),
    FIN: ("municipal_bureau", "county_bureau"),
    SEC: ("municipal_bureau",),
}

# Of these pairs nobody holds both: whoever runs the machine does not work in it, whoever audits does not act.
APART = frozenset(
    frozenset(pair)
    for pair in (
        *((SYS, role) for role in BUSINESS | {SEC}),
        *((SEC, role) for role in BUSINESS),
        *((AUD, role) for role in (OFF, CBM, MUN, FIN)),
    )
)
# A seat in one of these is in force only after a second person agreed, whoever granted it.
SECOND_ALWAYS = frozenset({MUN, AUD})
# What a county bureau grants within its county.
OF_THE_COUNTY = frozenset({OFF, CMS, FIN, NGA, NGC, RES, PAR})
# Members of other organisations, whose seats follow from what their trade decided.
MEMBERS = frozenset({VOL, NGA, NGC, RES, PAR})


def clash(held: set[str] | frozenset[str], role: str) -> str:
    """The role of `held` that may not go together with `role`; "" when there is none."""
    return next((h for h in sorted(held) if frozenset((h, role)) in APART), "")
