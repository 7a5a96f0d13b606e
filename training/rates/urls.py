"""The address of what came of courses for clients."""

from django.urls import path

from training.rates import views

urlpatterns = [path("training/rates/", views.rates, name="rates")]
