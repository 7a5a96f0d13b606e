"""The address of the first start, which stands outside /account/ and answers once in the life of a city."""

from __future__ import annotations

from django.urls import path

from accounts import entrance

urlpatterns = [path("", entrance.first_start, name="first_run")]
