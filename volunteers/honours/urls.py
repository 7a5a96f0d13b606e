"""Addresses of honours: the volunteer's own page, stars, commendations, the record in five parts."""

from django.urls import path

from volunteers.honours import commend_views, record, views

urlpatterns = [
    path("", views.honours, name="honours"),
    path("record/", record.own, name="own_record"),
    path("record/<str:number>/", record.of_volunteer, name="record"),
    path("stars/", views.stars, name="stars"),
    path("stars/<str:number>/", views.star, name="star"),
    path("commendations/", commend_views.commendations, name="commendations"),
    path("commendations/new/", commend_views.commend, name="commend"),
    path("commendations/<str:number>/", commend_views.commendation, name="commendation"),
]
