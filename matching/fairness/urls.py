"""The address of the fairness table."""

from django.urls import path

from matching.fairness import views

urlpatterns = [path("fairness/", views.fairness, name="fairness")]
