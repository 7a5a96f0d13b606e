"""Addresses of training; each subject keeps its own."""

from django.urls import include, path

app_name = "training"
urlpatterns = [
    path("", include("training.quizzes.urls")),
]
