"""Addresses of the assessments."""

from django.urls import path

from matching.needs import views

urlpatterns = [
    path("clients/<str:code>/needs/", views.assess, name="assess"),
    path("clients/<str:code>/needs/versions/", views.assessments, name="assessments"),
]
