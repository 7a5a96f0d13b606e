"""Addresses of open data, public."""

from django.urls import path

from ngos.opendata import views

app_name = "opendata"
urlpatterns = [
    path("open-data/", views.open_data, name="open_data"),
    path("open-data/<int:year>/<str:kind>.json", views.package, name="ocds_package"),
    path("open-data/process/<str:number>.json", views.process, name="ocds_process"),
]
