"""Addresses of bids and of their opening."""

from django.urls import path

from ngos.bidding import bid_views, opening_views

urlpatterns = [
    path("bids/<str:number>/", bid_views.bid, name="bid"),
    path("bids/<str:number>/receipt/", bid_views.receipt, name="bid_receipt"),
    path("openings/", opening_views.openings, name="openings"),
    path("openings/key/", opening_views.own_key, name="opening_key"),
    path("openings/<str:number>/", opening_views.ceremony, name="ceremony"),
]
