"""What the desk may do with one application."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from desk.forms import ReasonForm
from volunteers.models import Application, Check
from volunteers.vetting import forms as f
from volunteers.vetting import services
from volunteers.vetting.acts import Act
from volunteers.vetting.file_acts import conflict_acts, paper_acts


def acts_of(application: Application, by: Any) -> Iterator[Act]:
    """In the order of the work: look, ask, enter, decide."""
    if application.status != "applied" or application.user_id == by.pk:
        return
    if not application.checks.filter(kind=Check.Kind.IDENTITY).exists():
        do: Callable[..., Any] = partial(services.verify_applicant, application, by=by)
        yield Act("identity", _("已看过身份证，核验身份"), "verify_identity", do, _("身份已核验。"))
    do = partial(services.record_interview, application, by=by)
    yield Act("interview", _("登记面谈"), "record_interview", do, _("已登记。"), f.InterviewForm)
    yield from conflict_acts(application, by)
    yield from paper_acts(application, by)
    do = partial(services.admit_applicant, application, by=by)
    yield Act("admit", _("通过"), "admit_applicant", do, _("已通过，本人会收到消息。"), is_primary=True)
    do = partial(services.return_application, application, by=by)
    yield Act("return", _("退回补充"), "return_application", do, _("已退回，本人会收到消息。"), ReasonForm, f.READ)
    do = partial(services.reject_applicant, application, by=by)
    yield Act("reject", _("不通过"), "reject_applicant", do, _("已办理，本人会收到消息。"), ReasonForm, f.READ)
