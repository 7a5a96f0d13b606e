"""Addresses of learning: the learner's page, a course with its lessons, one lesson."""

from django.urls import path

from training.learning import views

urlpatterns = [
    path("learn/", views.learn, name="learn"),
    path("learn/open/", views.public_courses, name="public_courses"),
    path("learn/programmes/<uuid:key>/", views.programme, name="programme"),
    path("learn/lessons/<uuid:key>/", views.lesson, name="lesson"),
]
