"""Addresses of the meetings and plans, and of what one helps with."""

from django.urls import path

from matching.sessions import mine, views

urlpatterns = [
    path("mine/", mine.mine, name="mine"),
    path("requests/<str:number>/sessions/new/", views.session_new, name="session_new"),
    path("requests/<str:number>/plan/", views.plan, name="plan"),
    path("requests/<str:number>/granted/", views.granted, name="granted"),
    path("sessions/<int:pk>/record/", views.session_record, name="session_record"),
    path("sessions/<int:pk>/move/", views.session_move, name="session_move"),
    path("sessions/<int:pk>/answer/", views.session_answer, name="session_answer"),
    path("plans/<int:pk>/decide/", views.plan_decide, name="plan_decide"),
]
