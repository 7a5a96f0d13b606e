"""Addresses of the places where help is to be had."""

from django.urls import path

from matching.resources import cap_views, views

urlpatterns = [
    path("places/", views.places, name="places"),
    path("places/<int:pk>/", views.place, name="place"),
    path("suppliers/<int:pk>/", cap_views.supplier, name="supplier"),
    path("places/volunteer/<str:number>/", views.publish_volunteer, name="publish_volunteer"),
]
