"""The public address of the payment clock."""

from django.urls import path

from ngos.payment import views

app_name = "payment_clock"
urlpatterns = [path("", views.public_clock, name="page")]
