"""Addresses of yearly reviews."""

from django.urls import path

from volunteers.reviews import views

urlpatterns = [
    path("", views.reviews, name="reviews"),
    path("<int:pk>/", views.review, name="review"),
]
