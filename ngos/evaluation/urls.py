"""Addresses of evaluations."""

from django.urls import path

from ngos.evaluation import award_views, committee_views, objection_views, pool_views, review_views, scoring_views

urlpatterns = [
    path("evaluation/", committee_views.evaluations, name="evaluations"),
    path("evaluation/experts/", pool_views.experts, name="experts"),
    path("evaluation/<str:number>/committee/", committee_views.committee, name="committee"),
    path("evaluation/<str:number>/declare/", committee_views.declare, name="declare"),
    path("evaluation/<str:number>/review/", review_views.review, name="review"),
    path("evaluation/<str:number>/bids/<uuid:key>/", review_views.bid, name="read_bid"),
    path("evaluation/<str:number>/bids/<uuid:key>/files/<int:pk>/", review_views.bid_file, name="read_bid_file"),
    path("evaluation/<str:number>/scoring/", scoring_views.scoring, name="scoring"),
    path("evaluation/<str:number>/award/", award_views.award, name="award"),
    path("evaluation/<str:number>/report.pdf", award_views.report_pdf, name="evaluation_report"),
    path("evaluation/<str:number>/objections/", objection_views.objections, name="objections"),
    path("evaluation/<str:number>/result/", objection_views.result, name="bid_result"),
]
