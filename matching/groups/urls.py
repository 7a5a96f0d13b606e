"""Addresses of the correction groups."""

from django.urls import path

from matching.groups import views

urlpatterns = [path("clients/<str:code>/group/", views.group, name="group")]
