"""Addresses of offers: the inbox and the page of one."""

from django.urls import path

from matching.offers import answer_views

urlpatterns = [
    path("offers/", answer_views.offers, name="offers"),
    path("offers/<int:pk>/", answer_views.offer, name="offer"),
]
