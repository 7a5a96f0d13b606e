"""Addresses of inspections."""

from django.urls import path

from ngos.inspections import views, visit_views

urlpatterns = [
    path("", views.inspections, name="inspections"),
    path("plan/", views.plan, name="plan_inspections"),
    path("arrange/", views.arrange, name="arrange_inspection"),
    path("plans/<int:pk>/", views.drawn, name="inspection_plan"),
    path("evidence/<int:pk>/", visit_views.evidence, name="inspection_evidence"),
    path("<str:number>/", visit_views.inspection, name="inspection"),
]
