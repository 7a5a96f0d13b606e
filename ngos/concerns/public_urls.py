"""Public addresses of complaints."""

from django.urls import path

from ngos.concerns import public_views

app_name = "complaints"
urlpatterns = [
    path("", public_views.channel, name="channel"),
    path("new/", public_views.tell, name="tell"),
    path("answer/", public_views.answer, name="answer"),
]
