"""Addresses of quizzes: what learners sit, and the trainer's bank, blueprints, marking and series."""

from django.urls import path

from training.quizzes import bank_views as bank
from training.quizzes import blueprint_views as blueprints
from training.quizzes import marking_views as marking
from training.quizzes import series_views as series
from training.quizzes import views

urlpatterns = [
    path("learn/quizzes/", views.quizzes, name="quizzes"),
    path("learn/quizzes/<int:pk>/", views.quiz, name="quiz"),
    path("learn/quizzes/sitting/<int:pk>/", views.attempt, name="attempt"),
    path("learn/quizzes/sitting/<int:pk>/<int:number>/", views.question, name="attempt_question"),
    path("learn/quizzes/sitting/<int:pk>/hand-in/", views.hand_in, name="attempt_hand_in"),
    path("learn/quizzes/sitting/<int:pk>/result/", views.result, name="attempt_result"),
    path("training/questions/", bank.questions, name="questions"),
    path("training/questions/new/", bank.new_question, name="new_question"),
    path("training/questions/topics/", bank.topics, name="topics"),
    path("training/questions/analysis/", bank.analysis_page, name="question_analysis"),
    path("training/questions/of/<slug:code>/", bank.question, name="question"),
    path("training/questions/of/<slug:code>/edit/", bank.edit_question, name="edit_question"),
    path("training/blueprints/", blueprints.blueprints, name="blueprints"),
    path("training/blueprints/new/", blueprints.new_blueprint, name="new_blueprint"),
    path("training/blueprints/<int:pk>/", blueprints.blueprint, name="blueprint"),
    path("training/blueprints/<int:pk>/edit/", blueprints.edit_blueprint, name="edit_blueprint"),
    path("training/blueprints/<int:pk>/analysis/", blueprints.exam_analysis, name="exam_analysis"),
    path("training/marking/", marking.to_mark, name="to_mark"),
    path("training/marking/<int:pk>/", marking.mark, name="mark"),
    path("training/series/", series.series_list, name="series_list"),
    path("training/series/new/", series.new_series, name="new_series"),
    path("training/series/<int:pk>/", series.series, name="series"),
]
