"""Addresses of the public directory of places."""

from django.urls import path

from matching.directory import views

urlpatterns = [
    path("resources/", views.resources, name="public_resources"),
    path("resources.json", views.resources_json, name="public_resources_json"),
]
