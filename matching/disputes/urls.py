"""Addresses of the checks on outcomes."""

from django.urls import path

from matching.disputes import views

urlpatterns = [
    path("outcome-reviews/", views.outcome_reviews, name="outcome_reviews"),
    path("outcome-reviews/<int:pk>/", views.outcome_review, name="outcome_review"),
]
