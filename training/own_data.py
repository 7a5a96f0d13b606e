"""What training keeps about a learner: credentials, places in sessions, certificates of courses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from desk.hooks import Kept, kept
from training.models import Credential, Diploma, Enrolment

# law: R-PI-09
WITH_THE_FILE = _("用来证明资格，账号在用期间保存；志愿者档案去掉个人信息时一并删除。")
AS_PROOF = _("培训记录和证书编号留存，供核验。")

kept.add(
    Kept(
        _("资格证明"),
        lambda user: Credential.objects.filter(holder=user),
        ("kind", "number", "issuer", "level", "valid_from", "valid_to", "entered_at", "withdrawn_at", "signed_name"),
        WITH_THE_FILE,
        is_watched=True,
    )
)
kept.add(
    Kept(
        _("培训报名"),
        lambda user: Enrolment.objects.filter(learner=user).select_related("course"),
        ("starts_at", "ends_at", "minutes"),
        AS_PROOF,
        also=lambda row: [(_("课程"), row.course.title), (_("办理情况"), row.status_label)],
    )
)
kept.add(
    Kept(
        _("结业证书"),
        lambda user: Diploma.objects.filter(learner=user).select_related("course"),
        ("number", "holder_name", "minutes", "score", "passed_on", "valid_from", "valid_to"),
        AS_PROOF,
        also=lambda row: [(_("课程"), row.course.title)],
    )
)
