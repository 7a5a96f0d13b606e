"""Addresses of quality reviews, audits and flags."""

from django.urls import path

from ngos.reviews import review_views, views

urlpatterns = [
    path("", views.desk, name="quality"),
    path("open/<int:pk>/", views.open_one, name="open_review"),
    path("scorecard/<int:pk>/", views.scorecard, name="scorecard"),
    path("audits/<int:pk>/", views.audit, name="figure_audit"),
    path("flags/<int:pk>/", views.flag, name="flag"),
    path("<str:number>/", review_views.review, name="quality_review"),
    path("<str:number>/evidence/<slug:name>/", review_views.evidence, name="quality_evidence"),
]
