"""Addresses of the places where help is to be had."""

from django.urls import path

from matching.resources import views

urlpatterns = [
    path("places/", views.places, name="places"),
    path("places/<int:pk>/", views.place, name="place"),
    path("places/volunteer/<str:number>/", views.publish_volunteer, name="publish_volunteer"),
]
