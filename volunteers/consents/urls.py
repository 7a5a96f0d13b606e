"""Addresses of the texts that people agree to, open to everybody; their versions, the city's to publish."""

from django.urls import path

from volunteers.consents import manage_views as manage
from volunteers.consents import views

urlpatterns = [
    path("versions/", manage.versions, name="text_versions"),
    path("<slug:kind>/", views.text, name="text"),
    path("<slug:kind>/new/", manage.publish, name="text_new"),
    path("<slug:kind>/<int:version>/", views.version, name="text_version"),
]
