"""Addresses of the main job, subject by subject."""

from matching.activities.urls import urlpatterns as activities
from matching.applications.urls import urlpatterns as applications
from matching.classes.urls import urlpatterns as classes
from matching.coordination.urls import urlpatterns as coordination
from matching.directory.urls import urlpatterns as directory
from matching.disputes.urls import urlpatterns as disputes
from matching.fairness.urls import urlpatterns as fairness
from matching.followups.urls import urlpatterns as followups
from matching.groups.urls import urlpatterns as groups
from matching.help_plans.urls import urlpatterns as help_plans
from matching.legal_aid.urls import urlpatterns as legal_aid
from matching.needs.urls import urlpatterns as needs
from matching.offers.urls import urlpatterns as offers
from matching.outcomes.urls import urlpatterns as outcomes
from matching.planning.urls import urlpatterns as planning
from matching.reassigning.urls import urlpatterns as reassigning
from matching.requests.urls import urlpatterns as requests
from matching.resettlement.urls import urlpatterns as resettlement
from matching.resources.urls import urlpatterns as resources
from matching.sameness.urls import urlpatterns as sameness
from matching.sessions.urls import urlpatterns as sessions
from matching.supervisees.urls import urlpatterns as supervisees
from matching.training_needs.urls import urlpatterns as training_needs
from matching.weighing.urls import urlpatterns as weighing

app_name = "matching"
# A fixed address stands before those that begin the same and take a number.
urlpatterns = [
    *supervisees, *activities, *classes, *training_needs, *coordination, *requests, *offers, *sessions, *outcomes,
    *applications, *directory, *resources, *reassigning, *fairness, *weighing,
    *needs, *groups, *help_plans,
    *planning,
    *disputes, *followups,
    *resettlement,
    *sameness,
    *legal_aid,
]  # fmt: skip
