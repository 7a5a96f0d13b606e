"""Addresses of offers: choosing a place, the inbox, the page of one."""

from django.urls import path

from matching.offers import answer_views, choose_views

urlpatterns = [
    path("requests/<str:number>/match/", choose_views.match, name="match"),
    path("requests/<str:number>/match.csv", choose_views.match_csv, name="match_csv"),
    path("requests/<str:number>/no-place/", choose_views.no_place, name="no_place"),
    path("requests/<str:number>/why/", choose_views.why, name="why"),
    path("requests/<str:number>/why/<int:place_id>/", choose_views.why_not, name="why_not"),
    path("offers/", answer_views.offers, name="offers"),
    path("offers/<int:pk>/", answer_views.offer, name="offer"),
]
