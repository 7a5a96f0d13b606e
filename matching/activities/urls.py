"""Addresses of public-benefit activities, from the file of the person."""

from django.urls import path

from matching.activities import views

urlpatterns = [path("clients/<str:code>/activities/", views.client_activities, name="client_activities")]
