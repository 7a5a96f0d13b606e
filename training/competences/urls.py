"""Addresses of what staff can do: the county's list, one's own page, a colleague's."""

from django.urls import path

from training.competences import views

urlpatterns = [
    path("training/competences/", views.competences, name="competences"),
    path("training/competences/mine/", views.my_competences, name="my_competences"),
    path("training/competences/<slug:handle>/", views.competence, name="competence"),
]
