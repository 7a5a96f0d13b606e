"""Addresses of the end of help."""

from django.urls import path

from matching.outcomes import slip_views, views

urlpatterns = [
    path("slips/", slip_views.slips, name="slips"),
    path("requests/<str:number>/finish/", views.finish, name="finish"),
    path("requests/<str:number>/end/", views.end, name="end"),
    path("requests/<str:number>/report/", views.report, name="report"),
    path("requests/<str:number>/review/", views.review, name="review"),
    path("requests/<str:number>/slip/", slip_views.outcome_slip, name="outcome_slip"),
]
