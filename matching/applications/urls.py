"""Addresses of job applications."""

from django.urls import path

from matching.applications import views

urlpatterns = [
    path("applications/", views.applications, name="applications"),
    path("applications/<int:pk>/", views.application, name="application"),
]
