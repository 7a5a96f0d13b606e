"""Addresses of the training trade; each subject has a file of its own."""

from django.urls import include, path

app_name = "training"
urlpatterns = [
    path("", include("training.courses.urls")),
    path("", include("training.quizzes.urls")),
    path("", include("training.learning.urls")),
    path("", include("training.surveys.urls")),
    path("", include("training.rates.urls")),
    path("", include("training.competences.urls")),
    path("", include("training.teaching.urls")),
    path("", include("training.allowances.urls")),
]
