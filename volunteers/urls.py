"""Addresses of the volunteers: their own page and hours, the office's desk, list and queue."""

from django.urls import include, path

app_name = "volunteers"
urlpatterns = [
    path("", include("volunteers.hours.urls")),
    path("", include("volunteers.activities.urls")),
    path("", include("volunteers.attendance.urls")),
    path("honours/", include("volunteers.honours.urls")),
    path("certificates/", include("volunteers.certificates.urls")),
    path("reviews/", include("volunteers.reviews.urls")),
    path("", include("volunteers.applying.urls")),
    path("mine/", include("volunteers.mine.urls")),
    path("texts/", include("volunteers.consents.urls")),
    path("", include("volunteers.statistics.urls")),
    path("", include("volunteers.vetting.urls")),  # last: a number may be any word
]
