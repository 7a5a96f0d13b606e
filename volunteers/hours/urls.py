"""Addresses of hours: the volunteer's ledger and entries, the recorder's queue."""

from django.urls import path

from volunteers.hours import recorder_views as recorder
from volunteers.hours import views

urlpatterns = [
    path("", views.today, name="today"),
    path("hours/", views.hours, name="hours"),
    path("hours/log/", views.quick_log, name="quick_log"),
    path("hours/claim/", views.claim, name="claim"),
    path("hours/<int:pk>/", views.own_log, name="own_log"),
    path("verify/", recorder.verify, name="verify"),
    path("verify/<int:pk>/", recorder.log, name="log"),
]
