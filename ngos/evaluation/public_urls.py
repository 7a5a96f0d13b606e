"""Public addresses of evaluations: the score sheet of an announced result."""

from django.urls import path

from ngos.evaluation import public_views

app_name = "scores"
urlpatterns = [
    path("<str:number>/scores/", public_views.scores, name="page"),
    path("<str:number>/scores.json", public_views.scores_json, name="json"),
]
