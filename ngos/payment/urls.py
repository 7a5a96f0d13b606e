"""Addresses of payments."""

from django.urls import path

from ngos.payment import views

urlpatterns = [
    path("payments/", views.payments, name="payments"),
    path("payments/new/<int:pk>/", views.new_payment, name="new_payment"),
    path("payments/<str:number>/", views.payment, name="payment"),
]
