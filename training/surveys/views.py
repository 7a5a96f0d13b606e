"""The survey as the learner fills it in, and what came of it for who planned and taught the session."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import has_role, visible_404
from audit.once import once
from desk.acts import done
from kit import clock
from kit.suppression import LEAST
from training.courses import queries as courses
from training.courses import showing
from training.courses.office_views import course_trail
from training.courses.session_views import own_session
from training.surveys import queries, results, services
from training.surveys.forms import SurveyForm

COMMENTS = 300


@login_required
@once
def survey(request: HttpRequest, pk: int) -> HttpResponse:
    """What I think of a session I attended; to be changed until it closes."""
    asked = visible_404(queries.invitations_of(request.user), session_id=pk)
    initial = SurveyForm.of(asked.answer) if asked.answer else {}
    form = SurveyForm(request.POST if request.method == "POST" else None, initial=initial)
    is_open = clock.today() <= asked.closes_on
    if form.is_valid() and done(form, services.answer_survey, asked, by=request.user, **form.cleaned_data):
        messages.success(request, _("已记下，谢谢。截止前可以修改。"))
        return redirect("training:session", pk)
    session = asked.session
    context = {
        "asked": asked, "course": session.course, "when_parts": showing.when_parts(session), "form": form,
        "is_open": is_open, "least": LEAST,
        "trail": [(_("培训场次"), reverse("training:catalogue")), (session.course.title,
                  reverse("training:session", args=[pk]))],
    }  # fmt: skip
    return TemplateResponse(request, "training/survey.html", context, status=409 if form.errors else 200)


@login_required
@require_safe
def survey_results(request: HttpRequest, pk: int) -> HttpResponse:
    """What who attended said: means and counts, and the comments without names, from five answers on."""
    thing = own_session(request, pk, "see_survey")
    turnout = results.turnouts([pk]).get(pk)
    answers = list(queries.answers_of(pk)) if turnout and turnout.is_shown else []
    above = course_trail(thing.course) if has_role(request.user, *courses.SEES) else []
    context = {
        "session": thing, "course": thing.course, "when_parts": showing.when_parts(thing), "turnout": turnout,
        "rows": results.spread(answers) if answers else [], "points": range(5, 0, -1), "least": LEAST,
        "comments": [a.comment for a in answers if a.comment][:COMMENTS],
        "topics": [a.next_topic for a in reversed(answers) if a.next_topic][:COMMENTS],
        "trail": [*above, (showing.when(thing), reverse("training:people", args=[pk]))],
    }  # fmt: skip
    return TemplateResponse(request, "training/survey_results.html", context)
