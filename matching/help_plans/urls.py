"""Addresses of the help plans."""

from django.urls import path

from matching.help_plans import views

urlpatterns = [
    path("clients/<str:code>/plan/", views.help_plan, name="help_plan"),
    path("clients/<str:code>/plan/write/", views.write_plan, name="write_plan"),
    path("clients/<str:code>/plan/items/<int:pk>/start/", views.start_item, name="start_item"),
]
