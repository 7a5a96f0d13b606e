"""Addresses of the looks at jobs."""

from django.urls import path

from matching.followups import views

urlpatterns = [
    path("followups/", views.followups_list, name="followups"),
    path("followups/<int:pk>/", views.followup, name="followup"),
]
