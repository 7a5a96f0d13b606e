"""Addresses of certificates for those who are logged in."""

from django.urls import path

from volunteers.certificates import views

urlpatterns = [
    path("", views.certificates, name="certificates"),
    path("ask/", views.ask, name="certificate_ask"),
    path("<int:pk>/", views.certificate, name="certificate"),
    path("<int:pk>/certificate.pdf", views.as_pdf, name="certificate_pdf"),
]
