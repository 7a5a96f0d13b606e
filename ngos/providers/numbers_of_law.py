"""The numbers of the register of social organisations that law or local practice may change."""

from django.utils.translation import gettext_lazy as _

from kit import rules

REGISTRATION, FINANCE, TAX, SOCIAL = "registration", "finance", "tax", "social_security"
NO_VIOLATION, LICENCE, OTHER = "no_violation", "licence", "other"
PAPER_KINDS = [
    (REGISTRATION, _("登记证书")),
    (FINANCE, _("财务报告")),
    (TAX, _("纳税证明")),
    (SOCIAL, _("社会保险缴纳证明")),
    (NO_VIOLATION, _("三年内无重大违法记录声明")),
    (LICENCE, _("专业能力或资质证明")),
    (OTHER, _("其他材料")),
]
# Of the others there may be several beside each other, told apart by their title.
SINGLE = (REGISTRATION, FINANCE, TAX, SOCIAL, NO_VIOLATION)

LISTING_PAPERS = rules.declare(
    "ngos.listing_papers",
    [REGISTRATION, FINANCE, TAX, SOCIAL, NO_VIOLATION, LICENCE],
    law="R-PUR-03",
    label=_("社会组织入库须有的材料"),
    words=dict(PAPER_KINDS),
)
LISTING_WORKDAYS = rules.declare(
    "ngos.listing_workdays", 10, law="R-PUR-03", label=_("社会组织入库每一步的审核期限"), unit=_("个工作日")
)
REMINDER_DAYS = rules.declare(
    "ngos.paper_reminder_days", [30, 7], law="R-PUR-03", label=_("社会组织材料到期提醒"), unit=_("天前")
)
YOUNG_MONTHS = rules.declare(
    "ngos.young_months", 36, law="R-PUR-25", label=_("成立不满多久的社会组织可以列入培育"), unit=_("个月")
)
