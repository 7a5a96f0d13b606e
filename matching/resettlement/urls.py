"""Addresses of the handover from prison: the prison's pages and the office's."""

from django.urls import path

from matching.resettlement import lecture_views
from matching.resettlement import office_views as office
from matching.resettlement import prison_views as prison

urlpatterns = [
    path("notices/", prison.notices, name="my_notices"),
    path("notices/new/", prison.announce, name="announce_release"),
    path("notices/<str:number>/", prison.notice, name="my_notice"),
    path("notices/<str:number>/correct/", prison.correct, name="correct_notice"),
    path("notices/<str:number>/withdraw/", prison.withdraw, name="withdraw_notice"),
    path("releases/", office.releases, name="releases"),
    path("releases/figures/", office.figures, name="release_figures"),
    path("releases/<str:number>/", office.release, name="prison_release"),
    path("releases/<str:number>/receive/", office.receive, name="receive_release"),
    path("releases/<str:number>/back/", office.send_back, name="send_back_release"),
    path("releases/<str:number>/met/", office.link, name="link_release"),
    path("releases/<str:number>/contact/", office.contact, name="contact_release"),
    path("releases/<str:number>/<slug:act>/", office.act, name="release_act"),
    path("lectures/", lecture_views.lectures, name="lectures"),
]
