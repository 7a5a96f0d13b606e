"""Addresses of the social organisations."""

from django.urls import path

from ngos.providers import views

app_name = "ngos"
urlpatterns = [path("", views.mine, name="mine")]
