"""Addresses of the places where help is to be had."""

from django.urls import path

from matching.resources import cap_views, entry_views, usage_views, views

urlpatterns = [
    path("places/", views.places, name="places"),
    path("places/confirm/", entry_views.places_to_confirm, name="places_to_confirm"),
    path("places/usage/", usage_views.usage, name="usage"),
    path("places/usage.<str:form>", usage_views.usage_sheet, name="usage_sheet"),
    path("places/post/", entry_views.post_new, name="post_new"),
    path("places/resource/", entry_views.resource_new, name="resource_new"),
    path("places/pledge/<int:pk>/", entry_views.pledge, name="pledge"),
    path("places/<int:pk>/edit/", entry_views.place_edit, name="place_edit"),
    path("places/<int:pk>/", views.place, name="place"),
    path("suppliers/<int:pk>/", cap_views.supplier, name="supplier"),
    path("places/volunteer/<str:number>/", views.publish_volunteer, name="publish_volunteer"),
]
