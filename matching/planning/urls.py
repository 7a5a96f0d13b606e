"""Addresses of the plans."""

from django.urls import path

from matching.planning import views

urlpatterns = [
    path("plan/", views.plans, name="plans"),
    path("plan/<int:pk>/", views.plan, name="plan_run"),
]
