"""Addresses of the social organisations."""

from django.urls import include, path

app_name = "ngos"
urlpatterns = [
    path("", include("ngos.providers.urls")),
]
