"""Addresses of asking for help and of the requests."""

from django.urls import path

from matching.requests import turn_views, views

urlpatterns = [
    path("clients/<str:code>/ask/", views.ask, name="ask"),
    path("requests/", views.requests, name="requests"),
    path("matches/", views.matches, name="matches"),
    path("requests/<str:number>/", views.request, name="request"),
    path("requests/<str:number>/edit/", views.draft, name="draft"),
    path("requests/<str:number>/check/", views.check, name="check"),
    path("requests/<str:number>/approve/", views.approve, name="approve"),
    path("requests/<str:number>/return/", views.return_, name="return"),
    path("requests/<str:number>/withdraw/", views.withdraw, name="withdraw"),
    path("requests/<str:number>/release/", turn_views.release, name="release"),
    path("requests/<str:number>/pause/", turn_views.pause, name="pause"),
    path("requests/<str:number>/resume/", turn_views.resume, name="resume"),
    path("requests/<str:number>/rematch/", turn_views.reopen_match, name="reopen_match"),
    path("requests/<str:number>/change/", turn_views.change_provider, name="change_provider"),
    path("requests/<str:number>/reopen/", turn_views.reopen, name="reopen"),
    path("requests/<str:number>/end-held/", turn_views.end_held, name="end_held"),
]
