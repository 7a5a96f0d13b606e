"""Addresses of the texts that people agree to; open to everybody."""

from django.urls import path

from volunteers.consents import views

urlpatterns = [path("<slug:kind>/", views.text, name="text")]
