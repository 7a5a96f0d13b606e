"""Addresses of the coordinator's board and of the workload."""

from django.urls import path

from matching.coordination import views

urlpatterns = [
    path("board/", views.board, name="board"),
    path("workload/", views.workload, name="workload"),
]
