"""Addresses of courses for people in register, from the file of the person."""

from django.urls import path

from matching.classes import views

urlpatterns = [path("clients/<str:code>/classes/", views.client_classes, name="client_classes")]
