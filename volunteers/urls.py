"""Addresses of the volunteers: their own page and hours, the office's desk, list and queue."""

from django.urls import include, path

from volunteers.hours import views as hours

app_name = "volunteers"
urlpatterns = [
    path("", hours.today, name="today"),
    path("hours/", hours.hours, name="hours"),
    path("verify/", hours.verify, name="verify"),
    path("verify/<int:pk>/", hours.log, name="log"),
    path("", include("volunteers.vetting.urls")),  # last: a number may be any word
]
