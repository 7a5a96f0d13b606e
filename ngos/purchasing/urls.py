"""Addresses of purchase projects, their money and their plan."""

from django.urls import path

from ngos.purchasing import money_views, office_views

urlpatterns = [
    path("projects/", office_views.projects, name="projects"),
    path("projects/new/", office_views.new_project, name="new_project"),
    path("projects/plan/", money_views.plan, name="purchase_plan"),
    path("projects/budget/", money_views.budget, name="budget"),
    path("projects/catalogue/", money_views.catalogue, name="catalogue"),
    path("projects/catalogue/<slug:code>/", money_views.catalogue_item, name="catalogue_item"),
    path("projects/<str:number>/", office_views.project, name="project"),
    path("projects/<str:number>/parts/<slug:part>/", office_views.project_part, name="project_part"),
    path("projects/<str:number>/acts/<slug:act>/", office_views.project_act, name="project_act"),
    path("projects/<str:number>/questions/<int:pk>/", office_views.answer, name="answer"),
]
