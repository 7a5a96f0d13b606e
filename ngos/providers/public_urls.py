"""Public addresses: the directory of social organisations."""

from django.urls import path

from ngos.providers import public_views

app_name = "organisations"
urlpatterns = [
    path("", public_views.directory, name="list"),
    path("<int:pk>/", public_views.organisation, name="one"),
]
