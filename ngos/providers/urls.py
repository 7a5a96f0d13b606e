"""Addresses of the register: an organisation's own pages, and the desk of the offices."""

from django.urls import path

from ngos.providers import desk_views, views

urlpatterns = [
    path("", views.mine, name="mine"),
    path("passport/", views.own_passport, name="passport"),
    path("file/", views.own_file, name="file"),
    path("registry/", desk_views.registry, name="registry"),
    path("registry/new/", desk_views.register, name="register"),
    path("registry/papers/<int:pk>/", desk_views.scan, name="provider_scan"),
    path("registry/<int:pk>/", desk_views.provider, name="provider"),
    path("registry/<int:pk>/file/", desk_views.edit, name="provider_file"),
    path("registry/<int:pk>/contact/", desk_views.contact, name="provider_contact"),
]
