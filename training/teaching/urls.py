"""Addresses of teaching: one's own, and that of a lecturer of the pool."""

from django.urls import path

from training.teaching import views

urlpatterns = [
    path("training/teaching/", views.teaching, name="teaching"),
    path("training/trainers/<int:pk>/teaching/", views.trainer_teaching, name="trainer_teaching"),
]
