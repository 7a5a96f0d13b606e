"""Addresses of activities: what volunteers take, what organisers run, what anybody may read."""

from django.urls import path

from volunteers.activities import calendar_views as calendar
from volunteers.activities import office_views as office
from volunteers.activities import public_views as public
from volunteers.activities import shift_views as shifts
from volunteers.activities import views

urlpatterns = [
    path("activities/", views.activities, name="activities"),
    path("activities/<int:pk>/", views.activity, name="activity"),
    path("teams/", views.teams, name="teams"),
    path("teams/<int:pk>/leave/", views.leave_team, name="leave_team"),
    path("calendar/", calendar.month, name="calendar"),
    path("calendar/feed/", calendar.feed_settings, name="calendar_feed"),
    path("calendar/<str:token>.ics", calendar.feed, name="calendar_ics"),
    path("postings/", office.postings, name="postings"),
    path("postings/new/", office.new_posting, name="new_posting"),
    path("postings/<str:number>/", office.posting, name="posting"),
    path("postings/<str:number>/edit/", office.edit_posting, name="edit_posting"),
    path("postings/<str:number>/shifts/new/", shifts.new_shift, name="new_shift"),
    path("shifts/<int:pk>/", shifts.shift, name="shift"),
    path("shifts/<int:pk>/edit/", shifts.edit_shift, name="edit_shift"),
    path("shifts/<int:pk>/cancel/", shifts.cancel_shift, name="cancel_shift"),
    path("shifts/<int:pk>/capacity/", shifts.capacity, name="shift_capacity"),
    path("shifts/<int:pk>/print/", shifts.print_shift, name="print_shift"),
    path("shifts/<int:pk>/call/", shifts.call_list, name="call_list"),
    path("opportunities/", public.opportunities, name="opportunities"),
    path("opportunities/<int:pk>/", public.opportunity, name="opportunity"),
]
