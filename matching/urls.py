"""Addresses of the main job, subject by subject."""

from matching.activities.urls import urlpatterns as activities
from matching.classes.urls import urlpatterns as classes
from matching.offers.urls import urlpatterns as offers
from matching.outcomes.urls import urlpatterns as outcomes
from matching.requests.urls import urlpatterns as requests
from matching.resources.urls import urlpatterns as resources
from matching.sessions.urls import urlpatterns as sessions
from matching.supervisees.urls import urlpatterns as supervisees

app_name = "matching"
urlpatterns = [*supervisees, *activities, *classes, *requests, *offers, *sessions, *outcomes, *resources]
