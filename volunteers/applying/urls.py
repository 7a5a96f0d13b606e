"""Addresses of the way in, and of the counter where an officer walks it with somebody."""

from django.urls import path

from volunteers.applying import counter_views, views

urlpatterns = [
    path("join/", views.join, name="join"),
    path("join/code/", views.join_code, name="join_code"),
    path("join/on/", views.join_on, name="join_on"),
    path("join/sent/", views.join_sent, name="join_sent"),
    path("join/withdraw/", views.withdraw, name="join_withdraw"),
    path("join/form/<slug:page>/", views.join_page, name="join_page"),
    path("join/<int:pk>/guardian/", views.guardian_paper, name="guardian_paper"),
    path("counter/", counter_views.counter, name="counter"),
    path("counter/code/<int:pk>/", counter_views.counter_code, name="counter_code"),
    path("counter/<int:pk>/<slug:page>/", counter_views.counter_page, name="counter_page"),
]
