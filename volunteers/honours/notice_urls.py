"""Public addresses of the notices of stars and commendations."""

from django.urls import path

from volunteers.honours import notices

app_name = "notices"
urlpatterns = [
    path("", notices.notice, name="notice"),
    path("<str:number>/object/", notices.object_, name="object"),
]
