"""Addresses of what is granted by hand."""

from django.urls import path

from training.allowances import views

urlpatterns = [
    path("training/blueprints/<int:pk>/people/<int:learner>/", views.learner, name="quiz_learner"),
]
