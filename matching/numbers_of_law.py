"""The numbers of the main job that law or local practice may change, each a dated rule with its source."""

from django.utils.translation import gettext_lazy as _

from kit import rules

rules.declare("matching.offer_workdays", 2, law="R-VOL-11", label=_("邀约答复期限"), unit=_("个工作日"))
rules.declare("matching.question_workdays", 5, law="R-VOL-11", label=_("提问等候期限"), unit=_("个工作日"))
rules.declare("matching.plan_silence_workdays", 3, law="R-CC-04", label=_("方案视为同意的期限"), unit=_("个工作日"))
rules.declare("matching.first_response_hours_u1", 24, law="R-CC-22", label=_("U1 首次回应"), unit=_("小时"))
rules.declare("matching.first_response_workdays_u2", 3, law="R-CC-22", label=_("U2 首次回应"), unit=_("个工作日"))
rules.declare("matching.first_response_workdays_u3", 7, law="R-CC-22", label=_("U3 首次回应"), unit=_("个工作日"))
rules.declare(
    "matching.approval_needs",
    ["counselling", "relationship_repair", "legal_aid"],
    law="R-PI-02",
    label=_("须审批的需求类别"),
)
rules.declare("matching.approval_cost_fen", 300_000, law="R-PI-02", label=_("须审批的费用"), unit=_("分（人民币）"))
rules.declare("matching.fresh_days", 180, law="R-CC-22", label=_("资源确认有效期"), unit=_("天"))
rules.declare("matching.reopen_days", 90, law="R-CC-04", label=_("可重新打开的期限"), unit=_("天"))
rules.declare("matching.grant_days_after_close", 7, law="R-PI-02", label=_("结案后授权保留"), unit=_("天"))
rules.declare("matching.weights_version", "1", law="R-PI-04", label=_("匹配权重版本"))
rules.declare("matching.outcome_code_days", 30, law="R-PUR-23", label=_("成效回执码有效期"), unit=_("天"))
rules.declare("matching.voice_gap_days", 90, law="R-PUR-23", label=_("同一人两次征询至少间隔"), unit=_("天"))
rules.declare("matching.voice_asked_pct", 30, law="R-PUR-23", label=_("每次征询抽取的比例"), unit=_("%"))
rules.declare("matching.slip_days", 21, law="R-PUR-23", label=_("评价单抽取后交给本人的期限"), unit=_("天"))
rules.declare(
    "matching.rulebook",
    {"version": "1", "lowest_grade": "C", "woman_worker_categories": [2, 6]},
    law="R-CC-03",
    label=_("匹配条件：最低质量等级、须女性帮扶人的大类"),
)
rules.declare("matching.reassess_days", 180, law="R-CC-04", label=_("需求重新评估的间隔"), unit=_("天"))
rules.declare("matching.reassess_days_minor", 90, law="R-MIN-01", label=_("未成年人需求重新评估的间隔"), unit=_("天"))
rules.declare("matching.help_plan_review_days", 90, law="R-CC-04", label=_("个人帮扶计划检查的间隔"), unit=_("天"))
rules.declare("matching.job_followup_days", [30, 90, 180], law="R-CC-22", label=_("就业回访在第几天"))
rules.declare("matching.job_followup_grace_days", 7, law="R-CC-22", label=_("就业回访登记的期限"), unit=_("天"))
rules.declare("matching.legal_aid_decision_days", 7, law="R-LA-01", label=_("法律援助决定期限"), unit=_("天"))
rules.declare("matching.legal_aid_assignment_days", 3, law="R-LA-01", label=_("法律援助指派期限"), unit=_("天"))
rules.declare("matching.legal_aid_forward_hours", 24, law="R-LA-01", label=_("在押人员申请转交期限"), unit=_("小时"))
rules.declare("matching.legal_aid_all_cases", 0, law="", label=_("法律援助机构全年案件数（机构提供）"), unit=_("件"))
