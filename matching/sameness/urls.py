"""Address of the counts of texts that are alike."""

from django.urls import path

from matching.sameness import views

urlpatterns = [path("same-texts/", views.same_texts, name="same_texts")]
