"""Addresses of the statistics."""

from django.urls import path

from volunteers.statistics import views

urlpatterns = [
    path("statistics/", views.statistics, name="statistics"),
    path("statistics/<slug:what>.<slug:form>", views.sheet, name="statistics_sheet"),
]
