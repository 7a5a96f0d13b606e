"""Addresses of courses: what learners enrol in, what planners run."""

from django.urls import path

from training.courses import group_views, views
from training.courses import office_views as office
from training.courses import result_views as results
from training.courses import session_views as sessions

urlpatterns = [
    path("learn/courses/", views.catalogue, name="catalogue"),
    path("learn/sessions/<int:pk>/", views.session, name="session"),
    path("learn/sessions/<int:pk>/at/<str:code>/", views.scan, name="scan"),
    path("learn/certificates/", views.diplomas, name="diplomas"),
    path("learn/certificates/<int:pk>/", views.diploma, name="diploma"),
    path("training/courses/", office.courses, name="courses"),
    path("training/courses/new/", office.new_course, name="new_course"),
    path("training/courses/<str:number>/", office.course, name="course"),
    path("training/courses/<str:number>/edit/", office.edit_course, name="edit_course"),
    path("training/courses/<str:number>/results/", results.results, name="results"),
    path("training/courses/<str:number>/sessions/new/", sessions.new_session, name="new_session"),
    path("training/sessions/<int:pk>/", sessions.people, name="people"),
    path("training/sessions/<int:pk>/edit/", sessions.edit_session, name="edit_session"),
    path("training/sessions/<int:pk>/cancel/", sessions.cancel_session, name="cancel_session"),
    path("training/sessions/<int:pk>/code/", sessions.code, name="session_code"),
    path("training/gradebooks/<int:pk>/", results.table, name="gradebook"),
    path("training/groups/", group_views.groups, name="groups"),
    path("training/trainers/", office.trainers, name="trainers"),
    path("training/trainers/<int:pk>/", office.trainer, name="trainer"),
]
