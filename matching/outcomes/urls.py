"""Addresses of the end of help."""

from django.urls import path

from matching.outcomes import views

urlpatterns = [
    path("requests/<str:number>/finish/", views.finish, name="finish"),
    path("requests/<str:number>/end/", views.end, name="end"),
    path("requests/<str:number>/report/", views.report, name="report"),
    path("requests/<str:number>/review/", views.review, name="review"),
]
