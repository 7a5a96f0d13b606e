"""Addresses of incubation and of the own years."""

from django.urls import path

from ngos.growth import views

urlpatterns = [
    path("registry/<int:pk>/incubation/", views.incubation, name="incubation"),
    path("registry/<int:pk>/years/", views.years, name="years"),
]
