"""The address that stands on a slip."""

from django.urls import path

from ngos.feedback import public_views

app_name = "voice"
urlpatterns = [
    path("", public_views.voice, name="form"),
    path("thanks/", public_views.thanks, name="thanks"),
]
