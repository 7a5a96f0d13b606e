"""Addresses of ratings."""

from django.urls import path

from ngos.feedback import views

urlpatterns = [
    path("joint-work/", views.joint_work, name="joint_work"),
]
