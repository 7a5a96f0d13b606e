"""Addresses of the volunteers: their own page and hours, the officers' list and queue."""

from django.urls import path

from volunteers.hours import views as hours
from volunteers.joining import views as joining

app_name = "volunteers"
urlpatterns = [
    path("", hours.today, name="today"),
    path("hours/", hours.hours, name="hours"),
    path("verify/", hours.verify, name="verify"),
    path("verify/<int:pk>/", hours.log, name="log"),
    path("list/", joining.volunteers, name="list"),
    path("<str:number>/", joining.volunteer, name="volunteer"),
]
