"""The address of the training that would open the most requests."""

from django.urls import path

from matching.training_needs import views

urlpatterns = [path("requests/training-needs/", views.training_needs, name="training_needs")]
