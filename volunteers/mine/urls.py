"""Addresses of the volunteer's own page."""

from django.urls import path

from volunteers.mine import views

urlpatterns = [
    path("", views.mine, name="mine"),
    path("change/<slug:page>/", views.change, name="change"),
    path("confirm/", views.confirm, name="confirm"),
    path("agree/", views.agree, name="agree"),
    path("agree/<slug:kind>/withdraw/", views.withdraw, name="withdraw_consent"),
    path("undertaking/", views.undertaking, name="undertaking"),
    path("rest/", views.rest, name="rest"),
    path("rest/end/", views.end_rest, name="end_rest"),
    path("leave/", views.leave, name="leave"),
    path("back/", views.come_back, name="come_back"),
]
