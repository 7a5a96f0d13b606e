"""Addresses of the weights."""

from django.urls import path

from matching.weighing import views

urlpatterns = [
    path("weights/", views.weights, name="weights"),
    path("weights/<int:pk>/", views.change, name="weights_change"),
]
