"""Addresses of referrals to legal aid."""

from django.urls import path

from matching.legal_aid import views

urlpatterns = [
    path("requests/<str:number>/legal-aid/", views.refer, name="refer"),
    path("legal-aid/", views.referrals, name="referrals"),
    path("legal-aid/<int:pk>/", views.referral, name="referral"),
    path("legal-aid/<int:pk>/granted/", views.granted, name="referral_granted"),
]
