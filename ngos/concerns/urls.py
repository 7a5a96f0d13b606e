"""Addresses of complaints and incidents for those who log in."""

from django.urls import path

from ngos.concerns import views

urlpatterns = [
    path("concerns/", views.concerns, name="concerns"),
    path("concerns/new/", views.report, name="report_concern"),
    path("concerns/<str:number>/", views.concern, name="concern"),
]
