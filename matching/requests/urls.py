"""Addresses of asking for help and of the requests."""

from django.urls import path

from matching.requests import views

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
]
