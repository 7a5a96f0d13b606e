"""Addresses of small purchases."""

from django.urls import path

from ngos.small import office_views

urlpatterns = [
    path("small/", office_views.orders, name="small"),
    path("small/new/", office_views.new_order, name="new_small"),
    path("small/roster/", office_views.roster, name="roster"),
    path("small/roster/<int:pk>/", office_views.roster_entry, name="roster_entry"),
    path("small/<str:number>/", office_views.order, name="small_order"),
]
