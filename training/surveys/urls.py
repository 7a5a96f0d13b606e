"""Addresses of surveys: one to fill in, one with what came of it."""

from django.urls import path

from training.surveys import views

urlpatterns = [
    path("learn/sessions/<int:pk>/survey/", views.survey, name="survey"),
    path("training/sessions/<int:pk>/survey/", views.survey_results, name="survey_results"),
]
