"""Addresses that a provider calls. Nobody is logged in there: each request proves by its signature who sent it."""

from django.urls import path

from messaging import callbacks

app_name = "messaging"

urlpatterns = [
    path("twilio/status/<int:pk>/", callbacks.twilio_status, name="twilio_status"),
    path("twilio/inbound/", callbacks.twilio_inbound, name="twilio_inbound"),
]
