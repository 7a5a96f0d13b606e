"""The address of the portal's search."""

from django.urls import path

from cms.finding import views

urlpatterns = [path("", views.search, name="search")]
