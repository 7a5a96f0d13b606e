"""Addresses of handing over in bulk."""

from django.urls import path

from matching.reassigning import views

urlpatterns = [
    path("reassignments/", views.reassignments, name="reassignments"),
    path("reassignments/<int:pk>/", views.reassignment, name="reassignment"),
]
