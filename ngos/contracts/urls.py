"""Addresses of contracts."""

from django.urls import path

from ngos.contracts import views

urlpatterns = [
    path("contracts/", views.contracts, name="contracts"),
    path("contracts/new/<str:number>/", views.draft, name="draft_contract"),
    path("contracts/<str:number>/", views.contract, name="contract"),
]
